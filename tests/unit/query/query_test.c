/* query_test.c - every parameter: right, wrong, twice, and nearly right. */
#include "test.h"

#include "base/arena.h"
#include "query/query.h"

#define EVERYTHING                                                             \
    (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_LIST | ACCEPTS_RECENT)

static struct arena arena;

static int release_arena(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static struct query accepted(const char *text)
{
    struct query query;
    bool ok = query_parse(slice_of(text), EVERYTHING, 20, &arena, &query);
    if (!ok)
        print_error("%s: %.*s\n", text, SLICE_FMT(query.errors[0].detail));
    assert_true(ok);
    assert_int_equal(query.error_count, 0);
    return query;
}

static struct query refused(const char *text, unsigned accepts)
{
    struct query query;
    assert_false(query_parse(slice_of(text), accepts, 20, &arena, &query));
    assert_true(query.error_count > 0);
    return query;
}

static void nothing_asked_is_the_default(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "&", "&&&", "utm_source=x&utm_=1&gclid=1&fbclid=1&msclkid=1&_=9",
        "gclid=1&gclid=2"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct query query = accepted(texts[i]);
        assert_int_equal(query.page, 1);
        assert_int_equal(query.limit, 20);
        assert_int_equal(query.sort_count, 0);
        assert_int_equal(query.includes, 0);
        assert_int_equal(query.field_count, 0);
        assert_int_equal(query.exclude_count, 0);
        assert_true(query.has_envelope);
        assert_false(query.is_pretty);
    }
    struct query query;
    assert_true(query_parse(SLICE_NONE, EVERYTHING, 7, &arena, &query));
    assert_int_equal(query.limit, 7);
}

static void page_and_limit_are_whole_numbers(void **state)
{
    (void)state;
    assert_int_equal(accepted("page=3").page, 3);
    assert_int_equal(accepted("page=1000000000").page, 1000000000);
    assert_int_equal(accepted("limit=0").limit, 0);
    assert_int_equal(accepted("limit=1000").limit, 1000);
    assert_int_equal(accepted("limit=007").limit, 7);
    assert_int_equal(accepted("count=5").limit, 5);

    static const char *const wrong[] = {
        "page=0",
        "page=",
        "page",
        "page=-1",
        "page=1.5",
        "page=%2B1",
        "page=0x1",
        "page= 1",
        "page=1e3",
        "page=x",
        "limit=-1",
        "limit=",
        "limit=ten",
        "limit=1%20",
        "count=x",
        "page=99999999999999999",
        "page=9999999999999999999999999999999",
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct query query = refused(wrong[i], EVERYTHING);
        assert_string_equal(query.errors[0].code, "invalid-number");
    }
}

static void a_limit_that_is_too_large_is_told_the_largest(void **state)
{
    (void)state;
    static const char *const wrong[] = {"limit=1001", "count=5000",
                                        "limit=999999999999999999"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct query query = refused(wrong[i], EVERYTHING);
        assert_string_equal(query.errors[0].code, "limit-too-large");
        assert_int_equal(query.errors[0].maximum, 1000);
    }
}

static void lists_are_sorted_by_up_to_four_keys(void **state)
{
    (void)state;
    struct query query = accepted("sort=-date,title&sort=-post_count,,name");
    assert_int_equal(query.sort_count, 4);
    assert_int_equal(query.sort[0].field, SORT_DATE);
    assert_true(query.sort[0].is_down);
    assert_int_equal(query.sort[1].field, SORT_TITLE);
    assert_false(query.sort[1].is_down);
    assert_int_equal(query.sort[2].field, SORT_POST_COUNT);
    assert_true(query.sort[2].is_down);
    assert_int_equal(query.sort[3].field, SORT_TITLE);
    assert_int_equal(accepted("sort=").sort_count, 0);

    query = refused("sort=date,title,name,post_count,date", EVERYTHING);
    assert_string_equal(query.errors[0].code, "too-many-sort-keys");
    assert_int_equal(query.errors[0].maximum, 4);
}

static void a_sort_key_that_nobody_knows_is_told_the_nearest(void **state)
{
    (void)state;
    struct query query = refused("sort=-dtae", EVERYTHING);
    assert_string_equal(query.errors[0].code, "unknown-sort-field");
    assert_slice_is(query.errors[0].suggestion, "sort=-date");
    query = refused("sort=colour", EVERYTHING);
    assert_null(query.errors[0].suggestion.data);
    query = refused("sort=--date", EVERYTHING);
    assert_string_equal(query.errors[0].code, "unknown-sort-field");
}

static void fields_are_named_or_left_out(void **state)
{
    (void)state;
    struct query query = accepted("fields=slug,title&fields=html");
    assert_int_equal(query.field_count, 3);
    assert_false(query.leaves_out);
    assert_slice_is(query.fields[2], "html");

    query = accepted("fields=-toc,-html");
    assert_true(query.leaves_out);
    assert_slice_is(query.fields[0], "toc");
    assert_slice_is(query.fields[1], "html");
    assert_int_equal(accepted("fields=,,").field_count, 0);

    static const char *const mixed[] = {"fields=a,-b", "fields=-a,b",
                                        "fields=a&fields=-b",
                                        "fields=-a&fields=b"};
    for (size_t i = 0; i < sizeof mixed / sizeof mixed[0]; i++)
        assert_string_equal(refused(mixed[i], EVERYTHING).errors[0].code,
                            "mixed-fields");
}

static void what_can_be_included_is_or_ed_together(void **state)
{
    (void)state;
    assert_int_equal(
        accepted("include=html,sections&include=text,html").includes,
        INCLUDE_HTML | INCLUDE_SECTIONS | INCLUDE_TEXT);
    assert_int_equal(
        accepted("include=html,toc,markdown,text,front_matter,sections")
            .includes,
        63);
    struct query query = refused("include=htlm,nonsense", EVERYTHING);
    assert_int_equal(query.error_count, 2);
    assert_string_equal(query.errors[0].code, "unknown-include");
    assert_slice_is(query.errors[0].suggestion, "html");
    assert_null(query.errors[1].suggestion.data);
}

static void names_are_limited(void **state)
{
    (void)state;
    static const char *const names[] = {"fields", "exclude"};
    for (size_t k = 0; k < 2; k++) {
        struct str text = {0};
        str_appendf(&text, "%s=a0", names[k]);
        for (int i = 1; i < QUERY_MAX_NAMES; i++)
            str_appendf(&text, ",a%d", i);
        (void)accepted(text.data);
        str_append_text(&text, ",one");
        struct query query = refused(text.data, EVERYTHING);
        assert_string_equal(query.errors[0].code, "too-many-names");
        assert_int_equal(query.errors[0].maximum, QUERY_MAX_NAMES);
        str_release(&text);
    }
}

static void a_flag_is_true_or_false_and_bare_means_true(void **state)
{
    (void)state;
    assert_true(accepted("pretty").is_pretty);
    assert_true(accepted("pretty=").is_pretty);
    assert_true(accepted("pretty=1").is_pretty);
    assert_true(accepted("pretty=true").is_pretty);
    assert_false(accepted("pretty=0").is_pretty);
    assert_false(accepted("envelope=false").has_envelope);
    assert_true(accepted("envelope").has_envelope);
    assert_string_equal(refused("pretty=yes", EVERYTHING).errors[0].code,
                        "invalid-flag");
    assert_string_equal(refused("envelope=FALSE", EVERYTHING).errors[0].code,
                        "invalid-flag");
}

static void what_may_stand_once_may_not_stand_twice(void **state)
{
    (void)state;
    static const char *const twice[] = {
        "page=1&page=2",         "page=1&page=1",   "limit=1&limit=2",
        "pretty&pretty",         "limit=1&count=2", "count=1&limit=2",
        "envelope=0&envelope=1", "count=1&count=1",
    };
    for (size_t i = 0; i < sizeof twice / sizeof twice[0]; i++)
        assert_string_equal(refused(twice[i], EVERYTHING).errors[0].code,
                            "repeated-parameter");
}

static void a_name_that_nobody_knows_is_told_the_nearest(void **state)
{
    (void)state;
    struct query query = refused("limt=3", EVERYTHING);
    assert_string_equal(query.errors[0].code, "unknown-parameter");
    assert_slice_is(query.errors[0].parameter, "limt");
    assert_slice_is(query.errors[0].suggestion, "limit");
    query = refused("colour=red", EVERYTHING);
    assert_null(query.errors[0].suggestion.data);
    query = refused("=1", EVERYTHING);
    assert_slice_is(query.errors[0].parameter, "");
    query = refused("Page=1", EVERYTHING);
    assert_slice_is(query.errors[0].suggestion, "page");
}

static void a_parameter_has_a_meaning_where_it_is_accepted_only(void **state)
{
    (void)state;
    struct query query = refused("limit=3", ACCEPTS_PLAIN | ACCEPTS_SHAPE);
    assert_string_equal(query.errors[0].code, "unknown-parameter");
    assert_true(slice_find(query.errors[0].detail, 0, SLICE("no meaning")) <
                query.errors[0].detail.size);
    (void)refused("exclude=a", ACCEPTS_LIST);
    (void)refused("pretty", 0);
    /* never suggested where it means nothing */
    query = refused("limt=3", ACCEPTS_PLAIN);
    assert_null(query.errors[0].suggestion.data);
}

static void a_url_must_be_named_where_it_is_what_is_asked(void **state)
{
    (void)state;
    struct query query;
    assert_true(
        query_parse(SLICE("url=/a%20b"), ACCEPTS_RESOLVE, 20, &arena, &query));
    assert_slice_is(query.url, "/a b");
    query = refused("", ACCEPTS_RESOLVE);
    assert_string_equal(query.errors[0].code, "missing-parameter");
    query = refused("url=", ACCEPTS_RESOLVE);
    assert_string_equal(query.errors[0].code, "missing-value");
    assert_int_equal(query.error_count, 1);
    query = refused("url=/a&url=/b", ACCEPTS_RESOLVE);
    assert_string_equal(query.errors[0].code, "repeated-parameter");
}

static void names_and_values_are_decoded_after_they_are_split(void **state)
{
    (void)state;
    assert_int_equal(accepted("%6Cimit=%35").limit, 5);
    assert_slice_is(accepted("exclude=a%26b%3Dc").exclude[0], "a&b=c");
    assert_slice_is(accepted("exclude=a+b").exclude[0], "a b");
    assert_slice_is(accepted("exclude=a=b").exclude[0], "a=b");
    assert_slice_is(accepted("exclude=%25zz").exclude[0], "%zz");
    static const char *const wrong[] = {"limit=%", "limit=%zz", "%FF=1",
                                        "exclude=%00", "limit=%C3"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_string_equal(refused(wrong[i], EVERYTHING).errors[0].code,
                            "bad-encoding");
}

static void everything_that_is_wrong_is_told_at_once(void **state)
{
    (void)state;
    struct query query = refused(
        "limit=5000&limt=1&page=0&sort=x&include=y&pretty=z", EVERYTHING);
    assert_int_equal(query.error_count, 6);
    assert_slice_is(query.errors[0].parameter, "limit");
    assert_slice_is(query.errors[1].parameter, "limt");
    assert_slice_is(query.errors[5].parameter, "pretty");
}

static void the_names_of_includes_end(void **state)
{
    (void)state;
    assert_string_equal(query_include_name(0), "html");
    assert_string_equal(query_include_name(5), "sections");
    assert_null(query_include_name(6));
    assert_null(query_include_name(31));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_asked_is_the_default),
        cmocka_unit_test(page_and_limit_are_whole_numbers),
        cmocka_unit_test(a_limit_that_is_too_large_is_told_the_largest),
        cmocka_unit_test(lists_are_sorted_by_up_to_four_keys),
        cmocka_unit_test(a_sort_key_that_nobody_knows_is_told_the_nearest),
        cmocka_unit_test(fields_are_named_or_left_out),
        cmocka_unit_test(what_can_be_included_is_or_ed_together),
        cmocka_unit_test(names_are_limited),
        cmocka_unit_test(a_flag_is_true_or_false_and_bare_means_true),
        cmocka_unit_test(what_may_stand_once_may_not_stand_twice),
        cmocka_unit_test(a_name_that_nobody_knows_is_told_the_nearest),
        cmocka_unit_test(a_parameter_has_a_meaning_where_it_is_accepted_only),
        cmocka_unit_test(a_url_must_be_named_where_it_is_what_is_asked),
        cmocka_unit_test(names_and_values_are_decoded_after_they_are_split),
        cmocka_unit_test(everything_that_is_wrong_is_told_at_once),
        cmocka_unit_test(the_names_of_includes_end),
    };
    return cmocka_run_group_tests(tests, NULL, release_arena);
}
