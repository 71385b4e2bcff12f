#include "git/keeper.h"

#include "base/array.h"
#include "test.h"

static void addresses_are_those_that_git_fetches_from(void **state)
{
    (void)state;
    static const char *const good[] = {
        "https://example.org/a.git",
        "http://127.0.0.1:8080/a",
        "/srv/a.git",
        "ssh://git@example.org:22/a.git",
        "git@example.org:me/a.git",
        "git://example.org/a",
        "file:///srv/a",
        "../a",
        "C:a",
        "https://me@example.org/a:b@c",
    };
    static const char *const bad[] = {
        "",
        "-x",
        "--upload-pack=x",
        "ext::sh -c x",
        "fd::3",
        "ftp://a/b",
        "https://me:secret@example.org/a",
        "ssh://git:x@example.org/a",
    };
    struct err err;
    for (size_t i = 0; i < ARRAY_COUNT(good); i++)
        assert_true(keeper_check_url(good[i], &err));
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++) {
        assert_false(keeper_check_url(bad[i], &err));
        assert_non_null(strstr(err.text, "--git: "));
        assert_null(strstr(err.text, "secret"));
    }
}

static void nothing_is_current_in_an_empty_cache(void **state)
{
    (void)state;
    char commit[GIT_ID_BYTES];
    assert_false(keeper_find_current("/nonexistent", "", commit));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_those_that_git_fetches_from),
        cmocka_unit_test(nothing_is_current_in_an_empty_cache),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
