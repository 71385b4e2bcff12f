/* generators_test.c - each generator files and routes in its own way. */
#include "test.h"

#include "layout/places.h"

#include "base/clock.h"
#include "layout/generator.h"

static const struct file settings_without_anything = {"zzz.md", "---\n---\n"};

static struct tree tree_of(const struct generator *generator,
                           const char *content_root)
{
    return (struct tree){.folder_name = SLICE("site"),
                         .content_root = slice_of(content_root),
                         .generator = generator};
}

static void jekyll_has_posts_in_one_folder_only(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"_posts/2024-03-05-hello.md", "x", "posts", "hello",
         "/2024/03/05/hello.html"},
        {"_posts/deep/2024-3-5-hello.md", "x", "posts", "hello",
         "/2024/03/05/hello.html"},
        {"Food/_posts/2024-03-05-soup.md", "---\ncategories: Hot Pot\n---\n",
         "posts", "soup", "/food/hot/pot/2024/03/05/soup.html"},
        {"_posts/2024-03-05-a.md", "---\ncategories: [A, B]\n---\n", "posts",
         "a", "/a/b/2024/03/05/a.html"},
        {"_posts/2024-03-05-a.md", "---\npermalink: /x/:title/\n---\n", "posts",
         "a", "/x/a/"},
        {"_posts/2024-03-05-a.md", "---\nslug: b\n---\n", "posts", "b",
         "/2024/03/05/b.html"},
        {"blog/a.md", "---\n---\n", "pages", "blog/a", "/blog/a.html"},
        {"about.md", "---\nlayout: page\n---\n", "pages", "about",
         "/about.html"},
        {"about.md", "---\npermalink: /about/\n---\n", "pages", "about",
         "/about/"},
        {"index.md", "---\n---\n", "pages", "index", "/"},
        {"docs/index.md", "---\n---\n", "pages", "docs", "/docs/"},
        {"CHANGES.md", "not a page", NULL, NULL, NULL},
        {"_recipes/soup.md", "---\n---\nx", "recipes", "soup",
         "/recipes/soup.html"},
        {"_authors/ana.md", "---\n---\nx", "authors", "ana", NULL},
        {"_blog/a.md", "---\n---\nx", "blog", "a", "/blog/a.html"},
        {"_data/nav.yml", "a: 1", "data", "nav", NULL},
        {"_config.yml", "title: x", NULL, NULL, NULL},
        {"_drafts/a.md", "---\n---\nx", NULL, NULL, NULL},
        {"_posts/index.md", "---\ntitle: All\n---\n", "pages", "posts", NULL},
        {"_posts/index.md", "---\npermalink: /all/\n---\n", "pages", "posts",
         "/all/"},
        {"docs/a b.md", "---\npermalink: /:path/:basename/x\n---\n", "pages",
         "docs/a b", "/docs/a%20b/x"},
    };
    struct tree tree = tree_of(&jekyll_generator, "");
    check_all(&tree, settings_without_anything, examples, COUNT(examples));
}

static void jekyll_routes_as_its_settings_say(void **state)
{
    (void)state;
    static const struct file config = {
        "_config.yml", "permalink: /:year/:title/\n"
                       "collections:\n"
                       "  recipes: {output: true, permalink: /eat/:path/}\n"
                       "  notes: {output: false}\n"};
    static const struct example examples[] = {
        {"_posts/2024-03-05-hello.md", "x", "posts", "hello", "/2024/hello/"},
        {"about.md", "---\n---\n", "pages", "about", "/about/"},
        {"_recipes/hot/soup.md", "---\n---\nx", "recipes", "hot/soup",
         "/eat/hot/soup/"},
        {"_notes/a.md", "---\n---\nx", "notes", "a", NULL},
    };
    static const struct file pretty = {"_config.yml", "permalink: pretty\n"};
    static const struct example pretty_examples[] = {
        {"_posts/2024-03-05-hello.md", "x", "posts", "hello",
         "/2024/03/05/hello/"},
        {"about.md", "---\n---\n", "pages", "about", "/about/"},
    };
    struct tree tree = tree_of(&jekyll_generator, "");
    check_all(&tree, config, examples, COUNT(examples));
    check_all(&tree, pretty, pretty_examples, COUNT(pretty_examples));
}

/* As Jekyll 4.3 builds them. */
static void jekyll_takes_days_in_the_timezone_of_the_site(void **state)
{
    (void)state;
    static const struct file config = {
        "_config.yml",
        "collections: {posts: {permalink: /news/:day/:title/}}\n"};
    static const struct example examples[] = {
        {"_posts/2013-05-06-a.md",
         "---\ndate: 2013-05-06 02:12:52 +0200\n---\n", "posts", "a",
         "/news/05/a/"},
        {"_posts/2013-05-06-b.md", "---\ndate: 2013-05-06 02:12:52\n---\n",
         "posts", "b", "/news/05/b/"},
        {"_posts/2013-05-06-c.md", "---\ndate: 2013-05-06 02:12\n---\n",
         "posts", "c", "/news/06/c/"},
        {"_posts/2013-05-06-e.md", "---\ndate: \"2013-05-06 02:12:52\"\n---\n",
         "posts", "e", "/news/06/e/"},
        {"_posts/2013-05-06-f.md", "---\ndate: '2013-05-06T02:12:52'\n---\n",
         "posts", "f", "/news/06/f/"},
        {"_posts/2013-05-06-g.md", "---\ndate: 2013-05-06 02:12:52.5\n---\n",
         "posts", "g", "/news/05/g/"},
        {"_posts/2013-05-06-d.md", "x", "posts", "d", "/news/06/d/"},
    };
    struct tree tree = tree_of(&jekyll_generator, "");
    struct err err;
    assert_true(timezone_set("America/Los_Angeles", &err));
    check_all(&tree, config, examples, COUNT(examples));
    assert_true(timezone_set("UTC", &err));
}

static void jekyll_makes_pages_of_the_folders_that_it_includes(void **state)
{
    (void)state;
    static const struct file config = {"_config.yml", "include: [_pages]\n"};
    static const struct example examples[] = {
        {"_pages/x.md", "---\n---\n", "pages", "x", "/_pages/x.html"},
        {"_pages/y.md", "---\npermalink: /yy/\n---\n", "pages", "y", "/yy/"},
        {"_pages/sub/index.md", "---\n---\n", "pages", "sub", "/_pages/sub/"},
    };
    struct tree tree = tree_of(&jekyll_generator, "");
    check_all(&tree, config, examples, COUNT(examples));
}

static void jekyll_makes_pages_of_collections_that_are_to_be_put_out(void **s)
{
    (void)s;
    static const struct file config = {"_config.yml",
                                       "permalink: weekdate\n"
                                       "collections_dir: lib\n"
                                       "collections:\n"
                                       "  recipes: {output: true}\n"
                                       "  notes:\n"};
    static const struct example examples[] = {
        {"lib/_recipes/soup.md", "---\n---\nx", "recipes", "soup",
         "/recipes/soup"},
        {"lib/_notes/a.md", "---\n---\nx", "notes", "a", NULL},
        {"lib/_notes/a.md", "---\npermalink: /a/\n---\n", "notes", "a", NULL},
        {"lib/_posts/2024-03-05-a.md", "x", "posts", "a",
         "/2024/W10/Tue/a.html"},
        {"lib/about.md", "---\n---\n", "pages", "lib/about", "/lib/about"},
        {"lib/_data/x.yml", "a: 1", "data", "x", NULL},
    };
    struct tree tree = tree_of(&jekyll_generator, "");
    tree.collections_dir = SLICE("lib");
    check_all(&tree, config, examples, COUNT(examples));
}

static void hugo_routes_sections_and_bundles(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/_index.md", "x", "pages", "index", "/"},
        {"content/about.md", "x", "pages", "about", "/about/"},
        {"content/posts/_index.md", "x", "pages", "posts", "/posts/"},
        {"content/posts/Big News.md", "x", "posts", "Big News",
         "/posts/big-news/"},
        {"content/post/trip/index.md", "x", "posts", "trip", "/post/trip/"},
        {"content/posts/2024-03-05-a.md", "x", "posts", "2024-03-05-a",
         "/posts/2024-03-05-a/"},
        {"content/posts/a.md", "---\nslug: b\n---\n", "posts", "b",
         "/posts/b/"},
        {"content/posts/a.md", "---\nurl: /else/where/\n---\n", "posts", "a",
         "/else/where/"},
        {"content/docs/guide/_index.md", "x", "pages", "docs/guide",
         "/docs/guide/"},
        {"content/docs/guide/one.md", "x", "docs", "guide/one",
         "/docs/guide/one/"},
        {"content/authors/ana/_index.md", "x", "authors", "ana", NULL},
        {"content/tags/go/_index.md", "x", "pages", "tags/go", "/tags/go/"},
        {"content/about.md", "---\nslug: us\n---\n", "pages", "us", "/us/"},
    };
    struct tree tree = tree_of(&hugo_generator, "content");
    check_all(&tree, (struct file){"content/zzz.md", "x"}, examples,
              COUNT(examples));
}

static void nuxt_has_its_numbers_in_no_address(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"content/1.index.md", "x", "pages", "index", "/"},
        {"content/2.guide/1.index.md", "x", "pages", "guide", "/guide"},
        {"content/2.guide/10.Set up.md", "x", "guide", "Set up",
         "/guide/set-up"},
        {"content/2.guide/3.deep/1.index.md", "x", "guide", "deep",
         "/guide/deep"},
        {"content/3.blog/hello.md", "x", "posts", "hello", "/blog/hello"},
        {"content/docs/2.x/1.9.md", "x", "docs", "2.x/1.9", "/docs/2.x/1.9"},
        {"content/docs/01.a.md", "---\nslug: b\n---\n", "docs", "b", "/docs/a"},
        {"content/404.md", "x", "pages", "404", "/404"},
    };
    static const struct file untitled[] = {
        {"content/1.intro.md", "x"},
        {"content/2.get started/1.index.md", "x"},
        {"content/2.x/1.9.md", "x"},
    };
    static const char *const titles[] = {"Intro", "Get started", "1.9"};
    struct tree tree = tree_of(&nuxt_generator, "content");
    check_all(&tree, (struct file){"content/zzz.md", "x"}, examples,
              COUNT(examples));
    struct snapshot *snapshot = build_tree(tree, untitled, COUNT(untitled));
    for (size_t i = 0; i < COUNT(untitled); i++)
        assert_slice_is(entry_at(snapshot, untitled[i].path)->name, titles[i]);
    snapshot_unref(snapshot);
}

static void astro_routes_by_collection_and_slug(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"src/content/blog/Hello World.mdx", "x", "posts", "hello-world",
         "/blog/hello-world"},
        {"src/content/blog/a/index.md", "x", "posts", "a", "/blog/a"},
        {"src/content/blog/a.md", "---\nslug: b\n---\n", "posts", "b",
         "/blog/b"},
        {"src/content/docs/deep/a.md", "x", "docs", "deep/a", "/docs/deep/a"},
        {"src/content/blog/v1.2.md", "x", "posts", "v12", "/blog/v12"},
        {"src/content/blog/What's new?.md", "x", "posts", "whats-new",
         "/blog/whats-new"},
        {"src/content/tutorial-c++/a b.md", "x", "tutorial-c++", "a-b",
         "/tutorial-c/a-b"},
        {"src/content/authors/ana.json", "{}", "authors", "ana", NULL},
        {"src/pages/index.md", "x", "pages", "index", "/"},
        {"src/pages/Legal/terms.mdx", "---\nslug: t\n---\n", "pages", "t",
         "/Legal/terms"},
        {"src/pages/feed.json", "{}", NULL, NULL, NULL},
    };
    static const struct example mixed[] = {
        {"src/posts/a.md", "---\nslug: b\n---\n", "posts", "b", "/posts/b"},
        {"src/pages/About.md", "x", "pages", "About", "/About"},
        {"src/pages/index.md", "x", "pages", "index", "/"},
    };
    struct tree tree = tree_of(&astro_generator, "src/content");
    check_all(&tree, (struct file){"src/content/z/z.md", "x"}, examples,
              COUNT(examples));
    tree = tree_of(&astro_generator, "src");
    check_all(&tree, (struct file){"src/z/z.md", "x"}, mixed, COUNT(mixed));
}

static void starlight_routes_its_docs_from_the_top(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"src/content/docs/index.mdx", "x", "pages", "docs", "/"},
        {"src/content/docs/guides/Getting Started.md", "x", "docs",
         "guides/getting-started", "/guides/getting-started"},
        {"src/content/docs/guides/index.md", "x", "docs", "guides", "/guides"},
        {"src/content/docs/fr/index.mdx", "x", "docs", "fr", "/fr"},
        {"src/content/docs/a.md", "---\nslug: b/c\n---\n", "docs", "b/c",
         "/b/c"},
        {"src/content/blog/a.md", "x", "posts", "a", "/blog/a"},
    };
    struct tree tree = tree_of(&astro_generator, "src/content");
    tree.has_mark = true;
    check_all(&tree, (struct file){"src/content/z/z.md", "x"}, examples,
              COUNT(examples));
}

/* As Eleventy 3.1 merges them. */
static void eleventy_documents_inherit_from_data_files(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/posts.json",
         "{\"author\": \"ana\", \"tags\": [\"post\"], \"list\": [1]}"},
        {"posts/posts.11tydata.json",
         "{\"author\": \"bo\", \"tags\": \"extra\"}"},
        {"posts/deep/deep.json", "{\"author\": \"deep\", \"list\": [2]}"},
        {"posts/deep/x.11tydata.json",
         "{\"permalink\": \"/z/\", \"author\": \"xx\", \"list\": [3]}"},
        {"posts/deep/x.json",
         "{\"permalink\": \"/y/\", \"mood\": \"calm\", \"list\": [4]}"},
        {"posts/one.md", "---\ntags: a\n---\n"},
        {"posts/deep/x.md", "---\ntags: [b]\n---\n"},
        {"posts/deep/y.md", "---\nauthor: me\nlist: [9]\n---\n"},
    };
    static const struct {
        const char *path, *author, *url;
        size_t tags, list;
    } wanted[] = {
        {"posts/one.md", "bo", "/posts/one/", 3, 1},
        {"posts/deep/x.md", "xx", "/z/", 3, 4},
        {"posts/deep/y.md", "me", "/posts/deep/y/", 2, 3},
    };
    struct snapshot *snapshot =
        build_tree(tree_of(&eleventy_generator, ""), files, COUNT(files));
    for (size_t i = 0; i < COUNT(wanted); i++) {
        const struct entry *entry = entry_at(snapshot, wanted[i].path);
        const struct value *root = &entry->meta->front_matter;
        assert_slice_is(entry->authors[0].written, wanted[i].author);
        assert_slice_is(entry->url, wanted[i].url);
        assert_int_equal(entry->tags.count, wanted[i].tags);
        assert_int_equal(value_find(root, "list")->size, wanted[i].list);
    }
    for (size_t i = 0; i < 5; i++)
        assert_null(entry_at(snapshot, files[i].path));
    assert_slice_is(
        value_text(value_find(
            &entry_at(snapshot, "posts/deep/x.md")->meta->front_matter,
            "mood")),
        "calm");
    snapshot_unref(snapshot);
}

static void eleventy_routes_by_path_or_permalink(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"blog/2024-03-05-a.md", "x", "posts", "a", "/blog/2024-03-05-a/"},
        {"about/index.md", "x", "pages", "about", "/about/"},
        {"blog/five/five.md", "x", "posts", "five/five", "/blog/five/"},
        {"index.md", "x", "pages", "index", "/"},
        {"posts/a.md", "---\npermalink: /b/index.html\n---\n", "posts", "a",
         "/b/"},
        {"posts/a.md", "---\npermalink: '/{{ title | slug }}/'\n---\n", "posts",
         "a", "/posts/a/"},
        {"posts/a.md", "---\npermalink: false\n---\n", "posts", "a", NULL},
        {"_data/site.json", "{}", "data", "site", NULL},
    };
    struct tree tree = tree_of(&eleventy_generator, "");
    check_all(&tree, settings_without_anything, examples, COUNT(examples));
}

static void posts_are_found_at_any_depth_of_a_plain_folder(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"apps/site/pages/en/blog/release/v1.0.md", "x", "posts",
         "release/v1.0", "/en/blog/release/v1.0"},
        {"apps/site/pages/en/blog/index.md", "x", "pages", "en/blog",
         "/en/blog"},
        {"apps/site/pages/en/about.md", "x", "pages", "en/about", "/en/about"},
        {"pages/blog/a.md", "---\nslug: b\n---\n", "posts", "b", "/blog/b"},
        {"packages/web/recipes/soup.md", "x", "recipes", "soup",
         "/recipes/soup"},
        {"source/_posts/2024-03-05-a.md", "x", "posts", "a", "/posts/a"},
        {"apps/a.md", "x", "apps", "a", "/apps/a"},
        {"data/blog/a.json", "{}", "data", "blog/a", NULL},
        {"authors/blog/a.md", "x", "authors", "a", NULL},
    };
    struct tree tree = tree_of(NULL, "");
    check_all(&tree, settings_without_anything, examples, COUNT(examples));
}

static void a_folder_of_posts_can_be_served_by_itself(void **state)
{
    (void)state;
    static const struct example in_posts[] = {
        {"hello.md", "x", "posts", "hello", "/posts/hello"},
        {"index.md", "x", "pages", "index", "/"},
    };
    static const struct example in_jekyll[] = {
        {"2024-03-05-a.md", "x", "posts", "a", "/2024/03/05/a.html"},
    };
    struct tree tree = {.folder_name = SLICE("posts"),
                        .content_root = SLICE("")};
    check_all(&tree, (struct file){"zzz.md", "x"}, in_posts, COUNT(in_posts));
    tree.folder_name = SLICE("_posts");
    tree.generator = &jekyll_generator;
    check_all(&tree, (struct file){"zzz.md", "x"}, in_jekyll, COUNT(in_jekyll));
}

static const char *kind_of(struct tree tree, const struct file *files,
                           size_t count)
{
    static char name[32];
    struct snapshot *snapshot = build_tree(tree, files, count);
    (void)snprintf(name, sizeof name, "%.*s", SLICE_FMT(snapshot->site.kind));
    snapshot_unref(snapshot);
    return name;
}

static void a_checkout_without_settings_is_known_by_its_habits(void **state)
{
    (void)state;
    static const struct file section[] = {{"content/a/_index.md", "x"}};
    static const struct file sections[] = {{"_index.md", "x"},
                                           {"a/_index.md", "x"}};
    static const struct file numbered[] = {{"content/1.index.md", "x"},
                                           {"content/2.a/1.b.md", "x"}};
    static const struct file once[] = {{"content/1.index.md", "x"},
                                       {"content/2.x/1.9.md", "x"},
                                       {"content/a/2.b.md", "x"},
                                       {"content/a/10.c.md", "x"}};
    static const struct file layout[] = {
        {"src/posts/a.md", "---\nlayout: ../layouts/Post.astro\n---\n"}};
    static const struct file typed[] = {
        {"content/pages/a.md", "---\ntype: PageLayout\n---\n"}};
    struct tree content = tree_of(NULL, "content");
    struct tree alone = {.folder_name = SLICE("content"),
                         .content_root = SLICE("")};
    struct tree jekyll = tree_of(&jekyll_generator, "");
    struct tree next = tree_of(&next_generator, "content");

    assert_string_equal(kind_of(content, section, 1), "Hugo site");
    assert_string_equal(kind_of(alone, sections, 2), "Hugo site");
    assert_string_equal(kind_of(alone, sections, 1), "plain folder");
    assert_string_equal(kind_of(content, numbered, 2), "Nuxt site");
    assert_string_equal(kind_of(content, once, 4), "plain folder");
    assert_string_equal(kind_of(tree_of(NULL, "src"), layout, 1), "Astro site");
    assert_string_equal(kind_of(next, typed, 1), "Stackbit site");
    assert_string_equal(kind_of(next, section, 1), "Next.js site");
    assert_string_equal(kind_of(jekyll, section, 1), "Jekyll site");
}

static void settings_say_what_the_site_is(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"_config.yml", "title: T\ndescription: D\nlang: de\n"
                        "url: https://example.org\nbaseurl: /b\n"}};
    struct snapshot *snapshot =
        build_tree(tree_of(&jekyll_generator, ""), files, COUNT(files));
    assert_slice_is(snapshot->site.title, "T");
    assert_slice_is(snapshot->site.description, "D");
    assert_slice_is(snapshot->site.language, "de");
    assert_slice_is(snapshot->site.public_url, "https://example.org/b");
    assert_int_equal(snapshot->everything.count, 0);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(jekyll_has_posts_in_one_folder_only),
        cmocka_unit_test(jekyll_routes_as_its_settings_say),
        cmocka_unit_test(jekyll_takes_days_in_the_timezone_of_the_site),
        cmocka_unit_test(jekyll_makes_pages_of_the_folders_that_it_includes),
        cmocka_unit_test(
            jekyll_makes_pages_of_collections_that_are_to_be_put_out),
        cmocka_unit_test(hugo_routes_sections_and_bundles),
        cmocka_unit_test(nuxt_has_its_numbers_in_no_address),
        cmocka_unit_test(astro_routes_by_collection_and_slug),
        cmocka_unit_test(starlight_routes_its_docs_from_the_top),
        cmocka_unit_test(eleventy_documents_inherit_from_data_files),
        cmocka_unit_test(eleventy_routes_by_path_or_permalink),
        cmocka_unit_test(posts_are_found_at_any_depth_of_a_plain_folder),
        cmocka_unit_test(a_folder_of_posts_can_be_served_by_itself),
        cmocka_unit_test(a_checkout_without_settings_is_known_by_its_habits),
        cmocka_unit_test(settings_say_what_the_site_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
