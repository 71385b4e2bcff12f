/* validate_test.c - entity tags, alone and in lists. */
#include "test.h"

#include "api/api.h"
#include "api/validate.h"

static void a_tag_is_found_in_a_list_whatever_its_weakness(void **state)
{
    (void)state;
    static const char *const yes[] = {
        "\"a\"",        "W/\"a\"",         "*",
        "\"b\", \"a\"", "\"b\",W/\"a\"",   " \"a\" ",
        "\"a\",",       ", ,\"a\"",        "\"x,y\", \"a\"",
        "*, \"b\"",     "\"b\"\t,\t\"a\"",
    };
    static const char *const no[] = {
        "",
        "\"b\"",
        "a",
        "\"A\"",
        "\"a",
        "w/\"a\"",
        "\"a\"b",
        "\"b,\"a\"\"",
        "\"a,\"",
        "\"*\"",
        "W/",
        "\"\"",
        "\"b\", \"c\"",
        "\"b, \"a\"",
        ",,,",
    };
    for (size_t i = 0; i < ARRAY_COUNT(yes); i++)
        assert_true(api_is_known(slice_of(yes[i]), SLICE("\"a\"")));
    for (size_t i = 0; i < ARRAY_COUNT(no); i++) {
        if (api_is_known(slice_of(no[i]), SLICE("\"a\"")))
            fail_msg("%s matches", no[i]);
    }
    assert_false(api_is_known(SLICE_NONE, SLICE("\"a\"")));
}

static void a_tag_is_known_with_the_coding_that_a_proxy_added(void **state)
{
    (void)state;
    static const char *const yes[] = {
        "\"a-gzip\"",   "\"a-br\"",
        "\"a;br\"",     "\"a;gzip\"",
        "\"a--gzip\"",  "W/\"a-gzip\"",
        "\"a-gz\"",     "\"a-zstd\"",
        "\"a-GZIP\"",   "\"b\", \"a-deflate\"",
        "\"a-x-gzip\"",
    };
    static const char *const no[] = {
        "\"a-\"",     "\"a-zip\"",     "\"agzip\"", "\"b-gzip\"",   "\"a-gzip",
        "\"a\"-gzip", "\"a-gzip-br\"", "\"-gzip\"", "\"a---gzip\"", "a-gzip",
    };
    for (size_t i = 0; i < ARRAY_COUNT(yes); i++) {
        if (!api_is_known(slice_of(yes[i]), SLICE("\"a\"")))
            fail_msg("%s does not match", yes[i]);
    }
    for (size_t i = 0; i < ARRAY_COUNT(no); i++) {
        if (api_is_known(slice_of(no[i]), SLICE("\"a\"")))
            fail_msg("%s matches", no[i]);
    }
}

static void a_weak_tag_is_never_the_same_in_the_strong_sense(void **state)
{
    (void)state;
    static const char *const yes[] = {"\"a\"", "*", "\"b\", \"a\"",
                                      "\"a-gzip\""};
    static const char *const no[] = {"W/\"a\"", "\"b\"", "W/\"a-gzip\"", "a"};
    for (size_t i = 0; i < ARRAY_COUNT(yes); i++)
        assert_true(etag_matches_strongly(slice_of(yes[i]), SLICE("\"a\"")));
    for (size_t i = 0; i < ARRAY_COUNT(no); i++)
        assert_false(etag_matches_strongly(slice_of(no[i]), SLICE("\"a\"")));
}

static void a_tag_of_a_body_is_quoted_and_its_own(void **state)
{
    (void)state;
    struct response one = {0}, other = {0};
    response_add(&one, SLICE("a"));
    response_add(&one, SLICE("b"));
    response_add(&other, SLICE("a"));
    response_add(&other, SLICE("c"));
    struct slice x = etag_of_body(&one, &one.arena);
    struct slice y = etag_of_body(&other, &other.arena);
    assert_int_equal(x.size, 18);
    assert_true(slice_starts(x, "\"") && slice_ends(x, "\""));
    assert_false(slice_equal(x, y));
    assert_true(slice_equal(x, etag_of_body(&one, &one.arena)));
    response_release(&one);
    response_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_is_found_in_a_list_whatever_its_weakness),
        cmocka_unit_test(a_tag_is_known_with_the_coding_that_a_proxy_added),
        cmocka_unit_test(a_weak_tag_is_never_the_same_in_the_strong_sense),
        cmocka_unit_test(a_tag_of_a_body_is_quoted_and_its_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
