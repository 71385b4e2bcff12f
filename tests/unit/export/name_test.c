/* name_test.c - which file has the answer to which address. */
#include "test.h"

#include "export/name.h"

static void check(enum route_template template, const char *type,
                  const char *target, const char *wanted)
{
    struct response response = {.template = template};
    struct arena arena = {0};
    struct slice name = SLICE_NONE;
    struct err err;
    response_set_header(&response, "Content-Type", slice_of(type));
    bool ok = name_of_answer(slice_of(target), &response, &arena, &name, &err);
    assert_int_equal(ok, wanted != NULL);
    if (wanted != NULL)
        assert_string_equal(name.data, wanted);
    arena_release(&arena);
}

#define JSON "application/json; charset=utf-8"

static void json_gets_an_ending(void **state)
{
    (void)state;
    check(TEMPLATE_ROOT, JSON, "/", "index.json");
    check(TEMPLATE_ROOT, JSON, "/api", "api/index.json");
    check(TEMPLATE_LIST, JSON, "/posts", "posts.json");
    check(TEMPLATE_LIST, JSON, "/posts/", "posts.json");
    check(TEMPLATE_ITEM, JSON, "/posts/a%20b", "posts/a b.json");
    check(TEMPLATE_ITEM, JSON, "/posts/e%CC%81", "posts/\xc3\xa9.json");
}

static void a_slug_may_look_like_a_form(void **state)
{
    (void)state;
    check(TEMPLATE_ITEM, JSON, "/posts/notes.md", "posts/notes.md.json");
    check(TEMPLATE_BODY, "text/markdown", "/posts/notes.md", "posts/notes.md");
    check(TEMPLATE_FEED_JSON, "application/feed+json", "/feed.json",
          "feed.json");
}

static void html_is_called_so(void **state)
{
    (void)state;
    check(TEMPLATE_DOCS, "text/html; charset=utf-8", "/_docs", "_docs.html");
}

static void a_query_comes_before_the_ending(void **state)
{
    (void)state;
    check(TEMPLATE_LIST, JSON, "/posts?page=2", "posts@page=2.json");
    check(TEMPLATE_LIST, JSON, "/posts?", "posts.json");
    check(TEMPLATE_LIST, JSON, "/posts?a=%2F", "posts@a=%2F.json");
    check(TEMPLATE_LIST_STREAM, "text/csv", "/posts.csv?limit=3",
          "posts.csv@limit=3.csv");
    check(TEMPLATE_MEDIA, "image/webp", "/_media/a.jpg?format=webp",
          "_media/a.jpg@format=webp.webp");
    check(TEMPLATE_MEDIA, "image/jpeg", "/_media/a.jpeg?w=640",
          "_media/a.jpeg@w=640.jpeg");
    check(TEMPLATE_MEDIA, "image/png", "/_media/a.gif?w=640",
          "_media/a.gif@w=640.png");
}

static void what_leads_out_of_the_folder_is_no_name(void **state)
{
    (void)state;
    check(TEMPLATE_RESOLVE, JSON, "/_resolve?url=/../../x", NULL);
    check(TEMPLATE_RESOLVE, JSON, "/_resolve?url=//x", NULL);
    check(TEMPLATE_ITEM, JSON, "/posts/%2E%2E/x", NULL);
    check(TEMPLATE_BODY, "text/plain", "/.headmatter/files", NULL);
    check(TEMPLATE_RESOLVE, JSON, "/_resolve?url=/x", "_resolve@url=/x.json");
}

static void a_name_has_a_limit(void **state)
{
    (void)state;
    char target[400] = "/posts/";
    memset(target + 7, 'x', 300);
    check(TEMPLATE_ITEM, JSON, target, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_gets_an_ending),
        cmocka_unit_test(a_slug_may_look_like_a_form),
        cmocka_unit_test(html_is_called_so),
        cmocka_unit_test(a_query_comes_before_the_ending),
        cmocka_unit_test(what_leads_out_of_the_folder_is_no_name),
        cmocka_unit_test(a_name_has_a_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
