/* links_test.c - where links between documents lead. */
#include "test.h"

#include "content.h"

#define PUBLIC_URL "https://example.org"

static struct snapshot *build_public(const char *public_url,
                                     const char *content_root,
                                     const struct file *files, size_t count)
{
    struct policy policy = policy_default;
    policy.public_url = slice_of(public_url);
    const struct build_input input = {
        .tree = {.folder_name = SLICE("site"),
                 .content_root = slice_of(content_root)},
        .policy = &policy,
    };
    return build_files(input, files, count);
}

/* Where the first link of `body` leads, written in the file at `path` of a
 * site with a few others; "as written" if it stays as it is. */
static void check(const char *content_root, const char *path, const char *body,
                  const char *href)
{
    const struct file files[] = {
        {path, body},
        {"posts/b.md", "B"},
        {"posts/draft.md", "---\ndraft: true\n---\n"},
        {"posts/later.md", "---\ndate: 2025-01-01\n---\n"},
        {"posts/hidden.md", "---\nhidden: true\n---\n"},
        {"posts/2024-01-01-dated.md", "---\nslug: \"d\xC3\xA9 j%\"\n---\n"},
        {"posts/ne\xCC\x81.md", "apart"},
        {"posts/a b&c.md", "---\nslug: abc\n---\n"},
        {"posts/deep/index.md", "---\ntitle: Deep\n---\n"},
        {"pages/c.md", "C"},
        {"pages/b.md", "another B"},
        {"index.md", "home"},
        {"authors/ana.md", "Ana"},
        {"content/posts/e.md", "E"},
        {"content/pages/blog/f.md", "F"},
        {"src/content/notes/g.md", "G"},
    };
    struct snapshot *snapshot = build_public(
        PUBLIC_URL "//", content_root, files, sizeof files / sizeof files[0]);
    const struct entry *entry = entry_at(snapshot, path);
    if (entry->source->body.slot_count == 0 || entry->hrefs == NULL ||
        entry->hrefs[0].data == NULL)
        assert_string_equal("as written", href);
    else
        assert_slice_is(entry->hrefs[0], href);
    snapshot_unref(snapshot);
}

static void a_link_to_a_file_leads_to_its_page(void **state)
{
    (void)state;
    static const struct {
        const char *body, *href;
    } cases[] = {
        {"[x](b.md)", "/posts/b"},
        {"[x](./b.md)", "/posts/b"},
        {"[x](../posts/./b.md)", "/posts/b"},
        {"[x](deep/../b.md)", "/posts/b"},
        {"[x](/posts/b.md)", "/posts/b"},
        {"[x](posts/b.md)", "/posts/b"},
        {"[x](site/posts/b.md)", "/posts/b"},
        {"[x](../pages/b.md)", "/b"},
        {"[x](b.md#part)", "/posts/b#part"},
        {"[x](b.md?a=1&b#part?)", "/posts/b?a=1&amp;b#part?"},
        {"[x](2024-01-01-dated.md)", "/posts/d%C3%A9%20j%25"},
        {"[x](n\xC3\xA9.md)", "/posts/n%C3%A9"},
        {"[x](ne%CC%81.md)", "/posts/n%C3%A9"},
        {"[x](<a b&c.md>)", "/posts/abc"},
        {"[x](a%20b%26c.md)", "/posts/abc"},
        {"[x](hidden.md)", "/posts/hidden"},
        {"[x](../index.md)", "/"},
        {"[x](x.md)", "/posts/x"},
        {"[x](deep/index.md)", "/posts/deep"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check("", "posts/x.md", cases[i].body, cases[i].href);
}

static void paths_begin_in_any_of_the_places_that_people_mean(void **state)
{
    (void)state;
    check("content", "content/posts/x.md", "[x](e.md)", "/posts/e");
    check("content", "content/posts/x.md", "[x](/posts/e.md)", "/posts/e");
    check("content", "content/posts/x.md", "[x](/content/posts/e.md)",
          "/posts/e");
    check("content", "content/posts/x.md", "[x](content/posts/e.md)",
          "/posts/e");
    check("content", "content/posts/x.md", "[x](../pages/blog/f.md)",
          "/blog/f");
    check("content", "content/posts/x.md", "[x](/blog/f.md)", "/blog/f");
}

static void some_links_stay_as_they_are_written(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "[x](none.md)",
        "[x](draft.md)",
        "[x](later.md)",
        "[x](../../posts/b.md)",
        "[x](../authors/ana.md)",
        "[x](https://example.org/posts/b.md)",
        "[x](B.md)",
        "[x](/posts/b)",
    };
    for (size_t i = 0; i < sizeof bodies / sizeof bodies[0]; i++)
        check("", "posts/x.md", bodies[i], "as written");
}

static void files_beside_a_document_are_beside_its_page(void **state)
{
    (void)state;
    static const struct {
        const char *path, *body, *href;
    } cases[] = {
        {"posts/x.md", "![x](a.png)", PUBLIC_URL "/posts/a.png"},
        {"posts/x.md", "![x](./i/a.png?w=1&h=2#f)",
         PUBLIC_URL "/posts/i/a.png?w=1&amp;h=2#f"},
        {"posts/x.md", "![x](../i/a.png)", PUBLIC_URL "/i/a.png"},
        {"posts/x.md", "![x](../../../a.png)", PUBLIC_URL "/a.png"},
        {"posts/x.md", "[x](a.pdf)", PUBLIC_URL "/posts/a.pdf"},
        {"posts/x.md", "[x](a/)", PUBLIC_URL "/posts/a/"},
        {"posts/x.md", "[x](b)", PUBLIC_URL "/posts/b"},
        {"posts/x.md", "[x](.)", PUBLIC_URL "/posts/"},
        {"posts/x.md", "[x](..)", PUBLIC_URL "/"},
        {"posts/x/index.md", "![x](a.png)", PUBLIC_URL "/posts/x/a.png"},
        {"pages/x.md", "![x](a.png)", PUBLIC_URL "/a.png"},
        {"pages/x/index.md", "![x](a.png)", PUBLIC_URL "/x/a.png"},
        {"posts/x.md", "![x](/a.png)", "as written"},
        {"posts/x.md", "![x](data:a.png)", "as written"},
        {"authors/x.md", "![x](a.png)", "as written"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        check("", cases[i].path, cases[i].body, cases[i].href);
}

static void without_the_sites_address_files_stay_as_written(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "![x](a.png)"},
        {"posts/b.md", "![x](a.png) [b](a.md)"},
    };
    struct snapshot *snapshot = build_public(NULL, "", files, 2);
    assert_null(entry_at(snapshot, "posts/a.md")->hrefs);
    const struct entry *b = entry_at(snapshot, "posts/b.md");
    assert_null(b->hrefs[0].data);
    assert_null(b->hrefs[1].data); /* the attributes of the image */
    assert_slice_is(b->hrefs[2], "/posts/a");
    snapshot_unref(snapshot);
}

struct seen {
    const struct diagnostic *found;
    size_t count;
};

static void see(void *context, const struct diagnostic *found)
{
    struct seen *seen = context;
    seen->found = found;
    seen->count++;
}

static void a_link_to_nothing_is_a_warning_with_its_line(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md",
         "---\ntitle: A\n---\n\nText.\n\nMore\n[x](../no/b.md#c)\n"},
    };
    struct snapshot *snapshot = SITE(files);
    struct seen seen = {0};
    lint_each_diagnostic(snapshot, see, &seen);
    assert_int_equal(seen.count, 1);
    assert_int_equal(seen.found->code, DIAGNOSTIC_LINK_TARGET_MISSING);
    assert_string_equal(diagnostic_code_name(seen.found->code),
                        "link-target-missing");
    assert_slice_is(seen.found->path, "posts/a.md");
    assert_int_equal(seen.found->line, 8);
    assert_int_equal(seen.found->column, 5);
    assert_slice_is(
        seen.found->message,
        "a link leads to '../no/b.md#c', but nothing is published there");
    assert_slice_is(seen.found->hint,
                    "correct the path, add the file, or remove the link");
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 1);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_ERROR], 0);
    snapshot_unref(snapshot);
}

static void a_link_to_a_draft_says_no_more_than_that(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "[x](b.md)"},
        {"posts/b.md", "---\ndraft: true\ntitle: Secret\n---\n[y](no.md)\n"},
    };
    struct snapshot *with = SITE(files);
    struct snapshot *without =
        build_tree((struct tree){.folder_name = SLICE("site")}, files, 1);
    struct seen a = {0}, b = {0};
    lint_each_diagnostic(with, see, &a);
    lint_each_diagnostic(without, see, &b);
    assert_int_equal(a.count, 1); /* and none about the draft's own link */
    assert_int_equal(b.count, 1);
    assert_true(slice_equal(a.found->message, b.found->message));
    assert_true(slice_equal(a.found->hint, b.found->hint));
    snapshot_unref(with);
    snapshot_unref(without);
}

static void a_link_that_differs_in_case_alone_names_its_target(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "[x](../Posts/B.md#y)\n\n[z](/posts/B/)\n"},
        {"posts/b.md", ""},
        {"posts/c.md", "[x](D.md)"},
        {"posts/d.md", "---\ndraft: true\n---\n"},
        {"posts/e.md", ""},
    };
    struct snapshot *snapshot = SITE(files);
    struct wanted_diagnostic wanted = {.code = DIAGNOSTIC_LINK_TARGET_MISSING,
                                       .path = "posts/a.md"};
    static const char *const hints[] = {
        "'../Posts/B.md#y'",
        "only upper and lower case differ from posts/b.md; write them alike",
        "'/posts/B/'",
        "only upper and lower case differ from /posts/b; write them alike",
    };
    for (size_t i = 0; i < ARRAY_COUNT(hints); i += 2) {
        wanted.count = 0;
        wanted.says = hints[i];
        lint_each_diagnostic(snapshot, count_diagnostic, &wanted);
        assert_int_equal(wanted.count, 1);
        assert_slice_is(wanted.last->hint, hints[i + 1]);
    }
    wanted = (struct wanted_diagnostic){.code = DIAGNOSTIC_LINK_TARGET_MISSING,
                                        .path = "posts/c.md"};
    lint_each_diagnostic(snapshot, count_diagnostic, &wanted);
    assert_int_equal(wanted.count, 1); /* and the draft is not named */
    assert_slice_is(wanted.last->hint,
                    "correct the path, add the file, or remove the link");
    snapshot_unref(snapshot);
}

static void one_definition_has_one_mistake(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "[x][r] and [y][r]\n\n[z][r]\n\n[r]: no.md\n"},
    };
    struct snapshot *snapshot = SITE(files);
    struct seen seen = {0};
    lint_each_diagnostic(snapshot, see, &seen);
    assert_int_equal(seen.count, 1);
    assert_int_equal(seen.found->line, 5);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 1);
    assert_int_equal(lint_findings(snapshot)->shown_counts[SEVERITY_WARNING],
                     1);
    snapshot_unref(snapshot);
}

static void a_footnote_is_no_link(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "Wood[^1], oak.md[^2].\n\n[^1]: wood\n[^2]: oak.md\n"},
        {"posts/b.md", ""},
        {"posts/c.md", ""},
    };
    struct snapshot *snapshot = SITE(files);
    struct seen seen = {0};
    lint_each_diagnostic(snapshot, see, &seen);
    assert_int_equal(seen.count, 0);
    snapshot_unref(snapshot);
}

static void nothing_else_is_ever_warned_of(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "[a](none) [b](/none) [c](none.html) ![d](none.png) "
                       "[e](none.json) [f](https://example.org/none.md) "
                       "[g](../authors/b.md) `[h](none.md)` "
                       "<a href=\"none.md\">i</a> [j]({{x}}/none.md)"},
        {"authors/b.md", "[a](../posts/a.md)"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 0);
    snapshot_unref(snapshot);
}

static void many_broken_links_are_named_up_to_a_limit(void **state)
{
    (void)state;
    struct str body = {0};
    for (int i = 0; i < 3 * DIAGNOSTICS_MAX_PER_FILE; i++)
        str_appendf(&body, "[x](none-%d.md)\n", i);
    const struct file files[] = {
        {"posts/a.md", body.data},
        {"posts/b.md", body.data},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_LINK_TARGET_MISSING,
                                    "posts/b.md", NULL),
                     DIAGNOSTICS_MAX_PER_FILE);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_MORE_FOLLOW, "posts/b.md", NULL),
        1);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING],
                     2 * DIAGNOSTICS_MAX_PER_FILE + 2);
    snapshot_unref(snapshot);
    str_release(&body);
}

static void a_long_destination_is_cut_between_letters(void **state)
{
    (void)state;
    struct str body = {0};
    str_append_text(&body, "[x](y");
    for (int i = 0; i < 2000; i++)
        str_append_text(&body, "\xC3\xA4");
    str_append_text(&body, ".md)");
    const struct file files[] = {{"posts/a.md", body.data}};
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_LINK_TARGET_MISSING, "posts/a.md",
                       "\xC3\xA4', but nothing is published there"),
        1);
    snapshot_unref(snapshot);
    str_release(&body);
}

/* Both spellings: decoded it names the file, or it is the name. */
static void a_name_with_percent_signs_on_the_disk_is_found(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "[1](a%2520b.md) [2](a%20b.md) [3](%E3%81%82.md) "
                       "[4](both%20ways.md) [5](none%20at.md)"},
        {"posts/a%20b.md", "x"},
        {"posts/%E3%81%82.md", "x"},
        {"posts/both%20ways.md", "---\nslug: encoded\n---\n"},
        {"posts/both ways.md", "---\nslug: plain\n---\n"},
    };
    struct snapshot *snapshot =
        build_public(PUBLIC_URL, "", files, sizeof files / sizeof files[0]);
    const struct entry *from = entry_at(snapshot, "posts/a.md");
    struct slice url = entry_at(snapshot, "posts/a%20b.md")->url;
    assert_slice_is(url, "/posts/a%20b");
    assert_true(slice_equal(from->hrefs[0], url));
    assert_true(slice_equal(from->hrefs[1], url));
    assert_true(slice_equal(from->hrefs[2],
                            entry_at(snapshot, "posts/%E3%81%82.md")->url));
    assert_true(slice_equal(from->hrefs[3],
                            entry_at(snapshot, "posts/both ways.md")->url));
    assert_null(from->hrefs[4].data);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_to_a_file_leads_to_its_page),
        cmocka_unit_test(paths_begin_in_any_of_the_places_that_people_mean),
        cmocka_unit_test(some_links_stay_as_they_are_written),
        cmocka_unit_test(files_beside_a_document_are_beside_its_page),
        cmocka_unit_test(without_the_sites_address_files_stay_as_written),
        cmocka_unit_test(a_link_to_nothing_is_a_warning_with_its_line),
        cmocka_unit_test(a_link_to_a_draft_says_no_more_than_that),
        cmocka_unit_test(a_link_that_differs_in_case_alone_names_its_target),
        cmocka_unit_test(one_definition_has_one_mistake),
        cmocka_unit_test(a_footnote_is_no_link),
        cmocka_unit_test(nothing_else_is_ever_warned_of),
        cmocka_unit_test(many_broken_links_are_named_up_to_a_limit),
        cmocka_unit_test(a_long_destination_is_cut_between_letters),
        cmocka_unit_test(a_name_with_percent_signs_on_the_disk_is_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
