/* trace_test.c - ids of requests. */
#include "test.h"

#include "http/trace.h"

static void an_id_is_made_of_32_digits_and_never_twice(void **state)
{
    struct trace_ids ids, others;
    char made[TRACE_ID_BYTES], next[TRACE_ID_BYTES], other[TRACE_ID_BYTES];
    (void)state;
    trace_ids_init(&ids);
    trace_ids_init(&others);
    trace_make_id(&ids, made);
    trace_make_id(&ids, next);
    trace_make_id(&others, other);
    assert_int_equal(strlen(made), 32);
    assert_int_equal(strspn(made, "0123456789abcdef"), 32);
    assert_string_not_equal(made, next);
    assert_string_not_equal(made, other);
    assert_true(trace_is_id(slice_of(made)));
}

static void an_id_is_short_and_plain(void **state)
{
    static const char *const good[] = {
        "1", "4f1c", "Root=1-67891233-abcdef012345678912345678",
        "cG9zdHM/eHl6+w==", "a.b_c~d:e@f/g"};
    static const char *const bad[] = {"",     " a",   "a b", "a\"",
                                      "a,b",  "a\nb", "a\\", "\xc3\xa4",
                                      "$(x)", "<a>",  "a;b", "a\x7f"};
    char longest[TRACE_MAX_ID_BYTES + 1];
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(good); i++)
        assert_true(trace_is_id(slice_of(good[i])));
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++)
        assert_false(trace_is_id(slice_of(bad[i])));
    assert_false(trace_is_id(SLICE_NONE));
    assert_false(trace_is_id(SLICE("a\0b")));
    memset(longest, 'a', sizeof longest);
    assert_true(trace_is_id((struct slice){longest, TRACE_MAX_ID_BYTES}));
    assert_false(trace_is_id((struct slice){longest, sizeof longest}));
}

/* Those of the recommendation, and its neighbours. */
static void a_traceparent_is_as_the_recommendation_has_it(void **state)
{
#define TRACE  "4bf92f3577b34da6a3ce929d0e0e4736"
#define PARENT "00f067aa0ba902b7"
    static const char *const good[] = {
        "00-" TRACE "-" PARENT "-01",
        "00-" TRACE "-" PARENT "-00",
        "cc-" TRACE "-" PARENT "-01",
        "cc-" TRACE "-" PARENT "-01-what-the-future-will-be-like",
    };
    static const char *const bad[] = {
        "",
        "00",
        "00-" TRACE "-" PARENT,
        "00-" TRACE "-" PARENT "-1",
        "00-" TRACE "-" PARENT "-01-more",
        "00-" TRACE "-" PARENT "-01 ",
        "cc-" TRACE "-" PARENT "-01.more",
        "cc-" TRACE "-" PARENT "-01-\"",
        "ff-" TRACE "-" PARENT "-01",
        "0G-" TRACE "-" PARENT "-01",
        "00-00000000000000000000000000000000-" PARENT "-01",
        "00-" TRACE "-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-" PARENT "-01",
        "00-" TRACE "-" PARENT "-0x",
        "00_" TRACE "-" PARENT "-01",
        "00-" TRACE "_" PARENT "-01",
        "00-" TRACE "-" PARENT "_01",
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(good); i++)
        assert_true(trace_is_parent(slice_of(good[i])));
    for (size_t i = 0; i < ARRAY_COUNT(bad); i++)
        assert_false(trace_is_parent(slice_of(bad[i])));
    assert_false(trace_is_parent(SLICE_NONE));
}

static void only_one_field_that_is_well_formed_counts(void **state)
{
    const struct head_field id = {SLICE("x-request-id"), SLICE(" a1 ")};
    const struct head_field bad = {SLICE("X-Request-Id"), SLICE("a 1")};
    const struct head_field parent = {SLICE("Traceparent"),
                                      SLICE("00-" TRACE "-" PARENT "-01")};
    const struct head one = {.field_count = 2, .fields = {id, parent}},
                      two = {.field_count = 4,
                             .fields = {id, id, parent, parent}},
                      malformed = {.field_count = 1, .fields = {bad}};
    struct trace_ids ids;
    char made[TRACE_ID_BYTES];
    (void)state;
    trace_ids_init(&ids);
    assert_slice_is(trace_id_of(&one, &ids, true, made), "a1");
    assert_null(trace_id_of(&two, &ids, false, made).data);
    assert_null(trace_id_of(&malformed, &ids, false, made).data);
    assert_int_equal(trace_id_of(&malformed, &ids, true, made).size, 32);
    assert_int_equal(trace_parent_of(&one).size, 55);
    assert_null(trace_parent_of(&two).data);
    assert_null(trace_parent_of(&malformed).data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_id_is_made_of_32_digits_and_never_twice),
        cmocka_unit_test(an_id_is_short_and_plain),
        cmocka_unit_test(a_traceparent_is_as_the_recommendation_has_it),
        cmocka_unit_test(only_one_field_that_is_well_formed_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
