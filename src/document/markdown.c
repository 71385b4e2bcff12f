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
#include "document/attributes.h"
#include "document/body_words.h"
#include "document/comments.h"
#include "document/complexity.h"
#include "document/engine.h"
#include "document/foreign.h"
#include "document/reading.h"
#include "document/references.h"

#include <assert.h>

#define SCRATCH_BYTES_PER_BYTE                                                 \
    32 /* a tree takes about that many times its text */
#define SCRATCH_MIN_BYTES (16 * 1024)
#define SCRATCH_MAX_BYTES (1024 * 1024) /* to begin with */

struct markdown_walk {
    struct arena *arena;
    struct body_words words;
    struct headings headings;
    struct slots slots;
    struct html_scan images; /* in raw HTML */
    struct smart smart;
    struct markdown_options options;
    uint32_t first_line;           /* of the body, in its file */
    uint32_t line;                 /* of the current block, in the body */
    struct section_search *search; /* or NULL */
};

static void begin_block(struct markdown_walk *walk, const struct node *block)
{
    walk->line = block->line;
    walk->smart.singles = walk->smart.doubles = 0;
}

static void begin_leaf(struct markdown_walk *walk, const struct node *node)
{
    begin_block(walk, node);
    body_words_begin_block(&walk->words);
}

static void end_heading(struct markdown_walk *walk, struct node *node)
{
    struct slice text =
        plaintext_one_line(walk->arena, body_words_of_block(&walk->words));
    struct slice id =
        node->attributes != NULL ? node->attributes->id : SLICE_NONE;
    if (id.size == 0)
        id = heading_id(node, text, walk->options.ids, walk->arena);
    node->as.heading.id =
        headings_add(&walk->headings, node->as.heading.level, text, id);
    walk->headings.items[walk->headings.count - 1].text_at =
        (uint32_t)walk->words.leaf_start;
}

/* Its element is there only if it leads anywhere. */
static void read_note_link(struct markdown_walk *walk, struct node *node)
{
    if (walk->words.image_depth > 0)
        return;
    slots_add_note(&walk->slots, node->as.link.url,
                   walk->first_line + walk->line - 1);
    node->as.link.slot = (uint32_t)walk->slots.count - 1;
}

/* Pelican takes off what says that the rest is the path of a file. Documents
 * are found by the store. */
static struct slice without_static(struct slice destination)
{
    static const char *const marks[] = {"{static}", "{attach}",   "|static|",
                                        "|attach|", "{filename}", "|filename|"};
    for (size_t i = 0; i < ARRAY_COUNT(marks); i++) {
        if (slice_starts(destination, marks[i]) &&
            !slot_names_document(destination))
            return slice_from(destination, slice_of(marks[i]).size);
    }
    return destination;
}

/* "statamic://asset::photos::a/b.jpg" -> "/photos/a/b.jpg": a container is a
 * folder of `public`, unless the settings of a program say otherwise.
 * (statamic.dev/assets, "Containers") */
static struct slice asset_path(struct slice destination, struct arena *arena)
{
    struct slice start = SLICE("statamic://asset::"), rest;
    if (!slice_begins(destination, start))
        return destination;
    rest = slice_from(destination, start.size);
    size_t end = slice_find(rest, 0, SLICE("::"));
    return end < rest.size && end > 0
               ? arena_printf(arena, "/%.*s/%.*s",
                              SLICE_FMT(slice_sub(rest, 0, end)),
                              SLICE_FMT(slice_from(rest, end + 2)))
               : destination;
}

/* Of a link or an image. */
static void read_destination(struct markdown_walk *walk, struct node *node)
{
    bool has_template = node->as.link.is_template;
    node->as.link.url = asset_path(node->as.link.url, walk->arena);
    if ((walk->options.extensions & MARKDOWN_STATIC_FILES) != 0)
        node->as.link.url = without_static(node->as.link.url);
    if (node->as.link.is_note && node->kind == NODE_LINK) {
        read_note_link(walk, node);
        return;
    }
    if (walk->options.raw_html != RAW_HTML_KEEP) {
        node->as.link.is_template = false; /* all of it is escaped */
        if (url_is_unsafe(node->as.link.url)) {
            node->as.link.url = SLICE("");
            return;
        }
    }
    if (walk->words.image_depth > 0 || has_template ||
        !slot_is_needed(node->as.link.url))
        return;
    slots_add(&walk->slots, node->as.link.url,
              walk->first_line + walk->line - 1);
    walk->slots.items[walk->slots.count - 1].is_note = node->as.link.is_note;
    node->as.link.slot = (uint32_t)walk->slots.count;
}

static bool has_attribute(const struct attributes *attributes, const char *name)
{
    size_t i = 0;
    while (attributes != NULL && i < attributes->count &&
           !slice_equal_nocase(attributes->items[i].name, slice_of(name)))
        i++;
    return attributes != NULL && i < attributes->count;
}

/* An image in the text of another is none. */
static void read_image(struct markdown_walk *walk, struct node *node)
{
    const struct attributes *attributes = node->attributes;
    bool has_template = node->as.link.is_template;
    read_destination(walk, node);
    if (walk->words.image_depth > 0 || has_template)
        return;
    slots_add_image(&walk->slots, node->as.link.url,
                    walk->first_line + walk->line - 1,
                    has_attribute(attributes, "width") ||
                        has_attribute(attributes, "height") ||
                        has_attribute(attributes, "style"),
                    has_attribute(attributes, "loading"));
    walk->slots.items[walk->slots.count - 1].is_note = node->as.link.is_note;
    node->as.link.image_slot = (uint32_t)walk->slots.count;
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
    body_words_append(&walk->words, html);
}

/* In a paragraph of its own. */
static void wrap_html(struct markdown_walk *walk, struct node *node)
{
    struct node *html = node_new(NODE_HTML);
    html->text = slice_trim(node->text);
    node->kind = NODE_PARAGRAPH;
    node->text = SLICE("");
    node->as.paragraph.is_html = false;
    node_append(node, html);
    begin_leaf(walk, node);
}

static void read_html(struct markdown_walk *walk, struct node *node)
{
    enum raw_html raw_html = walk->options.raw_html;
    bool ends_excerpt = plaintext_is_more_mark(node->text);
    if (plaintext_has_more_mark(node->text))
        body_words_note_more(&walk->words);
    if (!walk->options.keeps_comments)
        node->text = comments_omit_html(node->text, walk->arena);
    if (plaintext_is_blank(node->text) || raw_html == RAW_HTML_OMIT ||
        (raw_html == RAW_HTML_ESCAPE && ends_excerpt))
        node_unlink(node);
    if (slice_equal_nocase(slice_sub(node->text, 0, 3), SLICE("<br")) &&
        raw_html != RAW_HTML_ESCAPE)
        body_words_add_gap(&walk->words, GAP_LINE);
    else if (raw_html == RAW_HTML_ESCAPE && !ends_excerpt)
        show_as_text(walk, node);
    else if (raw_html == RAW_HTML_KEEP && node->kind == NODE_HTML_BLOCK &&
             !node->as.foreign.is_set)
        body_words_read_html(&walk->words, node);
    if (raw_html == RAW_HTML_KEEP && !node->as.foreign.is_set)
        slots_add_html(&walk->slots, &walk->images, node,
                       walk->first_line + walk->line - 1);
}

static void change_depth(struct markdown_walk *walk, bool is_list, int by)
{
    if (is_list && walk->words.list_depth == 0)
        body_words_add_gap(&walk->words, GAP_BLANK_LINE);
    walk->words.container_depth += (unsigned)by;
    if (is_list)
        walk->words.list_depth += (unsigned)by;
}

static void find_alert(const struct markdown_walk *walk, struct node *quote)
{
    if (walk->options.extensions & MARKDOWN_CALLOUTS)
        callout_find(quote);
    else if (walk->options.extensions & MARKDOWN_ALERTS)
        alert_find(quote);
}

static void enter(struct markdown_walk *walk, struct node *node)
{
    switch (node->kind) {
    case NODE_LIST:
        change_depth(walk, true, 1);
        break;
    case NODE_BLOCK_QUOTE:
        find_alert(walk, node);
        change_depth(walk, false, 1);
        break;
    case NODE_FOOTNOTE:
        walk->words.footnote_depth++;
        change_depth(walk, false, 1);
        break;
    case NODE_HEADING:
        if (walk->options.extensions & MARKDOWN_ATTRIBUTES)
            attributes_take(node, walk->options.raw_html == RAW_HTML_KEEP);
        begin_leaf(walk, node);
        break;
    case NODE_PARAGRAPH:
        begin_leaf(walk, node);
        break;
    case NODE_CODE_BLOCK:
        begin_block(walk, node);
        body_words_read_code(&walk->words, node);
        break;
    case NODE_TABLE:
        begin_block(walk, node);
        body_words_add_gap(&walk->words, GAP_BLANK_LINE);
        break;
    case NODE_TABLE_ROW:
        begin_block(walk, node);
        body_words_add_gap(&walk->words, GAP_LINE);
        break;
    case NODE_TABLE_CELL:
        begin_block(walk, node);
        body_words_add_gap(&walk->words, GAP_SPACE);
        break;
    case NODE_TEXT:
        body_words_read_text(&walk->words, node);
        if (walk->smart.style != MARKDOWN_NOT_SMART &&
            walk->words.image_depth == 0 && !node->as.foreign.is_set)
            smart_change(node, &walk->smart);
        break;
    case NODE_CODE:
        body_words_append(&walk->words, node->text);
        break;
    case NODE_SOFT_BREAK:
        if ((walk->options.extensions & MARKDOWN_HARD_BREAKS) != 0) {
            node->kind = NODE_LINE_BREAK;
            body_words_end_line(&walk->words, GAP_LINE);
            break;
        }
        body_words_end_line(&walk->words, GAP_SPACE);
        break;
    case NODE_LINE_BREAK:
        body_words_end_line(&walk->words, GAP_LINE);
        break;
    case NODE_HTML_BLOCK:
        if ((walk->options.extensions & MARKDOWN_SPAN_HTML) &&
            !node->as.foreign.is_set && html_is_span(node->text)) {
            wrap_html(walk, node);
            break; /* the walk goes on with the HTML */
        }
        read_html(walk, node);
        break;
    case NODE_HTML:
        read_html(walk, node);
        break;
    case NODE_LINK:
        read_destination(walk, node);
        walk->words.link_depth++;
        break;
    case NODE_IMAGE:
        read_image(walk, node);
        walk->words.image_depth++;
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
        change_depth(walk, false, -1);
        break;
    case NODE_FOOTNOTE:
        walk->words.footnote_depth--;
        change_depth(walk, false, -1);
        break;
    case NODE_LINK:
        walk->words.link_depth--;
        break;
    case NODE_PARAGRAPH:
        if (!node->as.paragraph.is_html)
            body_words_end_paragraph(&walk->words);
        break;
    case NODE_HEADING:
        end_heading(walk, node);
        break;
    case NODE_IMAGE:
        walk->words.image_depth--;
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
            section_note(walk->search, step, walk->words.plain.text.size,
                         walk->words.leaf_start, &walk->headings);
    }
}

static size_t scratch_bytes(struct slice body)
{
    if (body.size > SCRATCH_MAX_BYTES / SCRATCH_BYTES_PER_BYTE)
        return SCRATCH_MAX_BYTES;
    return SCRATCH_MIN_BYTES + body.size * SCRATCH_BYTES_PER_BYTE;
}

static const struct markdown_engine *engine_for(unsigned extensions)
{
    return extensions == 0 ? &engine_cmark : &engine_cmark_gfm;
}

static bool is_bearable(struct slice body, const struct foreign *foreign,
                        uint32_t first_line, unsigned extensions,
                        struct diagnostics *diagnostics)
{
    return complexity_check(body, first_line, diagnostics) &&
           references_check(body, foreign, first_line, diagnostics) &&
           (extensions == 0 ||
            (complexity_check_html(body, first_line, diagnostics) &&
             complexity_check_extensions(body, first_line, diagnostics)));
}

/* Of a body with stand-ins. The scratch is the caller's to end. */
static struct node *read_tree(struct markdown_walk *walk, struct slice body,
                              const struct foreign *foreign,
                              struct scratch *scratch)
{
    unsigned extensions = walk->options.extensions;
    walk->smart.style = walk->options.smart;
    scratch_begin(scratch, scratch_bytes(body));
    struct attribute_lists lists = {.options = &walk->options};
    body = attribute_lists_hide(&lists, body);
    struct node *root = engine_for(extensions)->parse(body, extensions);
    footnotes_name(root, body);
    attribute_lists_apply(&lists, root);
    foreign_show(root, foreign);
    walk_tree(walk, root);
    footnotes_rename(root, &walk->headings.ids);
    str_release(&walk->smart.buffer);
    return root;
}

static void keep_tags(const struct foreign *foreign, struct arena *arena,
                      struct markdown *ret_markdown)
{
    size_t count = foreign->tag_count;
    if (count == 0)
        return;
    ret_markdown->tags = arena_alloc(arena, count, sizeof(struct slice));
    ret_markdown->tag_count = count;
    for (size_t i = 0; i < count; i++)
        ret_markdown->tags[i] = foreign->tags[i];
}

static uint64_t hash_of(struct slice html, const struct headings *headings)
{
    struct str toc = {0};
    headings_append_toc(&toc, headings->items, headings->count);
    uint64_t hash = hash_bytes(str_slice(&toc), hash_bytes(html, 0));
    str_release(&toc);
    return hash;
}

bool markdown_render(struct slice body, uint32_t first_line,
                     const struct markdown_options *options,
                     struct arena *arena, struct diagnostics *diagnostics,
                     struct markdown *ret_markdown)
{
    struct markdown_walk walk = {.arena = arena,
                                 .words = {.arena = arena},
                                 .headings = {.arena = arena},
                                 .slots = {.arena = arena},
                                 .options = *options,
                                 .first_line = first_line};
    struct scratch scratch;
    struct foreign foreign = {0};

    assert(utf8_find_invalid(body) == body.size);
    struct slice masked = foreign_hide(body, options->foreign, &foreign);
    if (!is_bearable(masked, &foreign, first_line, options->extensions,
                     diagnostics)) {
        foreign_release(&foreign);
        return false;
    }
    struct node *root = read_tree(&walk, masked, &foreign, &scratch);
    struct slice text = str_slice(&walk.words.plain.text);
    struct word_count count = plaintext_count(text);
    struct str html = render_tree(root, &walk.slots, body.size * 5 / 4);
    struct delta_base base;
    delta_base_init(&base, body);
    *ret_markdown = (struct markdown){
        .first_line = first_line,
        .escaped_html = delta_make(&base, str_slice(&html), arena),
        .slots = walk.slots.items,
        .slot_count = walk.slots.count,
        .text = delta_make(&base, text, arena),
        .excerpt = body_words_excerpt(&walk.words),
        .headings = walk.headings.items,
        .heading_count = walk.headings.count,
        .word_count = count.words + count.characters,
        .reading_time = plaintext_reading_minutes(count),
    };
    ret_markdown->hash = hash_of(str_slice(&html), &walk.headings);
    keep_tags(&foreign, arena, ret_markdown);
    str_release(&html);
    scratch_end(&scratch);
    foreign_release(&foreign);
    headings_release(&walk.headings);
    body_words_release(&walk.words);
    return true;
}

void reading_begin(struct body_reading *reading,
                   const struct markdown_input *input,
                   struct section_search *search, struct arena *arena)
{
    struct markdown_walk walk = {.arena = arena,
                                 .words = {.arena = arena},
                                 .headings = {.arena = arena},
                                 .slots = {.arena = arena},
                                 .options = input->options,
                                 .first_line = input->first_line,
                                 .search = search};
    reading->foreign = (struct foreign){0};
    struct slice body =
        foreign_hide(input->body, input->options.foreign, &reading->foreign);
    reading->root =
        read_tree(&walk, body, &reading->foreign, &reading->scratch);
    plaintext_release(&walk.words.lead);
    reading->plain = walk.words.plain;
    reading->headings = walk.headings;
    reading->slots = walk.slots;
}

void reading_end(struct body_reading *reading)
{
    scratch_end(&reading->scratch);
    foreign_release(&reading->foreign);
    headings_release(&reading->headings);
    plaintext_release(&reading->plain);
}

const char *markdown_engine(unsigned extensions)
{
    return engine_for(extensions)->name;
}
