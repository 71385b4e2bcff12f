/* postgres_test.c - several servers share one database.
 *
 * Runs where HEADMATTER_TEST_POSTGRES has the address of one, a URL with
 * parameters; tests/http/search-postgres.test.mjs starts one. */
#include "test.h"

#include "base/clock.h"
#include "search/lexemes.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_ROWS 64

static const float weights[SEARCH_PART_COUNT] = {1, 1, 1, 1, 1, 1};

/* A server: what it knows of the rows. */
struct server {
    struct engine *engine;
    struct engine_row rows[MAX_ROWS];
    size_t row_count, word_count;
    struct engine_visitor visitor;
    struct err err;
};

static void know_row(void *context, const struct engine_row *row)
{
    struct server *server = context;
    assert_true(server->row_count < MAX_ROWS);
    server->rows[server->row_count++] = *row;
}

static bool know_word(void *context, struct slice word)
{
    struct server *server = context;
    (void)word;
    server->word_count++;
    return true;
}

static const char *test_address(void)
{
    return getenv("HEADMATTER_TEST_POSTGRES");
}

/* A site that no other test has. */
static const char *new_site(void)
{
    static char site[64];
    (void)snprintf(site, sizeof site, "/%d/%lld", (int)getpid(),
                   (long long)clock_monotonic_us());
    return site;
}

static enum engine_fault start(struct server *server)
{
    server->row_count = server->word_count = 0;
    server->visitor = (struct engine_visitor){
        .row = know_row, .word = know_word, .context = server};
    return server->engine->ops->start(server->engine, &server->visitor,
                                      &server->err);
}

static void open_server(struct server *server, const char *site,
                        const char *parameters)
{
    struct str address = {0};
    str_appendf(&address, "%s%s", test_address(), parameters);
    *server =
        (struct server){.engine = postgres_engine(str_slice(&address),
                                                  slice_of(site), weights)};
    str_release(&address);
    if (start(server) != ENGINE_FINE)
        fail_msg("%s", server->err.text);
}

static void close_server(struct server *server)
{
    server->engine->ops->close(server->engine);
}

static enum engine_fault begin(struct server *server)
{
    return server->engine->ops->begin(server->engine, &server->visitor,
                                      &server->err);
}

static enum engine_fault add(struct server *server, uint64_t key,
                             struct slice body)
{
    struct row_text text = {.key = key, .lang = SLICE("en")};
    text.parts[4] = body;
    return server->engine->ops->add(server->engine, &text, &server->visitor,
                                    &server->err);
}

static enum engine_fault commit(struct server *server)
{
    return server->engine->ops->commit(server->engine, &server->err);
}

static enum engine_fault refresh(struct server *server)
{
    return server->engine->ops->refresh(server->engine, &server->visitor,
                                        &server->err);
}

static void add_rows(struct server *server, uint64_t first_key, size_t count)
{
    assert_int_equal(begin(server), ENGINE_FINE);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(add(server, first_key + i, SLICE("some words")),
                         ENGINE_FINE);
    assert_int_equal(commit(server), ENGINE_FINE);
}

/* How many rows have the word. */
static size_t count_found(struct server *server, const char *query)
{
    struct engine_reader *reader = NULL;
    struct arena arena = {0};
    struct engine_hits hits = {0};
    struct ask ask;
    const struct slice lang = SLICE("en");
    const struct ask_options options = {.languages = &lang,
                                        .language_count = 1};
    ask_read(slice_of(query), &options, &arena, &ask);
    if (server->engine->ops->open_reader(server->engine, &reader,
                                         &server->err) != ENGINE_FINE ||
        server->engine->ops->find(reader, &ask, &arena, &hits, &server->err) !=
            ENGINE_FINE)
        fail_msg("%s", server->err.text);
    server->engine->ops->close_reader(reader);
    size_t count = hits.count;
    arena_release(&arena);
    return count;
}

/* Carries out a statement of an operator. */
static void run_sql(const char *sql)
{
    struct database *database = NULL;
    struct err err = {0};
    if (database_open(test_address(), DATABASE_WRITES, &database, &err) !=
            ENGINE_FINE ||
        database_run(database, sql, NULL, NULL, NULL, &err) != ENGINE_FINE)
        fail_msg("%s", err.text);
    database_close(database);
}

static void a_server_sees_what_another_one_adds(void **state)
{
    (void)state;
    struct server a, b;
    const char *site = new_site();
    open_server(&a, site, "");
    open_server(&b, site, "");
    add_rows(&a, 100, 3);
    assert_int_equal(b.row_count, 0);
    assert_int_equal(refresh(&b), ENGINE_FINE);
    assert_int_equal(b.row_count, 3);
    assert_int_equal(b.word_count, 2);
    assert_int_equal(b.rows[2].key, 102);
    assert_int_equal(b.rows[2].length, 2);
    add_rows(&a, 200, 1);
    add_rows(&b, 300, 1); /* begins with what is new */
    assert_int_equal(b.row_count, 5);
    assert_int_equal(b.rows[3].key, 200);
    assert_int_equal(b.rows[4].key, 300);
    assert_int_equal(b.rows[4].row, 5);
    assert_int_equal(refresh(&a), ENGINE_FINE);
    assert_int_equal(a.rows[4].key, 300);
    assert_int_equal(refresh(&a), ENGINE_FINE);
    assert_int_equal(a.row_count, 5);
    assert_int_equal(count_found(&a, "words"), 5);
    assert_true(a.engine->ops->bytes(a.engine) > 8192);
    close_server(&a);
    open_server(&a, site, ""); /* as after a restart */
    assert_int_equal(a.row_count, 5);
    assert_int_equal(a.word_count, 2);
    close_server(&a);
    close_server(&b);
}

static void sites_know_nothing_of_each_other(void **state)
{
    (void)state;
    struct server a, b;
    open_server(&a, new_site(), "");
    open_server(&b, new_site(), "");
    add_rows(&a, 100, 2);
    assert_int_equal(refresh(&b), ENGINE_FINE);
    assert_int_equal(b.row_count, 0);
    assert_int_equal(count_found(&b, "words"), 0);
    add_rows(&b, 100, 1);
    assert_int_equal(count_found(&a, "words"), 2);
    close_server(&a);
    close_server(&b);
}

static void one_server_writes_at_a_time(void **state)
{
    (void)state;
    struct server a, b;
    const char *site = new_site();
    open_server(&a, site, "");
    open_server(&b, site, "&options=-c%20lock_timeout%3D200");
    assert_int_equal(begin(&a), ENGINE_FINE);
    assert_int_equal(add(&a, 1, SLICE("words")), ENGINE_FINE);
    int64_t before_us = clock_monotonic_us();
    assert_int_equal(begin(&b), ENGINE_FULL);
    assert_true(clock_monotonic_us() - before_us < 5 * 1000 * 1000);
    assert_int_equal(commit(&a), ENGINE_FINE);
    assert_int_equal(start(&b), ENGINE_FINE);
    add_rows(&b, 2, 1);
    assert_int_equal(b.rows[0].key, 1);
    assert_int_equal(b.rows[1].row, 2);
    close_server(&a);
    close_server(&b);
}

static void a_server_that_is_killed_holds_nobody_up(void **state)
{
    (void)state;
    struct server a;
    const char *site = new_site();
    int ready[2];
    assert_int_equal(pipe(ready), 0);
    pid_t child = fork();
    if (child == 0) {
        open_server(&a, site, "");
        bool ok = begin(&a) == ENGINE_FINE &&
                  add(&a, 1, SLICE("half")) == ENGINE_FINE;
        ok = ok && write(ready[1], "x", 1) == 1;
        (void)pause();
        _exit(ok ? 0 : 1);
    }
    char byte;
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_int_equal(kill(child, SIGKILL), 0);
    assert_int_equal(waitpid(child, NULL, 0), child);
    open_server(&a, site, "");
    assert_int_equal(a.row_count, 0);
    add_rows(&a, 7, 1);
    assert_int_equal(a.rows[0].row, 1);
    assert_int_equal(count_found(&a, "half"), 0);
    close_server(&a);
    (void)close(ready[0]);
    (void)close(ready[1]);
}

static void what_is_cleared_is_read_anew_by_others(void **state)
{
    (void)state;
    struct server a, b;
    const char *site = new_site();
    open_server(&a, site, "");
    open_server(&b, site, "");
    add_rows(&a, 1, 3);
    assert_int_equal(refresh(&b), ENGINE_FINE);
    assert_int_equal(a.engine->ops->clear(a.engine, &a.err), ENGINE_FINE);
    assert_int_equal(start(&a), ENGINE_FINE);
    assert_int_equal(a.row_count, 0);
    assert_int_equal(refresh(&b), ENGINE_STALE);
    assert_int_equal(start(&b), ENGINE_FINE);
    assert_int_equal(b.row_count, 0);
    add_rows(&b, 1, 1);
    assert_int_equal(b.rows[0].row, 4); /* no number is used again */
    close_server(&a);
    close_server(&b);
}

static void rows_that_nobody_wants_are_removed_after_a_week(void **state)
{
    (void)state;
    struct server a, b;
    const char *site = new_site();
    const uint32_t wanted[] = {2, 4};
    open_server(&a, site, "");
    add_rows(&a, 1, 4);
    assert_int_equal(a.engine->ops->keep(a.engine, wanted, 2, &a.err),
                     ENGINE_FINE);
    assert_int_equal(refresh(&a), ENGINE_FINE); /* a week has to pass */
    assert_int_equal(count_found(&a, "words"), 4);
    run_sql("UPDATE headmatter_search.rows SET used = used - 8");
    open_server(&b, site, "");
    assert_int_equal(b.row_count, 4);
    assert_int_equal(b.engine->ops->keep(b.engine, wanted, 2, &b.err),
                     ENGINE_FINE);
    assert_int_equal(refresh(&a), ENGINE_STALE);
    assert_int_equal(start(&a), ENGINE_FINE);
    assert_int_equal(a.row_count, 2);
    assert_int_equal(a.rows[0].row, 2);
    assert_int_equal(a.rows[1].row, 4);
    assert_int_equal(count_found(&a, "words"), 2);
    close_server(&a);
    close_server(&b);
}

static void an_old_program_s_rows_are_removed_as_a_whole(void **state)
{
    (void)state;
    struct server old, new, other;
    char old_site[64], sql[256];
    struct err err = {0};
    struct database *database = NULL;
    int64_t count = -1;
    (void)snprintf(old_site, sizeof old_site, "%s", new_site());
    open_server(&old, old_site, "");
    add_rows(&old, 1, 2);
    close_server(&old);
    (void)snprintf(sql, sizeof sql,
                   "UPDATE headmatter_search.sites SET program = '0.0.1',"
                   " used = used - 8 WHERE name = '%s'",
                   old_site);
    run_sql(sql);
    open_server(&other, new_site(), ""); /* of another site: stays */
    open_server(&new, old_site, "");
    assert_int_equal(new.row_count, 0);
    assert_int_equal(new.engine->ops->keep(new.engine, NULL, 0, &new.err),
                     ENGINE_FINE);
    (void)snprintf(sql, sizeof sql,
                   "SELECT count(*) FROM headmatter_search.sites"
                   " WHERE name = '%s'",
                   old_site);
    assert_int_equal(
        database_open(test_address(), DATABASE_READS, &database, &err),
        ENGINE_FINE);
    assert_int_equal(database_number(database, sql, NULL, -1, &count, &err),
                     ENGINE_FINE);
    assert_int_equal(count, 1);
    database_close(database);
    assert_int_equal(refresh(&other), ENGINE_FINE);
    close_server(&new);
    close_server(&other);
}

static void a_newer_schema_is_refused(void **state)
{
    (void)state;
    struct server a;
    open_server(&a, new_site(), "");
    run_sql("UPDATE headmatter_search.schema_version SET number = number + 1");
    enum engine_fault fault = start(&a);
    run_sql("UPDATE headmatter_search.schema_version SET number = number - 1");
    assert_int_equal(fault, ENGINE_AWAY);
    assert_string_equal(a.err.text,
                        "PostgreSQL: the schema headmatter_search is of "
                        "version 2, and this program knows 1");
    assert_int_equal(start(&a), ENGINE_FINE);
    close_server(&a);
}

static void who_may_only_read_reads(void **state)
{
    (void)state;
    struct server a, b;
    const char *site = new_site();
    open_server(&a, site, "");
    add_rows(&a, 1, 2);
    open_server(&b, site, "&options=-c%20default_transaction_read_only%3Don");
    assert_int_equal(b.row_count, 2);
    assert_int_equal(begin(&b), ENGINE_FINE);
    assert_int_equal(add(&b, 3, SLICE("words")), ENGINE_FINE);
    assert_int_equal(commit(&b), ENGINE_FULL);
    assert_non_null(strstr(b.err.text, "read-only"));
    assert_int_equal(count_found(&b, "words"), 2);
    assert_int_equal(start(&b), ENGINE_STALE); /* row 3 was told of */
    assert_int_equal(start(&b), ENGINE_FINE);
    assert_int_equal(b.row_count, 2);
    close_server(&a);
    close_server(&b);
}

/* Numbers in words: "waaaab" is the twelfth. */
static void append_word(struct str *text, unsigned number)
{
    char word[16] = "w";
    for (size_t i = 1; i < 7; i++, number /= 26)
        word[i] = (char)('a' + number % 26);
    str_append_text(text, word);
    str_append_char(text, ' ');
}

static void long_documents_are_cut_and_not_refused(void **state)
{
    (void)state;
    struct server a;
    struct str text = {0};
    open_server(&a, new_site(), "");
    for (unsigned i = 0; i < 200000; i++) {
        append_word(&text, i);
        if (i == 100 || i == 20000)
            str_append_text(&text, "early bird ");
        if (i < 2000)
            str_append_text(&text, "often ");
    }
    assert_int_equal(begin(&a), ENGINE_FINE);
    if (add(&a, 1, str_slice(&text)) != ENGINE_FINE ||
        commit(&a) != ENGINE_FINE)
        fail_msg("%s", a.err.text);
    assert_true(a.rows[0].length > 200000);
    assert_int_equal(count_found(&a, "often"), 1);
    assert_int_equal(count_found(&a, "\"early bird\""), 1);
    assert_int_equal(count_found(&a, "wbaaaaa"), 1); /* the second word */
    assert_int_equal(count_found(&a, "waaabaa"), 1); /* word 17,576 */
    assert_int_equal(count_found(&a, "wzzzzza"), 0);
    str_release(&text);
    close_server(&a);
}

static void limits_of_the_address_are_kept(void **state)
{
    (void)state;
    struct database *database = NULL;
    struct err err = {0};
    struct str address = {0};
    str_appendf(&address, "%s&options=-c%%20statement_timeout%%3D300",
                test_address());
    assert_int_equal(
        database_open(address.data, DATABASE_READS, &database, &err),
        ENGINE_FINE);
    int64_t before_us = clock_monotonic_us();
    assert_int_equal(
        database_run(database, "SELECT pg_sleep(60)", NULL, NULL, NULL, &err),
        ENGINE_AWAY);
    assert_true(clock_monotonic_us() - before_us < 3 * 1000 * 1000);
    assert_non_null(strstr(err.text, "statement timeout"));
    database_close(database);
    str_release(&address);
}

static void no_error_has_the_password(void **state)
{
    (void)state;
    static const char *const addresses[] = {
        "postgresql://blog:secret@127.0.0.1:1/x",
        "postgresql://blog:secret@/x?host=/nowhere",
        "postgresql://blog:secret@127.0.0.1:1/x?sslmode=secretive",
        "postgresql://blog:secret@127.0.0.1:1/x?nonsense=secret",
        "postgresql://blog:se@cret@127.0.0.1:1/x",
        "host=127.0.0.1 port=1 password='secret",
        "host=127.0.0.1 port=secret password=secret",
    };
    for (size_t i = 0; i < ARRAY_COUNT(addresses); i++) {
        struct server a = {.engine = postgres_engine(slice_of(addresses[i]),
                                                     SLICE("/x"), weights)};
        assert_int_equal(start(&a), ENGINE_AWAY);
        assert_true(a.err.text[0] != '\0');
        assert_null(strstr(a.err.text, "cret"));
        assert_null(strstr(a.err.hint, "cret"));
        assert_null(strchr(a.err.text, '\n'));
        close_server(&a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_server_sees_what_another_one_adds),
        cmocka_unit_test(sites_know_nothing_of_each_other),
        cmocka_unit_test(one_server_writes_at_a_time),
        cmocka_unit_test(a_server_that_is_killed_holds_nobody_up),
        cmocka_unit_test(what_is_cleared_is_read_anew_by_others),
        cmocka_unit_test(rows_that_nobody_wants_are_removed_after_a_week),
        cmocka_unit_test(an_old_program_s_rows_are_removed_as_a_whole),
        cmocka_unit_test(a_newer_schema_is_refused),
        cmocka_unit_test(who_may_only_read_reads),
        cmocka_unit_test(long_documents_are_cut_and_not_refused),
        cmocka_unit_test(limits_of_the_address_are_kept),
    };
    const struct CMUnitTest without_database[] = {
        cmocka_unit_test(no_error_has_the_password),
    };
    int failures = cmocka_run_group_tests(without_database, NULL, NULL);
    if (test_address() != NULL)
        failures += cmocka_run_group_tests(tests, NULL, NULL);
    return failures;
}
