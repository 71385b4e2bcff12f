/* sections_test.c - one section of a document, and the body as a tree. */
#include "test.h"

#include "api/fixture.h"

static const struct file files[] = {
    {"posts/a.md", "---\ndate: 2024-01-01\nauthor: Ana\n---\nintro\n\n"
                   "# Set up\n\n[b](b.md)\n\n## Tools\n\n[c](c.md)\n\n"
                   "# Use\n\nuse it\n"},
    {"posts/b.md", "---\ndate: 2024-01-02\n---\nno headings\n"},
    {"posts/c.md", "---\ndate: 2024-01-03\nsecret: x\n---\n# C\n"},
    {"docs/x.md", "---\nsection: guides\n---\nx\n"},
    {"data/nav.json", "{\"items\":[1]}"},
};

static void check_body(const char *target, const char *wanted)
{
    struct response response = get(snapshot, target);
    struct str body = body_of(&response);
    assert_int_equal(response.status, 200);
    assert_string_equal(body.data, wanted);
    str_release(&body);
    response_release(&response);
}

static void an_item_shows_one_section_of_its_body(void **state)
{
    (void)state;
    json_t *item =
        get_json(snapshot, "/posts/a?section=tools&include=text,markdown", 200);
    check(item, "data.html",
          "\"<h2 id=\\\"tools\\\">Tools</h2>\\n<p><a href=\\\"/posts/c\\\">c"
          "</a></p>\\n\"");
    check(
        item, "data.toc",
        "[{\"level\":2,\"id\":\"tools\",\"text\":\"Tools\",\"children\":[]}]");
    check(item, "data.text", "\"Tools\\n\\nc\"");
    check(item, "data.markdown", "\"## Tools\\n\\n[c](c.md)\\n\"");
    check(item, "data.word_count", "9"); /* of all of it */
    check(item, "data.excerpt", "\"intro\"");
    check(item, "links.self", "\"/posts/a\"");
    json_decref(item);

    item = get_json(snapshot, "/posts/a?section=use&fields=html,mdast", 200);
    check(item, "data.html",
          "\"<h1 id=\\\"use\\\">Use</h1>\\n<p>use it</p>\\n"
          "\"");
    check(item, "data.mdast.children.0.type", "\"heading\"");
    check(item, "data.mdast.children.1.children.0.value", "\"use it\"");
    assert_null(json_at(item, "data.mdast.children.2"));
    json_decref(item);

    item = get_json(snapshot, "/posts/a?section=set-up&fields=toc.id", 200);
    check(item, "data.toc", "[{\"id\":\"set-up\"}]");
    json_decref(item);
}

static void a_body_behind_a_suffix_has_sections_too(void **state)
{
    (void)state;
    check_body("/posts/a.md?section=set-up",
               "# Set up\n\n[b](b.md)\n\n## Tools\n\n[c](c.md)\n");
    check_body("/posts/a.html?section=tools",
               "<h2 id=\"tools\">Tools</h2>\n<p><a href=\"/posts/c\">c</a></p>"
               "\n");
    check_body("/posts/a.txt?section=use", "Use\n\nuse it");
}

static void a_page_of_the_site_has_them_as_well(void **state)
{
    (void)state;
    struct response response =
        get(snapshot, "/_resolve?url=/posts/a&section=use&fields=html");
    check_header(&response, "Content-Location", "/posts/a?section=use");
    json_t *item = json_of(&response);
    check(item, "data.html",
          "\"<h1 id=\\\"use\\\">Use</h1>\\n<p>use it</p>\\n"
          "\"");
    json_decref(item);
}

static void check_suggestions(const char *target, const char *wanted)
{
    json_t *problem = get_json(snapshot, target, 404);
    check(problem, "suggestions", wanted);
    json_decref(problem);
}

static void an_unknown_section_suggests_others(void **state)
{
    (void)state;
    check_suggestions("/posts/a?section=tolls",
                      "[\"/posts/a?section=tools\","
                      "\"/posts/a?section=set-up\",\"/posts/a?section=use\"]");
    check_suggestions("/posts/a.md?section=us",
                      "[\"/posts/a.md?section=use\","
                      "\"/posts/a.md?section=set-up\","
                      "\"/posts/a.md?section=tools\"]");
    json_t *problem = get_json(snapshot, "/posts/b?section=x", 404);
    check(problem, "detail",
          "\"This document has no headings, and so no sections.\"");
    assert_null(json_at(problem, "suggestions"));
    json_decref(problem);
}

static void check_error(const char *target, const char *code,
                        const char *detail)
{
    json_t *problem = get_json(snapshot, target, 400);
    check(problem, "errors.0.code", code);
    check(problem, "errors.0.detail", detail);
    assert_null(json_at(problem, "errors.1"));
    json_decref(problem);
}

static void a_section_is_of_one_document(void **state)
{
    (void)state;
    static const char *const lists[] = {"/posts?section=a",
                                        "/posts.ndjson?section=a",
                                        "/authors/ana/posts?section=a"};
    for (size_t i = 0; i < ARRAY_COUNT(lists); i++)
        check_error(lists[i], "\"unknown-parameter\"",
                    "\"A section is a part of one document, so ask for it at "
                    "the document's own address: "
                    "/{collection}/{slug}?section={id}.\"");
    check_error("/posts/a?section=", "\"missing-value\"",
                "\"Use the id of a heading, as toc has it, such as "
                "section=install.\"");
    check_error("/posts/a?section=use&section=tools", "\"repeated-parameter\"",
                "\"May be given only once.\"");
    check_error("/data/nav?section=a", "\"unknown-parameter\"",
                "\"The parameter 'section' does not apply here.\"");
    check_error("/authors/ana?section=a", "\"unknown-parameter\"",
                "\"The parameter 'section' does not apply here.\"");
    /* Where documents have a field of that name, a list is filtered by it. */
    json_t *list = get_json(snapshot, "/docs?section=guides", 200);
    check_slugs(list, "x");
    json_decref(list);
}

static void each_section_has_a_validator_of_its_own(void **state)
{
    (void)state;
    static const char *const targets[] = {
        "/posts/a",
        "/posts/a?section=use",
        "/posts/a.md",
        "/posts/a?section=tools",
        "/posts/a.md?section=use",
        "/posts/a.md?section=tools",
        "/posts/a?include=mdast",
        "/posts/a?include=mdast.position",
    };
    char tags[ARRAY_COUNT(targets)][64];
    for (size_t i = 0; i < ARRAY_COUNT(targets); i++) {
        struct response response = get(snapshot, targets[i]);
        struct slice tag = response_header(&response, "ETag");
        (void)snprintf(tags[i], sizeof tags[i], "%.*s", SLICE_FMT(tag));
        for (size_t j = 0; j < i; j++)
            assert_string_not_equal(tags[i], tags[j]);
        response_release(&response);
        response = ask(snapshot, "GET", targets[i], tags[i]);
        assert_int_equal(response.status, 304);
        response_release(&response);
    }
}

static void a_tree_is_shown_on_request(void **state)
{
    (void)state;
    json_t *list =
        get_json(snapshot, "/posts?include=mdast&fields=mdast&sort=date", 200);
    check(list, "data.0.mdast.type", "\"root\"");
    check(list, "data.0.mdast.children.2.children.0.url", "\"/posts/b\"");
    check(list, "data.1.mdast.children.0.children.0.value", "\"no headings\"");
    assert_null(json_at(list, "data.0.mdast.position"));
    assert_null(json_at(list, "meta.warnings"));
    json_decref(list);

    list = get_json(snapshot, "/posts?include=mdast.position&fields=slug,mdast",
                    200);
    check(list, "data.0.mdast.position.start.line", "1");
    assert_null(json_at(list, "meta.warnings"));
    check(list, "links.self",
          "\"/posts?fields=mdast,slug&include=mdast.position\"");
    json_decref(list);

    json_t *item =
        get_json(snapshot, "/posts/b?include=next.mdast&fields=next", 200);
    check(item, "data.next.mdast.children.0.type", "\"heading\"");
    json_decref(item);

    item = get_json(snapshot, "/posts/b", 200);
    assert_null(json_at(item, "data.mdast"));
    json_decref(item);
    json_decref(get_json(snapshot, "/data?include=mdast", 400));
    json_decref(get_json(snapshot, "/posts?mdast=x", 400));
    json_decref(get_json(snapshot, "/posts?sort=mdast", 400));
}

static void a_stream_has_trees(void **state)
{
    (void)state;
    struct response response =
        get(snapshot, "/posts.ndjson?fields=mdast&include=mdast.position");
    struct str body = body_of(&response);
    assert_int_equal(slice_count_char(str_slice(&body), '\n'), 3);
    assert_true(slice_starts(str_slice(&body),
                             "{\"mdast\":{\"type\":\"root\",\"position\":"));
    str_release(&body);
    response_release(&response);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_item_shows_one_section_of_its_body),
        cmocka_unit_test(a_body_behind_a_suffix_has_sections_too),
        cmocka_unit_test(a_page_of_the_site_has_them_as_well),
        cmocka_unit_test(an_unknown_section_suggests_others),
        cmocka_unit_test(a_section_is_of_one_document),
        cmocka_unit_test(each_section_has_a_validator_of_its_own),
        cmocka_unit_test(a_tree_is_shown_on_request),
        cmocka_unit_test(a_stream_has_trees),
    };
    return RUN_ON_SITE(files, tests);
}
