/* seal_test.c - against the examples of the standards. */
#include "test.h"

#include "base/seal.h"

/* FIPS 180-4's example for "abc". */
static const char abc[] =
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

static void a_hash_is_sha_256(void **state)
{
    (void)state;
    char hex[SEAL_HEX + 1];
    const struct seal seal = seal_of(SLICE("abc"));
    seal_print(&seal, hex);
    assert_string_equal(hex, abc);
}

static void a_hash_is_read_as_it_is_printed(void **state)
{
    (void)state;
    const struct seal seal = seal_of(SLICE("abc"));
    struct seal read;
    assert_true(seal_read(slice_of(abc), &read));
    assert_true(seal_equal(&seal, &read));
    assert_true(seal_read(SLICE("BA7816BF8F01CFEA414140DE5DAE2223B00361A396177"
                                "A9CB410FF61F20015AD"),
                          &read));
    assert_true(seal_equal(&seal, &read));
    const struct seal other = seal_of(SLICE("abd"));
    assert_false(seal_equal(&other, &read));
}

static void what_is_no_hash_is_not_read(void **state)
{
    (void)state;
    struct seal read;
    assert_false(seal_read(SLICE(""), &read));
    assert_false(seal_read(slice_sub(slice_of(abc), 0, SEAL_HEX - 1), &read));
    assert_false(seal_read(SLICE("ga7816bf8f01cfea414140de5dae2223b00361a396177"
                                 "a9cb410ff61f20015ad"),
                           &read));
    assert_false(seal_read(SLICE("ba7816bf8f01cfea414140de5dae2223b00361a396177"
                                 "a9cb410ff61f20015ad0"),
                           &read));
}

static void tokens_differ_and_have_no_odd_characters(void **state)
{
    (void)state;
    char one[SEAL_TOKEN + 1], other[SEAL_TOKEN + 1];
    seal_make_token(one);
    seal_make_token(other);
    assert_int_equal(strlen(one), SEAL_TOKEN);
    assert_string_not_equal(one, other);
    assert_memory_equal(one, "hm_", 3);
    assert_int_equal(strspn(one, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                 "abcdefghijklmnopqrstuvwxyz0123456789-_"),
                     SEAL_TOKEN);
}

static void a_signature_holds_for_its_key_and_its_text(void **state)
{
    (void)state;
    const struct seal key = seal_of(SLICE("a")), other = seal_of(SLICE("b"));
    char made[SEAL_SIGNED + 1];
    seal_sign(&key, SLICE("text"), made);
    assert_int_equal(strlen(made), SEAL_SIGNED);
    assert_true(seal_verify(&key, SLICE("text"), slice_of(made)));
    assert_false(seal_verify(&key, SLICE("texts"), slice_of(made)));
    assert_false(seal_verify(&other, SLICE("text"), slice_of(made)));
    assert_false(seal_verify(&key, SLICE("text"), SLICE("")));
    assert_false(seal_verify(&key, SLICE("text"),
                             slice_sub(slice_of(made), 0, SEAL_SIGNED - 1)));
    for (size_t i = 0; i < SEAL_SIGNED; i++) {
        char kept = made[i];
        made[i] = kept == 'A' ? 'E' : 'A'; /* no spare bit of the last one */
        assert_false(seal_verify(&key, SLICE("text"), slice_of(made)));
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
        cmocka_unit_test(a_signature_holds_for_its_key_and_its_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
