/* docusaurus_test.c - docs, blog and pages as the settings say. */
#include "test.h"

#include "layout/places.h"

#include "layout/docusaurus.h"

static const struct file beside = {"src/pages/zzz.md", "x"};

/* A tree with these settings, whose values live in the arena. */
static struct tree tree_with(const char *config, const char *versions,
                             struct arena *arena)
{
    const struct value none = {.kind = VALUE_OBJECT};
    struct value settings = docusaurus_read_settings(
        SLICE("docusaurus.config.js"), slice_of(config), &none, arena);
    if (versions != NULL)
        settings = docusaurus_read_settings(
            SLICE("versions.json"), slice_of(versions), &settings, arena);
    return (struct tree){.folder_name = SLICE("site"),
                         .generator = &docusaurus_generator,
                         .publishing = settings};
}

static void a_new_site_has_docs_a_blog_and_pages(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"docs/intro.md", "---\nslug: /\n---\n", "docs", "index", "/docs/"},
        {"docs/a.md", "---\nid: b\n---\n", "docs", "b", "/docs/b"},
        {"docs/01-guides/02 - Set up.md", "x", "docs", "guides/Set up",
         "/docs/guides/Set%20up"},
        {"docs/guides/README.md", "x", "docs", "guides", "/docs/guides/"},
        {"docs/guides/guides.md", "x", "docs", "guides", "/docs/guides/"},
        {"docs/guides/a.md", "---\nslug: b\n---\n", "docs", "guides/b",
         "/docs/guides/b"},
        {"docs/guides/a.md", "---\nslug: /b/c\n---\n", "docs", "b/c",
         "/docs/b/c"},
        {"docs/7.0-notes.md", "x", "docs", "7.0-notes", "/docs/7.0-notes"},
        {"docs/01-a.md", "---\nparse_number_prefixes: false\n---\n", "docs",
         "01-a", "/docs/01-a"},
        {"docs/guides/_category_.json", "{\"label\": \"x\"}", NULL, NULL, NULL},
        {"blog/tags.yml", "a: {label: A}", NULL, NULL, NULL},
        {"blog/2024-05-01-hello.md", "x", "posts", "hello",
         "/blog/2024/05/01/hello"},
        {"blog/2024/05/01/hello.md", "x", "posts", "hello",
         "/blog/2024/05/01/hello"},
        {"blog/2024-05-01-hello/index.md", "x", "posts", "hello",
         "/blog/2024/05/01/hello"},
        {"blog/trips/2024-05-01-a.md", "x", "posts", "a",
         "/blog/2024/05/01/trips/a"},
        {"blog/2024-05-01-a.md", "---\nslug: /b/c\n---\n", "posts", "b/c",
         "/blog/b/c"},
        {"src/pages/index.md", "x", "pages", "index", "/"},
        {"src/pages/legal/index.md", "x", "pages", "legal", "/legal/"},
        {"src/pages/about.mdx", "x", "pages", "about", "/about"},
    };
    struct arena arena = {0};
    struct tree tree = tree_with("module.exports = {title: 'x'}", NULL, &arena);
    check_all(&tree, beside, examples, COUNT(examples));
    arena_release(&arena);
}

static void routes_are_those_of_the_settings(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"manual/index.md", "x", "manual", "index", "/"},
        {"manual/a.md", "x", "manual", "a", "/a/"},
        {"news/2024-05-01-a.md", "x", "posts", "a", "/news/2024/05/01/a/"},
        {"team/01-a.md", "x", "authors", "01-a", NULL},
    };
    struct arena arena = {0};
    struct tree tree = tree_with(
        "export default {trailingSlash: true, presets: [['classic', {\n"
        "docs: {path: './manual', routeBasePath: '/'},\n"
        "blog: {path: 'news', routeBasePath: '/news/'}, pages: {}}]],\n"
        "plugins: [['@docusaurus/plugin-content-docs', {id: 't', path: 'team',"
        "numberPrefixParser: false}]]}",
        NULL, &arena);
    check_all(&tree, beside, examples, COUNT(examples));
    arena_release(&arena);
}

static void versions_and_languages_have_routes_of_their_own(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"docs/a.md", "x", "docs", "next/a", "/docs/next/a"},
        {"versioned_docs/version-2.0/a.md", "x", "docs", "a", "/docs/a"},
        {"versioned_docs/version-1.0/b/01-a.md", "x", "docs", "1.0/b/a",
         "/docs/1.0/b/a"},
        {"i18n/fr/docusaurus-plugin-content-docs/current/01-a.md", "x", "docs",
         "fr/next/a", "/fr/docs/next/a"},
        {"i18n/fr/docusaurus-plugin-content-docs/version-1.0/a.md", "x", "docs",
         "fr/1.0/a", "/fr/docs/1.0/a"},
        {"i18n/pt-BR/docusaurus-plugin-content-blog/2024-05-01-a.md", "x",
         "posts", "pt-BR/a", "/pt-BR/blog/2024/05/01/a"},
        {"i18n/fr/docusaurus-plugin-content-pages/a.md", "x", "pages", "fr/a",
         "/fr/a"},
    };
    struct arena arena = {0};
    struct tree tree = tree_with("module.exports = {title: 'x'}",
                                 "[\"2.0\", \"1.0\"]\n", &arena);
    check_all(&tree, beside, examples, COUNT(examples));
    arena_release(&arena);
}

static void tags_are_called_as_their_file_says(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"blog/2024-05-01-a.md", "---\ntags: [release, other]\n---\n"},
        {"blog/tags.yml", "release:\n  label: Releases\n"},
    };
    struct arena arena = {0};
    struct tree tree = tree_with("module.exports = {}", NULL, &arena);
    struct snapshot *snapshot = build_tree(tree, files, COUNT(files));
    const struct entry *entry = entry_of(snapshot, "tags", "release");
    assert_non_null(entry);
    assert_slice_is(entry->name, "Releases");
    assert_non_null(entry_of(snapshot, "tags", "other"));
    snapshot_unref(snapshot);
    arena_release(&arena);
}

static void what_is_read_depends_on_the_plugins(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool is_folder, is_read, is_held_back;
    } rows[] = {
        {"docs", true, true, false},
        {"docs/a.md", false, true, false},
        {"docs/wip/a.md", false, true, true},
        {"docs/_a.mdx", false, false, false},
        {"docs/_private", true, false, false},
        {"docs/a.markdown", false, false, false},
        {"docs/a.json", false, false, false},
        {"docs/b/_category_.yml", false, true, false},
        {"docs/tags.yml", false, true, false},
        {"docs/b/tags.yml", false, false, false},
        {"blog/2024-05-01-a.md", false, false, false},
        {"log/authors.yml", false, true, false},
        {"log/2024-05-01-a.md", false, true, false},
        {"src", true, true, false},
        {"src/pages/a.md", false, true, false},
        {"src/components", true, false, false},
        {"static", true, false, false},
        {"README.md", false, false, false},
        {"versioned_docs/version-1.0/a.md", false, true, true},
        {"i18n/fr/docusaurus-plugin-content-docs/current/wip/a.md", false, true,
         true},
        {"i18n/fr/docusaurus-theme-classic/a.md", false, false, false},
    };
    struct arena arena = {0};
    struct tree tree = tree_with(
        "module.exports = {presets: [['classic', {docs: {exclude: ['wip/**']},"
        "blog: false}]], plugins: [['content-blog', {path: 'log'}]]}",
        NULL, &arena);
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct slice path = slice_of(rows[i].path);
        if (tree_reads(&tree, path, rows[i].is_folder) != rows[i].is_read ||
            tree_holds_back(&tree, path, rows[i].is_folder) !=
                rows[i].is_held_back)
            fail_msg("%s", rows[i].path);
    }
    arena_release(&arena);
}

static void computed_options_publish_nothing(void **state)
{
    (void)state;
    struct unknown_setting found;
    struct arena arena = {0};
    size_t cursor = 0;
    struct tree tree = tree_with("module.exports = {presets: [['classic', {\n"
                                 "docs: {exclude: f()},\n"
                                 "blog: {path: 'blog', ...more}}]]}",
                                 NULL, &arena);
    assert_true(tree_next_unknown(&tree, &cursor, &found));
    assert_int_equal(found.line, 2);
    assert_slice_is(found.path, "docusaurus.config.js");
    assert_true(tree_next_unknown(&tree, &cursor, &found));
    assert_int_equal(found.line, 3);
    assert_false(tree_next_unknown(&tree, &cursor, &found));
    assert_false(tree_reads(&tree, SLICE("docs/a.md"), false));
    assert_false(tree_reads(&tree, SLICE("blog/2024-05-01-a.md"), false));
    assert_true(tree_reads(&tree, SLICE("src/pages/a.md"), false));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_site_has_docs_a_blog_and_pages),
        cmocka_unit_test(routes_are_those_of_the_settings),
        cmocka_unit_test(versions_and_languages_have_routes_of_their_own),
        cmocka_unit_test(tags_are_called_as_their_file_says),
        cmocka_unit_test(what_is_read_depends_on_the_plugins),
        cmocka_unit_test(computed_options_publish_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
