/* markdown.c - cmark, and one walk over its tree.
 *
 *     body --parse--> tree --walk--> text, headings, excerpt, slots
 *                       |
 *                       +--render--> HTML --copy--> escaped, with ids
 *
 * The walk is where the tree is changed: marks go in that the copy finds again
 * (marks.c), and raw HTML goes out, or becomes text, where it is not to be
 * kept. cmark has a safe mode of its own, but that leaves a comment for each
 * tag and would drop the marks as well.
 *
 * cmark-gfm differs in how a parser is made and in a few kinds of nodes; only
 * this file knows which of the two it is. */
#include "document/markdown.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/comments.h"
#include "document/complexity.h"
#include "document/plaintext.h"
#include "document/render.h"
#include "document/scratch.h"

#ifdef MARKDOWN_GFM
#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <pthread.h>
#else
#include <cmark.h>
#endif

#include <assert.h>
#include <string.h>

#define SCRATCH_BYTES_PER_BYTE 32 /* a tree is about as many times its text */
#define SCRATCH_MIN_BYTES      (16 * 1024)
#define SCRATCH_MAX_BYTES      (1024 * 1024) /* to begin with */

/* A place in the plain text; absent while `end` is 0. */
struct range {
    size_t start, end;
};

struct markdown_walk {
    struct arena *arena;
    struct plaintext plain;
    struct headings headings;
    struct slots slots;
    struct markdown_options options;
    uint32_t first_line;      /* of the body, in its file */
    uint32_t line;            /* of the block at hand, in the body */
    unsigned image_depth;     /* what is in an image has no HTML of its own */
    unsigned container_depth; /* block quotes, lists, footnotes, tables */
    unsigned list_depth;
    size_t leaf_start;             /* of the block whose text is being read */
    bool leaf_has_words;           /* it is not only images */
    struct range before_more;      /* all above the first <!--more--> */
    struct range paragraph;        /* the first that stands by itself */
    struct range nested_paragraph; /* the first within something else */
    struct range images;           /* the first of nothing but images */
};

static cmark_mem memory = {scratch_calloc, scratch_realloc, scratch_free};

#ifdef MARKDOWN_GFM

#define ENGINE  "cmark-gfm " CMARK_GFM_VERSION_STRING
#define OPTIONS (CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES)

static const char *const extensions[] = {"table", "strikethrough", "autolink",
                                         "tasklist"};

/* While it parses, cmark-gfm changes a table of its own that all parsers
 * share: two at once would miss each other's "~" and "www.". */
static pthread_mutex_t parsing = PTHREAD_MUTEX_INITIALIZER;

static bool is_bearable(struct slice body, uint32_t first_line,
                        struct diagnostics *diagnostics)
{
    return complexity_check(body, first_line, diagnostics) &&
           complexity_check_html(body, first_line, diagnostics) &&
           complexity_check_extensions(body, first_line, diagnostics);
}

/* Returns the HTML of the body, after `visit` has walked over its tree. Tree
 * and HTML end with the scratch that they lie in. */
static const char *render_after(struct slice body, struct markdown_walk *walk,
                                void (*visit)(struct markdown_walk *,
                                              cmark_node *))
{
    pthread_mutex_lock(&parsing);
    cmark_gfm_core_extensions_ensure_registered();
    cmark_parser *parser = cmark_parser_new_with_mem(OPTIONS, &memory);
    for (size_t i = 0; i < ARRAY_COUNT(extensions); i++)
        cmark_parser_attach_syntax_extension(
            parser, cmark_find_syntax_extension(extensions[i]));
    cmark_parser_feed(parser, body.data, body.size);
    cmark_node *document = cmark_parser_finish(parser);
    pthread_mutex_unlock(&parsing);

    visit(walk, document);
    return cmark_render_html_with_mem(
        document, OPTIONS, cmark_parser_get_syntax_extensions(parser), &memory);
}

#else

#define ENGINE  "cmark " CMARK_VERSION_STRING
#define OPTIONS CMARK_OPT_UNSAFE

static bool is_bearable(struct slice body, uint32_t first_line,
                        struct diagnostics *diagnostics)
{
    return complexity_check(body, first_line, diagnostics);
}

static const char *render_after(struct slice body, struct markdown_walk *walk,
                                void (*visit)(struct markdown_walk *,
                                              cmark_node *))
{
    cmark_parser *parser = cmark_parser_new_with_mem(OPTIONS, &memory);
    cmark_parser_feed(parser, body.data, body.size);
    cmark_node *document = cmark_parser_finish(parser);
    visit(walk, document);
    return cmark_render_html(document, OPTIONS);
}

#endif

static struct slice literal_of(cmark_node *node)
{
    const char *literal = cmark_node_get_literal(node);
    return literal != NULL ? slice_of(literal) : SLICE("");
}

static cmark_node *mark_new(const char *mark)
{
    cmark_node *node = cmark_node_new_with_mem(CMARK_NODE_HTML_INLINE, &memory);
    cmark_node_set_literal(node, mark);
    return node;
}

static void set_line(struct markdown_walk *walk, cmark_node *block)
{
    walk->line = (uint32_t)cmark_node_get_start_line(block);
}

/* A block with text of its own begins: apart from what is above by a blank
 * line, but the items of a list by a line. */
static void begin_leaf(struct markdown_walk *walk, cmark_node *node)
{
    set_line(walk, node);
    plaintext_add_gap(&walk->plain,
                      walk->list_depth > 0 ? GAP_LINE : GAP_BLANK_LINE);
    walk->leaf_start = walk->plain.text.size;
    walk->leaf_has_words = false;
}

static void append_words(struct markdown_walk *walk, struct slice words)
{
    plaintext_append(&walk->plain, words);
    if (walk->image_depth == 0 && !plaintext_is_blank(words))
        walk->leaf_has_words = true;
}

/* Without the gap that leads into it. */
static struct slice leaf_text(const struct markdown_walk *walk)
{
    return slice_trim(
        slice_from(str_slice(&walk->plain.text), walk->leaf_start));
}

static void end_paragraph(struct markdown_walk *walk)
{
    struct range *range = !walk->leaf_has_words ? &walk->images
                          : walk->container_depth == 0
                              ? &walk->paragraph
                              : &walk->nested_paragraph;
    if (range->end == 0 && !plaintext_is_blank(leaf_text(walk)))
        *range = (struct range){walk->leaf_start, walk->plain.text.size};
}

static void end_heading(struct markdown_walk *walk, cmark_node *node)
{
    struct slice text = plaintext_one_line(walk->arena, leaf_text(walk));
    headings_add(&walk->headings, (unsigned)cmark_node_get_heading_level(node),
                 text);
    cmark_node_prepend_child(node, mark_new(HEADING_MARK));
}

/* A link or an image. */
static void read_destination(struct markdown_walk *walk, cmark_node *node)
{
    struct slice destination = slice_of(cmark_node_get_url(node));
    if (walk->options.raw_html != RAW_HTML_KEEP && url_is_unsafe(destination)) {
        cmark_node_set_url(node, "");
        return;
    }
    if (walk->image_depth > 0 || !slot_is_needed(destination))
        return;
    slots_add(&walk->slots, destination, walk->first_line + walk->line - 1);
    cmark_node_insert_before(node, mark_new(SLOT_MARK));
}

/* Its own text, in a paragraph where it is a block. Whatever is not put in
 * is at least taken out. */
static void show_as_text(struct markdown_walk *walk, cmark_node *node,
                         bool is_block)
{
    struct slice html = slice_trim(literal_of(node));
    cmark_node *text = cmark_node_new_with_mem(CMARK_NODE_TEXT, &memory);
    cmark_node *shown = text;

    html = arena_copy(walk->arena, html);
    cmark_node_set_literal(text, html.data);
    if (is_block) {
        shown = cmark_node_new_with_mem(CMARK_NODE_PARAGRAPH, &memory);
        cmark_node_append_child(shown, text);
        begin_leaf(walk, node);
    }
    cmark_node_insert_before(node, shown);
    append_words(walk, html);
}

/* Removes the comments of a node. Returns whether anything is left. */
static bool omit_comments(struct markdown_walk *walk, cmark_node *node)
{
    struct slice html = literal_of(node);
    struct slice rest = comments_omit_html(html, walk->arena);
    if (rest.data != html.data)
        cmark_node_set_literal(node, rest.data);
    return rest.data == html.data || !plaintext_is_blank(rest);
}

/* The iterator is already past the node, so it may be removed. */
static void read_html(struct markdown_walk *walk, cmark_node *node,
                      bool is_block)
{
    struct slice html = literal_of(node);
    if (walk->before_more.end == 0 && plaintext_has_more_mark(html))
        walk->before_more.end = walk->plain.text.size;
    if (!walk->options.keeps_comments && !omit_comments(walk, node)) {
        cmark_node_unlink(node);
        return;
    }
    html = literal_of(node);
    if (walk->options.raw_html == RAW_HTML_ESCAPE &&
        !plaintext_is_more_mark(html))
        show_as_text(walk, node, is_block);
    else if (slice_equal_nocase(slice_sub(html, 0, 3), SLICE("<br")))
        plaintext_add_gap(&walk->plain, GAP_LINE);
    if (walk->options.raw_html != RAW_HTML_KEEP)
        cmark_node_unlink(node);
}

static void change_depth(struct markdown_walk *walk, bool is_list, int by)
{
    if (is_list && walk->list_depth == 0)
        plaintext_add_gap(&walk->plain, GAP_BLANK_LINE);
    walk->container_depth += (unsigned)by;
    if (is_list)
        walk->list_depth += (unsigned)by;
}

/* What only cmark-gfm has; its tables have no constants to switch over. */
static void enter_extension(struct markdown_walk *walk, cmark_node *node)
{
    const char *type = cmark_node_get_type_string(node);
    if (strncmp(type, "table", 5) == 0)
        set_line(walk, node);
    if (strcmp(type, "table") == 0)
        plaintext_add_gap(&walk->plain, GAP_BLANK_LINE);
    else if (strncmp(type, "table_", 6) == 0)
        plaintext_add_gap(&walk->plain, strcmp(type, "table_cell") == 0
                                            ? GAP_SPACE
                                            : GAP_LINE);
}

static void enter(struct markdown_walk *walk, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST:
        change_depth(walk, true, 1);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
#ifdef MARKDOWN_GFM
    case CMARK_NODE_FOOTNOTE_DEFINITION:
#endif
        change_depth(walk, false, 1);
        break;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
        begin_leaf(walk, node);
        break;
    case CMARK_NODE_CODE_BLOCK:
        begin_leaf(walk, node);
        plaintext_append(&walk->plain, slice_trim(literal_of(node)));
        break;
    case CMARK_NODE_TEXT:
    case CMARK_NODE_CODE:
        append_words(walk, literal_of(node));
        break;
    case CMARK_NODE_SOFTBREAK:
        plaintext_add_gap(&walk->plain, GAP_SPACE);
        break;
    case CMARK_NODE_LINEBREAK:
        plaintext_add_gap(&walk->plain, GAP_LINE);
        break;
    case CMARK_NODE_HTML_BLOCK:
        read_html(walk, node, true);
        break;
    case CMARK_NODE_HTML_INLINE:
        read_html(walk, node, false);
        break;
    case CMARK_NODE_LINK:
        read_destination(walk, node);
        break;
    case CMARK_NODE_IMAGE:
        read_destination(walk, node);
        walk->image_depth++;
        break;
    default:
        enter_extension(walk, node);
    }
}

static void leave(struct markdown_walk *walk, cmark_node *node)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_LIST:
        change_depth(walk, true, -1);
        break;
    case CMARK_NODE_BLOCK_QUOTE:
#ifdef MARKDOWN_GFM
    case CMARK_NODE_FOOTNOTE_DEFINITION:
#endif
        change_depth(walk, false, -1);
        break;
    case CMARK_NODE_PARAGRAPH:
        end_paragraph(walk);
        break;
    case CMARK_NODE_HEADING:
        end_heading(walk, node);
        break;
    case CMARK_NODE_IMAGE:
        walk->image_depth--;
        break;
    default:
        break;
    }
}

static void walk_tree(struct markdown_walk *walk, cmark_node *document)
{
    cmark_iter *iter = cmark_iter_new(document);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        if (event == CMARK_EVENT_ENTER)
            enter(walk, cmark_iter_get_node(iter));
        else
            leave(walk, cmark_iter_get_node(iter));
    }
    cmark_iter_free(iter);
}

static struct slice excerpt_of(struct markdown_walk *walk)
{
    struct slice text = str_slice(&walk->plain.text);
    struct range range = walk->before_more;
    struct slice part = slice_trim(slice_sub(text, range.start, range.end));
    if (!plaintext_is_blank(part))
        return arena_copy(walk->arena, part);

    range = walk->paragraph.end > 0          ? walk->paragraph
            : walk->nested_paragraph.end > 0 ? walk->nested_paragraph
                                             : walk->images;
    if (range.end == 0)
        return SLICE_NONE;
    part = plaintext_one_line(walk->arena,
                              slice_sub(text, range.start, range.end));
    return plaintext_cut(walk->arena, part, MARKDOWN_EXCERPT_MAX_CHARACTERS);
}

static size_t scratch_bytes(struct slice body)
{
    if (body.size > SCRATCH_MAX_BYTES / SCRATCH_BYTES_PER_BYTE)
        return SCRATCH_MAX_BYTES;
    return SCRATCH_MIN_BYTES + body.size * SCRATCH_BYTES_PER_BYTE;
}

bool markdown_render(struct slice body, uint32_t first_line,
                     const struct markdown_options *options,
                     struct arena *arena, struct diagnostics *diagnostics,
                     struct markdown *ret_markdown)
{
    struct markdown_walk walk = {.arena = arena,
                                 .headings = {.arena = arena},
                                 .slots = {.arena = arena},
                                 .options = *options,
                                 .first_line = first_line};
    struct scratch scratch;

    assert(utf8_find_invalid(body) == body.size);
    if (!is_bearable(body, first_line, diagnostics))
        return false;
    scratch_begin(&scratch, scratch_bytes(body));
    const char *html =
        render_after(body.data != NULL ? body : SLICE(""), &walk, walk_tree);
    struct slice text = str_slice(&walk.plain.text);
    struct word_count count = plaintext_count(text);
    *ret_markdown = (struct markdown){
        .first_line = first_line,
        .escaped_html = marks_resolve(html, &walk.headings, &walk.slots, arena),
        .toc = headings_toc(&walk.headings),
        .slots = walk.slots.items,
        .slot_count = walk.slots.count,
        .text = arena_copy(arena, text),
        .excerpt = excerpt_of(&walk),
        .headings = walk.headings.items,
        .heading_count = walk.headings.count,
        .word_count = count.words + count.characters,
        .reading_time = plaintext_reading_minutes(count),
    };
    ret_markdown->hash = hash_bytes(ret_markdown->toc,
                                    hash_bytes(ret_markdown->escaped_html, 0));
    scratch_end(&scratch);
    headings_release(&walk.headings);
    plaintext_release(&walk.plain);
    return true;
}

const char *markdown_engine(void)
{
    return ENGINE;
}
