/* engine.c - a body read by cmark or by cmark-gfm, into our tree.
 *
 * Compiled once for each of the two (src/CMakeLists.txt); no other file knows
 * them. They differ in how a parser is made and in a few kinds of nodes. Their
 * own HTML is not used: it has neither ids nor attributes nor the places of
 * links, and would have to be read again to put these in. */
#include "document/engine.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/markdown.h"
#include "document/scratch.h"

#define CMARK_NO_SHORT_NAMES /* ours are NODE_HEADING, too */
#ifdef ENGINE_GFM
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <pthread.h>
#else
#include <cmark.h>
#endif

#include <stdlib.h>
#include <string.h>

static cmark_mem memory = {scratch_calloc, scratch_realloc, scratch_free};

static struct slice literal_of(cmark_node *from)
{
    return slice_of(cmark_node_get_literal(from));
}

#ifdef ENGINE_GFM

/* Extensions have names where others have constants. */
static enum node_kind extension_kind(cmark_node *from)
{
    static const struct {
        const char *name;
        enum node_kind kind;
    } kinds[] = {
        {"table", NODE_TABLE},
        {"table_header", NODE_TABLE_ROW},
        {"table_row", NODE_TABLE_ROW},
        {"table_cell", NODE_TABLE_CELL},
        {"strikethrough", NODE_STRIKETHROUGH},
    };
    const char *name = cmark_node_get_type_string(from);
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
        if (strcmp(name, kinds[i].name) == 0)
            return kinds[i].kind;
    }
    return NODE_ROOT;
}

static void read_cell(struct node *cell, cmark_node *from)
{
    cmark_node *table = cmark_node_parent(cmark_node_parent(from));
    uint32_t column = cell->prev != NULL ? cell->prev->as.table.column + 1 : 0;
    cell->as.table.column = column;
    cell->as.table.is_head = cell->parent->as.table.is_head;
    cell->as.table.align =
        (char)cmark_gfm_extensions_get_table_alignments(table)[column];
}

/* What only cmark-gfm has. The literal of a reference is the number of its
 * footnote. */
static void read_extension(struct node *node, cmark_node *from)
{
    switch (node->kind) {
    case NODE_ITEM:
        node->as.item.has_box =
            strcmp(cmark_node_get_type_string(from), "tasklist") == 0;
        node->as.item.is_checked =
            cmark_gfm_extensions_get_tasklist_item_checked(from);
        break;
    case NODE_TABLE_ROW:
        node->as.table.is_head =
            cmark_gfm_extensions_get_table_row_is_header(from) != 0;
        break;
    case NODE_TABLE_CELL:
        read_cell(node, from);
        break;
    case NODE_FOOTNOTE_REFERENCE:
        node->as.footnote.number =
            (uint32_t)strtoul(cmark_node_get_literal(from), NULL, 10);
        break;
    default:
        break;
    }
}

#else

static enum node_kind extension_kind(cmark_node *from)
{
    (void)from;
    return NODE_ROOT;
}

static void read_extension(struct node *node, cmark_node *from)
{
    (void)node;
    (void)from;
}

#endif

static enum node_kind kind_of(cmark_node *from)
{
    switch (cmark_node_get_type(from)) {
    case CMARK_NODE_BLOCK_QUOTE:
        return NODE_BLOCK_QUOTE;
    case CMARK_NODE_LIST:
        return NODE_LIST;
    case CMARK_NODE_ITEM:
        return NODE_ITEM;
    case CMARK_NODE_PARAGRAPH:
        return NODE_PARAGRAPH;
    case CMARK_NODE_HEADING:
        return NODE_HEADING;
    case CMARK_NODE_CODE_BLOCK:
        return NODE_CODE_BLOCK;
    case CMARK_NODE_HTML_BLOCK:
        return NODE_HTML_BLOCK;
    case CMARK_NODE_THEMATIC_BREAK:
        return NODE_THEMATIC_BREAK;
    case CMARK_NODE_TEXT:
        return NODE_TEXT;
    case CMARK_NODE_SOFTBREAK:
        return NODE_SOFT_BREAK;
    case CMARK_NODE_LINEBREAK:
        return NODE_LINE_BREAK;
    case CMARK_NODE_CODE:
        return NODE_CODE;
    case CMARK_NODE_HTML_INLINE:
        return NODE_HTML;
    case CMARK_NODE_EMPH:
        return NODE_EMPHASIS;
    case CMARK_NODE_STRONG:
        return NODE_STRONG;
    case CMARK_NODE_LINK:
        return NODE_LINK;
    case CMARK_NODE_IMAGE:
        return NODE_IMAGE;
#ifdef ENGINE_GFM
    case CMARK_NODE_FOOTNOTE_DEFINITION:
        return NODE_FOOTNOTE;
    case CMARK_NODE_FOOTNOTE_REFERENCE:
        return NODE_FOOTNOTE_REFERENCE;
#endif
    default:
        return extension_kind(from);
    }
}

static void read_node(struct node *node, cmark_node *from)
{
    switch (node->kind) {
    case NODE_HEADING:
        node->as.heading.level = (unsigned)cmark_node_get_heading_level(from);
        break;
    case NODE_LIST:
        node->as.list.is_ordered =
            cmark_node_get_list_type(from) == CMARK_ORDERED_LIST;
        node->as.list.is_tight = cmark_node_get_list_tight(from) != 0;
        node->as.list.start = (uint32_t)cmark_node_get_list_start(from);
        break;
    case NODE_LINK:
    case NODE_IMAGE:
        node->as.link.url = slice_of(cmark_node_get_url(from));
        node->as.link.title = slice_of(cmark_node_get_title(from));
        break;
    case NODE_CODE_BLOCK:
        node->as.info = slice_of(cmark_node_get_fence_info(from));
        node->text = literal_of(from);
        break;
    case NODE_TEXT:
    case NODE_CODE:
    case NODE_HTML:
    case NODE_HTML_BLOCK:
        node->text = literal_of(from);
        break;
    default:
        break;
    }
    read_extension(node, from);
}

static struct node *copy_node(struct node *parent, cmark_node *from)
{
    struct node *node = node_new(kind_of(from));
    if (parent != NULL)
        node_append(parent, node);
    node->line = (uint32_t)cmark_node_get_start_line(from);
    node->column = (uint32_t)cmark_node_get_start_column(from);
    node->end_line = (uint32_t)cmark_node_get_end_line(from);
    node->end_column = (uint32_t)cmark_node_get_end_column(from);
    read_node(node, from);
    return node;
}

/* Without the engine's iterator, which costs as much as all of this. */
static struct node *copy_tree(cmark_node *document)
{
    struct node *root = copy_node(NULL, document), *parent = root;
    cmark_node *from = cmark_node_first_child(document);
    while (from != NULL) {
        struct node *node = copy_node(parent, from);
        cmark_node *next = cmark_node_first_child(from);
        if (next != NULL)
            parent = node;
        else
            while ((next = cmark_node_next(from)) == NULL && parent != root) {
                from = cmark_node_parent(from);
                parent = parent->parent;
            }
        from = next;
    }
    return root;
}

#ifdef ENGINE_GFM

/* While it parses inlines, cmark-gfm changes a table of its own that all
 * parsers share: two at once would miss each other's "~" and "www.". */
static pthread_mutex_t inlines = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t registered = PTHREAD_ONCE_INIT;

static cmark_parser *new_parser(unsigned extensions)
{
    static const struct {
        unsigned extension;
        const char *name;
    } known[] = {
        {MARKDOWN_TABLES, "table"},
        {MARKDOWN_STRIKETHROUGH, "strikethrough"},
        {MARKDOWN_AUTOLINKS, "autolink"},
        {MARKDOWN_TASKS, "tasklist"},
    };
    pthread_once(&registered, cmark_gfm_core_extensions_ensure_registered);
    cmark_parser *parser = cmark_parser_new_with_mem(
        extensions & MARKDOWN_FOOTNOTES ? CMARK_OPT_FOOTNOTES
                                        : CMARK_OPT_DEFAULT,
        &memory);
    for (size_t i = 0; i < ARRAY_COUNT(known); i++) {
        if (extensions & known[i].extension)
            (void)cmark_parser_attach_syntax_extension(
                parser, cmark_find_syntax_extension(known[i].name));
    }
    return parser;
}

/* A label of a footnote that is none and goes on in the next line is cut at a
 * wrong place, perhaps within a character. */
static void repair_labels(struct node *root, struct slice body)
{
    struct arena arena = {0};
    if (slice_find(body, 0, SLICE("[^")) == body.size)
        return;
    for (struct node_step step = {root, false}; step.node != NULL;
         step = node_next(step, root)) {
        struct slice text = step.node->text;
        if (!step.is_leaving && utf8_find_invalid(text) < text.size)
            step.node->text = scratch_copy(utf8_repair(&arena, text));
    }
    arena_release(&arena);
}

static cmark_node *finish(cmark_parser *parser)
{
    pthread_mutex_lock(&inlines);
    cmark_node *document = cmark_parser_finish(parser);
    pthread_mutex_unlock(&inlines);
    return document;
}

#else

static cmark_parser *new_parser(unsigned extensions)
{
    (void)extensions;
    return cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &memory);
}

static void repair_labels(struct node *root, struct slice body)
{
    (void)root;
    (void)body;
}

static cmark_node *finish(cmark_parser *parser)
{
    return cmark_parser_finish(parser);
}

#endif

static struct node *parse(struct slice body, unsigned extensions)
{
    cmark_parser *parser = new_parser(extensions);
    cmark_parser_feed(parser, body.data != NULL ? body.data : "", body.size);
    struct node *root = copy_tree(finish(parser));
    repair_labels(root, body);
    return root;
}

#ifdef ENGINE_GFM
const struct markdown_engine engine_cmark_gfm = {
    "cmark-gfm " CMARK_GFM_VERSION_STRING, parse};
#else
const struct markdown_engine engine_cmark = {"cmark " CMARK_VERSION_STRING,
                                             parse};
#endif
