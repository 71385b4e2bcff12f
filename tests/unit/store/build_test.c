/* build_test.c - slugs, urls, and what is not published. */
#include "test.h"

#include "content.h"
#include "index/schema.h"

static bool has_field(const struct snapshot *snapshot, const char *collection,
                      const char *name)
{
    struct arena arena = {0};
    struct field_path path;
    struct slice nearest;
    const struct schema *schema = snapshot_schema(
        snapshot, snapshot_find_collection(snapshot, slice_of(collection)));
    bool has = schema_find(schema, slice_of(name), &arena, &path, &nearest);
    arena_release(&arena);
    return has;
}

static void the_older_document_keeps_a_slug(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/releases/v1.md", "---\ndate: 2024-02-01\n---\n"},
        {"posts/drafts-of/v1.md", "---\ndate: 2024-01-01\n---\n"},
        {"posts/old/v1.md", "---\ndate: 2023-01-01\n---\n"},
        {"posts/a/v1.md", "no date"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_slice_is(entry_at(snapshot, "posts/old/v1.md")->slug, "v1");
    assert_slice_is(entry_at(snapshot, "posts/releases/v1.md")->slug,
                    "releases/v1");
    assert_slice_is(entry_at(snapshot, "posts/drafts-of/v1.md")->slug,
                    "drafts-of/v1");
    assert_slice_is(entry_at(snapshot, "posts/a/v1.md")->slug, "a/v1");
    assert_slice_is(entry_at(snapshot, "posts/a/v1.md")->href, "/posts/a/v1");
    assert_slice_is(entry_at(snapshot, "posts/a/v1.md")->id, "posts/a/v1");
    snapshot_unref(snapshot);
}

static void a_notice_names_both_that_wish_for_a_slug(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a/v1.md", "---\ndate: 2024-01-01\n---\n"},
        {"posts/b/v1.md", "---\ndate: 2024-02-01\n---\n"},
        {"posts/c/v1.md", "---\ndate: 2024-03-01\n---\n"},
        {"posts/v2.md", "---\nslug: v1\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_SLUG_TAKEN,
                                    "posts/b/v1.md", "posts/a/v1.md"),
                     1);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_SLUG_TAKEN, NULL, NULL), 1);
    struct wanted_diagnostic wanted = {.code = DIAGNOSTIC_SLUG_TAKEN};
    lint_each_diagnostic(snapshot, count_diagnostic, &wanted);
    assert_int_equal(wanted.last->more, 2);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_NOTICE], 1);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 0);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_ERROR], 0);
    snapshot_unref(snapshot);
}

static void the_path_breaks_a_tie_between_two_of_a_day(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/10/v.md", "---\ndate: 2024-01-01\n---\n"},
        {"posts/9/v.md", "---\ndate: 2024-01-01\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_slice_is(entry_at(snapshot, "posts/9/v.md")->slug, "v");
    assert_slice_is(entry_at(snapshot, "posts/10/v.md")->slug, "10/v");
    snapshot_unref(snapshot);
}

static void even_three_files_of_one_name_are_all_served(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "x"},
        {"posts/a.mdx", "x"},
        {"posts/a.markdown", "x"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_non_null(entry_of(snapshot, "posts", "a"));
    assert_non_null(entry_of(snapshot, "posts", "a-2"));
    assert_non_null(entry_of(snapshot, "posts", "a-3"));
    assert_int_equal(snapshot->everything.count, 3);
    snapshot_unref(snapshot);
}

static void every_document_answers_by_its_path_form(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/2024/03/hello.md", "---\ndate: 2024-03-01\n---\n"},
        {"posts/2024/trip/index.md", "---\nslug: journey\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_ptr_equal(entry_of(snapshot, "posts", "2024/03/hello"),
                     entry_of(snapshot, "posts", "hello"));
    assert_ptr_equal(entry_of(snapshot, "posts", "2024/trip"),
                     entry_of(snapshot, "posts", "journey"));
    snapshot_unref(snapshot);
}

static void a_slug_goes_before_the_path_form_of_another(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/x/y.md", "---\nslug: z\n---\n"},
        {"posts/other.md", "---\nslug: x/y\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_ptr_equal(entry_of(snapshot, "posts", "x/y"),
                     entry_at(snapshot, "posts/other.md"));
    snapshot_unref(snapshot);
}

/* Text is formatted up to a NUL: "a" would be the address of another. */
static void a_slug_that_no_address_can_hold_is_not_taken(void **state)
{
    (void)state;
    struct str long_slug = {0};
    str_append_text(&long_slug, "---\nslug: ");
    str_append_repeat(&long_slug, 'x', 5000);
    str_append_text(&long_slug, "\n---\n");
    const struct file files[] = {
        {"posts/nul.md", "---\nslug: \"a\\0b\"\n---\n"},
        {"posts/line.md", "---\nslug: \"a\\nb\"\n---\n"},
        {"posts/long.md", long_slug.data},
        {"posts/up.md", "---\nslug: ../x\n---\n"},
        {"posts/here.md", "---\nslug: a/./b\n---\n"},
    };
    static const char *const slugs[] = {"nul", "line", "long", "up", "here"};
    struct snapshot *snapshot = SITE(files);
    for (size_t i = 0; i < 5; i++) {
        assert_slice_is(entry_at(snapshot, files[i].path)->slug, slugs[i]);
        assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_FIELD_TYPE,
                                        files[i].path, "slug"),
                         1);
    }
    snapshot_unref(snapshot);
    str_release(&long_slug);
}

static void the_faults_of_what_is_not_published_are_counted_apart(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ndate: TBD\n---\n"},
        {"posts/b.md", "---\ndate: TBD\ndraft: true\n---\n"},
        {"posts/c.md", "---\ntitle: a: b\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 2);
    assert_int_equal(lint_findings(snapshot)->shown_counts[SEVERITY_WARNING],
                     1);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_ERROR], 1);
    assert_int_equal(lint_findings(snapshot)->shown_counts[SEVERITY_ERROR], 1);
    snapshot_unref(snapshot);
}

static void two_documents_of_one_page_are_told_apart(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"pages/about.md", "x"},
        {"about.md", "x"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_URL_TAKEN, NULL, "/about"), 1);
    snapshot_unref(snapshot);
}

static const struct file of_every_status[] = {
    {"posts/out.md", "---\ntags: [out]\nauthor: Out\nonly_out: 1\n---\n"},
    {"posts/draft.md",
     "---\ndraft: true\ntags: [secret]\nonly_draft: 1\n---\n"},
    {"posts/draft2.md", "---\nisDraft: 'yes'\nauthor: Secret\n---\n"},
    {"posts/draft3.md", "---\npublished: false\n---\n"},
    {"posts/draft4.md", "---\nstatus: draft\n---\n"},
    {"posts/drafts/draft5.md", "x"},
    {"_drafts/draft6.md", "x"},
    {"posts/later.md", "---\ndate: 2024-06-02\ntags: [secret]\n---\n"},
    {"posts/later2.md", "---\npublish_at: 2024-06-01T12:00:01Z\n---\n"},
    {"posts/gone.md", "---\nexpires_at: 2024-06-01T12:00:00Z\n---\n"},
    {"posts/gone2.md", "---\nunpublish_at: 2024-05-01\n---\n"},
    {"posts/broken.md", "---\ntitle: a: b\n---\n"},
    {"posts/now.md", "---\ndate: 2024-06-01T12:00:00Z\n---\n"},
    {"posts/still.md", "---\nexpires_at: 2024-06-01T12:00:01Z\n---\n"},
};

static void what_is_not_published_is_counted_and_nowhere_else(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(of_every_status);
    char text[128];
    assert_int_equal(snapshot->left_out.drafts, 6);
    assert_int_equal(snapshot->left_out.scheduled, 2);
    assert_int_equal(snapshot->left_out.expired, 2);
    assert_int_equal(snapshot->left_out.broken, 1);
    assert_string_equal(
        order_of(snapshot, "posts", ORDER_DEFAULT, text, sizeof text),
        "now out still");
    assert_int_equal(snapshot->everything.count, 3);
    assert_string_equal(
        order_of(snapshot, "tags", ORDER_DEFAULT, text, sizeof text), "out");
    assert_string_equal(
        order_of(snapshot, "authors", ORDER_DEFAULT, text, sizeof text), "out");
    assert_null(entry_of(snapshot, "posts", "draft"));
    assert_null(entry_at(snapshot, "posts/draft.md"));
    assert_true(has_field(snapshot, "posts", "only_out"));
    assert_false(has_field(snapshot, "posts", "only_draft"));
    snapshot_unref(snapshot);
}

static void what_is_named_by_its_path_is_so_for_ever(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"guides/a/setup.md", "x"},
        {"guides/b/other.md", "x"},
        {"guides/b/setup.md", "---\ndate: 2001-01-01\n---\n"},
        {"guides/setup.md", "x"},
    };
    const struct tree tree = {.folder_name = SLICE("site"),
                              .content_root = SLICE("")};
    struct snapshot *one = build_tree(tree, files, 2);
    struct snapshot *two = build_tree(tree, files, 3);
    struct snapshot *all = build_tree(tree, files, 4);
    const struct entry *setup = entry_at(one, "guides/a/setup.md");
    assert_slice_is(setup->slug, "a/setup");
    assert_slice_is(setup->url, "/guides/a/setup");
    assert_ptr_equal(entry_of(one, "guides", "setup"), setup);
    assert_null(entry_of(two, "guides", "setup"));
    assert_slice_is(entry_of(all, "guides", "setup")->source->path,
                    "guides/setup.md");
    for (size_t i = 0; i < 2; i++)
        assert_true(slice_equal(entry_at(all, files[i].path)->id,
                                entry_at(one, files[i].path)->id));
    assert_int_equal(diagnostics_of(all, DIAGNOSTIC_SLUG_TAKEN, NULL, NULL), 0);
    assert_int_equal(diagnostics_of(all, DIAGNOSTIC_URL_TAKEN, NULL, NULL), 0);
    snapshot_unref(one);
    snapshot_unref(two);
    snapshot_unref(all);
}

static void a_draft_takes_no_short_slug(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"guides/a/setup.md", "x"},
        {"guides/b/setup.md", "---\ndraft: true\n---\n"},
    };
    const struct tree tree = {.folder_name = SLICE("site"),
                              .content_root = SLICE("")};
    struct snapshot *preview = build_shown(tree, files, 2, true);
    assert_ptr_equal(entry_of(preview, "guides", "setup"),
                     entry_at(preview, files[0].path));
    snapshot_unref(preview);
}

static void a_draft_takes_no_slug_and_no_url(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a/v1.md", "---\ndate: 2020-01-01\ndraft: true\n---\n"},
        {"posts/b/v1.md", "---\ndate: 2024-01-01\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_slice_is(entry_at(snapshot, "posts/b/v1.md")->slug, "v1");
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 0);
    snapshot_unref(snapshot);
}

static void only_listed_documents_lend_their_field_names(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ncolour: red\n---\n"},
        {"posts/b.md", "---\nhidden: true\nsecret: 1\n---\n"},
        {"posts/c.md", "---\nauthor: {name: Ana, avatar: a.png}\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_true(has_field(snapshot, "posts", "colour"));
    assert_false(has_field(snapshot, "posts", "secret"));
    assert_true(has_field(snapshot, "authors", "avatar"));
    snapshot_unref(snapshot);
}

static void a_site_of_nothing_has_its_collections_all_the_same(void **state)
{
    (void)state;
    struct snapshot *snapshot = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        NULL, 0);
    static const char *const names[] = {"authors", "categories", "data",
                                        "pages",   "posts",      "tags"};
    assert_int_equal(snapshot->collection_count, 6);
    for (size_t i = 0; i < 6; i++)
        assert_slice_is(snapshot->collections[i]->name, names[i]);
    snapshot_unref(snapshot);
}

static void a_site_is_described_by_its_config(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/pages/a.md", "---\ntype: PageLayout\n---\n"},
        {"content/data/config.json",
         "{\"type\":\"Config\",\"header\":{\"title\":\"Site\"},"
         "\"description\":\"About\",\"language\":\"de\"}"},
    };
    struct snapshot *snapshot = CONTENT_SITE(files);
    assert_slice_is(snapshot->site.title, "Site");
    assert_slice_is(snapshot->site.description, "About");
    assert_slice_is(snapshot->site.language, "de");
    assert_null(snapshot->site.public_url.data);
    snapshot_unref(snapshot);
}

/* "fr" alone is no language, and in a preview it is one beside the draft. */
static void a_draft_moves_no_translation_in_a_preview(void **state)
{
    (void)state;
    static const struct tree tree = {.folder_name = {"site", 4},
                                     .content_root = {"", 0}};
    static const struct file files[] = {
        {"posts/fr/hello.md", "x"},
        {"posts/hello.md", "---\ndraft: true\n---\n"},
        {"posts/fr/other.md", "---\ndraft: true\n---\n"},
    };
    struct snapshot *snapshot = build_shown(tree, files, 3, false);
    struct snapshot *preview = build_shown(tree, files, 3, true);
    const struct entry *french = entry_at(preview, files[0].path);
    assert_slice_is(entry_at(snapshot, files[0].path)->id, "posts/fr/hello");
    assert_slice_is(french->id, "posts/fr/hello");
    assert_true(
        slice_equal(french->url, entry_at(snapshot, files[0].path)->url));
    assert_int_equal(french->versions->count, 2);
    assert_slice_is(entry_at(preview, files[2].path)->id, "posts/fr/other");
    snapshot_unref(snapshot);
    snapshot_unref(preview);
}

#define NAMESAKES 3000

static void
many_documents_of_one_path_cost_no_more_than_their_number(void **state)
{
    (void)state;
    static char paths[NAMESAKES][32];
    static struct file files[NAMESAKES];
    for (int i = 0; i < NAMESAKES; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "d%04d/posts/same.md", i);
        files[i] = (struct file){paths[i], "Text.\n"};
    }
    struct snapshot *snapshot = SITE(files);
    assert_non_null(entry_of(snapshot, "posts", "same"));
    assert_non_null(entry_of(snapshot, "posts", "same-2"));
    assert_non_null(entry_of(snapshot, "posts", "same-3000"));
    assert_null(entry_of(snapshot, "posts", "same-3001"));
    assert_true(snapshot->arena.reserved_bytes < (size_t)NAMESAKES * 3000);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_older_document_keeps_a_slug),
        cmocka_unit_test(a_notice_names_both_that_wish_for_a_slug),
        cmocka_unit_test(the_path_breaks_a_tie_between_two_of_a_day),
        cmocka_unit_test(even_three_files_of_one_name_are_all_served),
        cmocka_unit_test(every_document_answers_by_its_path_form),
        cmocka_unit_test(a_slug_goes_before_the_path_form_of_another),
        cmocka_unit_test(a_slug_that_no_address_can_hold_is_not_taken),
        cmocka_unit_test(the_faults_of_what_is_not_published_are_counted_apart),
        cmocka_unit_test(two_documents_of_one_page_are_told_apart),
        cmocka_unit_test(what_is_not_published_is_counted_and_nowhere_else),
        cmocka_unit_test(what_is_named_by_its_path_is_so_for_ever),
        cmocka_unit_test(a_draft_takes_no_short_slug),
        cmocka_unit_test(a_draft_takes_no_slug_and_no_url),
        cmocka_unit_test(only_listed_documents_lend_their_field_names),
        cmocka_unit_test(a_site_of_nothing_has_its_collections_all_the_same),
        cmocka_unit_test(a_site_is_described_by_its_config),
        cmocka_unit_test(a_draft_moves_no_translation_in_a_preview),
        cmocka_unit_test(
            many_documents_of_one_path_cost_no_more_than_their_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
