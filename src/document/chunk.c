/* chunk.c - where one piece of a text ends and the next begins.
 *
 * A heading begins a piece, so that each has one section to link to. A heading
 * that is followed by a deeper one at once has no text; it goes in front of
 * that one, since three words alone mean little. Within a section as many
 * blocks make a piece as fit. A block that is too long by itself is divided
 * after a line, else after a sentence, else between two words; but not near the
 * start of a piece, where a heading or a short line would be all of it. */
#include "document/chunk.h"

#include "base/array.h"
#include "document/plaintext.h"

#define BLOCK_GAP SLICE("\n\n")

/* Nothing ends in the first of so many parts of what fits. */
#define PARTS_OF_PIECE 4

struct chunks {
    struct arena *arena;
    struct body_chunk *items;
    size_t count, capacity;
};

/* Whether a sentence ends before `at`. */
static bool is_sentence_end(struct slice text, size_t at)
{
    static const char *const ends[] = {
        ". ", "! ", "? ", "\xE3\x80\x82", "\xEF\xBC\x81", "\xEF\xBC\x9F"};
    struct slice before = slice_sub(text, 0, at);
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++) {
        if (slice_ends(before, ends[i]))
            return true;
    }
    return false;
}

static bool is_block_end(struct slice text, size_t at)
{
    return slice_ends(slice_sub(text, 0, at), "\n\n");
}

static bool is_line_end(struct slice text, size_t at)
{
    return slice_ends(slice_sub(text, 0, at), "\n");
}

/* The size of the first piece of a text. */
static size_t piece_size(struct slice text, uint32_t max_words)
{
    static bool (*const is_end[])(struct slice text, size_t at) = {
        is_block_end, is_line_end, is_sentence_end};
    size_t limit = plaintext_fit(text, max_words);
    if (limit == text.size)
        return limit;
    for (size_t i = 0; i < ARRAY_COUNT(is_end); i++) {
        for (size_t at = limit; at > limit / PARTS_OF_PIECE; at--) {
            if (is_end[i](text, at))
                return at;
        }
    }
    return limit;
}

static void add_section(struct chunks *chunks, const struct heading *heading,
                        struct slice text, uint32_t max_words)
{
    unsigned number = 1;
    for (text = slice_trim(text); text.size > 0; text = slice_trim(text)) {
        size_t size = piece_size(text, max_words);
        struct slice piece = slice_trim(slice_sub(text, 0, size));
        struct word_count count = plaintext_count(piece);
        chunks->items = arena_grow(chunks->arena, chunks->items, chunks->count,
                                   &chunks->capacity, sizeof *chunks->items);
        chunks->items[chunks->count++] = (struct body_chunk){
            .heading = heading,
            .number = number++,
            .text = piece,
            .words = count.words + count.characters,
        };
        text = slice_from(text, size);
    }
}

/* Whether there is nothing between a heading and a deeper one. */
static bool is_bare(const struct markdown *body, size_t index,
                    struct slice section)
{
    section = slice_trim(section);
    return index + 1 < body->heading_count &&
           body->headings[index + 1].level > body->headings[index].level &&
           slice_find(section, 0, BLOCK_GAP) == section.size;
}

size_t chunk_divide(const struct markdown *body, struct slice text,
                    uint32_t max_words, struct arena *arena,
                    struct body_chunk **ret_chunks)
{
    struct chunks chunks = {.arena = arena};
    size_t first =
        body->heading_count > 0 ? body->headings[0].text_at : text.size;
    size_t start = first;
    add_section(&chunks, NULL, slice_sub(text, 0, first), max_words);
    for (size_t i = 0; i < body->heading_count; i++) {
        const struct heading *heading = &body->headings[i];
        size_t end =
            i + 1 < body->heading_count ? heading[1].text_at : text.size;
        if (is_bare(body, i, slice_sub(text, heading->text_at, end)))
            continue;
        add_section(&chunks, heading, slice_sub(text, start, end), max_words);
        start = end;
    }
    *ret_chunks = chunks.items;
    return chunks.count;
}
