/* canonical_test.c - one spelling for each answer. */
#include "test.h"

#include "base/arena.h"
#include "query/query.h"

#define EVERYTHING                                                             \
    (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_LIST | ACCEPTS_RECENT)

static void check(const char *text, unsigned page, const char *wanted)
{
    struct arena arena = {0};
    struct str out = {0};
    struct query query, again;
    assert_true(query_parse(slice_of(text), EVERYTHING, 20, &arena, &query));
    query_append_canonical(&query, page, &out);
    assert_slice_is(str_slice(&out), wanted);

    /* Read again, the canonical spelling is its own. */
    struct str twice = {0};
    struct slice behind = slice_from(str_slice(&out), 1);
    assert_true(query_parse(behind, EVERYTHING, 20, &arena, &again));
    query_append_canonical(&again, page, &twice);
    assert_slice_is(str_slice(&twice), wanted);
    str_release(&twice);
    str_release(&out);
    arena_release(&arena);
}

static void defaults_are_left_out(void **state)
{
    (void)state;
    check("", 1, "");
    check("limit=20&page=1&envelope=true&pretty=false&sort=&fields=", 1, "");
    check("utm_source=x", 1, "");
}

static void parameters_come_in_one_order(void **state)
{
    (void)state;
    const char *wanted = "?sort=-date,title&fields=slug,title&include=html,text"
                         "&exclude=a&limit=3&page=2&envelope=false&pretty=true";
    check("pretty=1&envelope=0&page=9&limit=3&exclude=a&include=text,html"
          "&fields=slug,title&sort=-date,name",
          2, wanted);
    check("sort=-date&fields=slug&include=html&exclude=a&limit=3&page=9"
          "&envelope=false&pretty=true&sort=title&fields=title&include=text",
          2, wanted);
}

static void what_is_left_out_keeps_its_minus(void **state)
{
    (void)state;
    check("fields=-html&fields=-toc", 1, "?fields=-html,-toc");
}

static void texts_are_encoded(void **state)
{
    (void)state;
    check("exclude=a+b%26c%3D%C3%A9/d%2Be", 1,
          "?exclude=a%20b%26c%3D%C3%A9/d%2Be");
}

static void the_url_that_is_resolved_is_part_of_it(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str out = {0};
    struct query query;
    assert_true(
        query_parse(SLICE("url=/a?b"), ACCEPTS_RESOLVE, 20, &arena, &query));
    query_append_canonical(&query, 1, &out);
    assert_slice_is(str_slice(&out), "?url=/a%3Fb");
    str_release(&out);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_left_out),
        cmocka_unit_test(parameters_come_in_one_order),
        cmocka_unit_test(what_is_left_out_keeps_its_minus),
        cmocka_unit_test(texts_are_encoded),
        cmocka_unit_test(the_url_that_is_resolved_is_part_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
