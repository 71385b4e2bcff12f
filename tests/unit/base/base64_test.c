/* base64_test.c - RFC 4648, section 10, and what is no base64. */
#include "test.h"

#include "base/base64.h"

static void what_was_encoded_is_decoded(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {{"", ""},
                                           {"Zg==", "f"},
                                           {"Zm8=", "fo"},
                                           {"Zm9v", "foo"},
                                           {"Zm9vYg==", "foob"},
                                           {"Zm9vYmE=", "fooba"},
                                           {"Zm9vYmFy", "foobar"}};
    struct arena arena = {0};
    for (size_t i = 0; i < ARRAY_COUNT(pairs); i++) {
        struct slice bytes;
        assert_true(base64_decode(slice_of(pairs[i][0]), &arena, &bytes));
        assert_slice_is(bytes, pairs[i][1]);
    }
    arena_release(&arena);
}

static void what_is_malformed_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Z", "Zg", "Zg=", "Zg===", "Zh==", "Zm9v ", "Zm-v", "=", "Z\ng=="};
    struct arena arena = {0};
    struct slice bytes = SLICE("untouched");
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++) {
        if (base64_decode(slice_of(texts[i]), &arena, &bytes))
            fail_msg("'%s' is taken", texts[i]);
    }
    assert_slice_is(bytes, "untouched");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_encoded_is_decoded),
        cmocka_unit_test(what_is_malformed_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
