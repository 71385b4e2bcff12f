/* render.c - a tree as HTML, in the form that a JSON string has it.
 *
 * The elements, and where their lines break, are those of CommonMark's
 * specification and of GitHub's, as the engines' own renderers make them. Here
 * headings have ids, code what is written after its language, and slots learn
 * where their destinations stand:
 *
 *     <h2 id=\"before-b\">before <a href=\"b.md\">b</a></h2>\n
 *                                           '-start '-end
 *
 * HTML is escaped twice, once as HTML and once as JSON, in one pass: constants
 * are written as JSON has them. */
#include "document/render.h"

#include "base/ascii.h"
#include "base/escape.h"
#include "document/attributes.h"

#include <string.h>

#define BREAK "\\n"  /* as JSON has it */
#define Q     "\\\"" /* likewise */

#define BACK_ARROW "\xE2\x86\xA9"

struct renderer {
    struct str out;
    struct slot *slots;
    bool is_in_line;          /* the current line is not empty */
    const struct node *image; /* what is in one is its text alone; or NULL */
    size_t image_start;
    bool has_footnotes;
    uint32_t footnote_number; /* of the one before */
    bool has_back_links;      /* the current footnote has them */
};

/* Constants, escaped already. */
static void put(struct renderer *r, const char *constant)
{
    struct slice text = slice_of(constant);
    str_append(&r->out, text);
    r->is_in_line = !slice_ends(text, BREAK);
}

static void put_raw(struct renderer *r, struct slice html)
{
    escape_append(&r->out, html);
    if (html.size > 0)
        r->is_in_line = html.data[html.size - 1] != '\n';
}

static void put_number(struct renderer *r, uint32_t number)
{
    str_appendf(&r->out, "%u", number);
    r->is_in_line = true;
}

static void put_text(struct renderer *r, struct slice text)
{
    escape_append_html(&r->out, text);
    if (text.size > 0)
        r->is_in_line = text.data[text.size - 1] != '\n';
}

/* What may stand in a url as it is (RFC 3986, 2.2 and 2.3), but for brackets. A
 * percent sign is taken for one of an escape. */
static bool is_url_byte(unsigned char c)
{
    return ascii_is_letter((char)c) || ascii_is_digit((char)c) ||
           (c != '\0' && strchr("-_.+!*(),%#@?=;:/$~", c) != NULL);
}

static void put_url(struct renderer *r, struct slice url)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t at = 0; at < url.size;) {
        size_t end = at;
        while (end < url.size && is_url_byte((unsigned char)url.data[end]))
            end++;
        str_append(&r->out, slice_sub(url, at, end));
        if (end < url.size) {
            unsigned char c = (unsigned char)url.data[end++];
            char escape[] = {'%', digits[c >> 4], digits[c & 15], '\0'};
            str_append_text(&r->out, c == '&'    ? "&amp;"
                                     : c == '\'' ? "&#x27;"
                                                 : escape);
        }
        at = end;
    }
    r->is_in_line = true;
}

static void begin_line(struct renderer *r)
{
    if (r->is_in_line)
        put(r, BREAK);
}

static void put_destination(struct renderer *r, const struct node *node)
{
    struct slot *slot =
        node->as.link.slot > 0 ? &r->slots[node->as.link.slot - 1] : NULL;
    if (slot != NULL)
        slot->start = r->out.size;
    if (node->as.link.is_template)
        put_text(r, node->as.link.url);
    else
        put_url(r, node->as.link.url);
    if (slot != NULL)
        slot->end = r->out.size;
}

static void put_title(struct renderer *r, const struct node *node)
{
    if (node->as.link.title.size == 0)
        return;
    put(r, " title=" Q);
    put_text(r, node->as.link.title);
    put(r, Q);
}

/* One end of a link between notes, with what is shown where it leads nowhere.
 */
static void put_note_end(struct renderer *r, const struct node *node,
                         uint32_t slot, struct slice source)
{
    size_t start = r->out.size;
    if (node->as.link.title.size > 0)
        put_text(r, source);
    if (slot == 0)
        return;
    r->slots[slot - 1].start = start;
    r->slots[slot - 1].end = r->out.size;
}

static void put_link(struct renderer *r, const struct node *node)
{
    if (node->as.link.is_note) {
        put_note_end(r, node, node->as.link.slot, node->as.link.title);
        return;
    }
    put(r, "<a href=" Q);
    put_destination(r, node);
    put(r, Q);
    put_title(r, node);
    put(r, ">");
}

static void leave_link(struct renderer *r, const struct node *node)
{
    uint32_t slot = node->as.link.slot;
    if (node->as.link.is_note)
        put_note_end(r, node, slot > 0 ? slot + 1 : 0, SLICE("]]"));
    else
        put(r, "</a>");
}

/* Where attributes can be added to the HTML. */
static void note_place(struct renderer *r, uint32_t number)
{
    if (number > 0)
        r->slots[number - 1].start = r->slots[number - 1].end = r->out.size;
}

static void enter_image(struct renderer *r, const struct node *node)
{
    r->image_start = r->out.size;
    put(r, "<img src=" Q);
    put_destination(r, node);
    put(r, Q);
    note_place(r, node->as.link.image_slot);
    put(r, " alt=" Q);
    r->image = node;
}

static void leave_image(struct renderer *r, const struct node *node)
{
    put(r, Q);
    put_title(r, node);
    put(r, " />");
    if (node->attributes != NULL)
        attributes_insert(&r->out, r->image_start, node->attributes);
}

static void put_heading(struct renderer *r, const struct node *node)
{
    const char level[] = {'<', 'h', (char)('0' + node->as.heading.level), '\0'};
    put(r, level);
    put(r, " id=" Q);
    put_text(r, node->as.heading.id);
    put(r, Q ">");
}

static void leave_heading(struct renderer *r, const struct node *node)
{
    const char level[] = {'<', '/', 'h', (char)('0' + node->as.heading.level),
                          '>', '\0'};
    put(r, level);
    put(r, BREAK);
}

static void put_code_block(struct renderer *r, const struct node *node)
{
    struct slice language = node_language(node);
    struct slice meta = node_meta(node);
    put(r, "<pre><code");
    if (language.size > 0) {
        put(r, " class=" Q "language-");
        put_text(r, language);
        put(r, Q);
    }
    if (meta.size > 0) {
        put(r, " data-meta=" Q);
        put_text(r, meta);
        put(r, Q);
    }
    put(r, ">");
    put_text(r, node->text);
    put(r, "</code></pre>" BREAK);
}

static void put_list(struct renderer *r, const struct node *node)
{
    if (!node->as.list.is_ordered) {
        put(r, "<ul>" BREAK);
    } else if (node->as.list.start == 1) {
        put(r, "<ol>" BREAK);
    } else {
        put(r, "<ol start=" Q);
        put_number(r, node->as.list.start);
        put(r, Q ">" BREAK);
    }
}

static void leave_list(struct renderer *r, const struct node *node)
{
    put(r, node->as.list.is_ordered ? "</ol>" BREAK : "</ul>" BREAK);
}

static void put_item(struct renderer *r, const struct node *node)
{
    put(r, "<li>");
    if (node->as.item.has_box)
        put(r, node->as.item.is_checked
                   ? "<input type=" Q "checkbox" Q " checked=" Q Q
                     " disabled=" Q Q " /> "
                   : "<input type=" Q "checkbox" Q " disabled=" Q Q " /> ");
}

static void put_row(struct renderer *r, const struct node *row)
{
    if (row->as.table.is_head)
        put(r, "<thead>" BREAK);
    else if (row->prev == NULL || row->prev->as.table.is_head)
        put(r, "<tbody>" BREAK);
    put(r, "<tr>");
}

static void leave_row(struct renderer *r, const struct node *row)
{
    put(r, "</tr>" BREAK);
    if (row->as.table.is_head)
        put(r, "</thead>" BREAK);
    else if (row->next == NULL)
        put(r, "</tbody>" BREAK);
}

static void put_cell(struct renderer *r, const struct node *cell)
{
    put(r, cell->as.table.is_head ? "<th" : "<td");
    if (cell->as.table.align != 0)
        put(r, cell->as.table.align == 'l'   ? " align=" Q "left" Q
               : cell->as.table.align == 'r' ? " align=" Q "right" Q
                                             : " align=" Q "center" Q);
    put(r, ">");
}

static void leave_cell(struct renderer *r, const struct node *cell)
{
    put(r, cell->as.table.is_head ? "</th>" : "</td>");
}

/* "fn-label", or "fnref-label" and "fnref-label-2" for references. */
static void put_note_name(struct renderer *r, const char *prefix,
                          struct slice label, uint32_t index)
{
    put(r, prefix);
    put_url(r, label);
    if (index > 1) {
        put(r, "-");
        put_number(r, index);
    }
}

static void put_reference(struct renderer *r, const struct node *node)
{
    put(r, "<sup class=" Q "footnote-ref" Q "><a href=" Q);
    put_note_name(r, "#fn-", node->text, 1);
    put(r, Q " id=" Q);
    put_note_name(r, "fnref-", node->text, node->as.footnote.reference);
    put(r, Q " data-footnote-ref>");
    put_number(r, node->as.footnote.number);
    put(r, "</a></sup>");
}

static void put_footnote(struct renderer *r, const struct node *node)
{
    if (!r->has_footnotes)
        put(r, "<section class=" Q "footnotes" Q " data-footnotes>" BREAK
               "<ol>" BREAK);
    r->has_footnotes = true;
    r->has_back_links = false;
    put(r, "<li id=" Q);
    put_note_name(r, "fn-", node->text, 1);
    if (node->as.footnote.number != ++r->footnote_number) {
        r->footnote_number = node->as.footnote.number;
        put(r, Q " value=" Q); /* those before it are not shown */
        put_number(r, r->footnote_number);
    }
    put(r, Q ">" BREAK);
}

static void put_back_links(struct renderer *r, const struct node *footnote)
{
    const struct node *first = footnote->as.footnote.first;
    for (const struct node *n = first; n != NULL; n = n->as.footnote.next) {
        uint32_t i = n->as.footnote.reference;
        put(r, n != first ? " <a href=" Q : "<a href=" Q);
        put_note_name(r, "#fnref-", footnote->text, i);
        put(r, Q " class=" Q "footnote-backref" Q
                 " data-footnote-backref aria-label=" Q "Back to content" Q
                 ">" BACK_ARROW);
        if (i > 1) {
            put(r, "<sup class=" Q "footnote-ref" Q ">");
            put_number(r, i);
            put(r, "</sup>");
        }
        put(r, "</a>");
    }
    r->has_back_links = true;
}

static void leave_footnote(struct renderer *r, const struct node *node)
{
    if (!r->has_back_links) {
        put_back_links(r, node);
        put(r, BREAK);
    }
    put(r, "</li>" BREAK);
}

/* Whether it is a paragraph of a list whose items have no blank lines between
 * them: its words alone are shown. */
static bool is_tight(const struct node *node)
{
    return node->kind == NODE_PARAGRAPH && node->parent->kind == NODE_ITEM &&
           node->parent->parent->as.list.is_tight;
}

static void put_paragraph(struct renderer *r, const struct node *node)
{
    put(r, node->as.paragraph.is_summary ? "<summary>" : "<p>");
}

static void leave_paragraph(struct renderer *r, const struct node *node)
{
    if (node->as.paragraph.is_summary) {
        put(r, "</summary>" BREAK);
        return;
    }
    if (node->parent->kind == NODE_FOOTNOTE && node->next == NULL) {
        put(r, " ");
        put_back_links(r, node->parent);
    }
    put(r, "</p>" BREAK);
}

static void put_quote(struct renderer *r, const struct node *node)
{
    if (node->as.alert == NULL) {
        put(r, "<blockquote>" BREAK);
        return;
    }
    const struct alert *alert = node->as.alert;
    put(r, alert->is_folding
               ? "<details class=" Q "markdown-alert markdown-alert-"
               : "<div class=" Q "markdown-alert markdown-alert-");
    put(r, alert->name);
    put(r, alert->is_open ? Q " open=" Q Q ">" BREAK : Q ">" BREAK);
    if (alert->title == NULL)
        return;
    put(r, "<p class=" Q "markdown-alert-title" Q ">");
    put(r, alert->title);
    put(r, "</p>" BREAK);
}

static void leave_quote(struct renderer *r, const struct node *node)
{
    const struct alert *alert = node->as.alert;
    put(r, alert == NULL       ? "</blockquote>" BREAK
           : alert->is_folding ? "</details>" BREAK
                               : "</div>" BREAK);
}

static void put_html(struct renderer *r, const struct node *node)
{
    size_t at = 0;
    for (uint32_t i = 0; i < node->as.foreign.slot_count; i++) {
        struct slot *slot = &r->slots[node->as.foreign.first_slot + i - 1];
        struct slice inside = slice_sub(node->text, slot->start, slot->end);
        put_raw(r, slice_sub(node->text, at, slot->start));
        at = slot->start + inside.size;
        slot->start = r->out.size;
        put_raw(r, inside);
        slot->end = r->out.size;
    }
    put_raw(r, slice_from(node->text, at));
}

static void put_html_block(struct renderer *r, const struct node *node)
{
    put_html(r, node);
    begin_line(r);
}

static void put_node_text(struct renderer *r, const struct node *node)
{
    put_text(r, node->text);
}

static void put_code(struct renderer *r, const struct node *node)
{
    put(r, "<code>");
    put_text(r, node->text);
    put(r, "</code>");
}

static void leave_root(struct renderer *r, const struct node *node)
{
    (void)node;
    if (r->has_footnotes)
        put(r, "</ol>" BREAK "</section>" BREAK);
}

/* What is written where a node is entered and where it is left: a constant, or
 * what a function writes. Blocks begin on a line of their own, and the ends of
 * some of them do, too. */
static const struct markup {
    const char *open, *close;
    void (*enter)(struct renderer *, const struct node *);
    void (*leave)(struct renderer *, const struct node *);
    bool begins_line, ends_on_line;
} markups[NODE_KIND_COUNT] = {
    [NODE_ROOT] = {.leave = leave_root, .ends_on_line = true},
    [NODE_BLOCK_QUOTE] = {.enter = put_quote,
                          .leave = leave_quote,
                          .begins_line = true,
                          .ends_on_line = true},
    [NODE_LIST] = {.enter = put_list, .leave = leave_list, .begins_line = true},
    [NODE_ITEM] = {.enter = put_item,
                   .close = "</li>" BREAK,
                   .begins_line = true},
    [NODE_PARAGRAPH] = {.enter = put_paragraph,
                        .leave = leave_paragraph,
                        .begins_line = true},
    [NODE_HEADING] = {.enter = put_heading,
                      .leave = leave_heading,
                      .begins_line = true},
    [NODE_CODE_BLOCK] = {.enter = put_code_block, .begins_line = true},
    [NODE_HTML_BLOCK] = {.enter = put_html_block, .begins_line = true},
    [NODE_THEMATIC_BREAK] = {.open = "<hr />" BREAK, .begins_line = true},
    [NODE_TABLE] = {.open = "<table>" BREAK,
                    .close = "</table>" BREAK,
                    .begins_line = true,
                    .ends_on_line = true},
    [NODE_TABLE_ROW] = {.enter = put_row,
                        .leave = leave_row,
                        .begins_line = true,
                        .ends_on_line = true},
    [NODE_TABLE_CELL] = {.enter = put_cell,
                         .leave = leave_cell,
                         .begins_line = true},
    [NODE_FOOTNOTE] = {.enter = put_footnote,
                       .leave = leave_footnote,
                       .begins_line = true},
    [NODE_TEXT] = {.enter = put_node_text},
    [NODE_SOFT_BREAK] = {.open = BREAK},
    [NODE_LINE_BREAK] = {.open = "<br />" BREAK},
    [NODE_CODE] = {.enter = put_code},
    [NODE_HTML] = {.enter = put_html},
    [NODE_EMPHASIS] = {.open = "<em>", .close = "</em>"},
    [NODE_STRONG] = {.open = "<strong>", .close = "</strong>"},
    [NODE_STRIKETHROUGH] = {.open = "<del>", .close = "</del>"},
    [NODE_MARK] = {.open = "<mark>", .close = "</mark>"},
    [NODE_LINK] = {.enter = put_link, .leave = leave_link},
    [NODE_IMAGE] = {.enter = enter_image, .leave = leave_image},
    [NODE_FOOTNOTE_REFERENCE] = {.enter = put_reference},
};

/* In the text of an image, which is an attribute. */
static void put_plain(struct renderer *r, const struct node *node)
{
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE ||
        node->kind == NODE_HTML)
        put_text(r, node->text);
    else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK)
        put(r, " ");
}

static void enter(struct renderer *r, const struct node *node)
{
    const struct markup *markup = &markups[node->kind];
    if (r->image != NULL) {
        put_plain(r, node);
        return;
    }
    if (is_tight(node))
        return;
    if (markup->begins_line)
        begin_line(r);
    size_t start = r->out.size;
    if (markup->open != NULL)
        put(r, markup->open);
    else if (markup->enter != NULL)
        markup->enter(r, node);
    if (node->attributes != NULL && node->kind != NODE_IMAGE)
        attributes_insert(&r->out, start, node->attributes);
}

static void leave(struct renderer *r, const struct node *node)
{
    const struct markup *markup = &markups[node->kind];
    if (node == r->image)
        r->image = NULL;
    if (r->image != NULL || is_tight(node))
        return;
    if (markup->ends_on_line)
        begin_line(r);
    if (markup->close != NULL)
        put(r, markup->close);
    else if (markup->leave != NULL)
        markup->leave(r, node);
}

struct str render_tree(struct node *root, const struct slots *slots,
                       size_t expected_bytes)
{
    struct renderer r = {.slots = slots->items};
    str_reserve(&r.out, expected_bytes);
    for (struct node_step step = {root, false}; step.node != NULL;
         step = node_next(step, root)) {
        if (step.is_leaving)
            leave(&r, step.node);
        else
            enter(&r, step.node);
    }
    return r.out;
}
