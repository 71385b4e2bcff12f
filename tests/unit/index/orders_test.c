/* orders_test.c - which comes first. */
#include "test.h"

#include "content.h"
#include "index/index.h"
#include "index/order.h"

static const struct file dated[] = {
    {"posts/b.md", "---\ndate: 2024-01-02\ntitle: bb\n---\n"},
    {"posts/a.md", "---\ndate: 2024-01-02\ntitle: Aa\n---\n"},
    {"posts/none2.md", "---\ntitle: zz\n---\n"},
    {"posts/old.md", "---\ndate: 2020-01-01\ntitle: cc\n---\n"},
    {"posts/none10.md", "---\ntitle: AA\n---\n"},
    {"posts/new.md", "---\ndate: 2024-05-01\ntitle: title 10\n---\n"},
    {"posts/newer.md", "---\ndate: 2024-05-02\ntitle: title 9\n---\n"},
};

static void the_newest_comes_first_and_the_undated_last(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(dated);
    char text[256];
    assert_string_equal(
        order_of(snapshot, "posts", ORDER_DEFAULT, text, sizeof text),
        "newer new a b old none2 none10");
    assert_string_equal(
        order_of(snapshot, "posts", ORDER_DATE_DOWN, text, sizeof text),
        "newer new a b old none2 none10");
    assert_string_equal(
        order_of(snapshot, "posts", ORDER_DATE, text, sizeof text),
        "old a b new newer none2 none10");
    snapshot_unref(snapshot);
}

static void titles_sort_as_people_sort_them(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(dated);
    char text[256];
    assert_string_equal(
        order_of(snapshot, "posts", ORDER_TITLE, text, sizeof text),
        "a none10 b old newer new none2");
    assert_string_equal(
        order_of(snapshot, "posts", ORDER_TITLE_DOWN, text, sizeof text),
        "none2 new newer old b a none10");
    snapshot_unref(snapshot);
}

static void no_order_depends_on_the_order_of_the_files(void **state)
{
    (void)state;
    struct file backwards[sizeof dated / sizeof dated[0]];
    size_t count = sizeof dated / sizeof dated[0];
    for (size_t i = 0; i < count; i++)
        backwards[i] = dated[count - 1 - i];
    struct snapshot *one = SITE(dated), *other = SITE(backwards);
    for (int order = 0; order < ORDER_COUNT; order++) {
        char text[256], again[256];
        assert_string_equal(
            order_of(one, "posts", (enum order)order, text, sizeof text),
            order_of(other, "posts", (enum order)order, again, sizeof again));
    }
    snapshot_unref(one);
    snapshot_unref(other);
}

static void
a_collection_without_dates_is_in_the_order_of_its_paths(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"docs/10.x.md", "x"},
        {"docs/2.x.md", "x"},
        {"docs/Intro.md", "x"},
        {"docs/appendix.md", "x"},
    };
    struct snapshot *snapshot = SITE(files);
    char text[256];
    assert_string_equal(
        order_of(snapshot, "docs", ORDER_DEFAULT, text, sizeof text),
        "2.x 10.x appendix Intro");
    const struct entry *first = entry_at(snapshot, "docs/2.x.md");
    const struct entry *second = entry_at(snapshot, "docs/10.x.md");
    assert_ptr_equal(first->next, second);
    assert_ptr_equal(second->previous, first);
    assert_null(first->previous);
    snapshot_unref(snapshot);
}

static void next_is_the_newer_one(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(dated);
    const struct entry *newest = entry_at(snapshot, "posts/newer.md");
    const struct entry *second = entry_at(snapshot, "posts/new.md");
    const struct entry *last = entry_at(snapshot, "posts/none10.md");
    assert_null(newest->next);
    assert_ptr_equal(newest->previous, second);
    assert_ptr_equal(second->next, newest);
    assert_null(last->previous);
    snapshot_unref(snapshot);
}

static void what_is_hidden_is_in_no_order_and_nobodys_neighbour(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ndate: 2024-01-01\n---\n"},
        {"posts/b.md", "---\ndate: 2024-01-02\nhidden: true\n---\n"},
        {"posts/c.md", "---\ndate: 2024-01-03\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    const struct entry *hidden = entry_at(snapshot, "posts/b.md");
    const struct entry *a = entry_at(snapshot, "posts/a.md");
    char text[64];
    for (int order = 0; order < ORDER_COUNT; order++)
        assert_null(strstr(
            order_of(snapshot, "posts", (enum order)order, text, sizeof text),
            "b"));
    assert_ptr_equal(a->next, entry_at(snapshot, "posts/c.md"));
    assert_null(hidden->next);
    assert_null(hidden->previous);
    assert_ptr_equal(entry_of(snapshot, "posts", "b"), hidden);
    snapshot_unref(snapshot);
}

static void every_entry_knows_its_place(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ndate: 2024-01-02\ntags: [x, y]\n---\n"},
        {"posts/b.md", "---\nhidden: true\n---\n"},
        {"posts/c.md", "---\ntitle: b\ntags: [z]\n---\n"},
        {"posts/d.md", "---\ndate: 2024-01-03\ntitle: B\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    for (size_t c = 0; c < snapshot->collection_count; c++) {
        const struct collection *collection = snapshot->collections[c];
        for (int order = 0; order < ORDER_COUNT; order++) {
            const struct list *list = &collection->by[order];
            for (size_t i = 0; i < list->count; i++)
                assert_int_equal(list->items[i]->ranks[order], i);
        }
    }
    for (int order = 0; order < ORDER_COUNT; order++)
        assert_int_equal(entry_at(snapshot, "posts/b.md")->ranks[order],
                         NO_RANK);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_newest_comes_first_and_the_undated_last),
        cmocka_unit_test(titles_sort_as_people_sort_them),
        cmocka_unit_test(no_order_depends_on_the_order_of_the_files),
        cmocka_unit_test(
            a_collection_without_dates_is_in_the_order_of_its_paths),
        cmocka_unit_test(next_is_the_newer_one),
        cmocka_unit_test(what_is_hidden_is_in_no_order_and_nobodys_neighbour),
        cmocka_unit_test(every_entry_knows_its_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
