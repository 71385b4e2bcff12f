/* urls_test.c - urls=absolute, and the setting that it takes. */
#include "test.h"

#include "api/fixture.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\nauthor: ana\n---\n[b](b.md) ![c](c.png)\n"},
    {"posts/b.md", "# Top\n\n[a](#top)\n"},
    {"authors/ana.md", "---\nname: Ana\n---\n[me](me.html)\n"},
};

static const char *const targets[] = {
    "/posts/a?urls=absolute",
    "/posts?urls=absolute&include=html",
    "/posts.ndjson?urls=absolute&include=html",
    "/posts/a.html?urls=absolute",
    "/_resolve?url=/posts/a&urls=absolute",
};

static void it_takes_the_address_of_the_site(void **state)
{
    (void)state;
    snapshot->site.public_url = SLICE_NONE;
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        json_t *problem = get_json(snapshot, targets[i], 400);
        check(problem, "errors.0.parameter", "\"urls\"");
        check(problem, "errors.0.code", "\"no-public-url\"");
        json_decref(problem);
    }
    json_t *list =
        get_json(snapshot, "/posts/b?urls=absolute&lenient=true", 200);
    check(list, "meta.warnings.0.code", "\"no-public-url\"");
    check(list, "data.html",
          "\"<h1 id=\\\"top\\\">Top</h1>\\n<p><a "
          "href=\\\"#top\\\">a</a></p>\\n\"");
    json_decref(list);
}

static void every_form_of_html_has_absolute_addresses(void **state)
{
    (void)state;
    snapshot->site.public_url = SLICE("https://example.org");
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        struct response response = get(snapshot, targets[i]);
        struct str body = body_of(&response);
        assert_int_equal(response.status, 200);
        assert_non_null(strstr(body.data, "https://example.org/posts/b"));
        assert_non_null(strstr(body.data, "https://example.org/posts/c.png"));
        str_release(&body);
        response_release(&response);
    }
}

static void documents_within_documents_have_them_too(void **state)
{
    (void)state;
    snapshot->site.public_url = SLICE("https://example.org");
    json_t *item =
        get_json(snapshot,
                 "/posts/a?urls=absolute&include=next.html,previous.html", 200);
    json_t *data = json_object_get(item, "data");
    json_t *beside = json_object_get(data, "next");
    if (json_is_null(beside))
        beside = json_object_get(data, "previous");
    assert_non_null(strstr(json_string_value(json_object_get(beside, "html")),
                           "\"https://example.org/posts/b#top\""));
    json_decref(item);
}

static void relative_is_the_default(void **state)
{
    (void)state;
    struct response plain = get(snapshot, "/posts/a");
    struct response relative = get(snapshot, "/posts/a?urls=relative");
    assert_true(slice_equal(response_header(&plain, "ETag"),
                            response_header(&relative, "ETag")));
    response_release(&plain);
    response_release(&relative);
    json_decref(get_json(snapshot, "/posts/a?urls=all", 400));
    json_decref(
        get_json(snapshot, "/posts/a?urls=absolute&urls=absolute", 400));
    json_decref(get_json(snapshot, "/posts/a.md?urls=absolute", 400));
    json_decref(get_json(snapshot, "/?urls=absolute", 400));
}

/* A site that moves serves other bytes, though no document has changed. */
static void the_validator_covers_the_address_of_the_site(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        snapshot->site.public_url = SLICE("https://example.org");
        struct response before = get(snapshot, targets[i]);
        snapshot->site.public_url = SLICE("https://example.net");
        struct response after = get(snapshot, targets[i]);
        assert_false(slice_equal(response_header(&before, "ETag"),
                                 response_header(&after, "ETag")));
        response_release(&before);
        response_release(&after);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_takes_the_address_of_the_site),
        cmocka_unit_test(every_form_of_html_has_absolute_addresses),
        cmocka_unit_test(documents_within_documents_have_them_too),
        cmocka_unit_test(relative_is_the_default),
        cmocka_unit_test(the_validator_covers_the_address_of_the_site),
    };
    return RUN_ON_SITE(files, tests);
}
