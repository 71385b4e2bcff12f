/* token_hash_test.c - against the examples of the standards. */
#include "test.h"

#include "base/token_hash.h"

/* FIPS 180-4's example for "abc". */
static const char abc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static void a_hash_is_sha_256(void **state)
{
    (void)state;
    char hex[TOKEN_HASH_HEX_SIZE + 1];
    const struct token_hash hash = token_hash_of(SLICE("abc"));
    token_hash_print(&hash, hex);
    assert_string_equal(hex, abc);
}

static void a_hash_is_read_as_it_is_printed(void **state)
{
    (void)state;
    const struct token_hash hash = token_hash_of(SLICE("abc"));
    struct token_hash read;
    assert_true(token_hash_parse(slice_of(abc), &read));
    assert_true(token_hash_equal(&hash, &read));
    assert_true(
        token_hash_parse(SLICE("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177"
                               "A9CB410FF61F20015AD"),
                         &read));
    assert_true(token_hash_equal(&hash, &read));
    const struct token_hash other = token_hash_of(SLICE("abd"));
    assert_false(token_hash_equal(&other, &read));
}

static void what_is_no_hash_is_not_read(void **state)
{
    (void)state;
    struct token_hash read;
    assert_false(token_hash_parse(SLICE(""), &read));
    assert_false(token_hash_parse(
        slice_sub(slice_of(abc), 0, TOKEN_HASH_HEX_SIZE - 1), &read));
    assert_false(
        token_hash_parse(SLICE("ga7816bf8f01cfea414140de5dae2223b00361a396177"
                               "a9cb410ff61f20015ad"),
                         &read));
    assert_false(
        token_hash_parse(SLICE("ba7816bf8f01cfea414140de5dae2223b00361a396177"
                               "a9cb410ff61f20015ad0"),
                         &read));
}

static void tokens_differ_and_have_no_odd_characters(void **state)
{
    (void)state;
    char one[TOKEN_SIZE + 1], other[TOKEN_SIZE + 1];
    token_generate(one);
    token_generate(other);
    assert_int_equal(strlen(one), TOKEN_SIZE);
    assert_string_not_equal(one, other);
    assert_memory_equal(one, "hm_", 3);
    assert_int_equal(strspn(one, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789-_"),
                     TOKEN_SIZE);
}

static void a_signature_holds_for_its_key_and_its_bytes(void **state)
{
    (void)state;
    const struct token_hash key = token_hash_of(SLICE("a")),
                            other = token_hash_of(SLICE("b"));
    char made[TOKEN_SIGNATURE_SIZE + 1];
    token_hash_sign(&key, SLICE("text"), made);
    assert_int_equal(strlen(made), TOKEN_SIGNATURE_SIZE);
    assert_true(token_hash_verify(&key, SLICE("text"), slice_of(made)));
    assert_false(token_hash_verify(&key, SLICE("texts"), slice_of(made)));
    assert_false(token_hash_verify(&other, SLICE("text"), slice_of(made)));
    assert_false(token_hash_verify(&key, SLICE("text"), SLICE("")));
    assert_false(token_hash_verify(
        &key, SLICE("text"),
        slice_sub(slice_of(made), 0, TOKEN_SIGNATURE_SIZE - 1)));
    for (size_t i = 0; i < TOKEN_SIGNATURE_SIZE; i++) {
        char kept = made[i];
        made[i] = kept == 'A' ? 'E' : 'A'; /* no spare bit of the last one */
        assert_false(token_hash_verify(&key, SLICE("text"), slice_of(made)));
        made[i] = kept;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_hash_is_sha_256),
        cmocka_unit_test(a_hash_is_read_as_it_is_printed),
        cmocka_unit_test(what_is_no_hash_is_not_read),
        cmocka_unit_test(tokens_differ_and_have_no_odd_characters),
        cmocka_unit_test(a_signature_holds_for_its_key_and_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
