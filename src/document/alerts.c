/* alerts.c - block quotes that begin with "[!NOTE]" on a line of its own.
 *
 * GitHub shows them as boxes with a title; the engines know nothing of them.
 * (docs.github.com, "Basic writing and formatting syntax", Alerts) */
#include "document/render.h"

#include "base/array.h"

static const struct alert alerts[] = {
    {"[!NOTE]", "note", "Note"},
    {"[!TIP]", "tip", "Tip"},
    {"[!IMPORTANT]", "important", "Important"},
    {"[!WARNING]", "warning", "Warning"},
    {"[!CAUTION]", "caution", "Caution"},
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
