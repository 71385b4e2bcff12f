/* fumadocs_test.c - pages as the loaders of Fumadocs route them. */
#include "test.h"

#include "layout/places.h"

#include "layout/generator.h"

/* A tree with these programs, whose values live in the arena. */
static struct tree tree_with(const char *config, const char *source,
                             struct arena *arena)
{
    struct value settings = {.kind = VALUE_OBJECT};
    settings = fumadocs_generator.read_ignores(
        SLICE("source.config.ts"), slice_of(config), &settings, arena);
    settings = fumadocs_generator.read_ignores(
        SLICE("lib/source.ts"), slice_of(source), &settings, arena);
    return (struct tree){.folder_name = SLICE("site"),
                         .content_root = SLICE("content"),
                         .generator = &fumadocs_generator,
                         .publishing = settings};
}

static void groups_and_index_files_are_in_no_address(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/docs/index.mdx", "x", "pages", "docs", "/docs"},
        {"content/docs/(start)/index.mdx", "x", "pages", "docs", "/docs"},
        {"content/docs/(start)/install.mdx", "x", "docs", "install",
         "/docs/install"},
        {"content/docs/api/(more)/deep.mdx", "x", "docs", "api/deep",
         "/docs/api/deep"},
        {"content/docs/a.mdx", "---\nslug: b\n---\n", "docs", "b", "/docs/a"},
        {"content/blog/a.mdx", "x", "posts", "a", "/blog/a"},
        {"content/docs/meta.json", "{\"title\": \"x\"}", NULL, NULL, NULL},
        {"content/docs/meta.fr.json", "{\"title\": \"x\"}", NULL, NULL, NULL},
    };
    struct arena arena = {0};
    struct tree tree = tree_with("", "", &arena);
    check_all(&tree, (struct file){"content/zzz.mdx", "x"}, examples,
              COUNT(examples));
    arena_release(&arena);
}

static void routes_are_those_of_the_loaders(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/guide/index.mdx", "x", "pages", "guide", "/"},
        {"content/guide/a/b.mdx", "x", "guide", "a/b", "/a/b"},
        {"content/news/a.mdx", "x", "posts", "a", "/updates/a"},
        {"content/docs/a.mdx", "x", "docs", "a", "/manual/a"},
        {"content/other/a.mdx", "x", "other", "a", "/other/a"},
    };
    struct arena arena = {0};
    struct tree tree = tree_with(
        "export const guide = defineDocs({ dir: './content/guide' });\n"
        "export const { docs } = f();\n"
        "export const news = defineCollections({ type: 'doc', dir: "
        "'content/news/' });\n",
        "export const a = loader({ baseUrl: '/', source: guide.toSource() })\n"
        "export const b = loader(createMDXSource(news), "
        "{ baseUrl: '/updates' })\n"
        "export const c = loader({ source: docs.x(), baseUrl: '/manual' })\n"
        "export const d = loader({ baseUrl: f(), source: docs })\n",
        &arena);
    check_all(&tree, (struct file){"content/zzz.mdx", "x"}, examples,
              COUNT(examples));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(groups_and_index_files_are_in_no_address),
        cmocka_unit_test(routes_are_those_of_the_loaders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
