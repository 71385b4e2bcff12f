/* hexo_test.c - where Hexo files and routes its documents. */
#include "test.h"

#include "layout/places.h"

#include "layout/generator.h"

static void check_by(const char *settings, const struct example *examples,
                     size_t count)
{
    const struct tree tree = {.folder_name = SLICE("site"),
                              .content_root = SLICE("source"),
                              .generator = &hexo_generator};
    const struct file beside = {"_config.yml", settings};
    check_all(&tree, beside, examples, count);
}

#define TWO "---\ntitle: My Title\ndate: 2024-03-05 06:07:08\n---\n"

static void source_is_in_no_address(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"source/_posts/hello.md", TWO, "posts", "hello", "/2024/03/05/hello/"},
        {"source/_posts/trip/a.md", TWO, "posts", "a", "/2024/03/05/trip/a/"},
        {"source/_posts/a.md", "---\npermalink: b/c\n---\n", "posts", "a",
         "/b/c"},
        {"source/_posts/undated.md", "x", "posts", "undated", NULL},
        {"source/about/index.md", "x", "pages", "about", "/about/"},
        {"source/about/me.md", "x", "pages", "about/me", "/about/me.html"},
        {"source/index.md", "x", "pages", "index", "/"},
        {"source/a.md", "---\npermalink: b/c\n---\n", "pages", "a",
         "/b/c.html"},
        {"source/a.md", "---\npermalink: /b/\n---\n", "pages", "a", "/b/"},
        {"source/_data/links.yml", "a: 1", "data", "links", NULL},
        {"_config.yml", "title: A", NULL, NULL, NULL},
    };
    check_by("title: A", examples, COUNT(examples));
}

static void settings_choose_the_words_of_a_permalink(void **state)
{
    (void)state;
    static const struct {
        const char *permalink, *url;
    } cases[] = {
        {":title", "/trip/a"},
        {":name.html", "/a.html"},
        {":post_title/", "/my-title/"},
        {":year:month:day/:i_month-:i_day/", "/20240305/3-5/"},
        {":hour:minute:second", "/060708"},
        {":timestamp/", "/1709618828/"},
        {":category/:name/", "/misc/a/"},
        {":lang/:name/", "/en/a/"},
        {":unknown/:name/", NULL},
        {":hash/", NULL},
        {"x/:_name", NULL},
        {"x/:/a", "/x/:/a"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char settings[256];
        const struct example example = {"source/_posts/trip/a.md", TWO, "posts",
                                        "a", cases[i].url};
        (void)snprintf(settings, sizeof settings,
                       "permalink: %s\ndefault_category: misc\n"
                       "permalink_defaults: {lang: en}\n",
                       cases[i].permalink);
        check_by(settings, &example, 1);
    }
}

static void names_say_dates_as_settings_say(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"source/_posts/2024-03-05-a.md", "x", "posts", "a", "/2024/a/"},
        {"source/_posts/2024-03-05-a-b.md", "x", "posts", "a-b", "/2024/a-b/"},
        {"source/_posts/Ä b.md", "---\ndate: 2023-01-01\n---\n", "posts", "Ä b",
         "/2023/A-b/"},
    };
    static const struct example plain[] = {
        {"source/_posts/2024-03-05-a.md", "x", "posts", "a",
         "/2024/2024-03-05-a/"},
    };
    check_by("new_post_name: :year-:month-:day-:title.md\n"
             "permalink: :year/:title/\n",
             examples, COUNT(examples));
    check_by("permalink: :year/:title/\n", plain, COUNT(plain));
}

static void addresses_may_be_shortened(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"source/_posts/a.md", TWO, "posts", "a", "/a"},
        {"source/about/me.md", "x", "pages", "about/me", "/about/me"},
    };
    static const struct example assets[] = {
        {"source/_posts/a.md", TWO, "posts", "a", "/a/"},
    };
    check_by("permalink: :title.html\npretty_urls: {trailing_html: false}\n",
             examples, COUNT(examples));
    check_by("permalink: :title\npost_asset_folder: true\n", assets,
             COUNT(assets));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(source_is_in_no_address),
        cmocka_unit_test(settings_choose_the_words_of_a_permalink),
        cmocka_unit_test(names_say_dates_as_settings_say),
        cmocka_unit_test(addresses_may_be_shortened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
