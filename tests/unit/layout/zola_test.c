/* zola_test.c - where Zola files and routes its documents.
 *
 * By its documentation, and by the tests in components/content/src of its
 * source: there was no Zola to run. */
#include "test.h"

#include "layout/places.h"

#include "layout/generator.h"

static void check_by(const char *settings, const struct example *examples,
                     size_t count)
{
    const struct tree tree = {.folder_name = SLICE("site"),
                              .content_root = SLICE("content"),
                              .generator = &zola_generator};
    const struct file beside = {"config.toml", settings};
    check_all(&tree, beside, examples, count);
}

#define TOML(line) "+++\n" line "\n+++\nText.\n"

static void names_are_made_slugs_and_folders_are_not(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/_index.md", TOML(""), "pages", "index", "/"},
        {"content/Some Docs/_index.md", TOML(""), "pages", "Some Docs",
         "/Some%20Docs/"},
        {"content/docs/Set up.md", TOML("title = 'A'"), "docs", "Set up",
         "/docs/set-up/"},
        {"content/about.md", TOML(""), "pages", "about", "/about/"},
        {"content/blog/hello-world/index.md", TOML(""), "posts", "hello-world",
         "/blog/hello-world/"},
        {"content/blog/Größe & mehr.md", TOML(""), "posts", "Größe & mehr",
         "/blog/grosse-mehr/"},
        {"content/blog/中文.md", TOML(""), "posts", "中文", NULL},
        {"content/blog/中文.md", TOML("slug = 'zh'"), "posts", "zh",
         "/blog/zh/"},
        {"content/posts/intro/start.md", TOML("slug = 'hello-world'"), "posts",
         "intro/hello-world", "/posts/intro/hello-world/"},
        {"content/posts/intro/start.md", TOML("path = '/hello-world'"), "posts",
         "intro/start", "/hello-world/"},
        {"content/posts/start.md", TOML("path = 'a/b/'"), "posts", "start",
         "/a/b/"},
        {"content/posts/start.md", TOML("render = false"), "posts", "start",
         NULL},
        {"content/posts/start.md", TOML("draft = true"), NULL, NULL, NULL},
    };
    check_by("base_url = 'https://example.org'\n", examples, COUNT(examples));
}

static void dates_in_front_of_names_are_no_part_of_slugs(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/blog/2018-10-08_hello.md", TOML(""), "posts", "hello",
         "/blog/hello/"},
        {"content/blog/2018-10-08-hello.md", TOML(""), "posts", "hello",
         "/blog/hello/"},
        {"content/blog/2018-10-02T15:00:00Z-hello.md", TOML(""), "posts",
         "hello", "/blog/hello/"},
        {"content/blog/2018-10-08 - hello.md", TOML(""), "posts", " hello",
         "/blog/hello/"},
        {"content/blog/2018-10-08.md", TOML(""), "posts", "2018-10-08",
         "/blog/2018-10-08/"},
        {"content/blog/2018-10-08-trip/index.md", TOML(""), "posts", "trip",
         "/blog/trip/"},
    };
    static const struct example kept[] = {
        {"content/blog/2018-10-08-hello.md", TOML(""), "posts", "hello",
         "/blog/2018-10-08-hello/"},
    };
    check_by("base_url = 'x'\n", examples, COUNT(examples));
    check_by("base_url = 'x'\n[slugify]\npaths_keep_dates = true\n", kept,
             COUNT(kept));
}

static void settings_choose_how_names_become_slugs(void **state)
{
    (void)state;
    static const struct example safe[] = {
        {"content/blog/What: 中文?.md", TOML(""), "posts", "What: 中文?",
         "/blog/What%20%E4%B8%AD%E6%96%87/"},
    };
    static const struct example off[] = {
        {"content/blog/A B.md", TOML(""), "posts", "A B", "/blog/A%20B/"},
    };
    check_by("base_url = 'x'\nslugify.paths = 'safe'\n", safe, COUNT(safe));
    check_by("base_url = 'x'\nslugify.paths = 'off'\n", off, COUNT(off));
}

static void a_draft_section_keeps_back_what_is_in_it(void **state)
{
    (void)state;
    const struct tree tree = {.folder_name = SLICE("site"),
                              .content_root = SLICE("content"),
                              .generator = &zola_generator};
    static const struct file section = {"content/docs/_index.fr.md",
                                        TOML("draft = true")};
    static const struct example examples[] = {
        {"content/docs/deep/a.md", TOML(""), NULL, NULL, NULL},
        {"content/blog/a.md", TOML(""), "posts", "a", "/blog/a/"},
    };
    check_all(&tree, section, examples, COUNT(examples));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_made_slugs_and_folders_are_not),
        cmocka_unit_test(dates_in_front_of_names_are_no_part_of_slugs),
        cmocka_unit_test(settings_choose_how_names_become_slugs),
        cmocka_unit_test(a_draft_section_keeps_back_what_is_in_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
