/* mdast.c - a tree as mdast, in JSON.
 *
 * remark-rehype makes HTML of it, and that should be our own. Where its markup
 * would be another, `data` says which it is: hName, hProperties. What our tree
 * has in several nodes is one text here, line breaks included:
 *
 *     text "a"  soft break  text "b"      {"type":"text","value":"a\nb"}
 *
 * (github.com/syntax-tree/mdast, and mdast-util-to-hast on the fields of
 * `data`) */
#include "document/mdast.h"

#include "base/escape.h"
#include "base/unicode.h"
#include "document/attributes.h"
#include "document/mdast_position.h"
#include "document/reading.h"

struct writer {
    struct str *out;
    const struct mdast_options *options;
    struct positions positions;
    const struct node *image; /* what is in one is its text alone; or NULL */
    bool is_in_text;          /* a text is open: {"type":"text","value":" */
    size_t depth;
    bool is_too_deep;
};

static void put(struct writer *w, const char *json)
{
    str_append_text(w->out, json);
}

static void put_string(struct writer *w, const char *name, struct slice value)
{
    str_appendf(w->out, ",\"%s\":", name);
    escape_append_quoted(w->out, value);
}

static void end_text(struct writer *w)
{
    if (w->is_in_text)
        put(w, "\"}");
    w->is_in_text = false;
}

static void begin_node(struct writer *w, const char *type)
{
    char last = w->out->size > 0 ? w->out->data[w->out->size - 1] : '[';
    if (last != '[' && last != ':')
        put(w, ",");
    str_appendf(w->out, "{\"type\":\"%s\"", type);
}

static void put_text(struct writer *w, struct slice text)
{
    if (text.size == 0)
        return;
    if (!w->is_in_text) {
        begin_node(w, "text");
        put(w, ",\"value\":\"");
    }
    w->is_in_text = true;
    escape_append(w->out, text);
}

/* Of an object that was just opened, or has others already. */
static void put_property(struct writer *w, struct slice name,
                         struct slice value)
{
    if (!slice_ends(str_slice(w->out), "{"))
        put(w, ",");
    escape_append_quoted(w->out, name);
    put(w, ":");
    escape_append_quoted(w->out, value);
}

/* All but the id. */
static void put_attributes(struct writer *w,
                           const struct attributes *attributes)
{
    if (attributes == NULL)
        return;
    if (attributes->classes.size > 0)
        put_property(w, SLICE("className"), attributes->classes);
    for (size_t i = 0; i < attributes->count; i++)
        put_property(w, attributes->items[i].name, attributes->items[i].value);
}

/* The url of a template, which remark-rehype would encode; html has it as it is
 * written. */
static void put_template(struct writer *w, const struct node *node)
{
    bool is_link = node->kind == NODE_LINK, is_image = node->kind == NODE_IMAGE;
    if ((is_link || is_image) && node->as.link.is_template)
        put_property(w, is_link ? SLICE("href") : SLICE("src"),
                     node->as.link.url);
}

/* Where a node has no data of its own. */
static void put_data(struct writer *w, const struct node *node)
{
    const struct attributes *attributes = node->attributes;
    size_t start = w->out->size;
    put(w, ",\"data\":{\"hProperties\":{");
    put_template(w, node);
    if (attributes != NULL && attributes->id.size > 0)
        put_property(w, SLICE("id"), attributes->id);
    put_attributes(w, attributes);
    if (slice_ends(str_slice(w->out), "{"))
        w->out->size = start; /* there is nothing */
    else
        put(w, "}}");
}

static void put_heading(struct writer *w, const struct node *node)
{
    str_appendf(w->out, ",\"depth\":%u,\"data\":{\"hProperties\":{\"id\":",
                node->as.heading.level);
    escape_append_quoted(w->out, node->as.heading.id);
    put_attributes(w, node->attributes);
    put(w, "}}");
}

/* The last line break is that of the fence. */
static void put_code_block(struct writer *w, const struct node *node)
{
    struct slice language = node_language(node), meta = node_meta(node);
    struct slice code = node->text;
    if (slice_ends(code, "\n"))
        code.size--;
    if (language.size > 0)
        put_string(w, "lang", language);
    if (meta.size > 0) {
        put_string(w, "meta", meta);
        put(w, ",\"data\":{\"hProperties\":{\"dataMeta\":");
        escape_append_quoted(w->out, meta);
        put(w, "}}");
    }
    put_string(w, "value", code);
}

static void put_html(struct writer *w, const struct node *node)
{
    struct slice html = node->text;
    if (node->kind == NODE_HTML_BLOCK && slice_ends(html, "\n"))
        html.size--;
    put_string(w, "value", html);
}

static void put_code(struct writer *w, const struct node *node)
{
    put_string(w, "value", node->text);
}

static void put_list(struct writer *w, const struct node *node)
{
    bool is_ordered = node->as.list.is_ordered;
    put(w, is_ordered ? ",\"ordered\":true" : ",\"ordered\":false");
    if (is_ordered)
        str_appendf(w->out, ",\"start\":%u", node->as.list.start);
    put(w, node->as.list.is_tight ? ",\"spread\":false" : ",\"spread\":true");
}

static void put_item(struct writer *w, const struct node *node)
{
    bool is_spread =
        !node->parent->as.list.is_tight && node->first != node->last;
    put(w, is_spread ? ",\"spread\":true" : ",\"spread\":false");
    if (node->as.item.has_box)
        put(w, node->as.item.is_checked ? ",\"checked\":true"
                                        : ",\"checked\":false");
}

static void put_table(struct writer *w, const struct node *node)
{
    const char *before = "";
    put(w, ",\"align\":[");
    for (const struct node *cell = node->first != NULL ? node->first->first
                                                       : NULL;
         cell != NULL; cell = cell->next) {
        char align = cell->as.table.align;
        put(w, before);
        put(w, align == 'l'   ? "\"left\""
               : align == 'r' ? "\"right\""
               : align == 'c' ? "\"center\""
                              : "null");
        before = ",";
    }
    put(w, "]");
}

/* Hrefs are as in HTML, with the two entities that put_url() of render.c and
 * store/hrefs.c make. */
static void append_href(struct str *out, struct slice href)
{
    static const struct slice ampersand = {"&amp;", 5}, quote = {"&#x27;", 6};
    for (size_t at = 0; at < href.size;) {
        struct slice rest = slice_from(href, at);
        if (slice_starts(rest, ampersand.data)) {
            str_append_char(out, '&');
            at += ampersand.size;
        } else if (slice_starts(rest, quote.data)) {
            str_append_char(out, '\'');
            at += quote.size;
        } else {
            str_append_char(out, rest.data[0]);
            at++;
        }
    }
}

static void put_url(struct writer *w, const struct node *node)
{
    const struct slice *hrefs = w->options->hrefs;
    uint32_t slot = node->as.link.slot;
    if (hrefs == NULL || slot == 0 || hrefs[slot - 1].data == NULL) {
        put_string(w, "url", node->as.link.url);
        return;
    }
    put(w, ",\"url\":\"");
    append_href(w->out, hrefs[slot - 1]);
    put(w, "\"");
}

static void put_title(struct writer *w, const struct node *node)
{
    if (node->as.link.title.size > 0 && !node->as.link.is_note)
        put_string(w, "title", node->as.link.title);
}

static void put_link(struct writer *w, const struct node *node)
{
    put_url(w, node);
    put_title(w, node);
}

static void put_image(struct writer *w, const struct node *node)
{
    put_url(w, node);
    put_title(w, node);
    put_data(w, node);
    put(w, ",\"alt\":\""); /* the last: it is written with its children */
    w->image = node;
}

/* Labels are compared without regard to case. */
static void put_footnote(struct writer *w, const struct node *node)
{
    struct str identifier = {0};
    for (size_t at = 0; at < node->text.size;)
        utf8_append(&identifier, unicode_to_lower(utf8_next(node->text, &at)));
    put_string(w, "identifier", str_slice(&identifier));
    put_string(w, "label", node->text);
    str_release(&identifier);
}

static void put_quote(struct writer *w, const struct node *node)
{
    const struct alert *alert = node->as.alert;
    if (alert != NULL)
        str_appendf(w->out,
                    ",\"data\":{\"hName\":\"%s\",\"hProperties\":{%s"
                    "\"className\":[\"markdown-alert\","
                    "\"markdown-alert-%s\"]}}",
                    alert->is_folding ? "details" : "div",
                    alert->is_open ? "\"open\":true," : "", alert->name);
}

/* The title of what can be folded is a summary; its only attribute is a class.
 */
static void put_paragraph(struct writer *w, const struct node *node)
{
    if (node->as.paragraph.is_summary)
        put(w, ",\"data\":{\"hName\":\"summary\",\"hProperties\":{"
               "\"className\":\"markdown-alert-title\"}}");
}

static void put_mark(struct writer *w, const struct node *node)
{
    (void)node;
    put(w, ",\"data\":{\"hName\":\"mark\"}");
}

static void put_alert_title(struct writer *w, const struct alert *alert)
{
    str_appendf(w->out,
                "{\"type\":\"paragraph\",\"data\":{\"hProperties\":{"
                "\"className\":[\"markdown-alert-title\"]}},\"children\":[{"
                "\"type\":\"text\",\"value\":\"%s\"}]}",
                alert->title);
}

/* What a node is called, what it has beside its children, and whether it is a
 * block. */
static const struct kind {
    const char *type; /* NULL: it is a part of a text */
    void (*put)(struct writer *, const struct node *);
    bool has_children, is_block;
} kinds[NODE_KIND_COUNT] = {
    [NODE_ROOT] = {"root", NULL, true, true},
    [NODE_BLOCK_QUOTE] = {"blockquote", put_quote, true, true},
    [NODE_LIST] = {"list", put_list, true, true},
    [NODE_ITEM] = {"listItem", put_item, true, true},
    [NODE_PARAGRAPH] = {"paragraph", put_paragraph, true, true},
    [NODE_HEADING] = {"heading", put_heading, true, true},
    [NODE_CODE_BLOCK] = {"code", put_code_block, false, true},
    [NODE_HTML_BLOCK] = {"html", put_html, false, true},
    [NODE_THEMATIC_BREAK] = {"thematicBreak", NULL, false, true},
    [NODE_TABLE] = {"table", put_table, true, true},
    [NODE_TABLE_ROW] = {"tableRow", NULL, true, true},
    [NODE_TABLE_CELL] = {"tableCell", NULL, true, true},
    [NODE_FOOTNOTE] = {"footnoteDefinition", put_footnote, true, true},
    [NODE_LINE_BREAK] = {"break", NULL, false, false},
    [NODE_CODE] = {"inlineCode", put_code, false, false},
    [NODE_HTML] = {"html", put_html, false, false},
    [NODE_EMPHASIS] = {"emphasis", NULL, true, false},
    [NODE_STRONG] = {"strong", NULL, true, false},
    [NODE_STRIKETHROUGH] = {"delete", NULL, true, false},
    [NODE_MARK] = {"mark", put_mark, true, false},
    [NODE_LINK] = {"link", put_link, true, false},
    [NODE_IMAGE] = {"image", put_image, false, false},
    [NODE_FOOTNOTE_REFERENCE] = {"footnoteReference", put_footnote, false,
                                 false},
};

/* In the text of an image, as render.c has it. */
static void put_plain(struct writer *w, const struct node *node)
{
    if (node->kind == NODE_TEXT || node->kind == NODE_CODE ||
        node->kind == NODE_HTML)
        escape_append(w->out, node->text);
    else if (node->kind == NODE_SOFT_BREAK || node->kind == NODE_LINE_BREAK)
        put(w, " ");
}

/* Whether its data is written already; where what it is needs some, its
 * attributes are not in it. */
static bool has_data(const struct node *node)
{
    return node->kind == NODE_HEADING || node->kind == NODE_IMAGE ||
           node->kind == NODE_MARK ||
           (node->kind == NODE_PARAGRAPH && node->as.paragraph.is_summary) ||
           (node->kind == NODE_CODE_BLOCK && node_meta(node).size > 0) ||
           (node->kind == NODE_BLOCK_QUOTE && node->as.alert != NULL);
}

/* A link between notes that leads nowhere: only its words are there. */
static bool is_dead(const struct writer *w, const struct node *node)
{
    const struct slice *hrefs = w->options->hrefs;
    uint32_t slot = node->as.link.slot;
    return node->kind == NODE_LINK && node->as.link.is_note &&
           (hrefs == NULL || slot == 0 || hrefs[slot - 1].data == NULL);
}

static void enter(struct writer *w, const struct node *node)
{
    const struct kind *kind = &kinds[node->kind];
    if (w->image != NULL) {
        put_plain(w, node);
        return;
    }
    if (is_dead(w, node)) {
        put_text(w, node->as.link.title);
        return;
    }
    if (kind->type == NULL) {
        put_text(w, node->kind == NODE_TEXT ? node->text : SLICE("\n"));
        return;
    }
    end_text(w);
    begin_node(w, kind->type);
    if (kind->put != NULL)
        kind->put(w, node);
    if (!has_data(node))
        put_data(w, node);
    if (w->options->has_positions && kind->is_block)
        position_append(w->out, &w->positions, node);
    if (kind->has_children)
        put(w, ",\"children\":[");
    if (node->kind == NODE_BLOCK_QUOTE && node->as.alert != NULL &&
        node->as.alert->title != NULL)
        put_alert_title(w, node->as.alert);
    w->depth++;
    w->is_too_deep = w->is_too_deep || w->depth > MDAST_MAX_DEPTH;
}

static void leave(struct writer *w, const struct node *node)
{
    const struct kind *kind = &kinds[node->kind];
    if (node == w->image) {
        w->image = NULL;
        put(w, "\"");
    }
    if (w->image != NULL || kind->type == NULL)
        return;
    if (is_dead(w, node)) {
        put_text(w, node->as.link.title.size > 0 ? SLICE("]]") : SLICE(""));
        return;
    }
    end_text(w);
    put(w, kind->has_children ? "]}" : "}");
    w->depth--;
}

static void write_tree(struct writer *w, const struct node *root)
{
    size_t max_bytes = w->options->max_bytes;
    for (struct node_step step = {(struct node *)root, false};
         step.node != NULL && w->out->size <= max_bytes && !w->is_too_deep;
         step = node_next(step, root)) {
        if (step.is_leaving)
            leave(w, step.node);
        else
            enter(w, step.node);
    }
}

void mdast_append(const struct source *source,
                  const struct mdast_options *options, struct str *out)
{
    struct writer w = {.out = out, .options = options};
    struct section_search search = {.id = options->section};
    struct body_reading reading;
    struct arena arena = {0};
    size_t start = out->size;

    bool is_whole = options->section.data == NULL;
    reading_begin(&reading, &source->input, is_whole ? NULL : &search, &arena);
    if (!is_whole && search.heading != NULL)
        section_cut(&search, reading.root);
    if (options->has_positions)
        positions_init(&w.positions, source->input.body);
    if (is_whole || search.heading != NULL)
        write_tree(&w, reading.root);
    if (w.is_too_deep || out->size == start) {
        out->size = start;
        str_append_text(out, "null");
    }
    reading_end(&reading);
    arena_release(&arena);
}
