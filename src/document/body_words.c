/* body_words.c - collects what readers would read, and chooses the excerpt.
 *
 *     [TOC]                          for nobody
 *     [![build](a.svg)](b)           words of an image
 *     - [One](a) - [Two](b)          words of links
 *     ## Heading
 *     :::tip Title                   words of a title
 *     The first sentence.            the excerpt
 *
 * An excerpt is a paragraph with words that are not in links: badges, menus and
 * lists of links are none, and neither are headings, titles, footnotes and what
 * announces a table of contents. Within a quote or a list, a paragraph is the
 * excerpt only if none is outside. */
#include "document/body_words.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/html_words.h"
#include "document/markdown.h"

#define LINK_LIST_MIN_LINES 3

void body_words_release(struct body_words *words)
{
    plaintext_release(&words->plain);
    plaintext_release(&words->lead);
}

void body_words_add_gap(struct body_words *words, enum gap gap)
{
    plaintext_add_gap(&words->plain, gap);
    plaintext_add_gap(&words->lead, gap);
}

static void begin_part(struct body_words *words)
{
    words->leaf_start = words->plain.text.size;
    str_clear(&words->lead.text);
    words->lead.gap = GAP_NONE;
    words->has_sentence = words->is_after_link = false;
    words->lines = words->link_lines = 0;
}

void body_words_begin_block(struct body_words *words)
{
    plaintext_add_gap(&words->plain,
                      words->list_depth > 0 ? GAP_LINE : GAP_BLANK_LINE);
    begin_part(words);
    words->is_title = false;
}

static void append_to(struct plaintext *plain, struct slice text,
                      bool is_after_foreign)
{
    if (is_after_foreign)
        plaintext_join(plain, text);
    else
        plaintext_append(plain, text);
}

/* Where the excerpt is kept that the current block may be. */
static struct slice *kept(struct body_words *words)
{
    return words->container_depth == 0 ? &words->paragraph : &words->nested;
}

static void note_image(struct body_words *words, size_t size)
{
    size_t end = words->plain.text.size;
    words->images = arena_grow(words->arena, words->images, words->image_count,
                               &words->image_capacity, sizeof *words->images);
    words->images[words->image_count++] = (struct image_text){end - size, end};
}

void body_words_append(struct body_words *words, struct slice text)
{
    bool is_lead = words->image_depth == 0 && kept(words)->data == NULL;
    if (text.size == 0)
        return;
    append_to(&words->plain, text, words->is_after_foreign);
    if (words->image_depth > 0 && !words->has_more)
        note_image(words, text.size);
    if (is_lead && !plaintext_is_blank(text))
        words->is_after_link = words->link_depth > 0;
    if (is_lead)
        append_to(&words->lead, text, words->is_after_foreign);
    if (is_lead && words->link_depth == 0 && !words->has_sentence)
        words->has_sentence = plaintext_has_word(text);
    words->is_after_foreign = false;
}

struct slice body_words_of_block(const struct body_words *words)
{
    return slice_trim(
        slice_from(str_slice(&words->plain.text), words->leaf_start));
}

static void count_line(struct body_words *words)
{
    words->lines++;
    words->link_lines += words->is_after_link ? 1 : 0;
}

/* Whether nearly every line ends with a link: "Installer: https://..." */
static bool is_link_list(const struct body_words *words)
{
    return words->lines >= LINK_LIST_MIN_LINES &&
           words->link_lines >= words->lines - words->lines / 4;
}

/* As much of a paragraph as an excerpt shows. */
static struct slice cut_lead(struct arena *arena, struct slice lead)
{
    struct arena scratch = {0};
    struct slice line = plaintext_one_line(&scratch, lead);
    line = plaintext_cut(&scratch, line, MARKDOWN_EXCERPT_MAX_CHARACTERS);
    line = arena_copy(arena, line);
    arena_release(&scratch);
    return line;
}

/* Keeps the words if they may be the excerpt. */
void body_words_end_paragraph(struct body_words *words)
{
    count_line(words);
    struct slice lead = slice_trim(str_slice(&words->lead.text));
    if (words->is_after_foreign && words->plain.text.size > words->leaf_start &&
        slice_ends(str_slice(&words->plain.text), " "))
        words->plain.text.size--;
    words->is_after_foreign = false;
    if (plaintext_is_toc_mark(body_words_of_block(words)))
        words->plain.text.size = words->leaf_start;
    else if (words->has_sentence && !words->is_title &&
             words->footnote_depth == 0 && !is_link_list(words) &&
             kept(words)->data == NULL && !plaintext_is_toc_title(lead))
        *kept(words) = cut_lead(words->arena, lead);
}

/* Within a paragraph, the lines of a container and of its words are apart. */
static void break_paragraph(struct body_words *words, bool is_title)
{
    body_words_end_paragraph(words);
    plaintext_add_gap(&words->plain, GAP_LINE);
    begin_part(words);
    words->is_title = is_title;
}

void body_words_end_line(struct body_words *words, enum gap gap)
{
    if (words->is_title)
        break_paragraph(words, false);
    else
        count_line(words);
    body_words_add_gap(words, gap);
}

static void read_foreign(struct body_words *words, const struct node *node)
{
    struct slice text = node->as.foreign.words;
    if (node->as.foreign.is_line)
        break_paragraph(words, true);
    if (text.size == 0)
        words->is_after_foreign = true;
    else if (!node->as.foreign.is_code)
        body_words_append(words, text);
    else {
        plaintext_add_gap(&words->plain, GAP_LINE);
        plaintext_append(&words->plain, text);
    }
}

/* The size of a reference to a footnote, "[^a]", at the start of a text; 0
 * without one. */
static size_t reference_size(struct slice text)
{
    size_t end = 2;
    if (!slice_starts(text, "[^"))
        return 0;
    while (end < text.size && (ascii_is_letter_or_digit(text.data[end]) ||
                               text.data[end] == '-' || text.data[end] == '_'))
        end++;
    return end > 2 && end < text.size && text.data[end] == ']' ? end + 1 : 0;
}

/* A reference that is still text has no footnote; it is not a word, either. */
void body_words_read_text(struct body_words *words, const struct node *node)
{
    struct slice text = node->text;
    size_t at = 0;
    if (node->as.foreign.is_set) {
        read_foreign(words, node);
        return;
    }
    while ((at = slice_find_char(text, at, '[')) < text.size) {
        size_t size = reference_size(slice_from(text, at));
        if (size > 0) {
            body_words_append(words, slice_sub(text, 0, at));
            words->is_after_foreign = true;
            text = slice_from(text, at + size);
        }
        at = size > 0 ? 0 : at + 1;
    }
    body_words_append(words, text);
}

/* Whether it is the source of a picture, "```mermaid". */
static bool is_diagram(const struct node *code_block)
{
    static const char *const names[] = {
        "mermaid", "plantuml", "puml",     "graphviz",  "dot",       "d2",
        "ditaa",   "nomnoml",  "wavedrom", "vega-lite", "vega",      "echarts",
        "markmap", "chart",    "flow",     "sequence",  "excalidraw"};
    struct slice name = node_language(code_block);
    if (slice_starts(name, "{") && slice_ends(name, "}"))
        name = slice_sub(name, 1, name.size - 1);
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (slice_equal_nocase(name, slice_of(names[i])))
            return true;
    }
    return false;
}

void body_words_read_code(struct body_words *words,
                          const struct node *code_block)
{
    body_words_begin_block(words);
    if (!is_diagram(code_block))
        plaintext_append(&words->plain, slice_trim(code_block->text));
}

void body_words_read_html(struct body_words *words,
                          const struct node *html_block)
{
    body_words_begin_block(words);
    html_append_words(&words->plain, html_block->text);
    plaintext_add_gap(&words->plain, GAP_BLANK_LINE);
}

void body_words_note_more(struct body_words *words)
{
    if (!words->has_more)
        words->more = words->plain.text.size;
    words->has_more = true;
}

/* Of the spaces and breaks around an image that is left out, those on one side
 * remain. */
static void append_rest(struct str *out, struct slice rest)
{
    bool starts_with_space = rest.size > 0 && ascii_is_space(rest.data[0]);
    if (starts_with_space && slice_ends(str_slice(out), " "))
        out->size--;
    if (out->size == 0 || slice_ends(str_slice(out), "\n")) {
        while (rest.size > 0 && ascii_is_space(rest.data[0]))
            rest = slice_from(rest, 1);
    }
    str_append(out, rest);
}

/* All above the mark, without the text of images. */
static struct slice text_above(struct body_words *words)
{
    struct slice text = str_slice(&words->plain.text);
    struct str above = {0};
    size_t at = 0;
    for (size_t i = 0; i < words->image_count; i++) {
        struct image_text image = words->images[i];
        append_rest(&above, slice_sub(text, at, image.start));
        at = image.end;
    }
    append_rest(&above, slice_sub(text, at, words->more));
    struct slice kept = arena_copy(words->arena, str_slice(&above));
    str_release(&above);
    return slice_trim(kept);
}

struct slice body_words_excerpt(struct body_words *words)
{
    struct slice above = words->more > 0 ? text_above(words) : SLICE("");
    if (!plaintext_is_blank(above))
        return above;
    return words->paragraph.data != NULL ? words->paragraph : words->nested;
}
