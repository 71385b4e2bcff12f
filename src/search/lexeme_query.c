/* lexeme_query.c - the terms of a query as questions to PostgreSQL's index.
 *
 *     caching -draft
 *
 *     'tcaching'                                 the weight of titles
 *     'hcaching'                                 that of headings
 *     '1caching'                                 once that of the body
 *     '6caching'                                 7.3 times that of the body
 *     't^caching' | 't^cach' | 'tcach' | 'tcached'   half the weight of titles
 *     ...
 *     'tdraft' | 'hdraft' | ...                  excluded
 *
 * What a row gets is the sum of the weights of the questions that it meets.
 * Which rows meet the query as a whole is found out from the answers
 * (postgres_find.c): to ask for all terms in each question makes PostgreSQL
 * look at all of them for each row, and takes a hundred times as long if there
 * are many. Only phrases are asked for together with the other terms, since
 * PostgreSQL has to read the words of each row that may have one. */
#include "search/lexemes.h"

#include "search/lexeme_marks.h"

#define ALL_MARKS  ((1U << LEXEME_MARK_COUNT) - 1)
#define STEM_TIMES 1.5F /* about how often a word with a stem is in a body */

/* What of a term is meant. */
enum forms { FORMS_EXACT, FORMS_STEMS, FORMS_ALL };

/* The marks, as bits, that are of the parts. */
static unsigned marks_of_parts(unsigned parts)
{
    unsigned marks = 0;
    for (unsigned i = 0; i < LEXEME_MARK_COUNT; i++) {
        if ((parts & 1U << lexeme_marks[i].part) != 0)
            marks |= 1U << i;
    }
    return marks;
}

/* Begins an alternative. */
static void write_or(struct str *out, size_t start)
{
    if (out->size > start)
        str_append_char(out, '|');
}

/* 'tword'|'hword'..., after what begins at `start`. */
static void write_word(struct str *out, size_t start, unsigned marks,
                       bool is_stem, struct slice word, bool is_prefix)
{
    for (unsigned i = 0; i < LEXEME_MARK_COUNT; i++) {
        if ((marks & 1U << i) == 0)
            continue;
        write_or(out, start);
        str_append_char(out, '\'');
        str_append_char(out, lexeme_marks[i].mark);
        if (is_stem)
            str_append_char(out, ENGINE_STEM_MARK);
        for (size_t at = 0; at < word.size; at++) {
            if (word.data[at] == '\'' || word.data[at] == '\\')
                str_append_char(out, word.data[at]);
            str_append_char(out, word.data[at]);
        }
        str_append_text(out, is_prefix ? "':*" : "'");
    }
}

/* One word, or those with its stem. */
static void write_forms(struct str *out, const struct ask_term *term,
                        unsigned marks, enum forms forms)
{
    const struct ask_word *word = &term->words[0];
    size_t start = out->size;
    if (forms != FORMS_STEMS)
        write_word(out, start, marks, false, word->text, term->is_prefix);
    if (forms == FORMS_EXACT || term->is_phrase)
        return;
    write_word(out, start, marks, true, word->text, false);
    for (size_t i = 0; i < word->stem_count; i++) {
        write_word(out, start, marks, true, word->stems[i], false);
        write_word(out, start, marks, false, word->stems[i], false);
    }
    for (size_t i = 0; i < word->forms.count; i++)
        write_word(out, start, marks, false, word->forms.items[i], false);
}

/* Its words one after the other, in one part. */
static void write_phrase(struct str *out, const struct ask_term *term,
                         unsigned marks)
{
    size_t start = out->size;
    for (unsigned part = 0; part < SEARCH_PART_COUNT; part++) {
        unsigned here = marks & marks_of_parts(1U << part);
        if (here == 0)
            continue;
        write_or(out, start);
        str_append_char(out, '(');
        for (size_t i = 0; i < term->word_count; i++) {
            bool is_last = i + 1 == term->word_count;
            str_append_text(out, i > 0 ? "<->(" : "(");
            write_word(out, out->size, here, false, term->words[i].text,
                       is_last && term->is_prefix);
            str_append_char(out, ')');
        }
        str_append_char(out, ')');
    }
}

static void write_term(struct str *out, const struct ask_term *term,
                       unsigned marks, enum forms forms)
{
    str_append_char(out, '(');
    if (term->word_count == 1)
        write_forms(out, term, marks, forms);
    else
        write_phrase(out, term, marks);
    str_append_char(out, ')');
}

void lexemes_append_term(struct str *out, const struct ask_term *term)
{
    write_term(out, term, marks_of_parts(term->parts), FORMS_ALL);
}

/* A query that is being split. */
struct splitting {
    const struct ask *ask;
    const float *weights;
    struct arena *arena;
    struct elements *queries;
    struct lexeme_group *groups;
    size_t count, capacity;
};

/* What else a row with a phrase has to have. */
static void write_others(struct str *out, const struct ask *ask, size_t number)
{
    for (size_t i = 0; i < ask->term_count && !ask->wants_any; i++) {
        const struct ask_term *term = &ask->terms[i];
        if (i == number || term->is_excluded)
            continue;
        str_append_char(out, '&');
        lexemes_append_term(out, term);
    }
}

static void add_group(struct splitting *splitting, size_t number,
                      unsigned marks, enum forms forms, float weight)
{
    const struct ask_term *term = &splitting->ask->terms[number];
    struct str query = {0};
    unsigned meant = marks & marks_of_parts(term->parts);
    if (meant == 0)
        return;
    write_term(&query, term, meant, forms);
    if (term->word_count > 1)
        write_others(&query, splitting->ask, number);
    elements_add_bytes(splitting->queries, str_slice(&query));
    str_release(&query);
    splitting->groups =
        arena_grow(splitting->arena, splitting->groups, splitting->count,
                   &splitting->capacity, sizeof *splitting->groups);
    splitting->groups[splitting->count++] = (struct lexeme_group){
        .term = (uint32_t)number,
        .weight = weight,
        .is_title = (marks & ~marks_of_parts(SEARCH_TITLE)) == 0,
    };
}

static void split_phrase(struct splitting *splitting, size_t number)
{
    for (unsigned part = 0; part < SEARCH_PART_COUNT; part++)
        add_group(splitting, number, marks_of_parts(1U << part), FORMS_ALL,
                  splitting->weights[part]);
}

static void split_word(struct splitting *splitting, size_t number)
{
    bool is_phrase = splitting->ask->terms[number].is_phrase;
    for (unsigned i = 0; i < LEXEME_MARK_COUNT; i++)
        add_group(splitting, number, 1U << i, FORMS_EXACT,
                  splitting->weights[lexeme_marks[i].part] *
                      lexeme_marks[i].times);
    for (unsigned part = 0; part < SEARCH_PART_COUNT && !is_phrase; part++) {
        bool is_body = (1U << part) == SEARCH_BODY;
        add_group(splitting, number, marks_of_parts(1U << part), FORMS_STEMS,
                  splitting->weights[part] * ENGINE_STEM_WEIGHT *
                      (is_body ? STEM_TIMES : 1));
    }
}

size_t lexemes_split(const struct ask *ask,
                     const float weights[SEARCH_PART_COUNT],
                     struct arena *arena, struct elements *queries,
                     struct lexeme_group **ret_groups)
{
    struct splitting splitting = {
        .ask = ask, .weights = weights, .arena = arena, .queries = queries};
    for (size_t i = 0; i < ask->term_count; i++) {
        const struct ask_term *term = &ask->terms[i];
        if (term->is_excluded)
            add_group(&splitting, i, ALL_MARKS, FORMS_ALL, 0);
        else if (term->word_count > 1)
            split_phrase(&splitting, i);
        else
            split_word(&splitting, i);
    }
    *ret_groups = splitting.groups;
    return splitting.count;
}
