/* engine_test.c - every engine finds the same rows.
 *
 * SQLite is asked always, PostgreSQL where HEADMATTER_TEST_POSTGRES has the
 * address of a database (tests/http/search-postgres.test.mjs starts one). */
#include "test.h"

#include "search/engine.h"
#include "search/vocabulary.h"

#include <stdlib.h>
#include <time.h>

#define MAX_ROWS 4096

static const float weights[SEARCH_PART_COUNT] = {8, 4, 3, 2, 1, 1};

/* All words that any engine has given. */
static struct vocabulary *vocabulary;

/* What the index would know. */
struct known {
    struct engine_row rows[MAX_ROWS];
    size_t row_count, word_count;
};

static void know_row(void *context, const struct engine_row *row)
{
    struct known *known = context;
    assert_true(known->row_count < MAX_ROWS);
    known->rows[known->row_count++] = *row;
}

static bool know_word(void *context, struct slice word)
{
    struct known *known = context;
    assert_true(word.size > 0 && word.size <= WORD_MAX_BYTES);
    known->word_count++;
    (void)vocabulary_add(vocabulary, word);
    return true;
}

static struct engine_visitor visitor_of(struct known *known)
{
    return (struct engine_visitor){
        .row = know_row, .word = know_word, .context = known};
}

static void assert_fine(enum engine_fault fault, const struct err *err)
{
    if (fault != ENGINE_FINE)
        fail_msg("%d: %s %s", fault, err->text, err->hint);
}

struct text {
    const char *lang;
    const char *parts[SEARCH_PART_COUNT];
};

static void add_texts(struct engine *engine, const struct text *texts,
                      size_t count, struct known *known)
{
    struct err err = {0};
    struct engine_visitor visitor = visitor_of(known);
    assert_fine(engine->ops->begin(engine, &visitor, &err), &err);
    for (size_t i = 0; i < count; i++) {
        struct row_text text = {.key = known->row_count + 1,
                                .lang = slice_of(texts[i].lang)};
        for (size_t part = 0; part < SEARCH_PART_COUNT; part++)
            text.parts[part] = slice_of(texts[i].parts[part]);
        assert_fine(engine->ops->add(engine, &text, &visitor, &err), &err);
    }
    assert_fine(engine->ops->commit(engine, &err), &err);
}

static struct slice test_address(void)
{
    return slice_of(getenv("HEADMATTER_TEST_POSTGRES"));
}

/* Each test has a site of its own. */
static struct engine *open_postgres(const char *name, struct known *known)
{
    struct err err = {0};
    char site[128];
    (void)snprintf(site, sizeof site, "/%s/%lld", name,
                   (long long)time(NULL) * 1000 + clock() % 1000);
    struct engine_visitor visitor = visitor_of(known);
    struct engine *engine =
        postgres_engine(test_address(), slice_of(site), weights);
    if (engine == NULL)
        return NULL;
    assert_fine(engine->ops->start(engine, &visitor, &err), &err);
    return engine;
}

static struct engine *open_sqlite(const char *name, struct known *known)
{
    struct err err = {0};
    struct engine_visitor visitor = visitor_of(known);
    struct engine *engine = sqlite_engine(NULL, weights);
    (void)name;
    assert_fine(engine->ops->start(engine, &visitor, &err), &err);
    return engine;
}

static const struct kind {
    const char *name;
    struct engine *(*open)(const char *name, struct known *known);
} kinds[] = {{"sqlite", open_sqlite}, {"postgres", open_postgres}};

static bool can_open(const struct kind *kind)
{
    return kind->open != open_postgres || test_address().size > 0;
}

static void find(struct engine_reader *reader, const struct engine *engine,
                 const char *text, struct arena *arena,
                 struct engine_hits *ret_hits, size_t *ret_terms)
{
    struct ask ask;
    struct err err = {0};
    const struct slice languages[] = {SLICE("en"), SLICE("de")};
    const struct ask_options options = {
        .vocabulary = vocabulary, .languages = languages, .language_count = 2};
    ask_read(slice_of(text), &options, arena, &ask);
    assert_fine(engine->ops->find(reader, &ask, arena, ret_hits, &err), &err);
    *ret_terms = ask.term_count;
}

static const struct text texts[] = {
    /* 1 */ {"en",
             {"Caching headers", "Expiry\nValidation", "http\nweb performance",
              NULL, "A cache keeps what it was told to keep. The cache, again.",
              NULL}},
    /* 2 */
    {"en",
     {"Drafts", NULL, NULL, "Caches of drafts", "Nothing of headers.",
      "A sentence on houses"}},
    /* 3 */
    {"de", {"Das Haus", NULL, NULL, NULL, "Viele H\xC3\xA4user.", NULL}},
    /* 4 */
    {"ja",
     {"\xE6\xA4\x9C\xE7\xB4\xA2\xE6\xA9\x9F\xE8\x83\xBD", NULL, NULL, NULL,
      "C++ and node:fs, v10.2", NULL}},
    /* 5 */ {"en", {"It's O'Reilly\\n", "", "", "", "headers caching", ""}},
    /* 6: no word at all */ {NULL, {NULL}},
};

static const struct {
    const char *query, *rows;
} questions[] = {
    {"caching", "1 2 5"},
    {"cache", "1 2 5"},
    {"headers", "1 2 5"},
    {"caching headers", "1 2 5"},
    {"\"caching headers\"", "1"},
    {"\"headers caching\"", "5"},
    {"\"expiry validation\"", "1"},
    {"\"caching expiry\"", ""}, /* no phrase goes from part to part */
    {"cach*", "1 2 5"},
    {"title:cach*", "1"},
    {"title:drafts", "2"},
    {"title:headers", "1"},
    {"caching -drafts", "1 5"},
    {"headers -\"caching headers\"", "2 5"},
    {"haus", "3"},
    {"h\xC3\xA4user", "3"},
    {"houses", "2"},
    {"\xE6\xA4\x9C\xE7\xB4\xA2", "4"},
    {"\xE8\x83\xBD", "4"},
    {"\xE7\xB4\xA2\xE6\xA4\x9C", ""},
    {"c++", "4"},
    {"node:fs", "4"},
    {"v10.2", "4"},
    {"10.2", "4"},
    {"o'reilly", "5"},
    {"reilly\\n", "5"},
    {"told keep", "1"},
    {"\"keep the cache\"", "1"},
    {"\"keep cache\"", ""},
    {"missing", ""},
    {"caching missing", ""},
};

static void assert_rows(const struct kind *kind, const char *query,
                        const struct engine_hits *hits, const char *expected)
{
    struct str found = {0};
    str_append_text(&found, "");
    for (size_t i = 0; i < hits->count; i++)
        str_appendf(&found, "%s%u", i > 0 ? " " : "", hits->rows[i]);
    if (!slice_is(str_slice(&found), expected))
        fail_msg("%s: '%s' finds [%.*s], not [%s]", kind->name, query,
                 SLICE_FMT(str_slice(&found)), expected);
    str_release(&found);
}

static void finds_rows_by_words_phrases_and_beginnings(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(kinds); i++) {
        struct known *known = test_calloc(1, sizeof *known);
        struct err err = {0};
        struct engine_reader *reader = NULL;
        struct engine *engine =
            can_open(&kinds[i]) ? kinds[i].open("rows", known) : NULL;
        if (engine == NULL) {
            test_free(known);
            continue;
        }
        add_texts(engine, texts, ARRAY_COUNT(texts), known);
        assert_int_equal(known->row_count, ARRAY_COUNT(texts));
        assert_int_equal(known->rows[0].title_length, 2);
        assert_int_equal(known->rows[0].length, 19);
        assert_int_equal(known->rows[5].length, 0);
        assert_fine(engine->ops->open_reader(engine, &reader, &err), &err);
        for (size_t j = 0; j < ARRAY_COUNT(questions); j++) {
            struct arena arena = {0};
            struct engine_hits hits = {0};
            size_t terms = 0;
            find(reader, engine, questions[j].query, &arena, &hits, &terms);
            assert_rows(&kinds[i], questions[j].query, &hits,
                        questions[j].rows);
            arena_release(&arena);
        }
        engine->ops->close_reader(reader);
        engine->ops->close(engine);
        test_free(known);
    }
}

/* Made-up texts: few words, so that many of them meet. */
static const char *const some_words[] = {
    "cache",
    "caches",
    "caching",
    "the",
    "header",
    "headers",
    "node",
    "nodes",
    "haus",
    "house",
    "expiry",
    "C++",
    "v10",
    "10",
    "a",
    "of",
    "draft",
    "drafts",
    "\xE6\xA4\x9C\xE7\xB4\xA2",
    "\xC3\xA9t\xC3\xA9",
    "conf",
    "config",
    "x86",
    "web",
};

static unsigned random_state;

static unsigned draw(unsigned below)
{
    random_state = random_state * 1103515245U + 12345U;
    return (random_state >> 16) % below;
}

/* The lower its number, the likelier a word is. */
static const char *draw_word(void)
{
    unsigned most = 1 + draw(ARRAY_COUNT(some_words));
    return some_words[draw(most)];
}

static void write_words(struct str *out, unsigned count)
{
    static const char *const gaps[] = {" ", " ", " ", ", ", ". ", "\n"};
    for (unsigned i = 0; i < count; i++) {
        if (i > 0)
            str_append_text(out, gaps[draw(ARRAY_COUNT(gaps))]);
        str_append_text(out, draw_word());
    }
}

#define RANDOM_ROWS    300
#define RANDOM_QUERIES 500

static void add_random_texts(struct engine *engine, struct known *known)
{
    static const unsigned most[SEARCH_PART_COUNT] = {4, 6, 3, 8, 60, 5};
    struct err err = {0};
    struct engine_visitor visitor = visitor_of(known);
    random_state = 1;
    assert_fine(engine->ops->begin(engine, &visitor, &err), &err);
    for (size_t i = 0; i < RANDOM_ROWS; i++) {
        struct str parts[SEARCH_PART_COUNT] = {{0}};
        struct row_text text = {.key = i, .lang = SLICE("en")};
        for (size_t part = 0; part < SEARCH_PART_COUNT; part++) {
            write_words(&parts[part], draw(most[part] + 1));
            text.parts[part] = str_slice(&parts[part]);
        }
        assert_fine(engine->ops->add(engine, &text, &visitor, &err), &err);
        for (size_t part = 0; part < SEARCH_PART_COUNT; part++)
            str_release(&parts[part]);
    }
    assert_fine(engine->ops->commit(engine, &err), &err);
}

static void write_query(struct str *out)
{
    unsigned terms = 1 + draw(draw(4) == 0 ? 9 : 3);
    str_clear(out);
    for (unsigned i = 0; i < terms; i++) {
        static const char *const before[] = {"",  "",       "",      "",
                                             "-", "title:", "body:", "terms:"};
        str_append_text(out, i > 0 ? " " : "");
        str_append_text(out, before[draw(ARRAY_COUNT(before))]);
        if (draw(4) == 0) {
            str_append_char(out, '"');
            write_words(out, 2 + draw(2));
            str_append_char(out, '"');
        } else {
            str_append_text(out, draw_word());
            str_append_text(out, draw(6) == 0 ? "*" : "");
        }
    }
}

static bool asks_for_something(const struct ask *ask)
{
    for (size_t i = 0; i < ask->term_count; i++) {
        if (!ask->terms[i].is_excluded)
            return true;
    }
    return false;
}

struct side {
    struct known *known;
    struct engine *engine;
    struct engine_reader *reader;
};

static void open_side(struct side *side, const struct kind *kind)
{
    struct err err = {0};
    side->known = test_calloc(1, sizeof *side->known);
    side->engine = kind->open("random", side->known);
    assert_non_null(side->engine);
    add_random_texts(side->engine, side->known);
    assert_fine(
        side->engine->ops->open_reader(side->engine, &side->reader, &err),
        &err);
}

static void close_side(struct side *side)
{
    side->engine->ops->close_reader(side->reader);
    side->engine->ops->close(side->engine);
    test_free(side->known);
}

static void assert_same(const char *query, const struct engine_hits *a,
                        const struct engine_hits *b, size_t terms)
{
    if (a->count != b->count)
        fail_msg("'%s' finds %zu rows and %zu", query, a->count, b->count);
    for (size_t i = 0; i < a->count; i++) {
        if (a->rows[i] != b->rows[i])
            fail_msg("'%s' finds row %u and %u", query, a->rows[i], b->rows[i]);
        if (a->titles[i] != b->titles[i])
            fail_msg("'%s' finds titles %x and %x in row %u", query,
                     a->titles[i], b->titles[i], a->rows[i]);
        for (size_t j = i * terms; j < (i + 1) * terms; j++) {
            if (a->frequencies[j] > 0 && b->frequencies[j] <= 0)
                fail_msg("'%s' finds term %zu %g and %g times in row %u", query,
                         j % terms, (double)a->frequencies[j],
                         (double)b->frequencies[j], a->rows[i]);
        }
    }
}

static void both_find_the_same_by_any_query(void **state)
{
    (void)state;
    struct side sides[2];
    struct str query = {0};
    const struct slice languages[] = {SLICE("en"), SLICE("de")};
    size_t found = 0;
    if (test_address().size == 0)
        skip();
    open_side(&sides[0], &kinds[0]);
    open_side(&sides[1], &kinds[1]);
    for (size_t i = 0; i < RANDOM_ROWS; i++) {
        assert_int_equal(sides[0].known->rows[i].length,
                         sides[1].known->rows[i].length);
        assert_int_equal(sides[0].known->rows[i].title_length,
                         sides[1].known->rows[i].title_length);
    }
    for (size_t i = 0; i < RANDOM_QUERIES; i++) {
        struct arena arena = {0};
        struct engine_hits hits[2] = {{0}};
        struct err err = {0};
        struct ask ask;
        const struct ask_options options = {.vocabulary = vocabulary,
                                            .languages = languages,
                                            .language_count = 2,
                                            .wants_any = draw(4) == 0};
        write_query(&query);
        ask_read(str_slice(&query), &options, &arena, &ask);
        for (size_t j = 0; j < 2 && asks_for_something(&ask); j++)
            assert_fine(sides[j].engine->ops->find(sides[j].reader, &ask,
                                                   &arena, &hits[j], &err),
                        &err);
        assert_same(query.data, &hits[0], &hits[1], ask.term_count);
        found += hits[0].count;
        arena_release(&arena);
    }
    assert_true(found > RANDOM_QUERIES);
    str_release(&query);
    close_side(&sides[0]);
    close_side(&sides[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_rows_by_words_phrases_and_beginnings),
        cmocka_unit_test(both_find_the_same_by_any_query),
    };
    vocabulary = vocabulary_new();
    int failures = cmocka_run_group_tests(tests, NULL, NULL);
    vocabulary_free(vocabulary);
    return failures;
}
