/* tree_test.c - what the names in a folder tell of the site in it. */
#include "test.h"

#include "store/tree.h"

#define MOST_NAMES 5

static unsigned markers_of(const char *const *names)
{
    unsigned markers = 0;
    for (size_t i = 0; i < MOST_NAMES && names[i] != NULL; i++)
        markers |= tree_marker(slice_of(names[i]));
    return markers;
}

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void settings_tell_the_generator(void **state)
{
    (void)state;
    static const struct {
        const char *names[MOST_NAMES];
        enum site_kind kind;
    } examples[] = {
        {{"_config.yml", "index.md"}, SITE_JEKYLL},
        {{"_posts"}, SITE_JEKYLL},
        {{"_posts", "Gemfile", "_config.yml"}, SITE_JEKYLL},
        {{"_posts", "package.json"}, SITE_PLAIN},
        {{"_posts", "package.json", "_config.yml"}, SITE_JEKYLL},
        {{"_posts", "next.config.js"}, SITE_NEXT},
        {{"_config.yml", "content"}, SITE_PLAIN},
        {{"hugo.toml"}, SITE_HUGO},
        {{"hugo.yaml", "_config.yml"}, SITE_HUGO},
        {{"hugo.json"}, SITE_HUGO},
        {{"config.toml", "content"}, SITE_HUGO},
        {{"config.yaml", "themes", "content"}, SITE_HUGO},
        {{"config", "layouts", "content"}, SITE_HUGO},
        {{"config.yml", "content"}, SITE_PLAIN},
        {{"nuxt.config.ts", "config", "layouts", "content"}, SITE_NUXT},
        {{"config.toml"}, SITE_PLAIN},
        {{"astro.config.mjs", "package.json"}, SITE_ASTRO},
        {{"nuxt.config.ts", "content"}, SITE_NUXT},
        {{".eleventy.js"}, SITE_ELEVENTY},
        {{"eleventy.config.mjs", "_posts"}, SITE_ELEVENTY},
        {{"next.config.mjs"}, SITE_NEXT},
        {{"posts", "about.md"}, SITE_PLAIN},
        {{NULL}, SITE_PLAIN},
    };
    for (size_t i = 0; i < COUNT(examples); i++) {
        enum site_kind kind = tree_kind(markers_of(examples[i].names));
        if (kind != examples[i].kind)
            fail_msg("%s ...: %d, not %d", examples[i].names[0], (int)kind,
                     (int)examples[i].kind);
    }
}

/* Whether the content is looked for in that folder. */
static bool looks_in(const char *const *names, const char *root)
{
    struct content_root found;
    size_t cursor = 0;
    while (tree_next_root(markers_of(names), &cursor, &found)) {
        if (slice_is(slice_of(found.root), root))
            return true;
    }
    return false;
}

static void content_is_looked_for_where_the_generator_keeps_it(void **state)
{
    (void)state;
    static const char *const nothing[MOST_NAMES] = {"README.md", "docs"};
    static const char *const own[MOST_NAMES] = {"posts"};
    static const char *const page[MOST_NAMES] = {"index.md"};
    static const char *const jekyll[MOST_NAMES] = {"_config.yml"};
    static const char *const astro[MOST_NAMES] = {"astro.config.mjs"};

    assert_true(looks_in(nothing, "content"));
    assert_true(looks_in(nothing, "src/content"));
    assert_true(looks_in(nothing, "src"));
    assert_true(looks_in(nothing, "docs/content"));
    assert_true(looks_in(own, "content"));
    assert_false(looks_in(own, "src"));
    assert_false(looks_in(own, "docs/content"));
    assert_false(looks_in(page, "docs/content"));
    assert_false(looks_in(jekyll, "content"));

    struct content_root first;
    size_t cursor = 0;
    assert_true(tree_next_root(markers_of(astro), &cursor, &first));
    assert_string_equal(first.root, "src/content");
}

struct reading {
    const char *path;
    bool is_folder, is_read;
};

static void check(struct tree tree, const struct reading *readings,
                  size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (tree_reads(&tree, slice_of(readings[i].path),
                       readings[i].is_folder) != readings[i].is_read)
            fail_msg("%s", readings[i].path);
    }
}

static void jekyll_reads_pages_posts_collections_and_data(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"_posts", true, true},
        {"a/_posts", true, true},
        {"_drafts", true, true},
        {"_recipes", true, true},
        {"_data", true, true},
        {"_data/_deep", true, true},
        {"docs", true, true},
        {"docs/_private", true, false},
        {"_site", true, false},
        {"_layouts", true, false},
        {"_includes", true, false},
        {"_sass", true, false},
        {"vendor", true, false},
        {"_config.yml", false, true},
        {"_data/nav.yml", false, true},
        {"Gemfile.yml", false, false},
        {"docs/x.json", false, false},
        {"about.md", false, true},
        {"README.md", false, false},
        {"_hidden.md", false, false},
        {"docs/README.md", false, true},
    };
    static const struct reading elsewhere[] = {
        {"lib", true, true},
        {"lib/_recipes", true, true},
        {"lib/_layouts", true, false},
        {"lib/_recipes/_private", true, false},
        {"library/_recipes", true, false},
    };
    struct tree tree = {.kind = SITE_JEKYLL, .is_project = true};
    check(tree, readings, COUNT(readings));
    tree.collections_dir = SLICE("lib");
    check(tree, elsewhere, COUNT(elsewhere));
}

static void hugo_reads_of_its_data_the_authors_only(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"content/posts/a.md", false, true},
        {"content/data/a.json", false, true},
        {"data/authors", true, true},
        {"data/authors/ana.yaml", false, true},
        {"data/authors.json", false, true},
        {"data/secrets.json", false, false},
        {"data/other", true, false},
    };
    struct tree tree = {.kind = SITE_HUGO, .content_root = SLICE("content")};
    assert_string_equal(tree_second_root(&tree), "data");
    check(tree, readings, COUNT(readings));
}

static void astro_keeps_names_with_an_underscore_private(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"src/content/blog/a.md", false, true},
        {"src/content/blog/_a.md", false, false},
        {"src/content/_drafts", true, false},
    };
    struct tree tree = {.kind = SITE_ASTRO,
                        .content_root = SLICE("src/content")};
    assert_string_equal(tree_second_root(&tree), "src/pages");
    check(tree, readings, COUNT(readings));
}

static void eleventy_reads_data_in_its_folder_only(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"_data", true, true},          {"_data/site.json", false, true},
        {"_includes", true, false},     {"posts/posts.json", false, false},
        {"package.json", false, false}, {"posts/a.md", false, true},
        {"README.md", false, false},
    };
    check((struct tree){.kind = SITE_ELEVENTY, .is_project = true}, readings,
          COUNT(readings));
}

static void a_project_is_no_content(void **state)
{
    (void)state;
    static const struct reading readings[] = {
        {"package.json", false, false}, {"README.md", false, false},
        {"LICENSE.md", false, false},   {"about.md", false, true},
        {"public", true, false},        {"posts", true, true},
        {"data/nav.json", false, true}, {"posts/README.md", false, true},
    };
    static const struct reading plain[] = {
        {"nav.json", false, true},
        {"README.md", false, true},
        {"public", true, true},
    };
    static const char *const project[MOST_NAMES] = {"package.json"};
    static const char *const folder[MOST_NAMES] = {"posts"};

    assert_true(tree_is_project(markers_of(project)));
    assert_false(tree_is_project(markers_of(folder)));
    check((struct tree){.is_project = true}, readings, COUNT(readings));
    check((struct tree){.is_project = false}, plain, COUNT(plain));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(settings_tell_the_generator),
        cmocka_unit_test(content_is_looked_for_where_the_generator_keeps_it),
        cmocka_unit_test(jekyll_reads_pages_posts_collections_and_data),
        cmocka_unit_test(hugo_reads_of_its_data_the_authors_only),
        cmocka_unit_test(astro_keeps_names_with_an_underscore_private),
        cmocka_unit_test(eleventy_reads_data_in_its_folder_only),
        cmocka_unit_test(a_project_is_no_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
