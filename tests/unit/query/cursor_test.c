/* cursor_test.c - places in lists that change. */
#include "test.h"

#include "asking.h"
#include "query/cursor.h"

#define POST_COUNT 60

static struct snapshot *snapshot;

/* A site of which each round lacks, adds and changes some posts. What its
 * posts are sorted by stays, but for every seventh, whose title changes. */
struct site_text {
    struct file files[POST_COUNT];
    struct str text;
    size_t count;
};

static bool stays(size_t i)
{
    return i % 3 != 0 && i % 7 != 0;
}

static struct snapshot *site_of_round(unsigned round)
{
    struct site_text site = {0};
    str_reserve(&site.text, (size_t)POST_COUNT * 512);
    for (size_t i = 0; i < POST_COUNT; i++) {
        if (i % 3 == 0 && (i / 3 + round) % 2 == 0)
            continue; /* comes and goes */
        struct file *file = &site.files[site.count++];
        file->path = site.text.data + site.text.size;
        str_appendf(&site.text, "posts/p%02zu.md", i);
        str_append_char(&site.text, '\0');
        file->text = site.text.data + site.text.size;
        str_appendf(&site.text, "---\ntitle: T%zu\n",
                    i % 7 == 0 ? (i * 31 + round) % 40 : i * 17 % 11);
        if (i % 5 != 0)
            str_appendf(&site.text, "date: 2024-01-%02zu\n", i * 13 % 9 + 1);
        if (i % 4 != 0)
            str_appendf(&site.text, "rank: %s%zu\n", i % 2 ? "" : "No ",
                        i * 7 % 5);
        str_appendf(&site.text, "tags: [%s]\n---\nRound %u.\n",
                    i % 2 ? "odd, all" : "all", round);
        str_append_char(&site.text, '\0');
    }
    struct snapshot *built = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        site.files, site.count);
    str_release(&site.text);
    return built;
}

static int build(void **state)
{
    (void)state;
    snapshot = site_of_round(0);
    return 0;
}

static int release(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

static const char *const orders[] = {
    "",
    "sort=date",
    "sort=-date",
    "sort=title",
    "sort=-title",
    "sort=rank",
    "sort=-rank,title",
    "sort=tags.name,-date",
    "sort=post_count",
    "sort=slug",
    "sort=nothing",
    "sort=random&seed=3",
    "sort=random",
    "tags=all&sort=-rank",
    "tags=all&date:gte=2024-01-02",
};
#define ORDERS (sizeof orders / sizeof orders[0])

static struct page page_from(struct snapshot *from, const char *text,
                             struct slice cursor, struct arena *arena,
                             struct query *query)
{
    struct str full = {0};
    str_appendf(&full, "%s&limit=4", text);
    if (cursor.data != NULL)
        str_appendf(&full, "&cursor=%.*s", SLICE_FMT(cursor));
    struct slice kept = arena_copy(arena, str_slice(&full));
    str_release(&full);
    assert_true(ask(from, "posts", kept.data, arena, query));
    return select_page(from, "posts", query, arena);
}

static void forwards_and_backwards_are_the_same_list(void **state)
{
    (void)state;
    for (size_t o = 0; o < ORDERS; o++) {
        struct arena arena = {0};
        struct query query;
        struct slice cursor = SLICE_NONE;
        struct page page =
            page_from(snapshot, orders[o], cursor, &arena, &query);
        struct list all = page.all;
        size_t seen = 0;
        while (true) {
            assert_int_equal(page.has_before, seen > 0);
            for (size_t i = 0; i < page.count; i++)
                assert_ptr_equal(page.items[i], all.items[seen++]);
            if (!page.has_after)
                break;
            cursor =
                query_cursor(&query, page.items[page.count - 1], false, &arena);
            page = page_from(snapshot, orders[o], cursor, &arena, &query);
            assert_int_equal(page.pages, 0);
        }
        assert_int_equal(seen, all.count);
        while (page.has_before) {
            seen -= page.count;
            cursor = query_cursor(&query, page.items[0], true, &arena);
            page = page_from(snapshot, orders[o], cursor, &arena, &query);
            assert_int_equal(page.count, 4);
            assert_ptr_equal(page.items[page.count - 1], all.items[seen - 1]);
            assert_true(page.has_after);
        }
        assert_int_equal(seen, page.count);
        arena_release(&arena);
    }
}

static size_t number_of(const struct entry *entry)
{
    return (size_t)strtoul(entry->slug.data + 1, NULL, 10);
}

/* Turns every page on another snapshot. */
static void walk_while_content_changes(const char *text, bool is_backwards)
{
    struct arena arena = {0};
    unsigned seen[POST_COUNT] = {0};
    struct slice cursor = SLICE_NONE;
    if (is_backwards) { /* from the end, which is after any title */
        struct query query;
        struct page page = page_from(snapshot, text, cursor, &arena, &query);
        cursor = query_cursor(&query, page.all.items[page.all.count - 1], false,
                              &arena);
    }
    for (unsigned round = 0;; round++) {
        struct snapshot *now = site_of_round(round);
        struct query query;
        struct page page = page_from(now, text, cursor, &arena, &query);
        bool is_first_back = is_backwards && round == 0;
        for (size_t i = 0; i < page.count && !is_first_back; i++)
            seen[number_of(page.items[i])]++;
        bool has_more = is_backwards ? page.has_before : page.has_after;
        if (is_first_back)
            cursor = query_cursor(&query, page.all.items[page.all.count - 1],
                                  true, &arena);
        else if (page.count > 0)
            cursor = query_cursor(&query,
                                  page.items[is_backwards ? 0 : page.count - 1],
                                  is_backwards, &arena);
        snapshot_unref(now);
        assert_true(round < POST_COUNT);
        if (!has_more)
            break;
    }
    size_t missed = 0;
    for (size_t i = 0; i < POST_COUNT; i++) {
        if (stays(i)) {
            assert_true(seen[i] <= 1);
            missed += seen[i] == 0 ? 1 : 0;
        }
    }
    /* Going backwards began after the last entry. */
    bool has_filter = strstr(text, "date:gte") != NULL;
    if (!has_filter)
        assert_true(missed <= (is_backwards ? 1 : 0));
    arena_release(&arena);
}

static void nothing_is_missed_or_twice_while_content_changes(void **state)
{
    (void)state;
    for (size_t o = 0; o < ORDERS; o++) {
        walk_while_content_changes(orders[o], false);
        walk_while_content_changes(orders[o], true);
    }
}

static void everything_has_its_places_by_collection(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"pages/a.md", "---\ntitle: A\n---\n"},
        {"pages/b.md", "---\ntitle: B\n---\n"},
        {"posts/c.md", "---\ndate: 2024-01-01\nhidden: true\n---\n"},
        {"posts/d.md", "---\ndate: 2024-01-02\n---\n"},
        {"posts/e.md", "---\ntitle: E\n---\n"},
        {"zoo/f.md", "---\ndate: 2024-02-01\n---\n"},
    };
    struct snapshot *site = SITE(files);
    struct arena arena = {0};
    struct query query;
    assert_true(ask(site, NULL, "limit=1", &arena, &query));
    struct page page = select_page(site, NULL, &query, &arena);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(page.count, 1);
        assert_ptr_equal(page.items[0], site->routes.items[i]);
        query.cursor = query_cursor(&query, page.items[0], false, &arena);
        page = select_page(site, NULL, &query, &arena);
    }
    assert_int_equal(page.count, 0);
    assert_true(page.has_before);
    arena_release(&arena);
    snapshot_unref(site);
}

static void check_refused(const char *text, struct slice cursor)
{
    const struct collection *posts = named(snapshot, "posts");
    struct arena arena = {0};
    struct query query;
    struct page page;
    assert_true(ask(snapshot, "posts", text, &arena, &query));
    query.cursor = cursor;
    assert_false(query_page(&query, snapshot, &posts->by[ORDER_DEFAULT], posts,
                            &arena, &page));
    assert_int_equal(query.error_count, 1);
    assert_string_equal(query.errors[0].code, "invalid-cursor");
    assert_slice_is(query.errors[0].parameter, "cursor");
    arena_release(&arena);
}

static void a_cursor_goes_with_its_query_only(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct query query;
    struct page page =
        page_from(snapshot, "sort=title&tags=odd", SLICE_NONE, &arena, &query);
    struct slice cursor = query_cursor(&query, page.items[0], false, &arena);
    check_refused("sort=title", cursor);
    check_refused("sort=-title&tags=odd", cursor);
    check_refused("sort=title&tags=all", cursor);
    check_refused("sort=random&seed=1", cursor);
    check_refused("", cursor);

    /* What only changes how it is shown does no harm. */
    assert_true(ask(snapshot, "posts",
                    "limit=9&fields=slug,html&tags=odd&pretty&"
                    "include=html&envelope=false&sort=title",
                    &arena, &query));
    query.cursor = cursor;
    page = select_page(snapshot, "posts", &query, &arena);
    assert_int_equal(page.count, 9);
    assert_ptr_equal(page.items[0], page.all.items[1]);
    arena_release(&arena);
}

static void a_cursor_goes_with_its_list_only(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct query query;
    struct page page;
    assert_true(ask(snapshot, "tags", "", &arena, &query));
    page = select_page(snapshot, "tags", &query, &arena);
    check_refused("", query_cursor(&query, page.items[0], false, &arena));

    page = page_from(snapshot, "", SLICE_NONE, &arena, &query);
    query.owner = entry_of(snapshot, "tags", "odd");
    check_refused("", query_cursor(&query, page.items[0], false, &arena));
    arena_release(&arena);
}

static void garbage_is_not_a_cursor(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct query query;
    struct page page =
        page_from(snapshot, "sort=rank,title", SLICE_NONE, &arena, &query);
    struct slice cursor =
        query_cursor(&query, page.items[9 % page.count], false, &arena);
    check_refused("", SLICE("nonsense"));
    check_refused("", SLICE("!!!!"));
    check_refused("", SLICE("AQAAAAAAAAAAAA"));
    for (size_t size = 1; size < cursor.size; size++)
        check_refused("sort=rank,title", slice_sub(cursor, 0, size));
    check_refused("sort=rank,title",
                  arena_printf(&arena, "%.*sAAAA", SLICE_FMT(cursor)));
    arena_release(&arena);
}

static void leniently_a_wrong_cursor_is_the_first_page(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct query query;
    assert_true(ask(snapshot, "posts", "lenient&limit=3&cursor=nonsense",
                    &arena, &query));
    struct page page = select_page(snapshot, "posts", &query, &arena);
    assert_int_equal(page.count, 3);
    assert_false(page.has_before);
    assert_int_equal(query.warning_count, 1);
    assert_string_equal(query.warnings[0].code, "invalid-cursor");
    assert_null(query.cursor.data);
    arena_release(&arena);
}

/* Any byte may be changed: then it is refused, or it is some place. */
static void a_changed_cursor_does_no_harm(void **state)
{
    (void)state;
    const struct collection *posts = named(snapshot, "posts");
    struct arena arena = {0};
    struct query query;
    struct page page =
        page_from(snapshot, "sort=-rank,title", SLICE_NONE, &arena, &query);
    struct slice cursor = query_cursor(&query, page.items[0], true, &arena);
    for (size_t i = 0; i < cursor.size; i++) {
        for (const char *c = "Az09-_"; *c != '\0'; c++) {
            struct slice changed = arena_copy(&arena, cursor);
            ((char *)changed.data)[i] = *c;
            assert_true(
                ask(snapshot, "posts", "sort=-rank,title", &arena, &query));
            query.cursor = changed;
            if (query_page(&query, snapshot, &posts->by[ORDER_DEFAULT], posts,
                           &arena, &page))
                assert_true(page.count <= page.all.count);
        }
    }
    arena_release(&arena);
}

static void a_cursor_is_short_however_long_a_title_is(void **state)
{
    (void)state;
    struct str text = {0};
    str_append_text(&text, "---\ntitle: ");
    str_append_repeat(&text, 'x', 20000);
    str_append_text(&text, "\nsubtitle: \"");
    str_append_repeat(&text, 'y', 20000);
    str_append_text(&text, "\"\n---\n");
    const struct file files[] = {
        {"posts/a.md", text.data},
        {"posts/b.md", text.data},
        {"posts/c.md", text.data},
    };
    struct snapshot *site = SITE(files);
    struct arena arena = {0};
    struct query query;
    assert_true(
        ask(site, "posts", "limit=1&sort=title,-subtitle", &arena, &query));
    struct page page = select_page(site, "posts", &query, &arena);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(page.count, 1);
        query.cursor = query_cursor(&query, page.items[0], false, &arena);
        assert_true(query.cursor.size < 800);
        page = select_page(site, "posts", &query, &arena);
    }
    assert_int_equal(page.count, 0);
    arena_release(&arena);
    snapshot_unref(site);
    str_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forwards_and_backwards_are_the_same_list),
        cmocka_unit_test(nothing_is_missed_or_twice_while_content_changes),
        cmocka_unit_test(everything_has_its_places_by_collection),
        cmocka_unit_test(a_cursor_goes_with_its_query_only),
        cmocka_unit_test(a_cursor_goes_with_its_list_only),
        cmocka_unit_test(garbage_is_not_a_cursor),
        cmocka_unit_test(leniently_a_wrong_cursor_is_the_first_page),
        cmocka_unit_test(a_changed_cursor_does_no_harm),
        cmocka_unit_test(a_cursor_is_short_however_long_a_title_is),
    };
    return cmocka_run_group_tests(tests, build, release);
}
