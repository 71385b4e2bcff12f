/* nextra_test.c - pages as Nextra routes them, and how it is recognised. */
#include "test.h"

#include "layout/places.h"

#include "layout/generator.h"

static void paths_are_routes(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/index.mdx", "x", "pages", "index", "/"},
        {"content/page.mdx", "x", "pages", "page", "/page"},
        {"content/guide/index.md", "x", "pages", "guide", "/guide"},
        {"content/guide/v1.2.mdx", "x", "guide", "v1.2", "/guide/v1.2"},
        {"content/guide/a.mdx", "---\nslug: b\n---\n", "guide", "b",
         "/guide/a"},
        {"content/blog/a.mdx", "x", "posts", "a", "/blog/a"},
        {"app/page.mdx", "x", "pages", "index", "/"},
        {"app/(site)/about/page.mdx", "x", "pages", "about", "/about"},
        {"app/posts/(two)/v1.2/page.mdx", "x", "posts", "v1.2", "/posts/v1.2"},
    };
    struct tree tree = {.folder_name = SLICE("site"),
                        .content_root = SLICE("content"),
                        .generator = &nextra_generator};
    check_all(&tree, (struct file){"content/zzz.mdx", "x"}, examples,
              COUNT(examples));
    assert_true(tree_reads(&tree, SLICE("app/a/page.mdx"), false));
    assert_false(tree_reads(&tree, SLICE("app/a/notes.mdx"), false));
    assert_false(tree_reads(&tree, SLICE("content/_private.mdx"), false));
}

static void files_of_menus_are_read_and_are_no_documents(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/_meta.json", "{\"a\": \"A\"}", NULL, NULL, NULL},
        {"content/guide/_meta.ts", "export default {}", NULL, NULL, NULL},
    };
    struct tree tree = {.folder_name = SLICE("site"),
                        .content_root = SLICE("content"),
                        .generator = &nextra_generator};
    check_all(&tree, (struct file){"content/zzz.mdx", "x"}, examples,
              COUNT(examples));
    assert_true(tree_reads(&tree, SLICE("content/_meta.json"), false));
    assert_true(tree_reads(&tree, SLICE("content/guide/_meta.ts"), false));
    assert_true(tree_reads_index(&tree, SLICE("content/guide/_meta.ts")));
    assert_false(tree_reads_index(&tree, SLICE("content/guide/meta.ts")));
    assert_false(tree_reads_index(&tree, SLICE("content/_meta.css")));
}

static const char *generator_of(const char *const *names)
{
    struct tree_signs signs = {0};
    for (; *names != NULL; names++)
        tree_signs_add(&signs, slice_of(*names));
    const struct tree tree = {.generator = tree_signs_generator(&signs)};
    return tree_generator_name(&tree);
}

static void other_sites_of_next_are_not_taken_for_it(void **state)
{
    (void)state;
    static const struct {
        const char *names[5], *generator;
    } rows[] = {
        {{"next.config.mjs", "theme.config.tsx", "pages", NULL}, "Nextra site"},
        {{"next.config.ts", "mdx-components.tsx", "content", NULL},
         "Nextra site"},
        {{"next.config.ts", "mdx-components.tsx", "app", NULL}, "Next.js site"},
        {{"next.config.ts", "content", NULL}, "Next.js site"},
        {{"next.config.ts", "source.config.ts", "content", NULL},
         "Fumadocs site"},
        {{"theme.config.js", "content", NULL}, "plain folder"},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_string_equal(generator_of(rows[i].names), rows[i].generator);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_are_routes),
        cmocka_unit_test(files_of_menus_are_read_and_are_no_documents),
        cmocka_unit_test(other_sites_of_next_are_not_taken_for_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
