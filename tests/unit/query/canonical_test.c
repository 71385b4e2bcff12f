/* canonical_test.c - one spelling for each answer. */
#include "test.h"

#include "base/arena.h"
#include "parse.h"
#include "query/page.h"
#include "query/view.h"

#define EVERYTHING                                                             \
    (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE | ACCEPTS_LIST |         \
     ACCEPTS_RECENT)

static void check(const char *text, unsigned page, const char *wanted)
{
    struct arena arena = {0};
    struct str out = {0};
    struct query query, again;
    assert_true(parse_text(slice_of(text), EVERYTHING, 20, &arena, &query));
    query_append_canonical(&query, page, SLICE_NONE, &out);
    assert_slice_is(str_slice(&out), wanted);

    /* Read again, the canonical spelling is its own. */
    struct str twice = {0};
    struct slice rest = slice_from(str_slice(&out), 1);
    assert_true(parse_text(rest, EVERYTHING, 20, &arena, &again));
    query_append_canonical(&again, page, SLICE_NONE, &twice);
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
          "&fields=slug,title&sort=-date,title",
          2, wanted);
    check("sort=-date&fields=slug&include=html&exclude=a&limit=3&page=9"
          "&envelope=false&pretty=true&sort=title&fields=title&include=text",
          2, wanted);
}

static void left_out_fields_keep_their_minus(void **state)
{
    (void)state;
    check("fields=-html&fields=-toc", 1, "?fields=-html,-toc");
}

static void strings_are_encoded(void **state)
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
        parse_text(SLICE("url=/a?b"), ACCEPTS_RESOLVE, 20, &arena, &query));
    query_append_canonical(&query, 1, SLICE_NONE, &out);
    assert_slice_is(str_slice(&out), "?url=/a%3Fb");
    str_release(&out);
    arena_release(&arena);
}

static void a_cursor_replaces_the_page(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str out = {0};
    struct query query;
    assert_true(parse_text(SLICE("cursor=old&limit=3"), EVERYTHING, 20, &arena,
                           &query));
    query_append_canonical(&query, 7, SLICE("n+w"), &out);
    assert_slice_is(str_slice(&out), "?limit=3&cursor=n%2Bw");
    str_release(&out);
    arena_release(&arena);
}

static void conditions_and_values_come_in_one_order(void **state)
{
    (void)state;
    const char *wanted = "?or=(a=1,b:in=(x,y))&tags:in=a,b&title:ne=x&limit=3";
    check("limit=3&title:ne=x&tags:in=b,a&or=(a=1,b:in=(x,y))", 1, wanted);
    check("tags=b&tags=a&or=(b:in=(y,x),a=1)&title:ne=x&limit=3", 1, wanted);
    check("tags[]=a&or=(b[in]=(y,\"x\",y),a:eq=1,a=1)&title[ne]=x&title:ne=x"
          "&tags[]=b&limit=3",
          1, wanted);
}

static void parameters_are_distinguished_from_fields(void **state)
{
    (void)state;
    check("limit:eq=3&limit=3&count:eq=1&and:eq=1&utm_x:eq=2&status:eq=a&x:eq:"
          "eq=1&og:title=1&x::eq=2",
          1,
          "?and:eq=1&count:eq=1&limit:eq=3&og:title=1&status:eq=a&utm_x:eq=2"
          "&x::eq=2&x:eq:eq=1&limit=3");
}

/* Texts that are hard to tell from what is around them. */
static const char *const pieces[] = {
    "a",      "b",   ",",     "(",   ")", "\"",  "\\",
    "%26",    "%3D", "%25",   "%2B", "+", "\\,", "é",
    ":",      ".",   "now ",  "%20", "[", "]",   "2024-05-01T09:00",
    "+02:00", "and", "limit", "in",  "'", "*",   "#",
    "%09",    "/",
};
static const char *const names[] = {
    "a",        "limit:eq",     "and:ne", "og:title",   "a.b:in",
    "tags:nin", "tags[]",       "b:all",  "c:contains", "x::eq",
    "a[in]",    "a[in][]",      "d:gte",  "utm_a:eq",   "count:lt",
    "a b",      "é:startsWith", "tags",   "q:exists",   "eq",
    "e:eq:eq",
};

static uint64_t state_of_chance = 1;

static size_t chance(size_t count)
{
    state_of_chance =
        state_of_chance * 6364136223846793005U + 1442695040888963407U;
    return (size_t)(state_of_chance >> 33) % count;
}

static void add_value(struct str *text, bool in_group)
{
    size_t start = text->size;
    bool is_quoted = in_group && chance(2) == 0;
    str_append_text(text, is_quoted ? "\"" : "");
    for (size_t n = chance(5); n > 0; n--) {
        const char *piece = pieces[chance(sizeof pieces / sizeof pieces[0])];
        bool is_special = strchr(",()\"\\", piece[0]) != NULL;
        if (in_group && is_special)
            str_append_char(text, '\\');
        str_append_text(text, piece);
        if (in_group && strcmp(piece, "\\") == 0)
            str_append_char(text, 'x');
    }
    str_append_text(text, is_quoted ? "\"" : "");
    if (!in_group && text->size == start)
        str_append_char(text, 'v');
}

static void add_condition(struct str *text, unsigned depth)
{
    static const char *const groups[] = {"and", "or", "not"};
    if (depth < 4 && chance(4) == 0) {
        str_appendf(text, "%s=(", groups[chance(3)]);
        for (size_t n = 1 + chance(3); n > 0; n--) {
            add_condition(text, depth + 1);
            str_append_text(text, n > 1 ? "," : ")");
        }
        return;
    }
    str_appendf(text, "%s=", names[chance(sizeof names / sizeof names[0])]);
    add_value(text, depth > 0);
}

/* Two spellings of one query: its conditions backwards are the same. */
static void any_query_is_spelled_in_one_way(void **state)
{
    (void)state;
    size_t accepted = 0;
    for (int round = 0; round < 20000; round++) {
        struct arena arena = {0};
        struct str forward = {0}, backward = {0}, once = {0}, twice = {0};
        struct query query, again;
        for (size_t n = 1 + chance(4); n > 0; n--) {
            struct str part = {0};
            add_condition(&part, 0);
            struct str longer = {0};
            str_appendf(&longer, "%s&%s", part.data,
                        backward.data != NULL ? backward.data : "");
            str_appendf(&forward, "%s&", part.data);
            str_release(&backward);
            str_release(&part);
            backward = longer;
        }
        if (parse_text(str_slice(&forward), EVERYTHING, 20, &arena, &query)) {
            query_append_canonical(&query, 1, SLICE_NONE, &once);
            if (!parse_text(slice_from(str_slice(&once), 1), EVERYTHING, 20,
                            &arena, &again))
                fail_msg("%s becomes %s", forward.data, once.data);
            query_append_canonical(&again, 1, SLICE_NONE, &twice);
            assert_string_equal(once.data, twice.data);
            assert_true(parse_text(str_slice(&backward), EVERYTHING, 20, &arena,
                                   &again));
            str_clear(&twice);
            query_append_canonical(&again, 1, SLICE_NONE, &twice);
            assert_string_equal(once.data, twice.data);
            accepted++;
        }
        str_release(&forward);
        str_release(&backward);
        str_release(&once);
        str_release(&twice);
        arena_release(&arena);
    }
    assert_true(accepted > 5000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_left_out),
        cmocka_unit_test(parameters_come_in_one_order),
        cmocka_unit_test(left_out_fields_keep_their_minus),
        cmocka_unit_test(strings_are_encoded),
        cmocka_unit_test(a_cursor_replaces_the_page),
        cmocka_unit_test(conditions_and_values_come_in_one_order),
        cmocka_unit_test(parameters_are_distinguished_from_fields),
        cmocka_unit_test(any_query_is_spelled_in_one_way),
        cmocka_unit_test(the_url_that_is_resolved_is_part_of_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
