/* aliases_test.c - where the addresses of before lead. */
#include "test.h"

#include "content.h"
#include "layout/generator.h"

static const struct entry *moved(const struct snapshot *snapshot,
                                 const char *url)
{
    return map_find(&snapshot->aliases, slice_of(url));
}

static const struct entry *had_slug(const struct snapshot *snapshot,
                                    const char *slug)
{
    const struct collection *posts =
        snapshot_find_collection(snapshot, SLICE("posts"));
    return map_find(&posts->aliases, slice_of(slug));
}

static void an_old_address_leads_to_its_document(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md",
         "---\naliases: [/2019/old.html, 'https://example.org/b/?x#y', 7]\n"
         "---\n"},
        {"posts/c.md", "---\nredirect_from: /gone/index.html\n---\n"},
        {"posts/d.md", "---\naliases: [./beside, ../above, ./here]\n---\n"},
        {"posts/e.md", "---\naliases: ['', '#x', null]\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    const struct entry *a = entry_at(snapshot, "posts/a.md");
    assert_ptr_equal(moved(snapshot, "/2019/old.html"), a);
    assert_ptr_equal(moved(snapshot, "/b"), a);
    assert_ptr_equal(moved(snapshot, "/gone"),
                     entry_at(snapshot, "posts/c.md"));
    assert_ptr_equal(moved(snapshot, "/beside"),
                     entry_at(snapshot, "posts/d.md"));
    assert_ptr_equal(moved(snapshot, "/posts/beside"),
                     entry_at(snapshot, "posts/d.md"));
    assert_ptr_equal(moved(snapshot, "/above"),
                     entry_at(snapshot, "posts/d.md"));
    assert_ptr_equal(moved(snapshot, "/posts/here"),
                     entry_at(snapshot, "posts/d.md"));
    assert_ptr_equal(had_slug(snapshot, "old"), a);
    assert_ptr_equal(had_slug(snapshot, "2019/old"), a);
    assert_ptr_equal(had_slug(snapshot, "2019/old.html"), a);
    assert_int_equal(snapshot->aliases.count, 8);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_URL_TAKEN, NULL, NULL),
                     0);
    snapshot_unref(snapshot);
}

/* Vaults and reference pages: names that many have. */
static void an_alias_without_a_slash_is_another_name(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ndate: 2020-01-01\naliases: [iex, Iex]\n---\n"},
        {"posts/b.md", "---\naliases: iex\n---\n"},
        {"posts/c.md", "---\nredirect_from: old\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_null(moved(snapshot, "/iex"));
    assert_null(moved(snapshot, "/posts/iex"));
    assert_ptr_equal(had_slug(snapshot, "iex"),
                     entry_at(snapshot, "posts/a.md"));
    assert_ptr_equal(moved(snapshot, "/old"), entry_at(snapshot, "posts/c.md"));
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 0);
    snapshot_unref(snapshot);
}

static void in_hugo_it_is_beside_the_page(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/a.md", "---\naliases: [iex]\n---\n"},
    };
    const struct tree tree = {.folder_name = SLICE("site"),
                              .content_root = SLICE("content"),
                              .generator = &hugo_generator};
    struct snapshot *snapshot = build_tree(tree, files, 1);
    assert_ptr_equal(moved(snapshot, "/posts/iex"),
                     entry_at(snapshot, "content/posts/a.md"));
    snapshot_unref(snapshot);
}

static void an_alias_never_stands_in_front_of_a_document(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/real.md", "x"},
        {"posts/2019/other.md", "x"},
        {"posts/a.md",
         "---\naliases:\n- /posts/real\n- /2019/other\n- /posts/a\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_null(moved(snapshot, "/posts/real"));
    assert_null(moved(snapshot, "/posts/a"));
    assert_null(had_slug(snapshot, "real"));
    assert_null(had_slug(snapshot, "other"));
    assert_null(had_slug(snapshot, "2019/other"));
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_URL_TAKEN,
                                    "posts/a.md", "posts/real.md"),
                     1);
    snapshot_unref(snapshot);
}

static void of_two_that_claim_an_address_the_older_keeps_it(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ndate: 2021-01-01\naliases: [/x, /x]\n---\n"},
        {"posts/b.md", "---\ndate: 2020-01-01\nredirect_from: [/x]\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_ptr_equal(moved(snapshot, "/x"), entry_at(snapshot, "posts/b.md"));
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_URL_TAKEN,
                                    "posts/a.md", "posts/b.md"),
                     2);
    snapshot_unref(snapshot);
}

static void what_is_not_published_has_no_old_address(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ndraft: true\naliases: [/x]\n---\n"},
        {"posts/b.md", "---\ndate: 2030-01-01\naliases: [/y]\n---\n"},
        {"posts/c.md", "---\naliases: [/x]\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_ptr_equal(moved(snapshot, "/x"), entry_at(snapshot, "posts/c.md"));
    assert_null(moved(snapshot, "/y"));
    assert_int_equal(snapshot->aliases.count, 1);
    snapshot_unref(snapshot);
}

static void what_is_beyond_the_limits_is_told(void **state)
{
    (void)state;
    static char text[32 * 1024] = "---\naliases: [";
    static struct file files[] = {{"posts/a.md", text}};
    size_t used = strlen(text);
    for (int i = 0; i < 1001; i++)
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "/old/%d, ", i);
    (void)snprintf(text + used, sizeof text - used, "]\n---\n");
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(snapshot->aliases.count, 1000);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE,
                                    "posts/a.md", "first 1000"),
                     1);
    snapshot_unref(snapshot);

    (void)snprintf(text, sizeof text, "---\naliases: [/a, /%02100d, /b]\n---\n",
                   0);
    snapshot = SITE(files);
    assert_int_equal(snapshot->aliases.count, 1);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE,
                                    "posts/a.md", "too long"),
                     1);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_old_address_leads_to_its_document),
        cmocka_unit_test(an_alias_without_a_slash_is_another_name),
        cmocka_unit_test(in_hugo_it_is_beside_the_page),
        cmocka_unit_test(an_alias_never_stands_in_front_of_a_document),
        cmocka_unit_test(of_two_that_claim_an_address_the_older_keeps_it),
        cmocka_unit_test(what_is_not_published_has_no_old_address),
        cmocka_unit_test(what_is_beyond_the_limits_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
