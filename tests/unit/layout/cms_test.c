/* cms_test.c - settings of CMSs, and which collection a file is in. */
#include "test.h"

#include "layout/cms.h"

static struct arena arena;
static struct diagnostics faults;

static int free_all(void **state)
{
    (void)state;
    arena_release(&arena);
    faults = (struct diagnostics){0};
    return 0;
}

static bool parse_above(const char *path, const char *text, const char *above,
                        struct cms *ret_cms)
{
    faults.arena = &arena;
    return cms_parse(slice_of(path), slice_of(text), slice_of(above), &arena,
                     &faults, ret_cms);
}

static struct cms parse(const char *path, const char *text)
{
    struct cms cms;
    assert_true(parse_above(path, text, "", &cms));
    return cms;
}

static void check_found(const struct cms *cms, const char *path,
                        const char *wanted)
{
    const struct cms_collection *found = cms_find(cms, slice_of(path), NULL);
    assert_string_equal(
        found != NULL ? arena_copy(&arena, found->name).data : "", wanted);
}

#define DECAP "admin/config.yml"

static void the_nearest_folder_counts(void **state)
{
    (void)state;
    const struct cms cms = parse(
        DECAP, "backend: {name: github}\n"
               "collections:\n"
               "  - {name: all, folder: content/}\n"
               "  - {name: posts, folder: ./content/posts, nested: "
               "{depth: 3}}\n"
               "  - {name: bundles, folder: content/b, path: "
               "'{{year}}/{{slug}}/index'}\n"
               "  - {name: data, folder: content, extension: json}\n"
               "  - {name: pages, files: [{file: content/posts/a.md}]}\n");
    assert_int_equal(cms.count, 5);
    check_found(&cms, "content/x.md", "all");
    check_found(&cms, "content/x.json", "data");
    check_found(&cms, "content/x.mdx", "");
    check_found(&cms, "content/deep/x.md", "");
    check_found(&cms, "content/posts/b.md", "posts");
    check_found(&cms, "content/posts/1/2/b.md", "posts");
    check_found(&cms, "content/posts/1/2/3/b.md", "");
    check_found(&cms, "content/posts/a.md", "pages");
    check_found(&cms, "content/b/2024/a/index.md", "bundles");
    check_found(&cms, "contents/x.md", "");
    check_found(&cms, "../content/x.md", "");
}

static void fields_are_those_that_are_named_or_called_so(void **state)
{
    (void)state;
    const struct cms cms = parse(
        DECAP,
        "media_folder: x\n"
        "collections:\n"
        "  - {name: a, folder: a, identifier_field: dish}\n"
        "  - {name: b, folder: b, identifier_field: slug, fields: [{name: "
        "name}, {name: title, widget: string}]}\n"
        "  - {name: c, folder: c, fields: [{name: start, widget: datetime}, "
        "{name: on, label: Publish date, widget: datetime}]}\n");
    assert_true(slice_is(cms.collections[0].title_key, "dish"));
    assert_true(slice_is(cms.collections[1].title_key, "title"));
    assert_null(cms.collections[2].title_key.data);
    assert_true(slice_is(cms.collections[2].date_key, "on"));
    assert_null(cms.collections[0].date_key.data);
}

static void media_have_the_folder_and_its_address(void **state)
{
    (void)state;
    const struct cms cms =
        parse(DECAP, "media_folder: /static/img/\n"
                     "collections:\n"
                     "  - {name: a, folder: a, media_folder: '/up/a', "
                     "public_folder: /files}\n"
                     "  - {name: b, folder: b, media_folder: ''}\n"
                     "  - {name: c, folder: c, media_folder: '/../x'}\n");
    assert_int_equal(cms.media_count, 2);
    assert_true(slice_is(cms.media[0].folder, "static/img"));
    assert_true(slice_is(cms.media[0].prefix, "static/img"));
    assert_true(slice_is(cms.media[1].folder, "up/a"));
    assert_true(slice_is(cms.media[1].prefix, "files"));
}

static void what_leads_to_the_site_is_taken_off(void **state)
{
    (void)state;
    const char *text = "backend: {}\n"
                       "collections: [{name: a, folder: web/site/posts}, "
                       "{name: b, folder: other}]\n";
    struct cms cms = parse(DECAP, text);
    assert_true(slice_is(cms_above(&cms, SLICE("/srv/web/site")), "web/site"));
    assert_int_equal(cms_above(&cms, SLICE("/srv/website")).size, 0);
    assert_true(parse_above(DECAP, text, "web/site", &cms));
    assert_int_equal(cms.count, 1);
    assert_true(slice_is(cms.collections[0].folder, "posts"));
}

static void other_files_are_no_settings(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "- a",
        "collections: [{name: a, folder: a}]",
        "backend: {}\ncollections: {name: a, folder: a}",
        "backend: {}\ncollections: [1, null, {name: a}, {folder: a}]",
        "backend: {}\ncollections: [{name: a, folder: ../a}]",
        "backend: {}\ncollections: [{name: a, folder: 'a/{{locale}}'}]",
        "backend: {}\ncollections: [{name: a, files: [{file: a.json}]}]",
    };
    struct cms cms;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_false(parse_above(DECAP, texts[i], "", &cms));
    assert_int_equal(faults.count, 0);
    assert_false(parse_above(DECAP, "collections: [", "", &cms));
    assert_int_equal(faults.items[0].line, 1);
}

static void tina_has_a_schema(void **state)
{
    (void)state;
    static const char schema[] =
        "{\"collections\": [{\"name\": \"doc\", \"path\": \"docs\", "
        "\"match\": {\"include\": \"{a,b}*\", \"exclude\": \"**/_*\"}, "
        "\"templates\": [{\"fields\": [{\"name\": \"x\"}]}, {\"fields\": "
        "[{\"name\": \"called\", \"isTitle\": true}]}]}]}";
    struct cms cms = parse("tina/__generated__/_schema.json", schema);
    check_found(&cms, "docs/a1.md", "doc");
    check_found(&cms, "docs/c.md", "");
    check_found(&cms, "docs/a.mdx", "");
    assert_true(slice_is(cms.collections[0].title_key, "called"));

    cms = parse("tina/config.tsx",
                "const dish = { name: 'dish', path: 'd' };\n"
                "export default defineConfig({ media: { tina: { publicFolder: "
                "'public', mediaRoot: 'up' } }, schema: { collections: [dish, "
                "imported] } })");
    assert_int_equal(cms.count, 1);
    assert_true(slice_is(cms.media[0].folder, "public/up"));
    assert_true(slice_is(cms.media[0].prefix, "up"));
}

static void a_copy_is_the_same(void **state)
{
    (void)state;
    struct arena other = {0};
    struct cms cms = parse(DECAP, "backend: {}\n"
                                  "i18n: {locales: [en, fr]}\n"
                                  "collections: [{name: a, folder: a, filter: "
                                  "{field: f, value: [x, y]}}]\n");
    struct cms *copy = cms_copy(&cms, &other);
    arena_release(&arena);
    assert_true(slice_is(copy->path, DECAP));
    assert_true(slice_is(copy->default_locale, "en"));
    assert_int_equal(copy->locales.size, 2);
    assert_int_equal(copy->collections[0].filter_values.count, 2);
    assert_non_null(cms_find(copy, SLICE("a/b.md"), NULL));
    assert_null(cms_find(copy, SLICE("a/b.md"), &value_null));
    arena_release(&other);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_nearest_folder_counts, free_all),
        cmocka_unit_test_teardown(fields_are_those_that_are_named_or_called_so,
                                  free_all),
        cmocka_unit_test_teardown(media_have_the_folder_and_its_address,
                                  free_all),
        cmocka_unit_test_teardown(what_leads_to_the_site_is_taken_off,
                                  free_all),
        cmocka_unit_test_teardown(other_files_are_no_settings, free_all),
        cmocka_unit_test_teardown(tina_has_a_schema, free_all),
        cmocka_unit_test_teardown(a_copy_is_the_same, free_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
