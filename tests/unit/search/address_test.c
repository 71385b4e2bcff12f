/* address_test.c - no password of a database is shown. */
#include "test.h"

#include "search/address.h"

static const struct {
    const char *address, *masked;
} addresses[] = {
    {"postgresql://blog:secret@db.example.com/blog",
     "postgresql://blog:***@db.example.com/blog"},
    {"postgres://blog:secret@db/blog?sslmode=require&password=secret",
     "postgres://blog:***@db/blog?sslmode=require&password=***"},
    {"postgresql://blog@db:5433/blog", "postgresql://blog@db:5433/blog"},
    {"postgresql://:secret@db", "postgresql://:***@db"},
    {"postgresql://a:s%40%2Fecret@h1:1,h2:2/x?target_session_attrs=any",
     "postgresql://a:***@h1:1,h2:2/x?target_session_attrs=any"},
    {"postgresql:///x?host=/run/pg&sslpassword=secret",
     "postgresql:///x?host=/run/pg&sslpassword=***"},
    {"postgresql:///x?pass%77ord=secret", "postgresql:///x?pass%77ord=***"},
    {"postgresql:///x?Password=secret", "postgresql:///x?Password=***"},
    {"postgresql://", "postgresql://"},
    {"postgresql://[::1]:5432/x", "postgresql://[::1]:5432/x"},
    {"postgresql://blog:a:secret@db/x", "postgresql://blog:***@db/x"},
    {"postgresql://blog:se?cret@db/x", "postgresql://blog:***@db/x"},
    {"host=db user=blog password=secret dbname=x",
     "host=db user=blog password=*** dbname=x"},
    {"password = 'my \\'secret\\'' host = db", "password=*** host=db"},
    {"host=db PASSWORD=secret", "host=db PASSWORD=***"},
    {"password=my\\ secret host=db", "password=*** host=db"},
    {"service=blog", "service=blog"},
};

/* What libpq would read otherwise than its writer meant. */
static const char *const wrong[] = {
    "postgresql://blog:s@secret@db/x",
    "postgresql://blog:s/secret@db/x",
    "postgresql://blog:s/secret?secret@db/x",
    "postgresql://blog:secret%zz@db/x",
    "postgresql://blog:secret%4",
    "postgresql://blog:secret",
    "postgresql://blog:secret/x",
    "postgresql://db,blog:secret/x",
    "host=db password=my secret",
    "host=db password='secret",
    "secret",
    "=secret",
};

static void passwords_are_hidden(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(addresses); i++) {
        struct arena arena = {0};
        struct err err = {0};
        struct slice address = slice_of(addresses[i].address);
        assert_slice_is(address_mask(address, &arena), addresses[i].masked);
        assert_true(address_check(address, &err));
        arena_release(&arena);
    }
}

static void a_wrong_address_is_refused_and_not_quoted(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(wrong); i++) {
        struct arena arena = {0};
        struct err err = {0};
        struct slice address = slice_of(wrong[i]);
        if (address_check(address, &err))
            fail_msg("'%s' is accepted", wrong[i]);
        assert_null(strstr(err.text, "secret"));
        assert_null(strstr(err.hint, "secret"));
        struct slice masked = address_mask(address, &arena);
        if (strstr(masked.data, "secret") != NULL)
            fail_msg("'%s' is shown as '%s'", wrong[i], masked.data);
        arena_release(&arena);
    }
}

static void a_text_that_may_have_an_address_is_known(void **state)
{
    (void)state;
    assert_true(address_may_be_in(SLICE("engine: postgers//u:secret@db")));
    assert_true(address_may_be_in(SLICE("engine: \"postgresql://u:sec")));
    assert_true(address_may_be_in(SLICE("host=db password=secret")));
    assert_false(address_may_be_in(SLICE("engine: sqlite")));
    assert_false(address_may_be_in(SLICE("")));
}

static void other_engines_are_no_database(void **state)
{
    (void)state;
    assert_false(address_is_url(SLICE("sqlite")));
    assert_true(address_is_url(SLICE("postgres://db/x")));
    assert_false(address_is_url(SLICE("")));
    assert_false(address_is_url(SLICE("mysql://db")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(passwords_are_hidden),
        cmocka_unit_test(a_wrong_address_is_refused_and_not_quoted),
        cmocka_unit_test(a_text_that_may_have_an_address_is_known),
        cmocka_unit_test(other_engines_are_no_database),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
