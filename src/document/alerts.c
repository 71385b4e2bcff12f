/* alerts.c - block quotes that begin with "[!NOTE]" on a line of its own.
 *
 *     > [!NOTE]                 GitHub: five names, and no title
 *     > [!question]- Why *so*?  Obsidian: any name, a title, "-" or "+" where
 *     > Because.                it can be folded
 *
 * They are shown as boxes with a title; the engines know nothing of them.
 * (docs.github.com, "Basic writing and formatting syntax", Alerts;
 * help.obsidian.md, "Callouts") */
#include "document/render.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/attributes.h"
#include "document/scratch.h"

#define NAME_MAX_BYTES 40

static const struct alert alerts[] = {
    {"[!NOTE]", "note", "Note", false, false},
    {"[!TIP]", "tip", "Tip", false, false},
    {"[!IMPORTANT]", "important", "Important", false, false},
    {"[!WARNING]", "warning", "Warning", false, false},
    {"[!CAUTION]", "caution", "Caution", false, false},
};

/* The mark alone on its line, with something below, or NULL. */
static struct node *find_mark(const struct node *quote)
{
    const struct node *paragraph = quote->first;
    if (paragraph == NULL || paragraph->kind != NODE_PARAGRAPH)
        return NULL;
    struct node *mark = paragraph->first;
    if (mark == NULL || mark->kind != NODE_TEXT)
        return NULL;
    const struct node *after = mark->next;
    bool is_alone = after == NULL || after->kind == NODE_SOFT_BREAK ||
                    after->kind == NODE_LINE_BREAK;
    return is_alone && (after != NULL || paragraph->next != NULL) ? mark : NULL;
}

/* With the break after it, or with its paragraph if there is nothing else. */
static void take_out(struct node *mark)
{
    if (mark->next == NULL) {
        node_unlink(mark->parent);
        return;
    }
    node_unlink(mark->next);
    node_unlink(mark);
}

void alert_find(struct node *quote)
{
    struct node *mark = find_mark(quote);
    for (size_t i = 0; mark != NULL && i < ARRAY_COUNT(alerts); i++) {
        if (!slice_equal_nocase(mark->text, slice_of(alerts[i].mark)))
            continue;
        quote->as.alert = &alerts[i];
        take_out(mark);
        return;
    }
}

/* The name between "[!" and "]" or "|", in lower case; NULL if it is none. */
static char *read_name(struct slice mark)
{
    struct slice name = slice_sub(mark, 2, slice_find_char(mark, 0, ']'));
    name = slice_sub(name, 0, slice_find_char(name, 0, '|'));
    if (name.size == 0 || name.size > NAME_MAX_BYTES)
        return NULL;
    char *kept = scratch_calloc(name.size + 1, 1);
    for (size_t i = 0; i < name.size; i++) {
        char c = name.data[i];
        if (!ascii_is_letter_or_digit(c) && c != '-' && c != '_')
            return NULL;
        kept[i] = ascii_to_lower(c);
    }
    return kept;
}

/* "faq" -> "Faq", the title of what has none. */
static char *title_of(const char *name)
{
    char *title = scratch_calloc(slice_of(name).size + 1, 1);
    for (size_t i = 0; name[i] != '\0'; i++)
        title[i] = name[i];
    if (title[0] >= 'a' && title[0] <= 'z')
        title[0] = (char)(title[0] - 'a' + 'A');
    return title;
}

/* Moves what follows the first line of a paragraph into one of its own. */
static void split_line(struct node *paragraph)
{
    struct node *line_break = paragraph->first, *next;
    while (line_break != NULL && line_break->kind != NODE_SOFT_BREAK &&
           line_break->kind != NODE_LINE_BREAK)
        line_break = line_break->next;
    if (line_break == NULL)
        return;
    struct node *rest = node_new(NODE_PARAGRAPH);
    rest->line = paragraph->line + 1;
    rest->end_line = paragraph->end_line;
    rest->end_column = paragraph->end_column;
    rest->column = paragraph->column;
    paragraph->end_line = paragraph->line;
    node_insert_after(paragraph, rest);
    for (struct node *node = line_break->next; node != NULL; node = next) {
        next = node->next;
        node_unlink(node);
        node->next = NULL;
        node_append(rest, node);
    }
    node_unlink(line_break);
}

static void make_title(struct node *paragraph, const struct alert *alert)
{
    struct attributes *attributes = scratch_calloc(1, sizeof *attributes);
    attributes->classes = SLICE("markdown-alert-title");
    paragraph->attributes = attributes;
    paragraph->as.paragraph.is_summary = alert->is_folding;
}

void callout_find(struct node *quote)
{
    struct node *paragraph = quote->first;
    struct node *mark = paragraph != NULL && paragraph->kind == NODE_PARAGRAPH
                            ? paragraph->first
                            : NULL;
    if (mark == NULL || mark->kind != NODE_TEXT ||
        !slice_starts(mark->text, "[!"))
        return;
    size_t close = slice_find_char(mark->text, 0, ']');
    char *name = close < mark->text.size ? read_name(mark->text) : NULL;
    if (name == NULL)
        return;
    struct alert *alert = scratch_calloc(1, sizeof *alert);
    struct slice rest = slice_from(mark->text, close + 1);
    alert->name = name;
    alert->is_open = slice_starts(rest, "+");
    alert->is_folding = alert->is_open || slice_starts(rest, "-");
    quote->as.alert = alert;
    split_line(paragraph);
    mark->text = slice_from(rest, alert->is_folding ? 1 : 0);
    while (slice_starts(mark->text, " "))
        mark->text = slice_from(mark->text, 1);
    bool has_title = mark->text.size > 0 || mark->next != NULL;
    if (!has_title)
        mark->text = slice_of(title_of(name));
    make_title(paragraph, alert);
}
