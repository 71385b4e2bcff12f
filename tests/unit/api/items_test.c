/* items_test.c - one document: whole, in another shape, its body, its page. */
#include "test.h"

#include "api/fixture.h"

static const struct file files[] = {
    {"posts/a.md", "---\ndate: 2024-01-01\nauthor: Ana\ntags: x\ncolors: c\n"
                   "---\n# One\n\ntext\n"},
    {"posts/b.md", "---\ndate: 2024-01-02\n---\n"},
    {"posts/notes.md.md", "---\nslug: a.md\n---\nthe slug has a dot\n"},
    {"posts/2024/c.md", "---\nslug: see\n---\nbody of c\n"},
    {"pages/about us.md", "about"},
    {"pages/index.md", "home"},
    {"data/nav.json", "{\"items\":[1]}"},
};

static void check_body(const char *target, const char *type, const char *wanted)
{
    struct response response = get(snapshot, target);
    struct str body = body_of(&response);
    assert_int_equal(response.status, 200);
    check_header(&response, "Content-Type", type);
    check_header(&response, "Content-Security-Policy",
                 "sandbox; default-src 'none'; img-src * data:; "
                 "style-src 'unsafe-inline'");
    check_header(&response, "X-Content-Type-Options", "nosniff");
    assert_string_equal(body.data, wanted);
    str_release(&body);
    response_release(&response);
}

static void an_item_has_all_of_the_document_and_its_links(void **state)
{
    (void)state;
    struct response response = get(snapshot, "/posts/a");
    struct slice tag = response_header(&response, "ETag");
    char rev[32];
    (void)snprintf(rev, sizeof rev, "%.*s", SLICE_FMT(tag));
    json_t *item = json_of(&response);
    check(item, "data.html",
          "\"<h1 id=\\\"one\\\">One</h1>\\n<p>text</p>\\n\"");
    check(item, "data.author.name", "\"Ana\"");
    assert_null(json_at(item, "data.author.post_count"));
    check(item, "data.rev", rev);
    check(item, "meta.rev", rev);
    check(item, "links",
          "{\"self\":\"/posts/a\",\"collection\":\"/posts\",\"markdown\":"
          "\"/posts/a.md\",\"previous\":\"/posts/see\",\"next\":\"/posts/b\"}");
    json_decref(item);
}

static void an_item_takes_other_shapes(void **state)
{
    (void)state;
    json_t *item = get_json(snapshot, "/posts/a?fields=slug,html", 200);
    check(item, "data",
          "{\"slug\":\"a\",\"html\":\"<h1 id=\\\"one\\\">One</h1>\\n"
          "<p>text</p>\\n\"}");
    assert_non_null(json_at(item, "meta.rev"));
    json_decref(item);

    item = get_json(snapshot, "/posts/a?fields=-html,-author", 200);
    assert_null(json_at(item, "data.html"));
    assert_null(json_at(item, "data.author"));
    assert_non_null(json_at(item, "data.toc"));
    json_decref(item);

    item = get_json(snapshot, "/posts/a?include=markdown&envelope=false", 200);
    check(item, "markdown", "\"# One\\n\\ntext\\n\"");
    check(item, "slug", "\"a\"");
    json_decref(item);

    item = get_json(snapshot, "/posts/a?fields=slug,nobody", 200);
    check(item, "meta.warnings.0.parameter", "\"fields\"");
    json_decref(item);
    json_decref(get_json(snapshot, "/posts/a?fields=slgu", 400));
}

static void an_item_understands_no_parameter_of_lists(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/posts/a?limit=1", "/posts/a?sort=date", "/posts/a?page=1",
        "/posts/a?url=/",   "/posts/b.md?pretty", "/posts/b.md?fields=slug",
    };
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++)
        json_decref(get_json(snapshot, targets[i], 400));
    struct response ignored = get(snapshot, "/posts/b.md?utm_source=x");
    assert_int_equal(ignored.status, 200);
    response_release(&ignored);
}

static void a_body_stands_alone_behind_a_suffix(void **state)
{
    (void)state;
    check_body("/posts/a.html", "text/html; charset=utf-8",
               "<h1 id=\"one\">One</h1>\n<p>text</p>\n");
    check_body("/posts/a.txt", "text/plain; charset=utf-8", "One\n\ntext");
    check_body("/posts/see.md", "text/markdown; charset=utf-8", "body of c\n");
    check_body("/posts/b.html", "text/html; charset=utf-8", "");
    json_decref(get_json(snapshot, "/data/nav.md", 404));
    json_decref(get_json(snapshot, "/authors/ana.md", 404));
    json_decref(get_json(snapshot, "/posts/none.md", 404));
    json_decref(get_json(snapshot, "/posts/.md", 404));
}

static void a_real_dot_in_a_slug_wins(void **state)
{
    (void)state;
    json_t *item = get_json(snapshot, "/posts/a.md", 200);
    check(item, "data.slug", "\"a.md\"");
    json_decref(item);
    check_body("/posts/a.md.md", "text/markdown; charset=utf-8",
               "the slug has a dot\n");
}

static void the_path_form_leads_to_the_slug(void **state)
{
    (void)state;
    static const char *const moves[][2] = {
        {"/posts/2024/c", "/posts/see"},
        {"/posts/2024/c/", "/posts/see"},
        {"/posts/2024/c?fields=slug&x=%20", "/posts/see?fields=slug&x=%20"},
        {"/posts/2024/c.md", "/posts/see.md"},
        {"/posts/2024/c.html?a", "/posts/see.html?a"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(moves); i++) {
        struct response response = get(snapshot, moves[i][0]);
        assert_int_equal(response.status, 308);
        check_header(&response, "Location", moves[i][1]);
        assert_int_equal(response.body_bytes, 0);
        response_release(&response);
    }
}

static void a_page_is_resolved_by_its_url(void **state)
{
    (void)state;
    static const char *const urls[] = {
        "/about%20us",
        "about%20us",
        "/about%2520us",
        "/about+us/",
        "/about+us/%3Fa=b",
        "/about+us%23top",
        "https://example.org/about%2520us",
        "http://localhost:3000/about+us/?x",
        "/about+us?back=http://example.org/none",
    };
    for (size_t i = 0; i < ARRAY_COUNT(urls); i++) {
        char target[128];
        (void)snprintf(target, sizeof target, "/_resolve?url=%s", urls[i]);
        struct response response = get(snapshot, target);
        if (response.status != 200)
            fail_msg("%s: %d", target, response.status);
        check_header(&response, "Content-Location", "/pages/about%20us");
        json_t *item = json_of(&response);
        check(item, "data.slug", "\"about us\"");
        json_decref(item);
    }
    static const char *const home[] = {
        "/",     "https://example.org", "https://example.org/", "//", "?a",
        "%23top"};
    for (size_t i = 0; i < ARRAY_COUNT(home); i++) {
        char target[128];
        (void)snprintf(target, sizeof target, "/_resolve?url=%s", home[i]);
        json_t *item = get_json(snapshot, target, 200);
        check(item, "data.slug", "\"index\"");
        json_decref(item);
    }
}

static void a_page_that_is_not_there_is_not_found(void **state)
{
    (void)state;
    json_decref(get_json(snapshot, "/_resolve?url=/none", 404));
    json_decref(get_json(snapshot, "/_resolve", 400));
    json_decref(get_json(snapshot, "/_resolve?url=", 400));
    json_decref(get_json(snapshot, "/_resolve?url=/&limit=1", 400));
    json_t *item = get_json(snapshot, "/_resolve?url=/&fields=url", 200);
    check(item, "data", "{\"url\":\"/\"}");
    json_decref(item);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_has_all_of_the_document_and_its_links),
        cmocka_unit_test(an_item_takes_other_shapes),
        cmocka_unit_test(an_item_understands_no_parameter_of_lists),
        cmocka_unit_test(a_body_stands_alone_behind_a_suffix),
        cmocka_unit_test(a_real_dot_in_a_slug_wins),
        cmocka_unit_test(the_path_form_leads_to_the_slug),
        cmocka_unit_test(a_page_is_resolved_by_its_url),
        cmocka_unit_test(a_page_that_is_not_there_is_not_found),
    };
    return RUN_ON_SITE(files, tests);
}
