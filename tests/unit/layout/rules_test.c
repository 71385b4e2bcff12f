/* rules_test.c - collections as the operator wants them. */
#include "test.h"

#include "content.h"
#include "document/frontmatter.h"
#include "index/schema.h"
#include "layout/policy.h"

static struct snapshot *build_with(const struct collection_policy *collections,
                                   size_t collection_count,
                                   const struct file *files, size_t count)
{
    struct policy policy = policy_default;
    policy.collections = collections;
    policy.collection_count = collection_count;
    const struct build_input input = {
        .tree = {.folder_name = SLICE("site"), .content_root = SLICE("")},
        .policy = &policy,
    };
    return build_files(input, files, count);
}

#define BUILD(collections, files)                                              \
    build_with(collections, sizeof(collections) / sizeof(collections)[0],      \
               files, sizeof(files) / sizeof(files)[0])

/* The ids of all listed documents: "pages/a posts/b". */
static void check_ids(const struct snapshot *snapshot, const char *wanted)
{
    char text[512] = "";
    for (size_t i = 0; i < snapshot->everything.count; i++) {
        const struct entry *entry = snapshot->everything.items[i];
        size_t size = strlen(text);
        (void)snprintf(text + size, sizeof text - size, "%s%.*s",
                       i > 0 ? " " : "", SLICE_FMT(entry->id));
    }
    assert_string_equal(text, wanted);
}

static struct slice one[] = {{"kitchen/**", 10}};
static struct slice talk[] = {{"Talk", 4}, {"Keynote", 7}};

static void paths_and_types_say_what_is_in_it(void **state)
{
    (void)state;
    const struct collection_policy collections[] = {
        {.name = SLICE("recipes"), .paths = {one, 1}},
        {.name = SLICE("talks"), .types = {talk, 2}},
        {.name = SLICE("late"), .paths = {one, 1}},
    };
    const struct file files[] = {
        {"kitchen/soups/a.md", "a"},
        {"kitchen/index.md", "b"},
        {"posts/c.md", "---\ntype: Keynote\n---\n"},
        {"posts/d.md", "---\nlayout: Talk\n---\n"},
        {"posts/e.md", "---\ntype: Other\n---\n"},
        {"kitchen/f.json", "{}"},
    };
    struct snapshot *snapshot = BUILD(collections, files);
    check_ids(snapshot, "posts/e recipes/f recipes/index recipes/soups/a "
                        "talks/c talks/d");
    const struct collection *recipes =
        snapshot_find_collection(snapshot, SLICE("recipes"));
    assert_slice_is(collection_find(recipes, SLICE("a"))->id,
                    "recipes/soups/a");
    snapshot_unref(snapshot);
}

static void a_collection_that_is_named_is_there(void **state)
{
    (void)state;
    static struct slice nowhere[] = {{"kichen/**", 9}};
    const struct collection_policy collections[] = {
        {.name = SLICE("recipes"), .paths = {one, 1}},
        {.name = SLICE("typo"), .line = 7, .paths = {nowhere, 1}},
        {.name = SLICE("notes"), .slug = SLICE(":slug")},
    };
    const struct file files[] = {
        {"kitchen/a.md", "---\ndraft: true\n---\n"},
        {"notes/a.md", "---\ndraft: true\n---\n"},
    };
    struct snapshot *snapshot = BUILD(collections, files);
    for (size_t i = 0; i < 3; i++)
        assert_non_null(
            snapshot_find_collection(snapshot, collections[i].name));
    assert_int_equal(snapshot->diagnostics.count, 1);
    assert_int_equal(snapshot->diagnostics.items[0].code,
                     DIAGNOSTIC_SETTING_UNUSED);
    assert_slice_is(snapshot->diagnostics.items[0].path, SETTINGS_FILE);
    assert_int_equal(snapshot->diagnostics.items[0].line, 7);
    snapshot_unref(snapshot);
}

static void a_slug_of_dates_is_only_for_what_has_one(void **state)
{
    (void)state;
    const struct collection_policy collections[] = {
        {.name = SLICE("posts"), .slug = SLICE(":year-:month-:slug")},
    };
    const struct file files[] = {
        {"posts/a.md", "---\ndate: 2024-05-01\n---\n"},
        {"posts/b.md", "x"},
    };
    struct snapshot *snapshot = BUILD(collections, files);
    check_ids(snapshot, "posts/2024-05-a posts/b");
    assert_int_equal(diagnostics_of(snapshot, DIAGNOSTIC_SLUG_UNDATED,
                                    "posts/b.md", "dates"),
                     1);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 1);
    snapshot_unref(snapshot);
}

static void convention_adds_nothing_to_what_is_said(void **state)
{
    (void)state;
    static struct slice news[] = {{"news/*.md", 9}};
    const struct collection_policy collections[] = {
        {.name = SLICE("posts"), .paths = {news, 1}},
    };
    const struct file files[] = {
        {"posts/a.md", "a"},
        {"news/b.md", "b"},
        {"posts/c.json", "{}"},
    };
    struct snapshot *snapshot = BUILD(collections, files);
    check_ids(snapshot, "data/posts/c pages/a posts/b");
    snapshot_unref(snapshot);
}

static struct value parsed(const char *yaml)
{
    static struct arena arena; /* ends with the test's process */
    struct diagnostics diagnostics = {.arena = &arena};
    struct value value;
    assert_true(
        frontmatter_parse(slice_of(yaml), 1, &arena, &diagnostics, &value));
    return value;
}

static void check_filter(const char *filter, const char *front_matter,
                         bool meets)
{
    char text[256];
    const struct collection_policy collections[] = {
        {.name = SLICE("posts"), .filter = parsed(filter)},
    };
    (void)snprintf(text, sizeof text, "---\n%s\n---\n", front_matter);
    const struct file files[] = {{"posts/a.md", text}};
    struct snapshot *snapshot = BUILD(collections, files);
    if (snapshot->everything.count != (meets ? 1 : 0))
        fail_msg("%s and %s", filter, front_matter);
    assert_int_equal(snapshot->left_out.filtered, meets ? 0 : 1);
    snapshot_unref(snapshot);
}

static void a_filter_compares_values_by_their_types(void **state)
{
    (void)state;
    check_filter("lang: en", "lang: en", true);
    check_filter("lang: en", "lang: de", false);
    check_filter("lang: en", "x: 1", false);
    check_filter("lang: [en, fr]", "lang: fr", true);
    check_filter("tags: news", "tags: [a, news]", true);
    check_filter("tags: [a, b]", "tags: [b, c]", true);
    check_filter("tags: news", "tags: [new]", false);
    check_filter("n: 1", "n: 1.0", true);
    check_filter("n: 1", "n: '1'", false);
    check_filter("featured: true", "featured: true", true);
    check_filter("featured: true", "featured: 'true'", false);
    check_filter("gone: null", "x: 1", true);
    check_filter("gone: null", "gone: 1", false);
    check_filter("a: 1\nb: 2", "a: 1\nb: 2", true);
    check_filter("a: 1\nb: 2", "a: 1\nb: 3", false);
}

static void patterns_make_slugs_and_urls(void **state)
{
    (void)state;
    const struct collection_policy collections[] = {
        {.name = SLICE("recipes"),
         .paths = {one, 1},
         .slug = SLICE(":year/:title"),
         .url = SLICE("/food/:collection/:month/:day/:path/:name/:slug")},
        {.name = SLICE("authors"), .url = SLICE("/by/:slug")},
    };
    const struct file files[] = {
        {"kitchen/x/soup.md", "---\ntitle: A Soup!\ndate: 2024-02-03\n---\n"},
        {"kitchen/undated.md", "---\ntitle: B\n---\n"},
        {"authors/ana.md", "---\nname: Ana\n---\n"},
        {"kitchen/data.json", "{}"},
    };
    struct snapshot *snapshot = BUILD(collections, files);
    const struct collection *recipes =
        snapshot_find_collection(snapshot, SLICE("recipes"));
    const struct entry *soup = collection_find(recipes, SLICE("2024/a-soup"));
    assert_non_null(soup);
    assert_slice_is(soup->url, "/food/recipes/02/03/x/soup/soup/2024/a-soup");
    assert_slice_is(collection_find(recipes, SLICE("undated"))->url,
                    "/food/recipes/undated/undated/undated");
    assert_null(collection_find(recipes, SLICE("data"))->url.data);
    const struct entry *ana =
        snapshot_find_path(snapshot, SLICE("authors/ana.md"));
    assert_slice_is(ana->url, "/by/ana");
    snapshot_unref(snapshot);
}

static void two_of_one_slug_keep_apart(void **state)
{
    (void)state;
    const struct collection_policy collections[] = {
        {.name = SLICE("recipes"), .paths = {one, 1}, .slug = SLICE(":year")},
    };
    const struct file files[] = {
        {"kitchen/a.md", "---\ndate: 2024-02-03\n---\n"},
        {"kitchen/b.md", "---\ndate: 2024-02-02\n---\n"},
    };
    struct snapshot *snapshot = BUILD(collections, files);
    check_ids(snapshot, "recipes/a recipes/2024");
    snapshot_unref(snapshot);
}

static void check_order(const struct sort_rule *sort, size_t count,
                        const char *wanted)
{
    const struct file files[] = {
        {"kitchen/a.md", "---\nn: 2\ntitle: X\ndate: 2024-01-01\n---\n"},
        {"kitchen/b.md", "---\nn: 10\ntitle: X\ndate: 2024-01-03\n---\n"},
        {"kitchen/c.md", "---\nn: 2\ntitle: Y\ndate: 2024-01-02\n---\n"},
        {"kitchen/d.md", "---\nn: text\ntitle: Z\n---\n"},
        {"kitchen/e.md", "---\ntitle: W\n---\n"},
    };
    struct collection_policy collections[] = {
        {.name = SLICE("k"), .paths = {one, 1}, .sort_count = count},
    };
    memcpy(collections[0].sort, sort, count * sizeof *sort);
    struct snapshot *snapshot = BUILD(collections, files);
    check_ids(snapshot, wanted);
    const struct list *list =
        &snapshot_find_collection(snapshot, SLICE("k"))->by[ORDER_DEFAULT];
    for (size_t i = 0; i < list->count; i++)
        assert_int_equal(list->items[i]->ranks[ORDER_DEFAULT], i);
    snapshot_unref(snapshot);
}

static void a_collection_has_the_order_that_is_said(void **state)
{
    (void)state;
    const struct sort_rule n_then_newest[] = {{SLICE("n"), false},
                                              {SLICE("date"), true}};
    const struct sort_rule n_down[] = {{SLICE("n"), true}};
    const struct sort_rule title_down_oldest[] = {{SLICE("title"), true},
                                                  {SLICE("date"), false}};
    check_order(n_then_newest, 2, "k/c k/a k/b k/d k/e");
    check_order(n_down, 1, "k/d k/b k/a k/c k/e");
    check_order(title_down_oldest, 2, "k/d k/c k/a k/b k/e");
}

static void next_follows_in_an_order_of_its_own(void **state)
{
    (void)state;
    const struct collection_policy collections[] = {
        {.name = SLICE("k"),
         .paths = {one, 1},
         .sort = {{SLICE("n"), false}},
         .sort_count = 1},
    };
    const struct file files[] = {
        {"kitchen/a.md", "---\nn: 2\ndate: 2024-01-01\n---\n"},
        {"kitchen/b.md", "---\nn: 1\ndate: 2024-01-03\n---\n"},
    };
    struct snapshot *snapshot = BUILD(collections, files);
    const struct entry *b = snapshot_find_path(snapshot, SLICE("kitchen/b.md"));
    assert_slice_is(b->next->slug, "a");
    assert_null(b->previous);
    snapshot_unref(snapshot);
}

static bool has_field(const struct snapshot *snapshot,
                      const struct collection *collection, struct slice name)
{
    struct arena arena = {0};
    struct field_path path;
    struct slice nearest;
    bool has = schema_find(snapshot_schema(snapshot, collection), name, &arena,
                           &path, &nearest);
    arena_release(&arena);
    return has;
}

static void hidden_fields_are_not_there(void **state)
{
    (void)state;
    static struct slice hidden[] = {{"cost", 4},        {"tags", 4},
                                    {"draft", 5},       {"title", 5},
                                    {"expires_at", 10}, {"author", 6}};
    const struct collection_policy collections[] = {
        {.name = SLICE("k"), .paths = {one, 1}, .hidden_fields = {hidden, 6}},
    };
    const struct file files[] = {
        {"kitchen/a.md",
         "---\ncost: 1\ntags: [t]\ntitle: T\nauthor: Ana\nx: 1\n---\n# H\n"},
        {"kitchen/b.md", "---\ndraft: true\n---\n"},
        {"kitchen/c.md", "---\nexpires_at: 2001-01-01\n---\n"},
        {"kitchen/d.json", "{\"cost\": 1, \"x\": 2}"},
    };
    struct snapshot *snapshot = BUILD(collections, files);
    check_ids(snapshot, "k/a k/d");
    assert_int_equal(snapshot->left_out.drafts, 1);
    assert_int_equal(snapshot->left_out.expired, 1);
    const struct entry *a = snapshot_find_path(snapshot, SLICE("kitchen/a.md"));
    assert_int_equal(a->meta->front_matter.size, 1);
    assert_slice_is(a->name, "H");
    assert_int_equal(a->tags.count, 0);
    assert_int_equal(a->author_count, 0);
    assert_false(has_field(snapshot, a->collection, SLICE("cost")));
    assert_true(has_field(snapshot, a->collection, SLICE("x")));
    assert_int_equal(
        snapshot_find_collection(snapshot, SLICE("tags"))->all.count, 0);
    snapshot_unref(snapshot);
}

static void names_of_collections_are_addresses(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "", "_x", "a.b", "a/b", "tags", "recent", "categories", "search"};
    static const char *const right[] = {"posts", "Bücher", "a-b", "pages"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_non_null(collection_name_fault(slice_of(wrong[i])));
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        assert_null(collection_name_fault(slice_of(right[i])));
    assert_null(permalink_fault(SLICE("/a/:year/:slug.html")));
    assert_non_null(permalink_fault(SLICE("/a/:yaer")));
    assert_non_null(permalink_fault(SLICE("")));
    assert_non_null(permalink_fault(SLICE("/a b")));
    assert_non_null(permalink_fault(SLICE("/a?b")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paths_and_types_say_what_is_in_it),
        cmocka_unit_test(a_collection_that_is_named_is_there),
        cmocka_unit_test(a_slug_of_dates_is_only_for_what_has_one),
        cmocka_unit_test(convention_adds_nothing_to_what_is_said),
        cmocka_unit_test(a_filter_compares_values_by_their_types),
        cmocka_unit_test(patterns_make_slugs_and_urls),
        cmocka_unit_test(two_of_one_slug_keep_apart),
        cmocka_unit_test(a_collection_has_the_order_that_is_said),
        cmocka_unit_test(next_follows_in_an_order_of_its_own),
        cmocka_unit_test(hidden_fields_are_not_there),
        cmocka_unit_test(names_of_collections_are_addresses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
