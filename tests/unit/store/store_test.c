/* store_test.c - the current snapshot. */
#include "test.h"

#include "content.h"
#include "store/store.h"

static struct snapshot *small(const char *slug)
{
    char path[64];
    (void)snprintf(path, sizeof path, "posts/%s.md", slug);
    const struct file files[] = {{path, "x"}};
    return SITE(files);
}

static void what_was_published_last_is_handed_out(void **state)
{
    (void)state;
    struct snapshot *first = small("a"), *second = small("b");
    struct store *store = store_new(first);
    struct snapshot *got = store_acquire(store);
    assert_ptr_equal(got, first);
    snapshot_unref(got);

    store_publish(store, second);
    got = store_acquire(store);
    assert_ptr_equal(got, second);
    snapshot_unref(got);
    store_free(store);
}

static void who_holds_an_old_snapshot_keeps_it_whole(void **state)
{
    (void)state;
    struct store *store = store_new(small("a"));
    struct snapshot *held = store_acquire(store);
    store_publish(store, small("b"));
    assert_non_null(entry_of(held, "posts", "a"));
    store_free(store);
    assert_non_null(entry_of(held, "posts", "a"));
    snapshot_unref(held);
    store_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_published_last_is_handed_out),
        cmocka_unit_test(who_holds_an_old_snapshot_keeps_it_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
