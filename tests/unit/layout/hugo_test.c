/* hugo_test.c - sections, bundles, weights and patterns. */
#include "test.h"

#include "layout/places.h"

#include "layout/generator.h"

static const struct tree hugo = {.folder_name = {"site", 4},
                                 .content_root = {"content", 7},
                                 .generator = &hugo_generator};

#define HUGO(files) build_tree(hugo, files, COUNT(files))

static void the_lightest_come_first_and_then_the_newest(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/docs/old.md", "---\ndate: 2024-01-01\n---\n"},
        {"content/docs/new.md", "---\ndate: 2024-02-01\n---\n"},
        {"content/docs/heavy.md", "---\nweight: 20\n---\n"},
        {"content/docs/light-b.md", "---\nweight: 10\ndate: 2024-01-01\n---\n"},
        {"content/docs/light-a.md", "---\nweight: 10\ndate: 2024-02-01\n---\n"},
        {"content/docs/first.md", "---\nweight: -1\n---\n"},
        {"content/docs/none.md", "---\nweight: 0\n---\n"},
    };
    struct snapshot *snapshot = HUGO(files);
    char text[256];
    assert_string_equal(
        order_of(snapshot, "docs", ORDER_DEFAULT, text, sizeof text),
        "first light-a light-b heavy new old none");
    assert_string_equal(
        order_of(snapshot, "docs", ORDER_DATE_DOWN, text, sizeof text),
        "light-a new light-b old first heavy none");

    const struct entry *entry = entry_of(snapshot, "docs", "heavy");
    assert_slice_is(entry->previous->slug, "light-b");
    assert_slice_is(entry->next->slug, "new");
    snapshot_unref(snapshot);
}

static void a_weight_of_another_generator_orders_nothing(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/docs/a.md", "---\nweight: 2\n---\n"},
        {"content/docs/b.md", "---\nweight: 1\n---\n"},
    };
    struct snapshot *snapshot = CONTENT_SITE(files);
    char text[64];
    assert_string_equal(
        order_of(snapshot, "docs", ORDER_DEFAULT, text, sizeof text), "a b");
    snapshot_unref(snapshot);
}

static void what_lies_in_a_bundle_is_a_part_of_its_page(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/trip/index.md", "---\nslug: journey\n---\n"},
        {"content/posts/trip/notes.md", "x"},
        {"content/posts/trip/deep/index.md", "x"},
        {"content/posts/trip/deep/more.md", "x"},
        {"content/posts/trip/prices.json", "{}"},
        {"content/posts/other.md", "x"},
        {"content/index.md", "x"},
        {"content/about.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    char text[128];
    assert_string_equal(
        order_of(snapshot, "posts", ORDER_DEFAULT, text, sizeof text),
        "other journey");
    assert_slice_is(entry_of(snapshot, "posts", "journey")->url,
                    "/posts/journey/");

    for (size_t i = 1; i <= 4; i++) {
        const struct entry *entry = entry_at(snapshot, files[i].path);
        assert_non_null(entry);
        assert_false(entry->is_listed);
        assert_null(entry->url.data);
    }
    assert_slice_is(entry_at(snapshot, files[1].path)->id, "posts/trip/notes");
    assert_slice_is(entry_at(snapshot, files[4].path)->id, "data/trip/prices");
    assert_slice_is(entry_at(snapshot, "content/about.md")->url, "/about/");
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_BUNDLE_PART,
                                    files[0].path, "part of this page"),
                     1);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_BUNDLE_PART, NULL, NULL), 1);
    snapshot_unref(snapshot);
}

static void a_part_is_published_with_its_page_only(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "---\ndraft: true\n---\n",
        "---\ndate: 2030-01-01\n---\n",
        "---\nexpires_at: 2020-01-01\n---\n",
        "---\ntitle: a: b\n---\n",
    };
    for (size_t i = 0; i < COUNT(heads); i++) {
        const struct file files[] = {
            {"content/posts/trip/index.md", heads[i]},
            {"content/posts/trip/notes.md", "x"},
            {"content/posts/trip/prices.json", "{}"},
        };
        struct snapshot *snapshot = HUGO(files);
        assert_null(entry_at(snapshot, files[1].path));
        assert_null(entry_at(snapshot, files[2].path));
        assert_int_equal(
            diagnostics_of(snapshot, DIAGNOSTIC_BUNDLE_PART, NULL, NULL), 0);
        snapshot_unref(snapshot);
    }
}

static void a_translation_of_a_bundle_is_a_page(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/trip/index.md", "x"},
        {"content/posts/trip/index.fr.md", "x"},
        {"content/posts/trip/index.fxx.md", "x"},
        {"content/posts/trip/notes.fr.md", "x"},
        {"content/posts/trip/deep/index.fr.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    const struct entry *french = entry_at(snapshot, files[1].path);
    assert_slice_is(french->id, "posts/fr/trip");
    assert_slice_is(french->url, "/fr/posts/trip/");
    assert_true(french->is_listed);
    assert_ptr_equal(french->versions,
                     entry_at(snapshot, files[0].path)->versions);
    for (size_t i = 2; i < COUNT(files); i++) {
        assert_false(entry_at(snapshot, files[i].path)->is_listed);
        assert_null(entry_at(snapshot, files[i].path)->url.data);
    }
    snapshot_unref(snapshot);
}

static void what_is_never_built_has_no_page_and_is_in_no_list(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/a.md", "---\nbuild: {render: never}\n---\n"},
        {"content/posts/b.md", "---\n_build: {list: false}\n---\n"},
        {"content/posts/c/index.md", "---\nheadless: true\n---\n"},
        {"content/posts/d.md", "---\nbuild: {list: local}\n---\n"},
        {"content/posts/e.md", "---\nheadless: true\n---\n"},
    };
    static const struct {
        bool is_listed, has_url;
    } wanted[] = {{true, false},
                  {false, true},
                  {false, false},
                  {true, true},
                  {true, true}};
    struct snapshot *snapshot = HUGO(files);
    for (size_t i = 0; i < COUNT(files); i++) {
        const struct entry *entry = entry_at(snapshot, files[i].path);
        if (!wanted[i].is_listed && !wanted[i].has_url) {
            assert_null(entry);
            continue;
        }
        assert_int_equal(entry->is_listed, wanted[i].is_listed);
        assert_int_equal(entry->url.data != NULL, wanted[i].has_url);
    }
    snapshot_unref(snapshot);
}

/* As Hugo 0.111 builds them. */
static void a_folder_of_a_language_is_none_of_the_address(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"hugo.yaml", "permalinks: {blog: '/b/:filename/'}\n"
                      "languages:\n"
                      "  en: {contentDir: content/english}\n"
                      "  fr: {contentDir: content/french}\n"},
        {"content/english/blog/first.md", "x"},
        {"content/french/blog/first.md", "x"},
        {"content/english/trip/index.md", "x"},
        {"content/english/trip/notes.md", "x"},
        {"content/french/trip/index.md", "x"},
        {"content/english/secret/_index.md", "---\ndraft: true\n---\n"},
        {"content/english/secret/a.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    const struct entry *english = entry_at(snapshot, files[1].path);
    const struct entry *french = entry_at(snapshot, files[2].path);
    assert_slice_is(english->id, "posts/first");
    assert_slice_is(english->url, "/b/first/");
    assert_slice_is(english->lang, "en");
    assert_slice_is(french->id, "posts/fr/first");
    assert_slice_is(french->url, "/fr/b/first/");
    assert_ptr_equal(french->versions, english->versions);
    assert_slice_is(entry_at(snapshot, files[3].path)->url, "/trip/");
    assert_null(entry_at(snapshot, files[4].path)->url.data);
    assert_slice_is(entry_at(snapshot, files[5].path)->url, "/fr/trip/");
    assert_null(entry_at(snapshot, files[7].path));
    snapshot_unref(snapshot);
}

static void a_suffix_is_a_language_of_the_settings(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"hugo.yaml", "languages: {en: {}, de: {}}\n"},
        {"content/about.en.md", "x"},
        {"content/blog/only.de.md", "x"},
        {"content/trip/index.en.md", "x"},
        {"content/trip/index.de.md", "x"},
        {"content/trip/notes.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    assert_slice_is(entry_at(snapshot, files[1].path)->url, "/about/");
    assert_slice_is(entry_at(snapshot, files[2].path)->url, "/de/blog/only/");
    assert_slice_is(entry_at(snapshot, files[3].path)->url, "/trip/");
    assert_slice_is(entry_at(snapshot, files[4].path)->url, "/de/trip/");
    assert_null(entry_at(snapshot, files[5].path)->url.data);
    snapshot_unref(snapshot);
}

static void an_index_page_is_no_evidence_of_a_language(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/_index.md", "x"},
        {"content/it/_index.md", "x"},
        {"content/it/printer.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    assert_slice_is(entry_at(snapshot, files[1].path)->id, "pages/it");
    assert_slice_is(entry_at(snapshot, files[2].path)->id, "it/printer");
    assert_false(snapshot->has_languages);
    snapshot_unref(snapshot);
}

static const struct example old_form[] = {
    {"content/posts/a.md", "---\ntitle: Big News!\ndate: 2024-03-05\n---\n",
     "posts", "a", "/2024/03/big-news/"},
    {"content/posts/deep/a.md", "---\nslug: b\ndate: 2024-03-05\n---\n",
     "posts", "deep/b", "/2024/03/b/"},
    {"content/posts/a.md", "---\nurl: /x/\n---\n", "posts", "a", "/x/"},
    {"content/posts/_index.md", "x", "pages", "posts", "/posts/"},
    {"content/Docs/api/a.md", "---\ntitle: T\n---\n", "Docs", "api/a",
     "/manual/docs/a/"},
    {"content/about.md", "---\ntitle: Us\n---\n", "pages", "about",
     "/top/about/"},
    {"content/news/a.md", "x", "posts", "a", "/news/a/"},
    {"hugo.yaml", "title: x", NULL, NULL, NULL},
};

static void pages_are_routed_by_the_pattern_of_their_section(void **state)
{
    (void)state;
    static const char settings[] = "permalinks:\n"
                                   "  posts: /:year/:month/:slug/\n"
                                   "  docs: /manual/:sections/:filename/\n"
                                   "  /: /top/:contentbasename/\n";
    check_all(&hugo, (struct file){"hugo.yaml", settings}, old_form,
              COUNT(old_form) - 1);
    check_all(&hugo, (struct file){"config/_default/config.yml", settings},
              old_form, COUNT(old_form));
    check_all(&hugo,
              (struct file){"config.json",
                            "{\"permalinks\": {\"page\": {"
                            "\"posts\": \"/:year/:month/:slug/\","
                            "\"docs\": \"/manual/:sections/:filename/\","
                            "\"/\": \"/top/:contentbasename/\"}}}"},
              old_form, COUNT(old_form));
}

static void a_section_has_a_pattern_of_its_own(void **state)
{
    (void)state;
    static const struct file settings = {"hugo.yaml",
                                         "permalinks:\n"
                                         "  page: {docs/api: '/ref/:slug'}\n"
                                         "  section: {docs: '/manual/'}\n"};
    static const struct example examples[] = {
        {"content/docs/_index.md", "x", "pages", "docs", "/manual/"},
        {"content/docs/api/_index.md", "x", "pages", "docs/api", "/manual/"},
        {"content/docs/a.md", "x", "docs", "a", "/docs/a/"},
    };
    static const struct file nested[] = {
        {"hugo.yaml", "permalinks:\n"
                      "  page: {docs/api: '/ref/:slug'}\n"},
        {"content/docs/api/_index.md", "x"},
        {"content/docs/api/a.md", "---\nslug: b\n---\n"},
        {"content/docs/api/two/index.md", "---\nslug: c\n---\n"},
    };
    check_all(&hugo, settings, examples, COUNT(examples));
    struct snapshot *snapshot = HUGO(nested);
    assert_slice_is(entry_at(snapshot, nested[2].path)->url, "/ref/b/");
    assert_slice_is(entry_at(snapshot, nested[3].path)->url, "/ref/c/");
    snapshot_unref(snapshot);
}

static void settings_say_where_the_site_is_and_keep_its_case(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"hugo.yaml", "baseURL: https://example.org/\ntitle: T\n"
                      "languageCode: de\ndisablePathToLower: true\n"},
        {"content/posts/Big.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    assert_slice_is(snapshot->site.title, "T");
    assert_slice_is(snapshot->site.language, "de");
    assert_slice_is(snapshot->site.public_url, "https://example.org");
    assert_slice_is(entry_at(snapshot, files[1].path)->url, "/posts/Big/");
    snapshot_unref(snapshot);
}

static void a_url_may_be_a_pattern(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/posts/a.md", "---\nurl: /:year/x\ndate: 2024-03-05\n---\n",
         "posts", "a", "/2024/x/"},
        {"content/posts/a.md", "---\nurl: https://a.example/x/\n---\n", "posts",
         "a", "/x/"},
    };
    check_all(&hugo, (struct file){"content/zzz.md", "x"}, examples,
              COUNT(examples));
}

static void a_section_gives_fields_to_what_is_in_it(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/_index.md", "---\ncascade: {mark: home, all: 1}\n---\n"},
        {"content/docs/_index.md",
         "---\ncascade:\n- mark: docs\n  m: {a: 1, b: 2}\n"
         "- mark: never\n- {target: {path: /docs/*/x}, draft: true}\n---\n"},
        {"content/docs/a.md", "---\nm: {a: 3}\n---\n"},
        {"content/docs/api/b.md", "x"},
        {"content/posts/c.md", "x"},
        {"content/docs/api/x.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    static const char *const marks[] = {"home", "docs", "docs", "docs", "home"};
    for (size_t i = 0; i < COUNT(marks); i++) {
        const struct value *root =
            &entry_at(snapshot, files[i].path)->meta->front_matter;
        assert_slice_is(value_text(value_find(root, "mark")), marks[i]);
        assert_non_null(value_find(root, "all"));
    }
    const struct value *root =
        &entry_at(snapshot, files[2].path)->meta->front_matter;
    assert_int_equal(value_find(root, "m")->size, 1);
    assert_null(value_find(root, "target"));
    assert_null(entry_at(snapshot, files[5].path));
    snapshot_unref(snapshot);
}

static void what_is_in_an_unpublished_section_is_not_published(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/a/_index.md", "---\ncascade: {draft: true}\n---\n"},
        {"content/a/1.md", "---\ndraft: false\n---\n"},
        {"content/b/_index.md", "---\ndraft: true\n---\n"},
        {"content/b/2.md", "x"},
        {"content/b/deep/3.md", "x"},
        {"content/c/_index.md", "---\ndate: 2999-01-01\n---\n"},
        {"content/c/4.md", "x"},
        {"content/_index.md", "x"},
        {"content/d/5.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    assert_int_equal(snapshot->everything.count, 2);
    assert_non_null(entry_at(snapshot, files[8].path));
    assert_int_equal(snapshot->left_out.drafts, 5);
    assert_int_equal(snapshot->left_out.scheduled, 2);
    snapshot_unref(snapshot);
}

static void the_home_page_is_around_all_sections(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/_index.md", "---\ndraft: true\n---\n"},
        {"content/a/_index.md", "x"},
        {"content/a/1.md", "x"},
        {"content/2.md", "x"},
    };
    struct snapshot *snapshot = HUGO(files);
    assert_int_equal(snapshot->everything.count, 0);
    assert_int_equal(snapshot->left_out.drafts, 4);
    snapshot_unref(snapshot);
}

static void names_are_made_fit_for_an_address(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/posts/A  B_c.D (x) \xC3\x89.md", "x", "posts",
         "A  B_c.D (x) \xC3\x89", "/posts/a-b_c.d-x-%C3%A9/"},
        {"content/posts/a.md", "---\nslug: My Slug\n---\n", "posts", "My Slug",
         "/posts/my-slug/"},
        {"content/posts/b.md", "---\nslug: A B/c\n---\n", "posts", "A B/c",
         "/posts/a-b/c/"},
    };
    check_all(&hugo, (struct file){"content/zzz.md", "x"}, examples,
              COUNT(examples));
}

static void ugly_addresses_end_as_files_do(void **state)
{
    (void)state;
    static const struct example all[] = {
        {"content/_index.md", "x", "pages", "index", "/"},
        {"content/about.md", "x", "pages", "about", "/about.html"},
        {"content/posts/_index.md", "x", "pages", "posts", "/posts.html"},
        {"content/posts/trip/index.md", "x", "posts", "trip",
         "/posts/trip.html"},
        {"content/posts/a.md", "---\nslug: b\n---\n", "posts", "b",
         "/posts/b.html"},
        {"content/posts/c.md", "---\nurl: /custom/c\n---\n", "posts", "c",
         "/custom/c/"},
        {"content/docs/d.md", "x", "docs", "d", "/d/d.html"},
    };
    static const struct example of_posts[] = {
        {"content/posts/a.md", "x", "posts", "a", "/posts/a.html"},
        {"content/docs/d.md", "x", "docs", "d", "/docs/d/"},
    };
    check_all(&hugo,
              (struct file){"hugo.yaml", "uglyurls: true\n"
                                         "permalinks: {docs: '/d/:filename/'}"},
              all, COUNT(all));
    check_all(&hugo, (struct file){"hugo.yaml", "uglyURLs: {posts: true}"},
              of_posts, COUNT(of_posts));
}

#define WEIGHED(day, weight)                                                   \
    "---\ndate: 2024-01-0" day "\nweight: " weight "\n---\n"

static const struct entry *entry_named(const struct snapshot *snapshot,
                                       const char *slug)
{
    return entry_of(snapshot, "posts", slug);
}

static void a_pinned_document_leaves_neighbours_to_time(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/a.md", WEIGHED("1", "0")},
        {"content/posts/b.md", WEIGHED("2", "0")},
        {"content/posts/pinned.md", WEIGHED("3", "1")},
        {"content/posts/d.md", WEIGHED("4", "0")},
    };
    struct snapshot *snapshot = HUGO(files);
    char text[64];
    assert_string_equal(
        order_of(snapshot, "posts", ORDER_DEFAULT, text, sizeof text),
        "pinned d b a");
    assert_ptr_equal(entry_named(snapshot, "b")->next,
                     entry_named(snapshot, "pinned"));
    assert_ptr_equal(entry_named(snapshot, "d")->previous,
                     entry_named(snapshot, "pinned"));
    assert_null(entry_named(snapshot, "a")->previous);
    snapshot_unref(snapshot);
}

static void where_most_have_a_weight_neighbours_follow_it(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"content/posts/a.md", WEIGHED("1", "10")},
        {"content/posts/b.md", WEIGHED("3", "20")},
        {"content/posts/c.md", WEIGHED("2", "0")},
    };
    struct snapshot *snapshot = HUGO(files);
    assert_ptr_equal(entry_named(snapshot, "a")->next,
                     entry_named(snapshot, "b"));
    assert_ptr_equal(entry_named(snapshot, "b")->next,
                     entry_named(snapshot, "c"));
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lightest_come_first_and_then_the_newest),
        cmocka_unit_test(a_weight_of_another_generator_orders_nothing),
        cmocka_unit_test(what_lies_in_a_bundle_is_a_part_of_its_page),
        cmocka_unit_test(a_part_is_published_with_its_page_only),
        cmocka_unit_test(a_translation_of_a_bundle_is_a_page),
        cmocka_unit_test(what_is_never_built_has_no_page_and_is_in_no_list),
        cmocka_unit_test(a_folder_of_a_language_is_none_of_the_address),
        cmocka_unit_test(a_suffix_is_a_language_of_the_settings),
        cmocka_unit_test(an_index_page_is_no_evidence_of_a_language),
        cmocka_unit_test(pages_are_routed_by_the_pattern_of_their_section),
        cmocka_unit_test(a_section_has_a_pattern_of_its_own),
        cmocka_unit_test(settings_say_where_the_site_is_and_keep_its_case),
        cmocka_unit_test(a_url_may_be_a_pattern),
        cmocka_unit_test(a_section_gives_fields_to_what_is_in_it),
        cmocka_unit_test(what_is_in_an_unpublished_section_is_not_published),
        cmocka_unit_test(the_home_page_is_around_all_sections),
        cmocka_unit_test(names_are_made_fit_for_an_address),
        cmocka_unit_test(ugly_addresses_end_as_files_do),
        cmocka_unit_test(a_pinned_document_leaves_neighbours_to_time),
        cmocka_unit_test(where_most_have_a_weight_neighbours_follow_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
