/* lexemes.c - the words of a document as a tsvector.
 *
 * Words are gathered part by part, since how often a word is in the body is
 * known at its end. The body comes last, so that it is what is cut. */
#include "search/lexemes.h"

#include "base/arena.h"
#include "base/array.h"
#include "base/map.h"
#include "search/lexeme_marks.h"

#include <string.h>

struct lexeme {
    struct slice text;
    uint32_t times;
    uint16_t position_count, capacity;
    uint16_t *positions;
    uint32_t last_position;
};

/* A part that is being read. */
struct gathering {
    struct arena arena;
    struct map lexemes; /* text -> lexeme */
    struct lexeme **order;
    size_t count, capacity;
};

static const unsigned part_order[SEARCH_PART_COUNT] = {
    PART_TITLE, PART_HEADINGS, PART_TERMS, PART_EXCERPT, PART_PROSE, PART_BODY};

static void add_position(struct gathering *gathering, struct lexeme *lexeme,
                         uint32_t position)
{
    size_t capacity = lexeme->capacity;
    if (lexeme->times > 0 && lexeme->last_position == position)
        return; /* two forms at one place with the same stem */
    lexeme->times++;
    lexeme->last_position = position;
    if (position > LEXEMES_MAX_POSITION ||
        lexeme->position_count == LEXEMES_MAX_POSITIONS)
        return;
    lexeme->positions =
        arena_grow(&gathering->arena, lexeme->positions, lexeme->position_count,
                   &capacity, sizeof *lexeme->positions);
    lexeme->capacity =
        (uint16_t)(capacity < UINT16_MAX ? capacity : UINT16_MAX);
    lexeme->positions[lexeme->position_count++] = (uint16_t)position;
}

/* True if the word is new in this part. */
static bool gather(struct gathering *gathering, struct slice text,
                   uint32_t position)
{
    struct lexeme *lexeme = map_find(&gathering->lexemes, text);
    bool is_new = lexeme == NULL;
    if (is_new) {
        lexeme = arena_alloc(&gathering->arena, 1, sizeof *lexeme);
        lexeme->text = arena_copy(&gathering->arena, text);
        (void)map_put(&gathering->lexemes, lexeme->text, lexeme);
        gathering->order =
            arena_grow(&gathering->arena, gathering->order, gathering->count,
                       &gathering->capacity, sizeof(struct lexeme *));
        gathering->order[gathering->count++] = lexeme;
    }
    add_position(gathering, lexeme, position);
    return is_new;
}

static void gather_stem(struct gathering *gathering, struct slice stem,
                        uint32_t position)
{
    char marked[WORD_MAX_BYTES + 1];
    size_t size = stem.size < WORD_MAX_BYTES ? stem.size : WORD_MAX_BYTES;
    marked[0] = ENGINE_STEM_MARK;
    memcpy(marked + 1, stem.data, size);
    (void)gather(gathering, (struct slice){marked, size + 1}, position);
}

/* Returns the number of words. */
static uint32_t gather_part(struct gathering *gathering, struct slice text,
                            struct slice lang, struct stemmers *stemmers,
                            lexemes_visit *visit, void *context)
{
    struct words words;
    struct word word;
    uint32_t position = 0;

    words_begin(&words, text, lang, stemmers);
    while (words_next(&words, &word)) {
        if (word.kind != WORD_BESIDE || position == 0)
            position++;
        bool is_new = gather(gathering, word.text, position);
        if (word.stem.size > 0)
            gather_stem(gathering, word.stem, position);
        if (is_new && word.kind == WORD_PLAIN && visit != NULL)
            visit(context, word.text);
    }
    words_release(&words);
    return position;
}

/* A tsvector that is being written: how many lexemes it has, and the bytes that
 * they take in PostgreSQL. */
struct vector {
    struct str *out;
    uint32_t count;
    size_t bytes;
};

static void write_part(struct vector *vector, unsigned part,
                       const struct gathering *gathering)
{
    for (size_t i = 0; i < gathering->count; i++) {
        const struct lexeme *lexeme = gathering->order[i];
        size_t bytes =
            lexeme->text.size + 4 + sizeof(uint16_t) * lexeme->position_count;
        if (vector->bytes + bytes > LEXEMES_MAX_BYTES)
            return;
        vector->bytes += bytes;
        vector->count++;
        str_append_char(vector->out, lexeme_mark_of(part, lexeme->times));
        str_append(vector->out, lexeme->text);
        str_append_char(vector->out, '\0');
        bytes_append_number(vector->out, lexeme->position_count, 2);
        for (size_t j = 0; j < lexeme->position_count; j++)
            bytes_append_number(vector->out, lexeme->positions[j], 2);
    }
}

/* tsvectorrecv() of PostgreSQL: the number of lexemes, and for each its bytes,
 * NUL, and its positions with their number; in any order. */
void lexemes_append(struct str *out, const struct row_text *text,
                    struct stemmers *stemmers, lexemes_visit *visit,
                    void *context, struct engine_row *ret_row)
{
    struct str lexemes = {0};
    struct vector vector = {.out = &lexemes};
    ret_row->length = 0;
    for (size_t i = 0; i < ARRAY_COUNT(part_order); i++) {
        unsigned part = part_order[i];
        struct gathering gathering = {0};
        uint32_t length = gather_part(&gathering, text->parts[part], text->lang,
                                      stemmers, visit, context);
        if (part == PART_TITLE)
            ret_row->title_length = length;
        ret_row->length += length;
        write_part(&vector, part, &gathering);
        map_release(&gathering.lexemes);
        arena_release(&gathering.arena);
    }
    bytes_append_number(out, vector.count, 4);
    str_append(out, str_slice(&lexemes));
    str_release(&lexemes);
}
