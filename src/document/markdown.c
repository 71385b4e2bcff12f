/* markdown.c - a body as a tree, and one walk over it.
 *
 *     body --parse--> tree --walk--> text, headings, excerpt, slots
 *                       |
 *                       +--render--> HTML, escaped, with ids
 *
 * The walk is where the tree is changed: headings get their ids, links their
 * slots, and raw HTML goes out, or becomes text, where it is not to be kept. */
#include "document/markdown.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/comments.h"
#include "document/complexity.h"
#include "document/engine.h"
#include "document/reading.h"

#include <assert.h>

#define SCRATCH_BYTES_PER_BYTE                                                 \
    32 /* a tree takes about that many times its text */
#define SCRATCH_MIN_BYTES (16 * 1024)
#define SCRATCH_MAX_BYTES (1024 * 1024) /* to begin with */

struct markdown_walk {
    struct arena *arena;
    struct plaintext plain;
    struct headings headings;
    struct slots slots;
    struct smart smart;
    struct markdown_options options;
    uint32_t first_line;      /* of the body, in its file */
    uint32_t line;            /* of the current block, in the body */
    unsigned image_depth;     /* what is in an image has no HTML of its own */
    unsigned container_depth; /* block quotes, lists, footnotes, tables */
    unsigned list_depth;
    size_t leaf_start;   /* of the block whose text is being read */
    bool leaf_has_words; /* it is not only images */
    /* Absent while `end` is 0: */
    struct text_range before_more;      /* all above the first <!--more--> */
    struct text_range paragraph;        /* the first that stands by itself */
    struct text_range nested_paragraph; /* the first within something else */
    struct text_range images;           /* the first of nothing but images */
    struct section_search *search;      /* or NULL */
};

static void begin_block(struct markdown_walk *walk, const struct node *block)
{
    walk->line = block->line;
    walk->smart.singles = walk->smart.doubles = 0;
}

/* A block with text of its own begins: apart from what is above by a blank
 * line, but the items of a list by a line. */
static void begin_leaf(struct markdown_walk *walk, const struct node *node)
{
    begin_block(walk, node);
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
    struct text_range *range = !walk->leaf_has_words ? &walk->images
                               : walk->container_depth == 0
                                   ? &walk->paragraph
                                   : &walk->nested_paragraph;
    if (range->end == 0 && !plaintext_is_blank(leaf_text(walk)))
        *range = (struct text_range){walk->leaf_start, walk->plain.text.size};
}

static void end_heading(struct markdown_walk *walk, struct node *node)
{
    struct slice text = plaintext_one_line(walk->arena, leaf_text(walk));
    struct slice id = node->as.heading.id;
    if (id.size == 0)
        id = heading_id(node, text, walk->options.ids, walk->arena);
    node->as.heading.id =
        headings_add(&walk->headings, node->as.heading.level, text, id);
}

/* Of a link or an image. */
static void read_destination(struct markdown_walk *walk, struct node *node)
{
    if (walk->options.raw_html != RAW_HTML_KEEP &&
        url_is_unsafe(node->as.link.url)) {
        node->as.link.url = SLICE("");
        return;
    }
    if (walk->image_depth > 0 || !slot_is_needed(node->as.link.url))
        return;
    slots_add(&walk->slots, node->as.link.url,
              walk->first_line + walk->line - 1);
    node->as.link.slot = (uint32_t)walk->slots.count;
}

/* Its own text, in a paragraph where it is a block. */
static void show_as_text(struct markdown_walk *walk, struct node *node)
{
    struct slice html = slice_trim(node->text);
    if (node->kind == NODE_HTML_BLOCK) {
        struct node *text = node_new(NODE_TEXT);
        text->text = html;
        node->kind = NODE_PARAGRAPH;
        node->as.paragraph.is_html = true;
        node_append(node, text);
        begin_leaf(walk, node);
        return; /* the walk goes on with the text */
    }
    node->kind = NODE_TEXT;
    node->text = html;
    append_words(walk, html);
}

static void read_html(struct markdown_walk *walk, struct node *node)
{
    enum raw_html raw_html = walk->options.raw_html;
    bool ends_excerpt = plaintext_is_more_mark(node->text);
    if (walk->before_more.end == 0 && plaintext_has_more_mark(node->text))
        walk->before_more.end = walk->plain.text.size;
    if (!walk->options.keeps_comments)
        node->text = comments_omit_html(node->text, walk->arena);
    if (plaintext_is_blank(node->text) || raw_html == RAW_HTML_OMIT ||
        (raw_html == RAW_HTML_ESCAPE && ends_excerpt))
        node_unlink(node);
    if (slice_equal_nocase(slice_sub(node->text, 0, 3), SLICE("<br")) &&
        raw_html != RAW_HTML_ESCAPE)
        plaintext_add_gap(&walk->plain, GAP_LINE);
    else if (raw_html == RAW_HTML_ESCAPE && !ends_excerpt)
        show_as_text(walk, node);
}

static void change_depth(struct markdown_walk *walk, bool is_list, int by)
{
    if (is_list && walk->list_depth == 0)
        plaintext_add_gap(&walk->plain, GAP_BLANK_LINE);
    walk->container_depth += (unsigned)by;
    if (is_list)
        walk->list_depth += (unsigned)by;
}

static void enter(struct markdown_walk *walk, struct node *node)
{
    switch (node->kind) {
    case NODE_LIST:
        change_depth(walk, true, 1);
        break;
    case NODE_BLOCK_QUOTE:
        if (walk->options.extensions & MARKDOWN_ALERTS)
            alert_find(node);
        change_depth(walk, false, 1);
        break;
    case NODE_FOOTNOTE:
        change_depth(walk, false, 1);
        break;
    case NODE_HEADING:
        if (walk->options.extensions & MARKDOWN_ATTRIBUTES)
            attributes_take(node);
        begin_leaf(walk, node);
        break;
    case NODE_PARAGRAPH:
        begin_leaf(walk, node);
        break;
    case NODE_CODE_BLOCK:
        begin_leaf(walk, node);
        plaintext_append(&walk->plain, slice_trim(node->text));
        break;
    case NODE_TABLE:
        begin_block(walk, node);
        plaintext_add_gap(&walk->plain, GAP_BLANK_LINE);
        break;
    case NODE_TABLE_ROW:
        begin_block(walk, node);
        plaintext_add_gap(&walk->plain, GAP_LINE);
        break;
    case NODE_TABLE_CELL:
        begin_block(walk, node);
        plaintext_add_gap(&walk->plain, GAP_SPACE);
        break;
    case NODE_TEXT:
        append_words(walk, node->text);
        if (walk->smart.style != MARKDOWN_NOT_SMART && walk->image_depth == 0)
            smart_change(node, &walk->smart);
        break;
    case NODE_CODE:
        append_words(walk, node->text);
        break;
    case NODE_SOFT_BREAK:
        plaintext_add_gap(&walk->plain, GAP_SPACE);
        break;
    case NODE_LINE_BREAK:
        plaintext_add_gap(&walk->plain, GAP_LINE);
        break;
    case NODE_HTML_BLOCK:
    case NODE_HTML:
        read_html(walk, node);
        break;
    case NODE_LINK:
        read_destination(walk, node);
        break;
    case NODE_IMAGE:
        read_destination(walk, node);
        walk->image_depth++;
        break;
    default:
        break;
    }
}

static void leave(struct markdown_walk *walk, struct node *node)
{
    switch (node->kind) {
    case NODE_LIST:
        change_depth(walk, true, -1);
        break;
    case NODE_BLOCK_QUOTE:
    case NODE_FOOTNOTE:
        change_depth(walk, false, -1);
        break;
    case NODE_PARAGRAPH:
        if (!node->as.paragraph.is_html)
            end_paragraph(walk);
        break;
    case NODE_HEADING:
        end_heading(walk, node);
        break;
    case NODE_IMAGE:
        walk->image_depth--;
        break;
    default:
        break;
    }
}

static void walk_tree(struct markdown_walk *walk, struct node *root)
{
    for (struct node_step step = {root, false}; step.node != NULL;
         step = node_next(step, root)) {
        if (step.is_leaving)
            leave(walk, step.node);
        else
            enter(walk, step.node);
        if (walk->search != NULL)
            section_note(walk->search, step, walk->plain.text.size,
                         walk->leaf_start, &walk->headings);
    }
}

static struct slice excerpt_of(struct markdown_walk *walk)
{
    struct slice text = str_slice(&walk->plain.text);
    struct text_range range = walk->before_more;
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

static const struct engine *engine_for(unsigned extensions)
{
    return extensions == 0 ? &engine_cmark : &engine_cmark_gfm;
}

static bool is_bearable(struct slice body, uint32_t first_line,
                        unsigned extensions, struct diagnostics *diagnostics)
{
    return complexity_check(body, first_line, diagnostics) &&
           (extensions == 0 ||
            (complexity_check_html(body, first_line, diagnostics) &&
             complexity_check_extensions(body, first_line, diagnostics)));
}

/* The scratch is the caller's to end. */
static struct node *read_tree(struct markdown_walk *walk, struct slice body,
                              struct scratch *scratch)
{
    unsigned extensions = walk->options.extensions;
    walk->smart.style = walk->options.smart;
    scratch_begin(scratch, scratch_bytes(body));
    struct node *root = engine_for(extensions)->parse(body, extensions);
    footnotes_name(root, body);
    walk_tree(walk, root);
    str_release(&walk->smart.buffer);
    return root;
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
    if (!is_bearable(body, first_line, options->extensions, diagnostics))
        return false;
    struct node *root = read_tree(&walk, body, &scratch);
    struct slice text = str_slice(&walk.plain.text);
    struct word_count count = plaintext_count(text);
    *ret_markdown = (struct markdown){
        .first_line = first_line,
        .escaped_html =
            render_tree(root, &walk.slots, body.size * 5 / 4, arena),
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

void reading_begin(struct body_reading *reading,
                   const struct markdown_input *input,
                   struct section_search *search, struct arena *arena)
{
    struct markdown_walk walk = {.arena = arena,
                                 .headings = {.arena = arena},
                                 .slots = {.arena = arena},
                                 .options = input->options,
                                 .first_line = input->first_line,
                                 .search = search};
    reading->root = read_tree(&walk, input->body, &reading->scratch);
    reading->plain = walk.plain;
    reading->headings = walk.headings;
    reading->slots = walk.slots;
}

void reading_end(struct body_reading *reading)
{
    scratch_end(&reading->scratch);
    headings_release(&reading->headings);
    plaintext_release(&reading->plain);
}

const char *markdown_engine(unsigned extensions)
{
    return engine_for(extensions)->name;
}
