/* select_test.c - the page of a list that a query asks for. */
#include "test.h"

#include "content.h"
#include "query/query.h"

#define EVERYTHING (ACCEPTS_LIST | ACCEPTS_RECENT)

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: D\ndate: 2024-01-01\ntags: x\n---\n"},
    {"posts/b.md", "---\ntitle: C\ndate: 2024-01-02\ntags: [x, y]\n---\n"},
    {"posts/c.md", "---\ntitle: B\ndate: 2024-01-03\ntags: [x, y]\n---\n"},
    {"posts/d.md", "---\ntitle: A\ndate: 2024-01-03\ntags: z\n---\n"},
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

/* The slugs on the page, and behind them how many there are in all. */
static void check(const char *text, const struct list *list,
                  const struct collection *whole, const char *wanted)
{
    struct arena arena = {0};
    struct query query;
    char got[256];
    assert_true(query_parse(slice_of(text), EVERYTHING, 20, &arena, &query));
    struct page page = query_select(&query, list, whole, &arena);
    struct list on_page = {.items = page.items, .count = page.count};
    size_t used = strlen(slugs_of(&on_page, got, sizeof got));
    (void)snprintf(got + used, sizeof got - used, "|%zu/%u", page.total,
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

static void what_is_excluded_is_not_counted(void **state)
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_default_order_is_newest_first),
        cmocka_unit_test(every_order_has_its_undated_last_and_its_ties_by_path),
        cmocka_unit_test(terms_sort_by_how_many_posts_they_have),
        cmocka_unit_test(a_part_of_a_collection_sorts_like_the_whole),
        cmocka_unit_test(pages_are_cut_off_the_whole),
        cmocka_unit_test(past_the_end_there_is_nothing),
        cmocka_unit_test(what_is_excluded_is_not_counted),
        cmocka_unit_test(an_empty_list_has_no_pages),
    };
    return cmocka_run_group_tests(tests, build, release);
}
