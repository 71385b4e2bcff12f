/* layout_test.c - which file is where, and under which names. */
#include "test.h"

#include "layout/places.h"

static const struct tree site = {.folder_name = {"site", 4},
                                 .content_root = {"content", 7}};
static const struct tree folder = {.folder_name = {"content", 7},
                                   .content_root = {"", 0}};
static const struct file stackbit_page = {"content/pages/x.md",
                                          "---\ntype: PageLayout\n---\n"};
static const struct file plain_page = {"zzz.md", "x"};

static void a_type_says_what_a_stackbit_document_is_wherever_it_lies(void **s)
{
    (void)s;
    static const struct example examples[] = {
        {"content/pages/blog/one.md", "---\ntype: PostLayout\n---\n", "posts",
         "one", "/blog/one"},
        {"content/pages/ai/index.md", "---\ntype: PostLayout\n---\n", "posts",
         "ai", "/ai"},
        {"content/pages/about.md", "---\nlayout: PostLayout\n---\n", "posts",
         "about", "/about"},
        {"content/pages/p/a.md", "---\ntype: ProjectLayout\n---\n", "projects",
         "a", "/p/a"},
        {"content/pages/b.md", "---\ntype: PageLayout\n---\n", "pages", "b",
         "/b"},
        {"content/pages/blog/index.md", "---\ntype: PostFeedLayout\n---\n",
         "pages", "blog", "/blog"},
        {"content/pages/p/index.md", "---\ntype: ProjectFeedLayout\n---\n",
         "pages", "p", "/p"},
        {"content/pages/index.md", "---\ntype: PageLayout\n---\n", "pages",
         "index", "/"},
        {"content/data/team/ana.json", "{\"type\": \"Person\"}", "authors",
         "ana", NULL},
        {"content/data/config.json", "{\"type\": \"Config\"}", "data", "config",
         NULL},
        {"content/data/style.json", "{\"type\": \"ThemeStyle\"}", "data",
         "style", NULL},
        {"content/data/nav/main.json", "{\"type\": \"Nav\"}", "data",
         "nav/main", NULL},
        {"content/data/list.yaml", "- 1\n", "data", "list", NULL},
        {"content/pages/untyped.md", "x", "pages", "untyped", "/untyped"},
        {"content/pages/odd.md", "---\ntype: Odd\n---\n", "pages", "odd",
         "/odd"},
    };
    check_all(&site, stackbit_page, examples, COUNT(examples));
}

static void data_that_calls_itself_a_post_is_data(void **s)
{
    (void)s;
    static const struct example examples[] = {
        {"content/pages/a.json", "{\"type\": \"PostLayout\"}", "data", "a",
         NULL},
        {"content/data/b.yaml", "type: PageLayout", "data", "b", NULL},
    };
    static const struct file files[] = {
        {"content/pages/x.md", "---\ntype: PageLayout\n---\n"},
        {"content/pages/a.json", "{\"type\": \"PostLayout\"}"},
        {"content/data/ana.json", "{\"type\": \"Person\"}"},
        {"content/data/draft.json",
         "{\"type\": \"PostLayout\", \"draft\": true}"},
    };
    check_all(&site, stackbit_page, examples, COUNT(examples));
    struct snapshot *snapshot = CONTENT_SITE(files);
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_BODY_MISSING,
                                    files[1].path, "PostLayout"),
                     1);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_BODY_MISSING, NULL, NULL), 1);
    snapshot_unref(snapshot);
}

static void
a_stackbit_document_with_a_slug_keeps_its_folder_in_its_url(void **s)
{
    (void)s;
    static const struct example examples[] = {
        {"content/pages/news/one.md",
         "---\ntype: PostLayout\nslug: first\n---\n", "posts", "first",
         "/news/first"},
        {"content/pages/one.md", "---\ntype: PostLayout\nslug: first\n---\n",
         "posts", "first", "/blog/first"},
        {"content/pages/one.md", "---\ntype: ProjectLayout\nslug: p\n---\n",
         "projects", "p", "/projects/p"},
        {"content/pages/deep/one.md",
         "---\ntype: PageLayout\nslug: /us/about/\n---\n", "pages", "us/about",
         "/us/about"},
        {"content/pages/home.md", "---\ntype: PageLayout\nslug: /\n---\n",
         "pages", "index", "/"},
    };
    check_all(&site, stackbit_page, examples, COUNT(examples));
}

static void a_folder_says_what_a_plain_document_is(void **s)
{
    (void)s;
    static const struct example examples[] = {
        {"posts/a.md", "x", "posts", "a", "/posts/a"},
        {"_posts/2024-03-12-b.md", "x", "posts", "b", "/posts/b"},
        {"blog/a.md", "x", "posts", "a", "/posts/a"},
        {"Articles/a.md", "x", "posts", "a", "/posts/a"},
        {"news/deep/a.md", "x", "posts", "deep/a", "/posts/deep/a"},
        {"news/deep/a.md", "---\ndate: 2024-01-01\n---\n", "posts", "a",
         "/posts/a"},
        {"thoughts/a.md", "x", "posts", "a", "/posts/a"},
        {"authors/ana.md", "x", "authors", "ana", NULL},
        {"team/ana.md", "x", "authors", "ana", NULL},
        {"people/ana.json", "{}", "authors", "ana", NULL},
        {"pages/about.md", "x", "pages", "about", "/about"},
        {"pages/a/b.md", "x", "pages", "a/b", "/a/b"},
        {"data/x.json", "{}", "data", "x", NULL},
        {"_data/x.yml", "a: 1", "data", "x", NULL},
        {"recipes/soup.md", "x", "recipes", "soup", "/recipes/soup"},
        {"_recipes/soup.md", "x", "recipes", "soup", "/recipes/soup"},
        {"about.md", "x", "pages", "about", "/about"},
        {"index.md", "x", "pages", "index", "/"},
        {"nav.json", "{}", "data", "nav", NULL},
        {"post/a.md", "x", "posts", "a", "/posts/a"},
        {"posts/route.json", "{}", "data", "posts/route", NULL},
        {"posts/%d0%bf%d1%80.md", "x", "posts", "\xD0\xBF\xD1\x80",
         "/posts/%D0%BF%D1%80"},
        {"posts/100%.md", "x", "posts", "100%", "/posts/100%25"},
        {"posts/a%2fb.md", "x", "posts", "a%2fb", "/posts/a%252fb"},
    };
    check_all(&folder, plain_page, examples, COUNT(examples));
}

static void the_index_of_a_folder_is_the_page_of_it(void **s)
{
    (void)s;
    static const struct example examples[] = {
        {"posts/index.md", "x", "pages", "posts", "/posts"},
        {"recipes/_index.md", "x", "pages", "recipes", "/recipes"},
        {"about/index.md", "x", "pages", "about", "/about"},
        {"pages/index.md", "x", "pages", "index", "/"},
        {"pages/about/index.md", "x", "pages", "about", "/about"},
        {"posts/trip/index.md", "x", "posts", "trip", "/posts/trip"},
        {"data/index.json", "{}", "data", "index", NULL},
    };
    check_all(&folder, plain_page, examples, COUNT(examples));
}

static void a_page_with_a_slug_has_its_url_from_it(void **s)
{
    (void)s;
    static const struct example examples[] = {
        {"about.md", "---\nslug: about-us\n---\n", "pages", "about-us",
         "/about-us"},
        {"pages/deep/a.md", "---\nslug: /us/team\n---\n", "pages", "us/team",
         "/us/team"},
        {"home.md", "---\nslug: /\n---\n", "pages", "index", "/"},
    };
    check_all(&folder, plain_page, examples, COUNT(examples));
}

static void a_path_form_is_composed_as_slugs_are(void **s)
{
    (void)s;
    static const struct file files[] = {
        {"posts/re\xCC\x81sume\xCC\x81/a.md", "x"},
        {"posts/b/a.md", "x"},
    };
    struct snapshot *snapshot = SITE(files);
    const struct entry *entry =
        entry_of(snapshot, "posts", "r\xC3\xA9sum\xC3\xA9/a");
    assert_ptr_equal(entry, entry_at(snapshot, files[0].path));
    snapshot_unref(snapshot);
}

static void a_slug_is_the_key_else_the_name_as_it_is_written(void **s)
{
    (void)s;
    static const struct example examples[] = {
        {"posts/Caps and blanks.v1.2.md", "x", "posts", "Caps and blanks.v1.2",
         "/posts/Caps%20and%20blanks.v1.2"},
        {"posts/2017-2-5-short.md", "x", "posts", "short", "/posts/short"},
        {"posts/trip/index.md", "x", "posts", "trip", "/posts/trip"},
        {"posts/trip/_index.md", "x", "posts", "trip", "/posts/trip"},
        {"posts/a.md", "---\nslug: /x/y/\n---\n", "posts", "x/y", "/posts/x/y"},
        {"posts/a.md", "---\nslug: /\n---\n", "posts", "index", "/posts/index"},
        {"posts/a.md", "---\nslug: 2024\n---\n", "posts", "2024",
         "/posts/2024"},
        {"posts/a.md", "---\nslug: ''\n---\n", "posts", "a", "/posts/a"},
        /* e and a combining accent become one letter */
        {"posts/cafe\xCC\x81.md", "x", "posts", "caf\xC3\xA9",
         "/posts/caf%C3%A9"},
        {"posts/a.md", "---\nslug: cafe\xCC\x81\n---\n", "posts", "caf\xC3\xA9",
         "/posts/caf%C3%A9"},
    };
    check_all(&folder, plain_page, examples, COUNT(examples));
}

static void a_folder_that_the_api_needs_the_name_of_holds_pages(void **s)
{
    (void)s;
    static const char *const names[] = {"recent", "search", "tags",
                                        "categories", "_tags"};
    for (size_t i = 0; i < COUNT(names); i++) {
        char path[64];
        (void)snprintf(path, sizeof path, "%s/a.md", names[i]);
        const struct file files[] = {{path, "x"}};
        struct snapshot *snapshot = SITE(files);
        const struct entry *entry = entry_at(snapshot, path);
        assert_slice_is(entry->collection->name, "pages");
        assert_int_equal(diagnostics_of(snapshot,
                                        DIAGNOSTIC_COLLECTION_RESERVED, path,
                                        NULL),
                         1);
        snapshot_unref(snapshot);
    }
}

static void a_tree_is_recognised_by_a_typed_page(void **s)
{
    (void)s;
    const struct file typed[] = {stackbit_page};
    const struct file untyped[] = {
        {"content/pages/x.md", "x"},
        {"content/data/x.json", "{\"type\": \"Config\"}"}};
    struct snapshot *stackbit = CONTENT_SITE(typed);
    struct snapshot *plain = CONTENT_SITE(untyped);
    assert_slice_is(stackbit->site.kind, "Stackbit site");
    assert_slice_is(plain->site.kind, "plain folder");
    snapshot_unref(stackbit);
    snapshot_unref(plain);
}

static void what_is_not_published_tells_nothing_of_the_tree(void **s)
{
    (void)s;
    static const struct file files[] = {
        {"content/pages/blog/out.md", "---\ntype: Odd\n---\n"},
        {"content/pages/blog/new.md", "---\ntype: PostLayout\ndraft: true\n"
                                      "---\n"},
        {"content/pages/later.md", "---\ntype: PageLayout\ndate: 2999-01-01\n"
                                   "---\n"},
        {"content/pages/broken.md", "---\ntype: PageLayout\na: b: c\n---\n"},
        {"content/guide/_index.md", "---\ndraft: true\n---\n"},
    };
    for (size_t count = 1; count <= COUNT(files); count++) {
        struct snapshot *snapshot = build_shown(site, files, count, false);
        struct snapshot *preview = build_shown(site, files, count, true);
        assert_slice_is(snapshot->site.kind, "plain folder");
        assert_slice_is(preview->site.kind, "plain folder");
        assert_slice_is(entry_at(preview, files[0].path)->id, "posts/out");
        snapshot_unref(snapshot);
        snapshot_unref(preview);
    }
}

static void the_content_folder_can_be_served_by_itself(void **s)
{
    (void)s;
    static const struct example examples[] = {
        {"pages/blog/one.md", "---\ntype: PostLayout\n---\n", "posts", "one",
         "/blog/one"},
        {"data/team/ana.json", "{\"type\": \"Person\"}", "authors", "ana",
         NULL},
    };
    check_all(&folder,
              (struct file){"pages/x.md", "---\ntype: PageLayout\n---\n"},
              examples, COUNT(examples));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_type_says_what_a_stackbit_document_is_wherever_it_lies),
        cmocka_unit_test(
            a_stackbit_document_with_a_slug_keeps_its_folder_in_its_url),
        cmocka_unit_test(data_that_calls_itself_a_post_is_data),
        cmocka_unit_test(a_folder_says_what_a_plain_document_is),
        cmocka_unit_test(the_index_of_a_folder_is_the_page_of_it),
        cmocka_unit_test(a_page_with_a_slug_has_its_url_from_it),
        cmocka_unit_test(a_path_form_is_composed_as_slugs_are),
        cmocka_unit_test(a_slug_is_the_key_else_the_name_as_it_is_written),
        cmocka_unit_test(a_folder_that_the_api_needs_the_name_of_holds_pages),
        cmocka_unit_test(a_tree_is_recognised_by_a_typed_page),
        cmocka_unit_test(what_is_not_published_tells_nothing_of_the_tree),
        cmocka_unit_test(the_content_folder_can_be_served_by_itself),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
