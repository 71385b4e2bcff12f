/* lists_test.c - lists, their pages and their links. */
#include "test.h"

#include "api/fixture.h"

static const struct file files[] = {
    {"posts/a.md",
     "---\ndate: 2024-01-01\ntags: [x, y]\nauthor: Ana\ncolors: 1\n---\n"},
    {"posts/b.md", "---\ndate: 2024-01-02\ntags: x\nauthor: Bo\n---\n"},
    {"posts/c.md", "---\ndate: 2024-01-03\ncategory: C\nauthor: Ana\n---\n"},
    {"posts/d.md", "---\ndate: 2024-01-04\nhidden: true\ntags: x\n---\n"},
    {"posts/e.md", "---\ndate: 2024-01-05\ndraft: true\ntags: x\n---\n"},
    {"pages/about.md", "x"},
    {"old recipes/soup.md", "x"},
    {"data/nav.json", "{\"items\":[]}"},
};

static void every_collection_is_a_list(void **state)
{
    (void)state;
    static const char *const lists[][2] = {
        {"/posts", "c b a"},
        {"/authors", "ana bo"},
        {"/tags", "x y"},
        {"/categories", "c"},
        {"/pages", "about"},
        {"/data", "nav"},
        {"/old%20recipes", "soup"},
        {"/recent", "c b a"},
        {"/authors/ana/posts", "c a"},
        {"/tags/x/posts", "b a"},
        {"/categories/c/posts", "c"},
        {"/_all", "nav soup about d c b a"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(lists); i++) {
        json_t *list = get_json(snapshot, lists[i][0], 200);
        char self[64];
        check_slugs(list, lists[i][1]);
        (void)snprintf(self, sizeof self, "\"%s\"", lists[i][0]);
        check(list, "links.self", self);
        json_decref(list);
    }
}

static void a_page_says_where_in_the_list_it_is(void **state)
{
    (void)state;
    json_t *list = get_json(snapshot, "/posts?page=2&limit=1&sort=title", 200);
    check_slugs(list, "b");
    check(list, "meta.pagination.page", "2");
    check(list, "meta.pagination.limit", "1");
    check(list, "meta.pagination.pages", "3");
    check(list, "meta.pagination.total", "3");
    check(list, "meta.pagination.prev", "1");
    check(list, "meta.pagination.next", "3");
    check(list, "links",
          "{\"self\":\"/posts?sort=title&limit=1&page=2\","
          "\"first\":\"/posts?sort=title&limit=1\","
          "\"prev\":\"/posts?sort=title&limit=1\","
          "\"next\":\"/posts?sort=title&limit=1&page=3\","
          "\"last\":\"/posts?sort=title&limit=1&page=3\"}");
    json_decref(list);
}

/* As an application does that loads more at the end of what it shows. */
static void cursors_lead_through_the_list_and_back(void **state)
{
    (void)state;
    char target[512] = "/posts?limit=1&sort=title";
    const char *const slugs[] = {"a", "b", "c"};
    json_t *list = get_json(snapshot, target, 200);
    for (int i = 0; i < 3; i++) {
        check_slugs(list, slugs[i]);
        check(list, "meta.pagination.total", "3");
        if (i > 0)
            check(list, "meta.pagination.page", "null");
        if (i == 2)
            break;
        (void)snprintf(
            target, sizeof target, "/posts?limit=1&sort=title&cursor=%s",
            json_string_value(json_at(list, "meta.pagination.next_cursor")));
        json_decref(list);
        list = get_json(snapshot, target, 200);
    }
    check(list, "links.next", "null");
    check(list, "links.last", "null");
    (void)snprintf(target, sizeof target, "%s",
                   json_string_value(json_at(list, "links.prev")));
    json_decref(list);
    list = get_json(snapshot, target, 200);
    check_slugs(list, "b");
    json_decref(list);
}

static void check_cursor_of(const char *list, const char *text, int status)
{
    char target[512];
    json_t *page = get_json(snapshot, list, 200);
    (void)snprintf(
        target, sizeof target, "%s%s", text,
        json_string_value(json_at(page, "meta.pagination.next_cursor")));
    json_decref(page);
    page = get_json(snapshot, target, status);
    if (status == 400)
        check(page, "errors.0.code", "\"invalid-cursor\"");
    json_decref(page);
}

static void a_cursor_is_good_in_its_own_list_only(void **state)
{
    (void)state;
    static const char *const others[] = {
        "/tags?cursor=", "/authors?cursor=", "/_all?cursor=",
        "/tags/x/posts?cursor=", "/authors/ana/posts?cursor="};
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        check_cursor_of("/posts?limit=1", others[i], 400);
    check_cursor_of("/tags/x/posts?limit=1", "/posts?cursor=", 400);
    check_cursor_of("/tags/x/posts?limit=1", "/authors/ana/posts?cursor=", 400);
    check_cursor_of("/tags/x/posts?limit=1", "/tags/x/posts?cursor=", 200);

    /* One list under two names. */
    check_cursor_of("/recent?limit=1", "/posts?sort=-date&cursor=", 200);
    check_cursor_of("/posts?sort=-date&limit=1", "/recent?cursor=", 200);
}

static void a_walk_by_cursor_begins_with_an_empty_one(void **state)
{
    (void)state;
    json_t *list = get_json(snapshot, "/posts?limit=2&cursor=", 200);
    check_slugs(list, "c b");
    check(list, "meta.pagination.page", "null");
    check(list, "meta.pagination.pages", "null");
    check(list, "links.self", "\"/posts?limit=2&cursor=\"");
    check(list, "links.first", "\"/posts?limit=2&cursor=\"");
    check(list, "links.prev", "null");
    json_t *next =
        get_json(snapshot, json_string_value(json_at(list, "links.next")), 200);
    check_slugs(next, "a");
    check(next, "links.first", "\"/posts?limit=2&cursor=\"");
    json_decref(next);
    json_decref(list);

    struct response response =
        get(snapshot, "/posts?limit=2&cursor=&envelope=false");
    struct slice links = response_header(&response, "Link");
    assert_true(slice_find(links, 0, SLICE("&cursor=AQ")) < links.size);
    assert_int_equal(slice_find(links, 0, SLICE("page=2")), links.size);
    response_release(&response);
}

static void links_stand_in_the_header_too(void **state)
{
    (void)state;
    struct response response = get(snapshot, "/posts?limit=2");
    check_header(&response, "X-Total-Count", "3");
    check_header(&response, "Link",
                 "</openapi.json>; rel=\"service-desc\", "
                 "</posts?limit=2&page=2>; rel=\"next\", "
                 "</posts?limit=2>; rel=\"first\", "
                 "</posts?limit=2&page=2>; rel=\"last\"");
    response_release(&response);
}

static void past_the_end_there_is_an_empty_page_and_a_way_back(void **state)
{
    (void)state;
    json_t *list = get_json(snapshot, "/posts?limit=2&page=9", 200);
    check(list, "data", "[]");
    check(list, "meta.pagination.prev", "2");
    check(list, "meta.pagination.next", "null");
    check(list, "links.prev", "\"/posts?limit=2&page=2\"");
    json_decref(list);

    list = get_json(snapshot, "/posts?limit=0", 200);
    check(list, "data", "[]");
    check(list, "meta.pagination",
          "{\"page\":1,\"limit\":0,\"pages\":0,\"total\":3,\"prev\":null,"
          "\"next\":null,\"prev_cursor\":null,\"next_cursor\":null}");
    json_decref(list);
}

static void recent_is_ten_posts_under_a_name_of_its_own(void **state)
{
    (void)state;
    struct response response = get(snapshot, "/recent");
    check_header(&response, "Content-Location", "/posts?sort=-date&limit=10");
    json_t *list = json_of(&response);
    check(list, "meta.pagination.limit", "10");
    json_decref(list);

    list = get_json(snapshot, "/recent?count=1", 200);
    check_slugs(list, "c");
    check(list, "links.next", "\"/recent?limit=1&page=2\"");
    json_decref(list);

    response = get(snapshot, "/recent?exclude=c&count=1");
    check_header(&response, "Content-Location", NULL);
    list = json_of(&response);
    check_slugs(list, "b");
    check(list, "links.next", "\"/recent?exclude=c&limit=1&page=2\"");
    json_decref(list);

    response = get(snapshot, "/recent?limit=20&sort=title");
    check_header(&response, "Content-Location", "/posts?sort=title");
    response_release(&response);
}

static void without_an_envelope_the_list_stands_alone(void **state)
{
    (void)state;
    struct response response =
        get(snapshot, "/posts?envelope=false&fields=slug&limit=2");
    check_header(&response, "X-Total-Count", "3");
    json_t *list = json_of(&response);
    char *text = json_dumps(list, JSON_COMPACT);
    assert_string_equal(text, "[{\"slug\":\"c\"},{\"slug\":\"b\"}]");
    free(text);
    json_decref(list);
    list = get_json(snapshot, "/posts?envelope=false&limit=0", 200);
    assert_int_equal(json_array_size(list), 0);
    json_decref(list);
}

static void fields_that_need_an_include_bring_it_along(void **state)
{
    (void)state;
    json_t *list = get_json(snapshot, "/posts?fields=html,slug&limit=1", 200);
    check(list, "data.0", "{\"slug\":\"c\",\"html\":\"\"}");
    check(list, "links.self", "\"/posts?fields=html,slug&limit=1\"");
    json_decref(list);
    list = get_json(snapshot, "/posts?fields=-html&limit=1", 200);
    assert_null(json_at(list, "data.0.html"));
    json_decref(list);
}

static bool is_in_some(json_t *list, const char *name)
{
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(list, "data"), i, one)
    {
        if (json_object_get(one, name) != NULL)
            return true;
    }
    return false;
}

/* Two tables say who can have it: one to ask for it, one to write it. What is
 * resolved in sections is under names of its own. */
static void one_answer_has_one_spelling(void **state)
{
    (void)state;
    static const char *const targets[][2] = {
        {"/posts?fields=title,slug", "/posts?fields=slug,title"},
        {"/posts?fields=-title&fields=-author.slug,-author.name",
         "/posts?fields=-author.name,-author.slug,-title"},
        {"/posts.ndjson?fields=title,slug", "/posts.ndjson?fields=slug,title"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        struct response a = get(snapshot, targets[i][0]);
        struct response b = get(snapshot, targets[i][1]);
        assert_true(slice_equal(response_header(&a, "ETag"),
                                response_header(&b, "ETag")));
        response_release(&a);
        response_release(&b);
    }
    json_t *list = get_json(snapshot, targets[0][0], 200);
    check(list, "links.self", "\"/posts?fields=slug,title\"");
    json_decref(list);
}

static void what_can_be_included_is_there(void **state)
{
    (void)state;
    static const char *const lists[] = {"posts", "authors", "tags", "pages",
                                        "data"};
    static const char *const names[] = {
        "html",    "toc",       "markdown",   "text",     "front_matter",
        "author",  "tags",      "categories", "previous", "next",
        "related", "backlinks", "posts"};
    for (size_t i = 0; i < ARRAY_COUNT(lists); i++) {
        for (size_t k = 0; k < ARRAY_COUNT(names); k++) {
            char target[64];
            (void)snprintf(target, sizeof target, "/%s?include=%s", lists[i],
                           names[k]);
            struct response response = get(snapshot, target);
            bool is_there = response.status == 200;
            json_t *list = json_of(&response);
            if (is_in_some(list, names[k]) != is_there)
                fail_msg("%s is answered otherwise than it is written", target);
            json_decref(list);
        }
    }
}

static void a_field_nearly_right_is_an_error_and_another_a_warning(void **s)
{
    (void)s;
    json_t *problem = get_json(snapshot, "/posts?fields=slug,titel", 400);
    check(problem, "errors.0.code", "\"unknown-field\"");
    check(problem, "errors.0.suggestion", "\"title\"");
    json_decref(problem);

    json_t *list = get_json(snapshot, "/posts?fields=slug,featured", 200);
    check(list, "data.0", "{\"slug\":\"c\"}");
    check(list, "meta.warnings.0.code", "\"unknown-field\"");
    json_decref(list);

    list = get_json(snapshot, "/posts?fields=slug,colors", 200);
    assert_null(json_at(list, "meta.warnings"));
    json_decref(list);

    list = get_json(snapshot, "/_all?fields=slug,items,colors", 200);
    assert_null(json_at(list, "meta.warnings"));
    json_decref(list);
}

static void a_parameter_that_is_wrong_is_a_problem(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/posts?limt=1",
        "/posts?limit=1001",
        "/posts?page=0",
        "/posts?sort=titel",
        "/posts?include=x",
        "/posts?fields=a,-b",
        "/posts?count=3",
        "/posts?exclude=a",
        "/recent?limit=1&count=2",
        "/tags?page=1&page=1",
        "/authors/ana/posts?exclude=a",
        "/posts?limit=%zz",
    };
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        json_t *problem = get_json(snapshot, targets[i], 400);
        check(problem, "type", "\"/_problems/invalid-query\"");
        assert_true(json_array_size(json_at(problem, "errors")) > 0);
        json_decref(problem);
    }
}

enum { MANY = 1050 };

static struct snapshot *site_of_many(void)
{
    static struct file many[MANY];
    static char paths[MANY][32];
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "posts/p%zu.md", i);
        many[i] = (struct file){paths[i], "x"};
    }
    return prepared(many, MANY);
}

static void check_many(struct snapshot *many, const char *target, size_t count,
                       const char *self, const char *next)
{
    json_t *list = get_json(many, target, 200);
    assert_int_equal(json_array_size(json_at(list, "data")), count);
    check(list, "links.self", self);
    check(list, "links.next", next);
    json_decref(list);
}

static void everything_is_one_page_while_that_is_allowed(void **state)
{
    (void)state;
    struct snapshot *many = site_of_many();
    check_many(many, "/_all", MANY, "\"/_all\"", "null");
    check_many(many, "/_all?slug:ne=p1", MANY - 1, "\"/_all?slug:ne=p1\"",
               "null");
    check_many(many, "/_all?limit=1000", 1000, "\"/_all?limit=1000\"",
               "\"/_all?limit=1000&page=2\"");
    check_many(many, "/_all?page=2", 50, "\"/_all?limit=1000&page=2\"", "null");
    check_many(many, "/_all?limit=2&page=9", 2, "\"/_all?limit=2&page=9\"",
               "\"/_all?limit=2&page=10\"");
    struct response response = get(many, "/_all?cursor=");
    assert_true(slice_find(response_header(&response, "Link"), 0,
                           SLICE("/_all?limit=1000&cursor=")) <
                response_header(&response, "Link").size);
    response_release(&response);

    many->policy.max_unpaged = MANY - 1;
    check_many(many, "/_all", 1000, "\"/_all?limit=1000\"",
               "\"/_all?limit=1000&page=2\"");
    check_many(many, "/_all?slug:ne=p1", MANY - 1, "\"/_all?slug:ne=p1\"",
               "null");
    snapshot_unref(many);
}

/* Proxies refuse heads of many kilobytes. */
static void a_link_header_is_bounded_and_the_body_has_all_links(void **state)
{
    (void)state;
    struct str target = {0};
    str_append_text(&target, "/recent?limit=1&exclude=");
    str_append_repeat(&target, '!', 6000);
    struct response response = get(snapshot, target.data);
    assert_int_equal(response.status, 200);
    assert_true(response_header(&response, "Link").size < 5000);
    json_t *list = json_of(&response);
    assert_true(json_string_length(json_at(list, "links.next")) > 18000);
    json_decref(list);
    str_release(&target);
}

static void the_tag_of_a_list_changes_with_what_it_shows(void **state)
{
    (void)state;
    struct file edited[ARRAY_COUNT(files)];
    static const char *const targets[] = {"/posts", "/posts?envelope=false",
                                          "/authors", "/tags/x/posts"};
    memcpy(edited, files, sizeof files);
    edited[0].text = "---\ndate: 2024-01-01\ntags: [x, y]\nauthor: Ann\n"
                     "colors: 1\n---\n";
    struct snapshot *other = prepared(edited, ARRAY_COUNT(files));
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        struct response before = get(snapshot, targets[i]);
        struct response same = get(snapshot, targets[i]);
        struct response after = get(other, targets[i]);
        struct slice tag = response_header(&before, "ETag");
        assert_true(slice_equal(tag, response_header(&same, "ETag")));
        assert_false(slice_equal(tag, response_header(&after, "ETag")));
        response_release(&before);
        response_release(&same);
        response_release(&after);
    }
    snapshot_unref(other);
}

/* However many are wrong, the answer stays an answer. */
static void the_errors_of_one_answer_are_bounded(void **state)
{
    (void)state;
    static const char *const parts[] = {"a:gt=1&", "sort=x&", "include=y&",
                                        "a,"};
    for (size_t k = 0; k < 4; k++) {
        struct str target = {0};
        str_append_text(&target, k < 3 ? "/posts?" : "/posts?sort=");
        while (target.size + 16 < REQUEST_MAX_TARGET_BYTES)
            str_append_text(&target, parts[k]);
        struct response response = get(snapshot, target.data);
        assert_int_equal(response.status, 400);
        assert_true(response.body_bytes < 64 * 1024);
        json_t *problem = json_of(&response);
        assert_true(json_array_size(json_at(problem, "errors")) <= 32);
        json_decref(problem);
        str_release(&target);
    }
}

static void what_is_hidden_or_a_draft_is_in_no_list(void **state)
{
    (void)state;
    json_t *tag = get_json(snapshot, "/tags/x", 200);
    check(tag, "data.post_count", "2");
    json_decref(tag);
    json_t *hidden = get_json(snapshot, "/posts/d", 200);
    check(hidden, "links.previous", "null");
    check(hidden, "links.next", "null");
    json_decref(hidden);
    json_decref(get_json(snapshot, "/posts/e", 404));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_collection_is_a_list),
        cmocka_unit_test(a_page_says_where_in_the_list_it_is),
        cmocka_unit_test(cursors_lead_through_the_list_and_back),
        cmocka_unit_test(a_cursor_is_good_in_its_own_list_only),
        cmocka_unit_test(a_walk_by_cursor_begins_with_an_empty_one),
        cmocka_unit_test(links_stand_in_the_header_too),
        cmocka_unit_test(past_the_end_there_is_an_empty_page_and_a_way_back),
        cmocka_unit_test(recent_is_ten_posts_under_a_name_of_its_own),
        cmocka_unit_test(without_an_envelope_the_list_stands_alone),
        cmocka_unit_test(fields_that_need_an_include_bring_it_along),
        cmocka_unit_test(
            a_field_nearly_right_is_an_error_and_another_a_warning),
        cmocka_unit_test(one_answer_has_one_spelling),
        cmocka_unit_test(what_can_be_included_is_there),
        cmocka_unit_test(a_parameter_that_is_wrong_is_a_problem),
        cmocka_unit_test(everything_is_one_page_while_that_is_allowed),
        cmocka_unit_test(a_link_header_is_bounded_and_the_body_has_all_links),
        cmocka_unit_test(the_tag_of_a_list_changes_with_what_it_shows),
        cmocka_unit_test(the_errors_of_one_answer_are_bounded),
        cmocka_unit_test(what_is_hidden_or_a_draft_is_in_no_list),
    };
    return RUN_ON_SITE(files, tests);
}
