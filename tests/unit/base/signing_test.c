#include "base/signing.h"

#include "test.h"

static void assert_signature(struct slice key, struct slice text,
                             const char *expected)
{
    for (size_t cut = 0; cut <= text.size; cut += 7) {
        struct signing signing;
        char hex[TOKEN_HASH_HEX_SIZE + 1];
        signing_begin(&signing, key);
        signing_add(&signing, slice_sub(text, 0, cut));
        signing_add(&signing, slice_from(text, cut));
        const struct token_hash hash = signing_end(&signing);
        token_hash_print(&hash, hex);
        assert_string_equal(hex, expected);
    }
}

/* RFC 4231, test case 2; and GitHub Docs, "Validating webhook deliveries". */
static void signatures_are_those_of_the_documents(void **state)
{
    (void)state;
    assert_signature(
        SLICE("Jefe"), SLICE("what do ya want for nothing?"),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assert_signature(
        SLICE("It's a Secret to Everybody"), SLICE("Hello, World!"),
        "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(signatures_are_those_of_the_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
