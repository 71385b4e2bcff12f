/* key_reading_test.c - the keys that a generator reads as others. */
#include "test.h"

#include "document/source.h"
#include "layout/key_reading.h"

static const struct key_name names[] = {
    {"draft", "draft"},
    {"pubdate", "publishDate"},
    {"publishdate", "publishDate"},
    {NULL, NULL},
};

static void keys_get_the_name_that_they_mean(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct source *source = source_parse(
        SLICE("a.md"), SLICE("---\nDRAFT: true\npubDate: 1\nOther: 2\n---\n"),
        NULL);
    struct value read = keys_read(names, &source->front_matter, &arena);
    assert_true(value_find(&read, "draft")->as.boolean);
    assert_int_equal(value_find(&read, "publishDate")->as.integer, 1);
    assert_int_equal(value_find(&read, "Other")->as.integer, 2);
    assert_non_null(value_find(&source->front_matter, "DRAFT"));
    source_unref(source);
    arena_release(&arena);
}

static void a_key_of_that_name_stays(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct source *source = source_parse(
        SLICE("a.md"), SLICE("---\nDraft: true\ndraft: false\n---\n"), NULL);
    struct value read = keys_read(names, &source->front_matter, &arena);
    assert_false(value_find(&read, "draft")->as.boolean);
    assert_true(value_find(&read, "Draft")->as.boolean);
    read = keys_read(NULL, &source->front_matter, &arena);
    assert_ptr_equal(read.as.members, source->front_matter.as.members);
    source_unref(source);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_get_the_name_that_they_mean),
        cmocka_unit_test(a_key_of_that_name_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
