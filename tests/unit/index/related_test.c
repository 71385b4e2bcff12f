/* related_test.c - the documents that have most in common with one. */
#include "test.h"

#include "content.h"
#include "index/related.h"

static void check(const struct snapshot *snapshot, const char *collection,
                  const char *slug, const char *wanted)
{
    struct related related = related_find(entry_of(snapshot, collection, slug));
    char text[256] = "";
    for (size_t i = 0; i < related.count; i++) {
        size_t used = strlen(text);
        (void)snprintf(text + used, sizeof text - used, "%s%.*s",
                       i > 0 ? " " : "", SLICE_FMT(related.items[i]->slug));
    }
    assert_string_equal(text, wanted);
}

static void a_rare_term_weighs_more_than_a_common_one(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntags: [all, rare]\n---\n"},
        {"posts/common-1.md", "---\ntags: [all]\ndate: 2024-01-01\n---\n"},
        {"posts/common-2.md", "---\ntags: [all]\ndate: 2024-02-01\n---\n"},
        {"posts/common-3.md", "---\ntags: [all]\n---\n"},
        {"posts/rare.md", "---\ntags: [rare]\ndate: 2020-01-01\n---\n"},
        {"posts/both.md", "---\ntags: [rare, all]\ndate: 2019-01-01\n---\n"},
        {"posts/other.md", "---\ntags: [other]\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    check(snapshot, "posts", "a", "both rare common-2 common-1 common-3");
    check(snapshot, "posts", "other", "");
    snapshot_unref(snapshot);
}

static void a_tag_weighs_more_than_a_category(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntags: [t]\ncategories: [c]\n---\n"},
        {"posts/b.md", "---\ncategories: [c]\ndate: 2024-01-01\n---\n"},
        {"posts/d.md", "---\ntags: [t]\ndate: 2023-01-01\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    check(snapshot, "posts", "a", "d b");
    snapshot_unref(snapshot);
}

static void what_is_not_listed_or_not_published_is_never_related(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntags: [t]\n---\n"},
        {"posts/draft.md", "---\ntags: [t]\ndraft: true\n---\n"},
        {"posts/later.md", "---\ntags: [t]\ndate: 2025-01-01\n---\n"},
        {"posts/hidden.md", "---\ntags: [t]\nhidden: true\n---\n"},
        {"posts/b.md", "---\ntags: [t]\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    check(snapshot, "posts", "a", "b");
    check(snapshot, "posts", "hidden", "a b");
    snapshot_unref(snapshot);
}

static void other_collections_have_related_documents_of_their_own(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntags: [t]\n---\n"},
        {"docs/x.md", "---\ntags: [t]\n---\n"},
        {"docs/y.md", "---\ntags: [t]\n---\n"},
        {"recipes/p.md", "---\ntags: [t]\n---\n"},
        {"recipes/q.md", "---\ntags: [t]\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    check(snapshot, "docs", "x", "y");
    check(snapshot, "recipes", "q", "p");
    check(snapshot, "posts", "a", "");
    snapshot_unref(snapshot);
}

static void at_most_five_are_found_and_the_work_is_bounded(void **state)
{
    (void)state;
    enum { POSTS = 3000, TERMS = 20 };
    struct file *many = mem_alloc(POSTS, sizeof *many);
    char *paths = mem_alloc(POSTS, 32);
    struct str text = {0};
    str_append_text(&text, "---\ntags: [");
    for (int i = 0; i < TERMS; i++)
        str_appendf(&text, "t%d, ", i);
    str_append_text(&text, "]\n---\n");
    for (int i = 0; i < POSTS; i++) {
        char *path = paths + (size_t)i * 32;
        (void)snprintf(path, 32, "posts/%d.md", i);
        many[i] = (struct file){path, text.data};
    }
    struct snapshot *snapshot = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        many, POSTS);
    check(snapshot, "posts", "2999", "0 1 2 3 4");
    assert_true(related_find(entry_of(snapshot, "posts", "7")).work <= 1000);
    snapshot_unref(snapshot);
    str_release(&text);
    free(paths);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rare_term_weighs_more_than_a_common_one),
        cmocka_unit_test(a_tag_weighs_more_than_a_category),
        cmocka_unit_test(what_is_not_listed_or_not_published_is_never_related),
        cmocka_unit_test(other_collections_have_related_documents_of_their_own),
        cmocka_unit_test(at_most_five_are_found_and_the_work_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
