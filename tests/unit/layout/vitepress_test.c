/* vitepress_test.c - pages as the settings of VitePress route them. */
#include "test.h"

#include "layout/places.h"

#include "layout/generator.h"

/* A tree with these settings, whose values live in the arena. */
static struct tree tree_with(const char *config, const char *content_root,
                             struct arena *arena)
{
    const struct value none = {.kind = VALUE_OBJECT};
    return (struct tree){
        .folder_name = SLICE("site"),
        .content_root = slice_of(content_root),
        .generator = &vitepress_generator,
        .publishing = vitepress_generator.read_ignores(
            SLICE(".vitepress/config.ts"), slice_of(config), &none, arena)};
}

static void paths_are_routes(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"index.md", "x", "pages", "index", "/"},
        {"about.md", "x", "pages", "about", "/about.html"},
        {"guide/index.md", "x", "pages", "guide", "/guide/"},
        {"guide/Set up.md", "x", "guide", "Set up", "/guide/Set%20up.html"},
        {"blog/2024-05-01-a.md", "x", "posts", "2024-05-01-a",
         "/blog/2024-05-01-a.html"},
        {"packages/[pkg].md", "x", NULL, NULL, NULL},
    };
    struct arena arena = {0};
    struct tree tree = tree_with("export default {}", "", &arena);
    check_all(&tree, (struct file){"zzz.md", "x"}, examples, COUNT(examples));
    arena_release(&arena);
}

static void settings_change_addresses(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"src/a/b.md", "x", "a", "b", "/x/y"},
        {"src/a/c.md", "x", "a", "c", "/a/c"},
        {"src/en/guide/a.md", "x", "en", "guide/a", "/guide/a"},
        {"src/packages/one/src/deep/er.md", "x", "packages", "one/src/deep/er",
         "/one/deep/er"},
        {"src/packages/one/src/index.md", "x", "packages", "one/src", "/one/"},
        {"src/packages/one/lib/a.md", "x", "packages", "one/lib/a",
         "/packages/one/lib/a"},
        {"src/v/1/a.md", "x", "v", "1/a", "/1/v/a"},
    };
    struct arena arena = {0};
    struct tree tree = tree_with(
        "export default defineConfig({ srcDir: 'src', cleanUrls: true,\n"
        "rewrites: { 'a/b.md': 'x/y.md', 'en/:rest*': ':rest*',\n"
        "'packages/:pkg/src/:slug*': ':pkg/:slug*',\n"
        "'v/:one/:two': ':one/v/:two' } })",
        "src", &arena);
    check_all(&tree, (struct file){"src/zzz.md", "x"}, examples,
              COUNT(examples));
    assert_slice_is(tree_own_root(&tree, &tree.publishing), "src");
    arena_release(&arena);
}

static void locales_are_languages_without_other_evidence(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"fr/guide/a.md", "x", "guide", "fr/a", "/fr/guide/a.html"},
        {"fr/index.md", "x", "pages", "fr/index", "/fr/"},
        {"it/guide/a.md", "x", "it", "guide/a", "/it/guide/a.html"},
    };
    struct arena arena = {0};
    struct tree tree =
        tree_with("export default { locales: { root: { lang: 'en' },\n"
                  "fr: { label: 'Fran\u00e7ais' } } }",
                  "", &arena);
    check_all(&tree, (struct file){"zzz.md", "x"}, examples, COUNT(examples));
    arena_release(&arena);
}

static void only_markdown_is_read_that_is_not_excluded(void **state)
{
    (void)state;
    struct unknown_setting found;
    struct arena arena = {0};
    size_t cursor = 0;
    struct tree tree = tree_with(
        "export default { srcExclude: ['**/wip/**', 'a.md'] }", "", &arena);
    assert_true(tree_reads(&tree, SLICE("b.md"), false));
    assert_false(tree_reads(&tree, SLICE("b.mdx"), false));
    assert_false(tree_reads(&tree, SLICE("guide/b.json"), false));
    assert_true(tree_holds_back(&tree, SLICE("a.md"), false));
    assert_true(tree_holds_back(&tree, SLICE("x/wip/a.md"), false));
    assert_false(tree_holds_back(&tree, SLICE("x/a.md"), false));
    assert_false(tree_next_unknown(&tree, &cursor, &found));

    tree = tree_with("export default {\n srcExclude: hidden() }", "", &arena);
    assert_true(tree_holds_back(&tree, SLICE("b.md"), false));
    assert_true(tree_next_unknown(&tree, &cursor, &found));
    assert_int_equal(found.line, 2);
    assert_slice_is(found.path, ".vitepress/config.ts");
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_routes),
        cmocka_unit_test(settings_change_addresses),
        cmocka_unit_test(locales_are_languages_without_other_evidence),
        cmocka_unit_test(only_markdown_is_read_that_is_not_excluded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
