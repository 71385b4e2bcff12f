/* org_test.c - the settings at the top of a file in Org Mode. */
#include "test.h"

#include "document/org.h"

static void check_text(const struct value *object, const char *key,
                       const char *text)
{
    assert_slice_is(value_text(value_find(object, key)), text);
}

static void settings_end_at_the_first_other_line(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct value found = org_parse(SLICE("\n#+TITLE: A: b\n#+Draft:true \n"
                                         "#+title: c\n#+bare\n#+e:\n"
                                         "text\n#+late: x\n"),
                                   &arena);
    assert_int_equal(found.size, 4);
    check_text(&found, "title", "c");
    check_text(&found, "draft", "true");
    check_text(&found, "bare", "");
    check_text(&found, "e", "");
    arena_release(&arena);
}

static void there_may_be_too_many_or_none(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str text = {0};
    for (int i = 0; i < 2 * ORG_MAX_SETTINGS; i++)
        str_appendf(&text, "#+k%d: x\n", i);
    assert_int_equal(org_parse(str_slice(&text), &arena).size,
                     ORG_MAX_SETTINGS);
    assert_int_equal(org_parse(SLICE(""), &arena).size, 0);
    assert_int_equal(org_parse(SLICE("* Heading"), &arena).size, 0);
    str_release(&text);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_end_at_the_first_other_line),
        cmocka_unit_test(there_may_be_too_many_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
