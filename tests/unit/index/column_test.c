/* column_test.c - the values of a field as numbers. */
#include "test.h"

#include "content.h"
#include "index/column.h"

static const struct file files[] = {
    {"posts/a.md", "---\ndate: 2024-01-03\ntags: [Go, C, Go]\nn: 0\n---\n"},
    {"posts/b.md", "---\ndate: 2024-01-02\ntags: [c]\nn: -0.0\n---\n"},
    {"posts/c.md", "---\ndate: 2024-01-01\nn: ÄPFEL\n---\n"},
};

struct asked {
    struct snapshot *snapshot;
    const struct collection *posts;
    struct arena arena;
};

static struct asked ask(void)
{
    struct asked asked = {.snapshot = SITE(files)};
    asked.posts = snapshot_find_collection(asked.snapshot, SLICE("posts"));
    return asked;
}

static void asked_release(struct asked *asked)
{
    arena_release(&asked->arena);
    snapshot_unref(asked->snapshot);
}

static const struct column *column_of(struct asked *asked, const char *name)
{
    struct field_path path;
    struct slice nearest;
    assert_true(schema_find(snapshot_schema(asked->snapshot, asked->posts),
                            slice_of(name), &asked->arena, &path, &nearest));
    return collection_column(asked->posts, &path);
}

static size_t count_at(const struct column *column, size_t document)
{
    return column->starts[document + 1] - column->starts[document];
}

static void each_value_is_there_once_and_each_document_has_its_own(void **state)
{
    (void)state;
    struct asked asked = ask();
    const struct column *tags = column_of(&asked, "tags");
    assert_int_equal(tags->value_count, 2);
    assert_int_equal(count_at(tags, 0), 2);
    assert_int_equal(count_at(tags, 1), 1);
    assert_int_equal(count_at(tags, 2), 0);
    assert_int_equal(tags->ids[tags->starts[0] + 1],
                     tags->ids[tags->starts[1]]);
    asked_release(&asked);
}

static void numbers_that_are_equal_are_one_value(void **state)
{
    (void)state;
    struct asked asked = ask();
    const struct column *n = column_of(&asked, "n");
    assert_int_equal(n->value_count, 2);
    assert_int_equal(n->ids[n->starts[0]], n->ids[n->starts[1]]);
    asked_release(&asked);
}

static void texts_lie_folded_and_a_relation_has_two(void **state)
{
    (void)state;
    struct asked asked = ask();
    const struct column *n = column_of(&asked, "n");
    const struct column *tags = column_of(&asked, "tags");
    assert_int_equal(n->text_count, 1);
    assert_string_equal(n->folded, "apfel");
    assert_int_equal(tags->text_count, 4);
    assert_string_equal(tags->folded, "go");
    assert_int_equal(tags->byte_counts['c'], 2);
    asked_release(&asked);
}

static void a_column_is_made_once_and_not_of_long_texts(void **state)
{
    (void)state;
    struct asked asked = ask();
    assert_ptr_equal(column_of(&asked, "tags"), column_of(&asked, "tags"));
    assert_null(column_of(&asked, "text"));
    asked_release(&asked);
}

static void ranks_are_kept_and_the_first_ones_stay(void **state)
{
    (void)state;
    struct asked asked = ask();
    const struct column *n = column_of(&asked, "n");
    assert_null(column_ranks(n));
    uint32_t *first = calloc(2, sizeof *first);
    assert_ptr_equal(column_set_ranks(n, first), first);
    assert_ptr_equal(column_set_ranks(n, calloc(2, sizeof *first)), first);
    assert_ptr_equal(column_ranks(n), first);
    asked_release(&asked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            each_value_is_there_once_and_each_document_has_its_own),
        cmocka_unit_test(numbers_that_are_equal_are_one_value),
        cmocka_unit_test(texts_lie_folded_and_a_relation_has_two),
        cmocka_unit_test(a_column_is_made_once_and_not_of_long_texts),
        cmocka_unit_test(ranks_are_kept_and_the_first_ones_stay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
