/* backlinks_test.c - who links to whom. */
#include "test.h"

#include "content.h"

static void check(const struct snapshot *snapshot, const char *path,
                  const char *wanted)
{
    char text[256];
    assert_string_equal(
        slugs_of(&entry_at(snapshot, path)->backlinks, text, sizeof text),
        wanted);
}

static const struct file files[] = {
    {"posts/a.md", "---\ndate: 2024-01-01\n---\n[b](b.md) [again](b.md#x)\n"},
    {"posts/b.md", "---\ndate: 2024-02-01\n---\n[me](b.md) [p](../pages/p.md)"},
    {"posts/c.md", "---\ndate: 2024-03-01\n---\n[b](/posts/b.md)\n"},
    {"posts/draft.md", "---\ndraft: true\n---\n[b](b.md)\n"},
    {"posts/hidden.md", "---\nhidden: true\n---\n[b](b.md)\n"},
    {"pages/p.md", "---\nsections:\n- type: FeaturedPostsSection\n  posts: "
                   "[posts/b.md, posts/none.md, posts/b.md]\n---\n[b](../posts/"
                   "b.md)\n"},
    {"pages/q.md", "---\nsections:\n- type: FeaturedPostsSection\n  posts: "
                   "[posts/a.md]\n---\n[h](../posts/hidden.md)\n"},
    {"data/config.json",
     "{\"type\":\"FeaturedPostsSection\",\"posts\":[\"posts/a.md\"]}"},
};

static void listed_documents_are_told_once_and_in_their_order(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(files);
    check(snapshot, "posts/b.md", "p c a");
    check(snapshot, "pages/p.md", "b");
    check(snapshot, "posts/a.md", "q");
    check(snapshot, "posts/hidden.md", "q");
    check(snapshot, "posts/c.md", "");
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(listed_documents_are_told_once_and_in_their_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
