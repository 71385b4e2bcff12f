/* warnings_test.c - what was passed all the same is told by every answer. */
#include "test.h"

#include "api/fixture.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\ndate: 2024-01-01\ntags: x\n---\n"},
    {"pages/about.md", "x"},
};

static void check_told(const char *target, const char *wanted)
{
    struct response response = get(snapshot, target);
    assert_int_equal(response.status, 200);
    check_header(&response, "X-Warnings", wanted);
    response_release(&response);
}

static void every_answer_tells_them_in_a_header(void **state)
{
    (void)state;
    check_told("/posts", NULL);
    check_told("/posts?zork=x", "unknown-field;parameter=\"zork\"");
    check_told("/posts?zork=x&envelope=false",
               "unknown-field;parameter=\"zork\"");
    check_told("/posts.ndjson?titel=x&lenient=true",
               "unknown-field;parameter=\"titel\"");
    check_told("/posts/a?fields=slug,zork&envelope=false",
               "unknown-field;parameter=\"fields\"");
    check_told("/_resolve?url=/about&fields=zork",
               "unknown-field;parameter=\"fields\"");
    check_told("/posts/a.md?locale=fr", "one-language;parameter=\"locale\"");
    check_told("/posts?zork=1&limit=9999&lenient",
               "limit-too-large;parameter=\"limit\", "
               "unknown-field;parameter=\"zork\"");
}

static void a_name_in_it_is_ascii_and_has_no_quotes(void **state)
{
    (void)state;
    check_told("/posts?%C3%A9t%C3%A9:ne=x",
               "unknown-field;parameter=\"%C3%A9t%C3%A9%3Ane\"");
    check_told("/posts?%22a%22=x&lenient",
               "invalid-name;parameter=\"%22a%22\"");
}

static void what_is_unchanged_tells_them_as_well(void **state)
{
    (void)state;
    const char *target = "/posts?zork=x&envelope=false";
    struct response first = get(snapshot, target);
    struct slice tag = response_header(&first, "ETag");
    char text[64];
    (void)snprintf(text, sizeof text, "%.*s", SLICE_FMT(tag));
    struct response second = ask(snapshot, "GET", target, text);
    assert_int_equal(second.status, 304);
    check_header(&second, "X-Warnings", "unknown-field;parameter=\"zork\"");
    response_release(&first);
    response_release(&second);
}

static void the_header_is_short_and_its_last_member_whole(void **state)
{
    (void)state;
    struct str target = {0};
    str_append_text(&target, "/posts?lenient");
    for (int i = 0; i < 20; i++) {
        str_appendf(&target, "&%d", i);
        str_append_repeat(&target, 'y', 300);
        str_append_text(&target, "=1");
    }
    struct response response = get(snapshot, target.data);
    struct slice told = response_header(&response, "X-Warnings");
    assert_int_equal(response.status, 200);
    assert_true(told.size > 3500 && told.size <= 4096);
    assert_true(slice_ends(told, "y\""));
    json_t *list = json_of(&response);
    assert_int_equal(json_array_size(json_at(list, "meta.warnings")), 20);
    json_decref(list);
    str_release(&target);
}

static void facets_want_the_envelope(void **state)
{
    (void)state;
    json_t *problem =
        get_json(snapshot, "/posts?facets=tags&envelope=false", 400);
    check(problem, "errors.0.parameter", "\"facets\"");
    check(problem, "errors.0.code", "\"conflicting-parameters\"");
    json_decref(problem);
    check_told("/posts?facets=tags&envelope=false&lenient",
               "conflicting-parameters;parameter=\"facets\"");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_answer_tells_them_in_a_header),
        cmocka_unit_test(a_name_in_it_is_ascii_and_has_no_quotes),
        cmocka_unit_test(what_is_unchanged_tells_them_as_well),
        cmocka_unit_test(the_header_is_short_and_its_last_member_whole),
        cmocka_unit_test(facets_want_the_envelope),
    };
    return RUN_ON_SITE(files, tests);
}
