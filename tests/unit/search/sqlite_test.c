/* sqlite_test.c - SQLite as an engine: rows, queries, files that are no good.
 *
 * Rows are added and asked for without snapshots; what a query means is for
 * ask_test.c. */
#include "test.h"

#include "base/mem.h"
#include "folder.h"
#include "search/engine.h"
#include "search/vocabulary.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_ROWS 64

/* All words that any engine has given. */
static struct vocabulary *vocabulary;

static const float weights[SEARCH_PART_COUNT] = {8, 3, 4, 2, 1, 1};

/* What an engine gives. */
struct given {
    struct engine_row rows[MAX_ROWS];
    size_t row_count, word_count;
};

static void take_row(void *context, const struct engine_row *row)
{
    struct given *given = context;
    assert_true(given->row_count < MAX_ROWS);
    given->rows[given->row_count++] = *row;
}

static bool take_word(void *context, struct slice word)
{
    struct given *given = context;
    assert_true(word.size > 0 && word.size <= WORD_MAX_BYTES);
    given->word_count++;
    (void)vocabulary_add(vocabulary, word);
    return true;
}

static struct engine_visitor visitor_of(struct given *given)
{
    return (struct engine_visitor){take_row, take_word, given};
}

static struct engine *start(const char *path, struct given *ret_given)
{
    struct engine *engine = sqlite_engine(path, weights);
    struct err err = {0};
    *ret_given = (struct given){.row_count = 0};
    const struct engine_visitor visitor = visitor_of(ret_given);
    if (engine->ops->start(engine, &visitor, &err) != ENGINE_FINE)
        fail_msg("%s", err.text);
    return engine;
}

/* The title and the body of a row, and the number that it gets. */
static uint32_t add(struct engine *engine, uint64_t key, const char *title,
                    const char *body)
{
    struct given given = {.row_count = 0};
    const struct engine_visitor visitor = visitor_of(&given);
    const struct row_text text = {
        .key = key,
        .lang = SLICE("en"),
        .parts = {[0] = slice_of(title), [4] = slice_of(body)}};
    struct err err;
    assert_int_equal(engine->ops->begin(engine, &visitor, &err), ENGINE_FINE);
    assert_int_equal(engine->ops->add(engine, &text, &visitor, &err),
                     ENGINE_FINE);
    assert_int_equal(engine->ops->commit(engine, &err), ENGINE_FINE);
    assert_int_equal(given.row_count, 1);
    assert_true(given.rows[0].key == key);
    return given.rows[0].row;
}

static void remove_row(struct engine *engine, uint32_t row, const char *title,
                       const char *body)
{
    const struct row_text text = {
        .lang = SLICE("en"),
        .parts = {[0] = slice_of(title), [4] = slice_of(body)}};
    struct given given = {.row_count = 0};
    const struct engine_visitor visitor = visitor_of(&given);
    struct err err;
    assert_int_equal(engine->ops->begin(engine, &visitor, &err), ENGINE_FINE);
    assert_int_equal(engine->ops->remove(engine, row, &text, &err),
                     ENGINE_FINE);
    assert_int_equal(engine->ops->commit(engine, &err), ENGINE_FINE);
}

static void read_ask(const char *text, bool wants_any, struct arena *arena,
                     struct ask *ret_ask)
{
    static const struct slice english[] = {{"en", 2}};
    const struct ask_options options = {.vocabulary = vocabulary,
                                        .languages = english,
                                        .language_count = 1,
                                        .wants_any = wants_any};
    ask_read(slice_of(text), &options, arena, ret_ask);
}

static struct engine_reader *open_reader(struct engine *engine)
{
    struct engine_reader *reader = NULL;
    struct err err;
    assert_int_equal(engine->ops->open_reader(engine, &reader, &err),
                     ENGINE_FINE);
    return reader;
}

/* The rows that are found, "1 3". */
static const char *rows_of(struct engine *engine, const char *text,
                           bool wants_any, char *ret_rows, size_t size)
{
    struct engine_reader *reader = open_reader(engine);
    struct arena arena = {0};
    struct engine_hits hits;
    struct err err;
    struct ask ask;
    size_t used = 0;
    read_ask(text, wants_any, &arena, &ask);
    assert_int_equal(engine->ops->find(reader, &ask, &arena, &hits, &err),
                     ENGINE_FINE);
    ret_rows[0] = '\0';
    for (size_t i = 0; i < hits.count && used < size; i++)
        used += (size_t)snprintf(ret_rows + used, size - used, "%s%u",
                                 i > 0 ? " " : "", hits.rows[i]);
    arena_release(&arena);
    engine->ops->close_reader(reader);
    return ret_rows;
}

#define assert_rows(engine, text, rows)                                        \
    do {                                                                       \
        char rows_[256];                                                       \
        assert_string_equal(rows_of(engine, text, false, rows_, sizeof rows_), \
                            rows);                                             \
    } while (0)

static void rows_are_found_by_their_words(void **state)
{
    (void)state;
    static const struct {
        const char *text, *rows;
    } cases[] = {
        {"caching", "1 2"},        {"cache", "1 2"}, /* the same stem */
        {"\"caching\"", "1 2"},    {"\"cached\"", ""},
        {"http", "1 2"},           {"http caching", "1 2"},
        {"\"http caching\"", "1"}, {"\"caching http\"", "2"},
        {"cac*", "1 2"},           {"ca*", "1"}, /* in what is short */
        {"\"http cach\"*", "1"},   {"http -proxy", "1"},
        {"title:http", "1"},       {"body:http", "2"},
        {"terms:http", ""},        {"ENGINE", ""},
    };
    struct given given;
    struct engine *engine = start(NULL, &given);
    assert_int_equal(add(engine, 7, "HTTP caching", "in browsers"), 1);
    assert_int_equal(add(engine, 8, "A proxy", "it caches caching HTTP"), 2);
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_rows(engine, cases[i].text, cases[i].rows);
    char rows[64];
    assert_string_equal(
        rows_of(engine, "browsers proxy", true, rows, sizeof rows), "1 2");
    assert_rows(engine, "browsers proxy", "");
    engine->ops->close(engine);
}

/* 8 of a title, 1 of a body; half for a word of the same stem. */
static void frequencies_are_weighed(void **state)
{
    (void)state;
    struct given given;
    struct engine *engine = start(NULL, &given);
    (void)add(engine, 1, "caching", "caching and caching");
    (void)add(engine, 2, "cached", "");
    struct engine_reader *reader = open_reader(engine);
    struct arena arena = {0};
    struct engine_hits hits;
    struct err err;
    struct ask ask;
    read_ask("caching -absent", false, &arena, &ask);
    assert_int_equal(ask.term_count, 2);
    assert_int_equal(engine->ops->find(reader, &ask, &arena, &hits, &err),
                     ENGINE_FINE);
    assert_int_equal(hits.count, 2);
    assert_true(hits.frequencies[0] == 8 + 2);
    assert_true(hits.frequencies[1] == 0);
    assert_true(hits.frequencies[2] == 4);
    assert_int_equal(hits.titles[0], 1);
    arena_release(&arena);
    engine->ops->close_reader(reader);
    engine->ops->close(engine);
}

static bool count_row(void *context, uint32_t row)
{
    (void)row;
    ++*(size_t *)context;
    return true;
}

static bool stop_at_row(void *context, uint32_t row)
{
    *(uint32_t *)context = row;
    return false;
}

static void rows_of_a_term_are_visited_until_that_is_enough(void **state)
{
    (void)state;
    struct given given;
    struct engine *engine = start(NULL, &given);
    for (uint64_t i = 1; i <= 5; i++)
        (void)add(engine, i, "word", "more");
    struct engine_reader *reader = open_reader(engine);
    struct arena arena = {0};
    struct err err;
    struct ask ask;
    size_t count = 0;
    uint32_t first = 0;
    read_ask("word", false, &arena, &ask);
    assert_int_equal(
        engine->ops->rows(reader, &ask.terms[0], count_row, &count, &err),
        ENGINE_FINE);
    assert_int_equal(count, 5);
    assert_int_equal(
        engine->ops->rows(reader, &ask.terms[0], stop_at_row, &first, &err),
        ENGINE_FINE);
    assert_int_equal(first, 1);
    arena_release(&arena);
    engine->ops->close_reader(reader);
    engine->ops->close(engine);
}

static void a_removed_row_is_found_by_no_word(void **state)
{
    (void)state;
    struct given given;
    struct engine *engine = start(NULL, &given);
    uint32_t first = add(engine, 1, "Alpha beta", "gamma gammas, delta: v10");
    (void)add(engine, 2, "Epsilon", "beta");
    remove_row(engine, first, "Alpha beta", "gamma gammas, delta: v10");
    static const char *const texts[] = {"alpha", "gamma", "delta", "10",
                                        "v10",   "al*",   "gam*"};
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
        assert_rows(engine, texts[i], "");
    assert_rows(engine, "beta", "2");
    engine->ops->close(engine);
}

static void a_number_is_not_used_twice(void **state)
{
    (void)state;
    struct given given;
    struct err err;
    struct engine *engine = start(NULL, &given);
    struct engine_reader *keeper = open_reader(engine); /* of the memory */
    const struct engine_visitor visitor = visitor_of(&given);
    remove_row(engine, add(engine, 1, "a", "b"), "a", "b");
    assert_int_equal(engine->ops->start(engine, &visitor, &err), ENGINE_FINE);
    assert_int_equal(add(engine, 1, "a", "b"), 2);
    engine->ops->close_reader(keeper);
    engine->ops->close(engine);
}

static void what_was_cleared_is_gone(void **state)
{
    (void)state;
    struct given given;
    struct err err;
    struct engine *engine = start(NULL, &given);
    struct engine_reader *reader = open_reader(engine);
    const struct engine_visitor visitor = visitor_of(&given);
    (void)add(engine, 1, "alpha", "");
    assert_int_equal(engine->ops->clear(engine, &err), ENGINE_FINE);
    assert_int_equal(engine->ops->start(engine, &visitor, &err), ENGINE_FINE);
    assert_int_equal(given.row_count, 0);
    assert_rows(engine, "alpha", "");
    assert_int_equal(add(engine, 1, "beta", ""), 1);

    /* A reader of before has what was there before. */
    struct arena arena = {0};
    struct engine_hits hits;
    struct ask ask;
    read_ask("alpha", false, &arena, &ask);
    assert_int_equal(engine->ops->find(reader, &ask, &arena, &hits, &err),
                     ENGINE_FINE);
    assert_int_equal(hits.count, 1);
    arena_release(&arena);
    engine->ops->close_reader(reader);
    engine->ops->close(engine);
}

/* A folder of its own with a file that has two rows, and its path. */
struct kept {
    char folder[64], path[96];
};

static struct kept keep(void)
{
    struct kept kept;
    struct given given;
    (void)snprintf(kept.folder, sizeof kept.folder, "/tmp/engine-XXXXXX");
    assert_non_null(mkdtemp(kept.folder));
    (void)snprintf(kept.path, sizeof kept.path, "%s/a.db", kept.folder);
    struct engine *engine = start(kept.path, &given);
    (void)add(engine, 11, "Caching", "headers and caches");
    (void)add(engine, 22, "Proxies", "nothing else");
    engine->ops->close(engine);
    return kept;
}

static void a_file_has_all_when_it_is_opened_again(void **state)
{
    (void)state;
    struct kept kept = keep();
    struct given given;
    struct engine *engine = start(kept.path, &given);
    assert_int_equal(given.row_count, 2);
    assert_int_equal(given.word_count, 7);
    assert_true(given.rows[0].key == 11 && given.rows[1].key == 22);
    assert_int_equal(given.rows[0].length, 4);
    assert_int_equal(given.rows[0].title_length, 1);
    assert_rows(engine, "caches", "1");
    assert_true(engine->ops->bytes(engine) > 0);
    engine->ops->close(engine);
    assert_int_equal(folder_remove(kept.folder), 0);
}

static enum engine_fault fault_of(const char *path)
{
    struct engine *engine = sqlite_engine(path, weights);
    struct given given = {.row_count = 0};
    const struct engine_visitor visitor = visitor_of(&given);
    struct err err = {0};
    enum engine_fault fault = engine->ops->start(engine, &visitor, &err);
    assert_int_equal(given.row_count, 0);
    if (fault == ENGINE_DAMAGED) { /* it can be made anew */
        assert_true(strlen(err.text) > 0);
        assert_int_equal(engine->ops->clear(engine, &err), ENGINE_FINE);
        given.row_count = 0;
        assert_int_equal(engine->ops->start(engine, &visitor, &err),
                         ENGINE_FINE);
        assert_int_equal(given.row_count, 0);
        (void)add(engine, 1, "alpha", "");
        assert_rows(engine, "alpha", "1");
    }
    engine->ops->close(engine);
    return fault;
}

static void write_file(const char *path, const void *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(file >= 0);
    assert_int_equal(write(file, bytes, size), size);
    (void)close(file);
}

static void a_foreign_file_is_made_anew(void **state)
{
    (void)state;
    static const char text[] = "This is a text that somebody has put here, and "
                               "which is longer than the head of a file.";
    struct kept kept = keep();
    write_file(kept.path, text, sizeof text);
    assert_int_equal(fault_of(kept.path), ENGINE_DAMAGED);
    assert_int_equal(folder_remove(kept.folder), 0);
}

static void a_file_that_was_cut_is_made_anew(void **state)
{
    (void)state;
    static const off_t sizes[] = {99, 100, 4096, 5000, 8192, 16384};
    for (size_t i = 0; i < ARRAY_COUNT(sizes); i++) {
        struct kept kept = keep();
        assert_int_equal(truncate(kept.path, sizes[i]), 0);
        assert_int_equal(fault_of(kept.path), ENGINE_DAMAGED);
        assert_int_equal(folder_remove(kept.folder), 0);
    }
    for (off_t size = 0; size < 2; size++) { /* as good as none */
        struct kept kept = keep();
        assert_int_equal(truncate(kept.path, size), 0);
        assert_int_equal(fault_of(kept.path), ENGINE_FINE);
        assert_int_equal(folder_remove(kept.folder), 0);
    }
}

static void a_folder_in_its_place_is_an_error(void **state)
{
    (void)state;
    struct kept kept = keep();
    assert_int_equal(unlink(kept.path), 0);
    assert_int_equal(mkdir(kept.path, 0700), 0);
    enum engine_fault fault = fault_of(kept.path);
    assert_true(fault == ENGINE_AWAY || fault == ENGINE_FULL);
    assert_int_equal(folder_remove(kept.folder), 0);
}

/* Carries out some queries, of which each may fail, but not crash. */
static void ask_damaged(struct engine *engine)
{
    static const char *const texts[] = {"caching", "c*", "\"headers and\"",
                                        "title:caching -proxies", "and"};
    struct engine_reader *reader = NULL;
    struct err err;
    if (engine->ops->open_reader(engine, &reader, &err) != ENGINE_FINE)
        return;
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        struct arena arena = {0};
        struct engine_hits hits;
        struct ask ask;
        size_t count = 0;
        read_ask(texts[i], false, &arena, &ask);
        enum engine_fault fault =
            engine->ops->find(reader, &ask, &arena, &hits, &err);
        assert_true(fault == ENGINE_FINE || fault == ENGINE_DAMAGED);
        fault =
            engine->ops->rows(reader, &ask.terms[0], count_row, &count, &err);
        assert_true(fault == ENGINE_FINE || fault == ENGINE_DAMAGED);
        arena_release(&arena);
    }
    engine->ops->close_reader(reader);
}

/* What flipped bytes do cannot always be seen, but never harms. */
static void flipped_bytes_do_no_harm(void **state)
{
    (void)state;
    struct kept kept = keep();
    char bytes[128 * 1024];
    int file = open(kept.path, O_RDONLY);
    ssize_t size = read(file, bytes, sizeof bytes);
    (void)close(file);
    assert_true(size > 0 && size < (ssize_t)sizeof bytes);
    uint32_t random = 1;
    size_t damaged = 0;
    for (int round = 0; round < 300; round++) {
        char flipped[sizeof bytes];
        memcpy(flipped, bytes, (size_t)size);
        for (int i = 0; i < 1 + round % 8; i++) {
            random = random * 1664525U + 1013904223U;
            flipped[(random >> 8) % (size_t)size] ^= (char)(1U << (random % 8));
        }
        write_file(kept.path, flipped, (size_t)size);
        struct engine *engine = sqlite_engine(kept.path, weights);
        struct given given = {.row_count = 0};
        const struct engine_visitor visitor = visitor_of(&given);
        struct err err;
        enum engine_fault fault = engine->ops->start(engine, &visitor, &err);
        if (fault == ENGINE_FINE)
            ask_damaged(engine);
        damaged += fault == ENGINE_DAMAGED ? 1 : 0;
        assert_true(given.row_count <= 2);
        assert_int_equal(engine->ops->clear(engine, &err), ENGINE_FINE);
        engine->ops->close(engine);
    }
    assert_true(damaged > 0);
    assert_int_equal(folder_remove(kept.folder), 0);
}

/* Another one of ours, that somebody has put in its place while it is read. */
static void a_reader_sees_that_the_file_is_another_one(void **state)
{
    (void)state;
    struct kept kept = keep(), other = keep();
    struct given given;
    struct engine *engine = start(kept.path, &given);
    struct engine_reader *reader = NULL;
    struct err err;
    assert_int_equal(rename(other.path, kept.path), 0);
    assert_int_equal(engine->ops->open_reader(engine, &reader, &err),
                     ENGINE_AWAY);
    engine->ops->close(engine);
    assert_int_equal(folder_remove(kept.folder), 0);
    assert_int_equal(folder_remove(other.folder), 0);
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525U + 1013904223U;
    return *seed >> 8;
}

/* Pieces that mean something to FTS5, to us, or to nobody. */
static const char *const pieces[] = {"\"",
                                     "\"\"",
                                     "'",
                                     "*",
                                     "^",
                                     ":",
                                     "-",
                                     "+",
                                     "(",
                                     ")",
                                     "{",
                                     "}",
                                     "[",
                                     "]",
                                     ",",
                                     ";",
                                     "\\",
                                     "NEAR(",
                                     "NEAR",
                                     "AND",
                                     "OR",
                                     "NOT",
                                     "title",
                                     "title:",
                                     "{title body}:",
                                     "body:",
                                     "words:",
                                     "rowid",
                                     " ",
                                     "  ",
                                     "\t",
                                     "\n",
                                     "caching",
                                     "headers",
                                     "c",
                                     "v10",
                                     "C++",
                                     "node:fs",
                                     "10.2",
                                     "--",
                                     "\x01",
                                     "\x7F",
                                     "\xC3\xA4",
                                     "\xE6\xA4\x9C\xE7\xB4\xA2",
                                     "\xF0\x9F\x98\x80",
                                     "\xE2\x80\x8B",
                                     "\xEF\xBF\xBD",
                                     "\xCC\x81",
                                     "0",
                                     "%",
                                     "?1",
                                     "$a",
                                     "@a",
                                     ";--",
                                     "NULL"};

static void write_query(struct str *out, uint32_t *seed)
{
    size_t count = next_random(seed) % 40;
    str_clear(out);
    if (next_random(seed) % 100 == 0)
        count = 2000; /* 8 kB and more */
    for (size_t i = 0; i < count; i++) {
        uint32_t kind = next_random(seed);
        if (kind % 5 == 0)
            str_append_char(out, (char)(next_random(seed) % 0x80));
        else
            str_append_text(out,
                            pieces[next_random(seed) % ARRAY_COUNT(pieces)]);
    }
}

static void no_query_is_refused(void **state)
{
    (void)state;
    struct given given;
    struct engine *engine = start(NULL, &given);
    (void)add(engine, 1, "Caching headers", "v10 and C++ of node:fs \xC3\xA4");
    struct engine_reader *reader = open_reader(engine);
    struct str text = {0};
    uint32_t seed = 20261130;
    size_t found = 0;
    static const struct slice languages[] = {{"en", 2}, {"de", 2}, {"tr", 2}};
    for (int i = 0; i < 10000; i++) {
        struct arena arena = {0};
        struct engine_hits hits = {0};
        struct err err = {0};
        struct ask ask;
        write_query(&text, &seed);
        const struct ask_options options = {
            .vocabulary = vocabulary,
            .languages = languages,
            .language_count = (size_t)(i % 4),
            .wants_any = i % 3 == 0,
            .is_typing = i % 2 == 0,
        };
        ask_read(str_slice(&text), &options, &arena, &ask);
        bool has_wanted = false;
        for (size_t k = 0; k < ask.term_count; k++) {
            size_t count = 0;
            has_wanted = has_wanted || !ask.terms[k].is_excluded;
            assert_int_equal(engine->ops->rows(reader, &ask.terms[k], count_row,
                                               &count, &err),
                             ENGINE_FINE);
        }
        if (has_wanted &&
            engine->ops->find(reader, &ask, &arena, &hits, &err) != ENGINE_FINE)
            fail_msg("%s: %.*s", err.text, SLICE_FMT(str_slice(&text)));
        found += hits.count;
        arena_release(&arena);
    }
    assert_true(found > 100);
    str_release(&text);
    engine->ops->close_reader(reader);
    engine->ops->close(engine);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_found_by_their_words),
        cmocka_unit_test(frequencies_are_weighed),
        cmocka_unit_test(rows_of_a_term_are_visited_until_that_is_enough),
        cmocka_unit_test(a_removed_row_is_found_by_no_word),
        cmocka_unit_test(a_number_is_not_used_twice),
        cmocka_unit_test(what_was_cleared_is_gone),
        cmocka_unit_test(a_file_has_all_when_it_is_opened_again),
        cmocka_unit_test(a_foreign_file_is_made_anew),
        cmocka_unit_test(a_file_that_was_cut_is_made_anew),
        cmocka_unit_test(a_folder_in_its_place_is_an_error),
        cmocka_unit_test(flipped_bytes_do_no_harm),
        cmocka_unit_test(a_reader_sees_that_the_file_is_another_one),
        cmocka_unit_test(no_query_is_refused),
    };
    vocabulary = vocabulary_new();
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    vocabulary_free(vocabulary);
    return failures;
}
