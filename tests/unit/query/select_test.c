/* select_test.c - the page of a list that a query asks for. */
#include "test.h"

#include "asking.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: D\ndate: 2024-01-01\ntags: x\nrank: 7\n---\n"},
    {"posts/b.md", "---\ntitle: C\ndate: 2024-01-02\ntags: [x, y]\n"
                   "rank: false\n---\n"},
    {"posts/c.md", "---\ntitle: B\ndate: 2024-01-03\ntags: [x, y]\n"
                   "rank: [a10, b]\n---\n"},
    {"posts/d.md", "---\ntitle: A\ndate: 2024-01-03\ntags: z\n"
                   "rank: A9\n---\n"},
    {"posts/e.md", "---\ntitle: E\ntags: x\n---\n"},
    {"posts/f.md", "---\ntitle: A\n---\n"},
};

static struct snapshot *snapshot;

static int build(void **state)
{
    (void)state;
    snapshot = SITE(files);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

/* The slugs on the page, followed by how many there are in all. */
static void check(const char *text, const struct list *list,
                  const struct collection *whole, const char *wanted)
{
    struct arena arena = {0};
    struct query query;
    struct page page;
    char got[256];
    assert_true(ask(snapshot, whole != NULL ? whole->name.data : "posts", text,
                    &arena, &query));
    assert_true(query_page(&query, snapshot, list, whole, &arena, &page));
    struct list on_page = {.items = page.items, .count = page.count};
    size_t used = strlen(slugs_of(&on_page, got, sizeof got));
    (void)snprintf(got + used, sizeof got - used, "|%zu/%u", page.all.count,
                   page.pages);
    assert_string_equal(got, wanted);
    arena_release(&arena);
}

static void check_posts(const char *text, const char *wanted)
{
    const struct collection *posts =
        snapshot_find_collection(snapshot, SLICE("posts"));
    const struct list *list = &posts->by[ORDER_DEFAULT];
    check(text, list, posts, wanted);
    check(text, list, NULL, wanted); /* ready orders are but a short cut */
}

static void the_default_order_is_newest_first(void **state)
{
    (void)state;
    check_posts("", "c d b a e f|6/1");
}

static void every_order_has_its_undated_last_and_its_ties_by_path(void **state)
{
    (void)state;
    check_posts("sort=date", "a b c d e f|6/1");
    check_posts("sort=-date", "c d b a e f|6/1");
    check_posts("sort=title", "d f c b a e|6/1");
    check_posts("sort=-title", "e a b c d f|6/1");
    check_posts("sort=-date,title", "d c b a f e|6/1");
    check_posts("sort=title,-date", "d f c b a e|6/1");
}

static void terms_sort_by_how_many_posts_they_have(void **state)
{
    (void)state;
    const struct collection *tags =
        snapshot_find_collection(snapshot, SLICE("tags"));
    const struct list *list = &tags->by[ORDER_DEFAULT];
    check("", list, tags, "x y z|3/1");
    check("sort=post_count", list, tags, "z y x|3/1");
    check("sort=-post_count", list, tags, "x y z|3/1");
    check("sort=-name", list, tags, "z y x|3/1");
}

static void a_part_of_a_collection_sorts_like_the_whole(void **state)
{
    (void)state;
    const struct list *list = &entry_of(snapshot, "tags", "x")->posts;
    check("", list, NULL, "c b a e|4/1");
    check("sort=title", list, NULL, "c b a e|4/1");
    check("sort=date&limit=2", list, NULL, "a b|4/2");
    check("sort=-title&limit=3&page=2", list, NULL, "c|4/2");
}

static void pages_are_cut_off_the_whole(void **state)
{
    (void)state;
    check_posts("limit=4", "c d b a|6/2");
    check_posts("limit=4&page=2", "e f|6/2");
    check_posts("limit=3&page=2", "a e f|6/2");
    check_posts("limit=6", "c d b a e f|6/1");
    check_posts("sort=title&limit=1&page=6", "e|6/6");
}

static void past_the_end_there_is_nothing(void **state)
{
    (void)state;
    check_posts("limit=3&page=3", "|6/2");
    check_posts("limit=1000&page=1000000000", "|6/1");
    check_posts("limit=0", "|6/0");
    check_posts("limit=0&page=2", "|6/0");
}

static void excluded_documents_are_not_counted(void **state)
{
    (void)state;
    check_posts("exclude=d", "c b a e f|5/1");
    check_posts("exclude=d,nobody,c&limit=2", "b a|4/2");
    check_posts("exclude=d&sort=title", "f c b a e|5/1");
    check_posts("exclude=a,b,c,d,e,f", "|0/0");
    check_posts("exclude=D", "c d b a e f|6/1");
}

static void an_empty_list_has_no_pages(void **state)
{
    (void)state;
    const struct list none = {0};
    check("", &none, NULL, "|0/0");
    check("sort=title&exclude=a", &none, NULL, "|0/0");
}

static void a_filter_goes_with_every_order(void **state)
{
    (void)state;
    check_posts("tags=x", "c b a e|4/1");
    check_posts("tags=x&sort=date", "a b c e|4/1");
    check_posts("tags=x&sort=title", "c b a e|4/1");
    check_posts("tags=x&sort=-title&limit=2&page=2", "b c|4/2");
    check_posts("tags=x&sort=-date,title", "c b a e|4/1");
    check_posts("tags=x&tags=z&sort=title", "d c b a e|5/1");
    check_posts("tags=x&exclude=c&date:gte=2024", "b a|2/1");
    check_posts("date:lt=2024-01-03&sort=date", "a b|2/1");
    check_posts("date:lt=2024-01-03&sort=-title", "a b|2/1");
    check_posts("date=2024-01-03&sort=date&tags=z", "d|1/1");
    check_posts("date=2024-01-03&sort=tags.name", "c d|2/1");
    check_posts("tags=nobody&sort=title", "|0/0");
}

static void any_field_sorts(void **state)
{
    (void)state;
    check_posts("sort=rank", "b a d c e f|6/1");
    check_posts("sort=-rank", "c d a b e f|6/1");
    check_posts("sort=tags,slug", "a b c e d f|6/1");
    check_posts("sort=-slug", "f e d c b a|6/1");
    check_posts("sort=nobody,-slug", "f e d c b a|6/1");
}

static void a_random_order_depends_on_its_seed_only(void **state)
{
    (void)state;
    char first[64], again[64], other[64];
    (void)result_of(snapshot, "posts", "sort=random&seed=7", first, 64);
    (void)result_of(snapshot, "posts", "sort=random&seed=7", again, 64);
    assert_string_equal(first, again);
    int differing = 0;
    for (int seed = 0; seed < 8; seed++) {
        char text[64];
        (void)snprintf(text, sizeof text, "sort=random&seed=%d", seed);
        (void)result_of(snapshot, "posts", text, other, 64);
        differing += strcmp(first, other) != 0 ? 1 : 0;
        assert_int_equal(strlen(other), strlen(first));
    }
    assert_true(differing > 4);
    (void)result_of(snapshot, "posts", "sort=random", first, 64);
    (void)result_of(snapshot, "posts", "sort=random", again, 64);
    assert_string_equal(first, again);
}

static void everything_is_filtered_as_well(void **state)
{
    (void)state;
    assert_result(snapshot, NULL, "tags=x", "c b a e");
    assert_result(snapshot, NULL, "tags=x&tags=z", "c d b a e");
    assert_result(snapshot, NULL, "tags=x&sort=title", "c b a e");
    assert_result(snapshot, NULL, "tags=z&date:gte=2024", "d");
    assert_result(snapshot, NULL, "collection=posts&sort=-slug", "f e d c b a");
}

static void all_of_a_list_is_one_page(void **state)
{
    (void)state;
    check_posts("limit=all", "c d b a e f|6/1");
    check_posts("limit=all&tags=z", "d|1/1");
    check_posts("limit=all&tags=nobody", "|0/0");
}

/* Sites of this size are not written down. */
static struct snapshot *large_site(size_t count)
{
    struct file *many = mem_alloc(count, sizeof *many);
    struct str text = {0};
    str_reserve(&text, count * 64);
    for (size_t i = 0; i < count; i++) {
        many[i].path = text.data + text.size;
        str_appendf(&text, "posts/p%zu.md", i);
        str_append_char(&text, '\0');
        many[i].text = text.data + text.size;
        str_appendf(&text, "---\nn: %zu\n---\n", i);
        str_append_char(&text, '\0');
    }
    struct snapshot *site = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        many, count);
    str_release(&text);
    free(many);
    return site;
}

static void too_many_for_one_page_are_an_error(void **state)
{
    (void)state;
    struct snapshot *site = large_site(QUERY_LIMIT_ALL + 1);
    const struct collection *posts = named(site, "posts");
    struct arena arena = {0};
    struct query query;
    struct page page;
    assert_true(ask(site, "posts", "limit=all", &arena, &query));
    assert_false(query_page(&query, site, &posts->by[ORDER_DEFAULT], posts,
                            &arena, &page));
    assert_int_equal(query.error_count, 1);
    assert_string_equal(query.errors[0].code, "limit-too-large");
    assert_int_equal(query.errors[0].maximum, QUERY_LIMIT_ALL);
    struct slice detail = query.errors[0].detail;
    assert_true(slice_find(detail, 0, SLICE(".ndjson")) < detail.size);

    assert_true(ask(site, "posts", "limit=all&n:gt=0", &arena, &query));
    page = select_page(site, "posts", &query, &arena);
    assert_int_equal(page.count, QUERY_LIMIT_ALL);
    assert_int_equal(page.pages, 1);
    arena_release(&arena);
    snapshot_unref(site);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_order_is_newest_first),
        cmocka_unit_test(every_order_has_its_undated_last_and_its_ties_by_path),
        cmocka_unit_test(terms_sort_by_how_many_posts_they_have),
        cmocka_unit_test(a_part_of_a_collection_sorts_like_the_whole),
        cmocka_unit_test(pages_are_cut_off_the_whole),
        cmocka_unit_test(past_the_end_there_is_nothing),
        cmocka_unit_test(excluded_documents_are_not_counted),
        cmocka_unit_test(an_empty_list_has_no_pages),
        cmocka_unit_test(a_filter_goes_with_every_order),
        cmocka_unit_test(any_field_sorts),
        cmocka_unit_test(a_random_order_depends_on_its_seed_only),
        cmocka_unit_test(everything_is_filtered_as_well),
        cmocka_unit_test(all_of_a_list_is_one_page),
        cmocka_unit_test(too_many_for_one_page_are_an_error),
    };
    return cmocka_run_group_tests(tests, build, release);
}
