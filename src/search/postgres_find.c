/* postgres_find.c - what a query finds, by one statement.
 *
 *     question 0  title   -> rows 3 9            rows     3  7  9
 *     question 1  body    -> rows 3 7     -->    word     9  1  8
 *
 * The questions of a query (lexeme_query.c) are an array, and the answer is an
 * array of rows for each: however many rows there are, PostgreSQL has no row of
 * a result to send for each, which would take longer than to find them. Rows
 * come in the order of their pages, which is mostly, but not always, theirs; so
 * they are marked in a set of bits, which tells the place of each. */
#include "search/postgres_find.h"

#include "base/mem.h"
#include "search/lexemes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WORD_BITS     64
#define SQL_MAX_BYTES 256

/* Of the site's own table, so that the index of words is the only one that the
 * planner can take. */
static const char questions_sql[] =
    "SELECT ARRAY(SELECT row FROM headmatter_search.texts_%d"
    " WHERE words @@ question::tsquery)"
    " FROM unnest($1) WITH ORDINALITY AS asked(question, number)"
    " ORDER BY number";

struct engine_reader {
    struct database *database;
    const float *weights;
    char sql[SQL_MAX_BYTES];
};

/* The answers, in the order of the questions. */
struct answers {
    struct arena *arena;
    struct slice *arrays;
    size_t count, capacity;
};

static void keep_answer(void *context, const struct slice *columns)
{
    struct answers *answers = context;
    if (answers->count < answers->capacity)
        answers->arrays[answers->count++] =
            arena_copy(answers->arena, columns[0]);
}

static enum engine_fault
ask_questions(struct engine_reader *reader, const struct elements *questions,
              struct arena *arena, struct answers *ret_answers, struct err *err)
{
    struct parameters parameters = {0};
    *ret_answers = (struct answers){
        .arena = arena,
        .arrays = arena_alloc(arena, questions->count, sizeof(struct slice)),
        .capacity = questions->count,
    };
    parameters_add_array(&parameters, ELEMENT_TEXT, questions);
    enum engine_fault fault =
        database_run(reader->database, reader->sql, &parameters, keep_answer,
                     ret_answers, err);
    parameters_release(&parameters);
    return fault;
}

/* Rows as bits, and how many come before each 64 of them. */
struct row_set {
    uint64_t *bits;
    uint32_t *before;
    size_t word_count, count;
};

static uint64_t bit_of(int32_t row)
{
    return UINT64_C(1) << row % WORD_BITS;
}

static size_t count_words(const struct answers *answers)
{
    int32_t last = 0;
    for (size_t i = 0; i < answers->count; i++) {
        for (size_t j = 0; j < value_count(answers->arrays[i]); j++) {
            int32_t row = value_element(answers->arrays[i], j);
            last = row > last ? row : last;
        }
    }
    return (size_t)last / WORD_BITS + 1;
}

/* Marks the rows that an answer has. */
static void mark_rows(struct slice array, uint64_t *bits)
{
    for (size_t i = 0; i < value_count(array); i++) {
        int32_t row = value_element(array, i);
        if (row > 0)
            bits[row / WORD_BITS] |= bit_of(row);
    }
}

static void count_rows(struct row_set *set)
{
    set->count = 0;
    for (size_t i = 0; i < set->word_count; i++) {
        set->before[i] = (uint32_t)set->count;
        set->count += (size_t)__builtin_popcountll(set->bits[i]);
    }
}

static struct row_set make_row_set(size_t word_count, struct arena *arena)
{
    return (struct row_set){
        .bits = arena_alloc(arena, word_count, sizeof(uint64_t)),
        .before = arena_alloc(arena, word_count, sizeof(uint32_t)),
        .word_count = word_count,
    };
}

/* Joins the rows that have a term with those that meet the terms before it. */
static void join_term(struct row_set *set, const uint64_t *has_term,
                      const struct ask *ask, bool is_first)
{
    for (size_t i = 0; i < set->word_count; i++) {
        if (is_first || ask->wants_any)
            set->bits[i] |= has_term[i];
        else
            set->bits[i] &= has_term[i];
    }
}

/* The rows that meet the query. */
static struct row_set meet(const struct ask *ask, const struct answers *answers,
                           const struct lexeme_group *groups,
                           struct arena *arena)
{
    struct row_set set = make_row_set(count_words(answers), arena);
    uint64_t *excluded = arena_alloc(arena, set.word_count, sizeof *excluded);
    uint64_t *has_term = arena_alloc(arena, set.word_count, sizeof *has_term);
    bool is_first = true;
    for (size_t term = 0; term < ask->term_count; term++) {
        bool is_excluded = ask->terms[term].is_excluded;
        memset(has_term, 0, set.word_count * sizeof *has_term);
        for (size_t i = 0; i < answers->count; i++) {
            if (groups[i].term == term)
                mark_rows(answers->arrays[i],
                          is_excluded ? excluded : has_term);
        }
        if (is_excluded)
            continue;
        join_term(&set, has_term, ask, is_first);
        is_first = false;
    }
    for (size_t i = 0; i < set.word_count; i++)
        set.bits[i] &= ~excluded[i];
    count_rows(&set);
    return set;
}

static void list_rows(const struct row_set *set, uint32_t *ret_rows)
{
    size_t count = 0;
    for (size_t i = 0; i < set->word_count; i++) {
        for (uint64_t left = set->bits[i]; left != 0; left &= left - 1)
            ret_rows[count++] =
                (uint32_t)(i * WORD_BITS + (size_t)__builtin_ctzll(left));
    }
}

/* Adds what the answer to one question is worth to the rows that are found. */
static void add_hits(struct slice array, const struct lexeme_group *group,
                     const struct row_set *set, size_t term_count,
                     struct engine_hits *hits)
{
    for (size_t i = 0; i < value_count(array); i++) {
        int32_t row = value_element(array, i);
        size_t word = (size_t)(row > 0 ? row : 0) / WORD_BITS;
        uint64_t bits = set->bits[word], bit = bit_of(row > 0 ? row : 0);
        if ((bits & bit) == 0)
            continue;
        size_t place =
            set->before[word] + (size_t)__builtin_popcountll(bits & (bit - 1));
        hits->frequencies[place * term_count + group->term] += group->weight;
        if (group->is_title)
            hits->titles[place] |= UINT32_C(1) << group->term;
    }
}

enum engine_fault postgres_find(struct engine_reader *reader,
                                const struct ask *ask, struct arena *arena,
                                struct engine_hits *ret_hits, struct err *err)
{
    struct lexeme_group *groups = NULL;
    struct elements questions = {0};
    struct answers answers;

    (void)lexemes_split(ask, reader->weights, arena, &questions, &groups);
    enum engine_fault fault =
        ask_questions(reader, &questions, arena, &answers, err);
    elements_release(&questions);
    if (fault != ENGINE_FINE)
        return fault;
    struct row_set set = meet(ask, &answers, groups, arena);
    *ret_hits = (struct engine_hits){
        .rows = arena_alloc(arena, set.count, sizeof(uint32_t)),
        .frequencies =
            arena_alloc(arena, set.count * ask->term_count, sizeof(float)),
        .titles = arena_alloc(arena, set.count, sizeof(uint32_t)),
        .count = set.count,
    };
    list_rows(&set, ret_hits->rows);
    for (size_t i = 0; i < answers.count; i++) {
        if (!ask->terms[groups[i].term].is_excluded)
            add_hits(answers.arrays[i], &groups[i], &set, ask->term_count,
                     ret_hits);
    }
    return ENGINE_FINE;
}

enum engine_fault postgres_rows(struct engine_reader *reader,
                                const struct ask_term *term,
                                bool (*visit)(void *context, uint32_t row),
                                void *context, struct err *err)
{
    struct arena arena = {0};
    struct elements questions = {0};
    struct answers answers;
    struct str query = {0};

    lexemes_append_term(&query, term);
    elements_add_bytes(&questions, str_slice(&query));
    str_release(&query);
    enum engine_fault fault =
        ask_questions(reader, &questions, &arena, &answers, err);
    elements_release(&questions);
    if (fault == ENGINE_FINE) {
        struct row_set set = make_row_set(count_words(&answers), &arena);
        for (size_t i = 0; i < answers.count; i++)
            mark_rows(answers.arrays[i], set.bits);
        count_rows(&set);
        uint32_t *rows = arena_alloc(&arena, set.count, sizeof *rows);
        list_rows(&set, rows);
        for (size_t i = 0; i < set.count; i++) {
            if (!visit(context, rows[i]))
                break;
        }
    }
    arena_release(&arena);
    return fault;
}

enum engine_fault postgres_open_reader(const char *address, int32_t site,
                                       const float *weights,
                                       struct engine_reader **ret_reader,
                                       struct err *err)
{
    struct engine_reader *reader = mem_alloc(1, sizeof *reader);
    (void)snprintf(reader->sql, sizeof reader->sql, questions_sql, site);
    reader->weights = weights;
    enum engine_fault fault =
        database_open(address, DATABASE_READS, &reader->database, err);
    if (fault != ENGINE_FINE) {
        free(reader);
        return fault;
    }
    *ret_reader = reader;
    return ENGINE_FINE;
}

void postgres_close_reader(struct engine_reader *reader)
{
    database_close(reader->database);
    free(reader);
}
