/* sections_test.c - the table of section types. */
#include "test.h"

#include "document/data.h"
#include "layout/sections.h"

static struct value parsed(const char *json, struct arena *arena)
{
    struct diagnostics diagnostics = {.arena = arena};
    struct value value;
    assert_true(data_parse(slice_of(json), arena, &diagnostics, &value));
    return value;
}

static void a_type_may_have_several_rules(void **state)
{
    (void)state;
    const struct section_rule *header =
        section_rule_next(SLICE("Config"), NULL);
    assert_string_equal(header->key, "header");
    const struct section_rule *footer =
        section_rule_next(SLICE("Config"), header);
    assert_string_equal(footer->key, "footer");
    assert_null(section_rule_next(SLICE("Config"), footer));
}

static void a_type_that_is_not_in_the_table_has_no_rule(void **state)
{
    (void)state;
    assert_null(section_rule_next(SLICE("HeroSection"), NULL));
    assert_null(section_rule_next(SLICE(""), NULL));
    assert_null(section_rule_next(SLICE_NONE, NULL));
}

static void a_type_is_named_by_type_or_by_layout(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct value both = parsed("{\"layout\":\"L\",\"type\":\"T\"}", &arena);
    struct value layout = parsed("{\"layout\":\"L\",\"type\":3}", &arena);
    struct value none = parsed("{}", &arena);
    assert_slice_is(section_type(&both), "T");
    assert_slice_is(section_type(&layout), "L");
    assert_null(section_type(&none).data);
    assert_null(section_type(NULL).data);
    arena_release(&arena);
}

static void a_count_is_three_where_none_is_said(void **state)
{
    (void)state;
    static const struct {
        const char *json;
        size_t count;
    } cases[] = {
        {"{}", 3},
        {"{\"recentCount\": 0}", 0},
        {"{\"recentCount\": 7}", 7},
        {"{\"recentCount\": -1}", 3},
        {"{\"recentCount\": \"7\"}", 3},
        {"{\"recentCount\": 2.5}", 3},
        {"{\"recentCount\": 9223372036854775807}", SECTION_FEED_MAX_ITEMS},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct value value = parsed(cases[i].json, &arena);
        assert_int_equal(section_recent_count(&value), cases[i].count);
    }
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_type_may_have_several_rules),
        cmocka_unit_test(a_type_that_is_not_in_the_table_has_no_rule),
        cmocka_unit_test(a_type_is_named_by_type_or_by_layout),
        cmocka_unit_test(a_count_is_three_where_none_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
