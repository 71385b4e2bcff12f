/* query_test.c - every parameter of ours: right, wrong, twice, and nearly
 * right. What is a filter is in filter_test.c. */
#include "test.h"

#include "base/arena.h"
#include "parse.h"
#include "query/page.h"
#include "query/view.h"

#define EVERYTHING                                                             \
    (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE | ACCEPTS_LIST |         \
     ACCEPTS_RECENT)
#define ITEMS (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE)

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
    bool ok = parse_text(slice_of(text), EVERYTHING, 20, &arena, &query);
    if (!ok)
        print_error("%s: %.*s\n", text, SLICE_FMT(query.errors[0].detail));
    assert_true(ok);
    assert_int_equal(query.error_count, 0);
    return query;
}

static struct query refused(const char *text, unsigned accepts)
{
    struct query query;
    assert_false(parse_text(slice_of(text), accepts, 20, &arena, &query));
    assert_true(query.error_count > 0);
    return query;
}

static void an_empty_query_has_the_defaults(void **state)
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
        assert_int_equal(query.include.members, 0);
        assert_null(query.include.of[RELATION_AUTHOR]);
        assert_null(query.fields);
        assert_null(query.where);
        assert_null(query.cursor.data);
        assert_false(query.has_page);
        assert_int_equal(query.exclude_count, 0);
        assert_true(query.has_envelope);
        assert_false(query.is_pretty);
    }
    struct query query;
    assert_true(parse_text(SLICE_NONE, EVERYTHING, 7, &arena, &query));
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

static void a_limit_that_is_too_large_is_refused_with_the_maximum(void **state)
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

static void limit_all_requests_the_whole_list(void **state)
{
    (void)state;
    struct query query = accepted("limit=all");
    assert_true(query.is_limit_all);
    assert_int_equal(query.limit, QUERY_LIMIT_ALL);
    assert_true(accepted("count=all").is_limit_all);
    assert_false(accepted("limit=5").is_limit_all);
    assert_string_equal(refused("limit=ALL", EVERYTHING).errors[0].code,
                        "invalid-number");
}

static void a_page_is_named_by_number_or_by_cursor(void **state)
{
    (void)state;
    assert_true(accepted("page=1").has_page);
    assert_slice_is(accepted("cursor=a%2Fb&limit=3").cursor, "a/b");
    assert_string_equal(refused("cursor=x&page=1", EVERYTHING).errors[0].code,
                        "conflicting-parameters");
    assert_slice_is(accepted("cursor=").cursor, "");
    assert_non_null(accepted("cursor").cursor.data);
}

static void lists_are_sorted_by_up_to_four_keys(void **state)
{
    (void)state;
    struct query query =
        accepted("sort=-date,author.name&sort=-post_count,, og:title ");
    assert_int_equal(query.sort_count, 4);
    assert_slice_is(query.sort[0].path, "date");
    assert_true(query.sort[0].is_down);
    assert_slice_is(query.sort[1].path, "author.name");
    assert_false(query.sort[1].is_down);
    assert_slice_is(query.sort[2].path, "post_count");
    assert_true(query.sort[2].is_down);
    assert_slice_is(query.sort[3].path, "og:title");
    assert_int_equal(accepted("sort=").sort_count, 0);

    query = refused("sort=date,title,name,post_count,date", EVERYTHING);
    assert_string_equal(query.errors[0].code, "too-many-sort-keys");
    assert_int_equal(query.errors[0].maximum, 4);
    assert_string_equal(refused("sort=-", EVERYTHING).errors[0].code,
                        "invalid-name");
    assert_string_equal(refused("sort=a..b", EVERYTHING).errors[0].code,
                        "invalid-name");
}

static void a_random_order_is_alone_and_may_have_a_seed(void **state)
{
    (void)state;
    struct query query = accepted("sort=random&seed=7");
    assert_true(query.is_random);
    assert_true(query.has_seed);
    assert_int_equal(query.seed, 7);
    assert_int_equal(query.sort_count, 0);
    assert_false(accepted("sort=random").has_seed);
    assert_true(accepted("seed=0").has_seed);
    static const char *const wrong[] = {"sort=random,date", "sort=date,random",
                                        "sort=random&sort=random"};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        assert_string_equal(refused(wrong[i], EVERYTHING).errors[0].code,
                            "random-is-alone");
    assert_string_equal(refused("seed=-1", EVERYTHING).errors[0].code,
                        "invalid-number");
}

static void facets_are_counted_once_each_and_up_to_eight(void **state)
{
    (void)state;
    struct query query = accepted("facets=tags,author.name&facets=tags");
    assert_int_equal(query.facet_count, 2);
    assert_slice_is(query.facets[1], "author.name");
    query = refused("facets=a,b,c,d,e,f,g,h,i", EVERYTHING);
    assert_string_equal(query.errors[0].code, "too-many-facets");
    assert_int_equal(query.errors[0].maximum, 8);
}

static void fields_are_a_tree_of_their_names(void **state)
{
    (void)state;
    struct query query =
        accepted("fields=slug,author.name&fields=author.a.b,title,author.a");
    const struct name_tree *name = query.fields;
    assert_slice_is(name->name, "author");
    assert_false(name->is_whole);
    assert_slice_is(name->children->name, "a");
    assert_true(name->children->is_whole);
    assert_slice_is(name->children->children->name, "b");
    assert_slice_is(name->children->next->name, "name");
    assert_null(name->children->next->next);
    name = name->next;
    assert_slice_is(name->name, "slug");
    assert_true(name->is_whole);
    assert_null(name->children);
    assert_slice_is(name->next->name, "title");
    assert_null(name->next->next);
}

static void fields_are_named_or_left_out(void **state)
{
    (void)state;
    assert_false(accepted("fields=slug").leaves_out);
    struct query query = accepted("fields=-toc,-html");
    assert_true(query.leaves_out);
    assert_slice_is(query.fields->name, "html");
    assert_slice_is(query.fields->next->name, "toc");
    assert_null(accepted("fields=,,").fields);
    assert_string_equal(refused("fields=a.", EVERYTHING).errors[0].code,
                        "invalid-name");

    static const char *const mixed[] = {"fields=a,-b", "fields=-a,b",
                                        "fields=a&fields=-b",
                                        "fields=-a&fields=b"};
    for (size_t i = 0; i < sizeof mixed / sizeof mixed[0]; i++)
        assert_string_equal(refused(mixed[i], EVERYTHING).errors[0].code,
                            "mixed-fields");
}

static void members_that_are_included_are_or_ed_together(void **state)
{
    (void)state;
    assert_int_equal(
        accepted("include=html,sections&include=text,html").include.members,
        INCLUDE_HTML | INCLUDE_SECTIONS | INCLUDE_TEXT);
    assert_int_equal(
        accepted("include=html,toc,markdown,text,mdast,mdast.position,"
                 "front_matter,post_count,sections")
            .include.members,
        511);
    struct query query = refused("include=htlm,nonsense", EVERYTHING);
    assert_int_equal(query.error_count, 2);
    assert_string_equal(query.errors[0].code, "unknown-include");
    assert_slice_is(query.errors[0].suggestion, "html");
    assert_null(query.errors[1].suggestion.data);
}

static void relations_that_are_included_are_a_tree(void **state)
{
    (void)state;
    struct query query =
        accepted("include=related.author.html,related.toc,tags");
    assert_int_equal(query.include.members, 0);
    const struct include_tree *related = query.include.of[RELATION_RELATED];
    assert_non_null(related);
    assert_int_equal(related->members, INCLUDE_TOC);
    assert_int_equal(related->of[RELATION_AUTHOR]->members, INCLUDE_HTML);
    assert_null(related->of[RELATION_TAGS]);
    assert_non_null(query.include.of[RELATION_TAGS]);

    query = accepted("include=*,previous.*");
    for (unsigned i = 0; i < RELATION_COUNT; i++)
        assert_int_equal(query.include.of[i] != NULL,
                         i < RELATION_DIRECT_COUNT || i == RELATION_PREVIOUS);
    assert_non_null(
        query.include.of[RELATION_PREVIOUS]->of[RELATION_CATEGORIES]);
    assert_null(query.include.of[RELATION_AUTHOR]->of[RELATION_AUTHOR]);
}

static void an_unknown_include_is_an_error(void **state)
{
    (void)state;
    struct query query = refused("include=related.auhtor.html", EVERYTHING);
    assert_slice_is(query.errors[0].suggestion, "related.author.html");
    query = refused("include=html.author", EVERYTHING);
    assert_string_equal(query.errors[0].code, "unknown-include");
    query = refused("include=next.next.next.next", EVERYTHING);
    assert_string_equal(query.errors[0].code, "include-too-deep");
    assert_int_equal(query.errors[0].maximum, 3);
    query = refused("include=*.*.*", EVERYTHING);
    assert_string_equal(query.errors[0].code, "too-many-names");
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

static void most_parameters_may_be_given_only_once(void **state)
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

static void an_unknown_parameter_gets_the_nearest_suggested(void **state)
{
    (void)state;
    struct query query = refused("prety=1", ITEMS);
    assert_string_equal(query.errors[0].code, "unknown-parameter");
    assert_slice_is(query.errors[0].parameter, "prety");
    assert_slice_is(query.errors[0].suggestion, "pretty");
    query = refused("colour=red", ITEMS);
    assert_null(query.errors[0].suggestion.data);
    query = refused("title:contains=x", ITEMS);
    assert_string_equal(query.errors[0].code, "unknown-parameter");
    query = refused("or=(a=1)", ITEMS);
    assert_string_equal(query.errors[0].code, "unknown-parameter");

    assert_slice_is(query_nearest_parameter(SLICE("limt"), EVERYTHING),
                    "limit");
    assert_slice_is(query_nearest_parameter(SLICE("Page"), EVERYTHING), "page");
    assert_null(query_nearest_parameter(SLICE("limt"), ITEMS).data);
    assert_null(query_nearest_parameter(SLICE("colour"), EVERYTHING).data);
}

static void a_parameter_applies_only_where_it_is_accepted(void **state)
{
    (void)state;
    struct query query = refused("limit=3", ITEMS);
    assert_string_equal(query.errors[0].code, "unknown-parameter");
    assert_true(slice_find(query.errors[0].detail, 0, SLICE("does not apply")) <
                query.errors[0].detail.size);
    (void)refused("pretty", 0);
    /* never suggested where it means nothing */
    query = refused("limt=3", ACCEPTS_PLAIN);
    assert_null(query.errors[0].suggestion.data);
    /* all of a stream is one page */
    (void)refused("page=2", ITEMS | ACCEPTS_STREAM);
    (void)refused("cursor=x", ITEMS | ACCEPTS_STREAM);
}

static void only_reserved_names_are_never_filters(void **state)
{
    (void)state;
    struct query query;
    assert_true(parse_text(SLICE("exclude=a&count=3&url=/x"),
                           ITEMS | ACCEPTS_LIST, 20, &arena, &query));
    assert_int_equal(query.where->part_count, 3);
    assert_true(parse_text(SLICE("tags=a&sort=-date"), ITEMS | ACCEPTS_STREAM,
                           20, &arena, &query));
    assert_int_equal(query.where->part_count, 1);

    static const char *const reserved[] = {"status=draft", "preview=1",
                                           "locale=de"};
    for (size_t i = 0; i < sizeof reserved / sizeof reserved[0]; i++) {
        query = refused(reserved[i], ITEMS | ACCEPTS_LIST);
        assert_string_equal(query.errors[0].code, "unknown-parameter");
        assert_true(slice_ends(query.errors[0].suggestion, ":eq"));
    }
}

static void a_lenient_query_has_warnings_instead(void **state)
{
    (void)state;
    struct query query =
        accepted("limit=5000&lenient&title:containz=x&tags=a&include=b,html");
    assert_int_equal(query.warning_count, 3);
    assert_slice_is(query.warnings[0].parameter, "limit");
    assert_int_equal(query.warnings[0].maximum, 1000);
    assert_int_equal(query.limit, 20);
    assert_int_equal(query.where->part_count, 1);
    assert_int_equal(query.include.members, INCLUDE_HTML);
    assert_int_equal(accepted("lenient=true").warning_count, 0);
    assert_int_equal(refused("lenient=false&limit=x", EVERYTHING).error_count,
                     1);
    /* A requested parameter cannot be missing. */
    (void)refused("lenient", ACCEPTS_SHAPE | ACCEPTS_RESOLVE);
}

static void repetition_is_bounded(void **state)
{
    (void)state;
    struct str text = {0};
    for (int i = 0; i < CONDITION_MAX_COUNT; i++)
        str_appendf(&text, "a%d:ne=1&", i);
    assert_int_equal(accepted(text.data).where->part_count,
                     CONDITION_MAX_COUNT);
    str_append_text(&text, "or=(a=1,b=2)&c=3");
    struct query query = refused(text.data, EVERYTHING);
    assert_int_equal(query.error_count, 1);
    assert_string_equal(query.errors[0].code, "too-many-conditions");
    assert_int_equal(query.errors[0].maximum, CONDITION_MAX_COUNT);

    str_clear(&text);
    str_append_text(&text, "a:in=0");
    for (int i = 1; i < CONDITION_MAX_VALUES; i++)
        str_appendf(&text, ",%d", i);
    (void)accepted(text.data);
    str_append_text(&text, ",0");
    (void)accepted(text.data);
    str_append_text(&text, ",x");
    query = refused(text.data, EVERYTHING);
    assert_string_equal(query.errors[0].code, "too-many-values");

    str_clear(&text);
    for (int i = 0; i < 100; i++)
        str_appendf(&text, "limit=x%d&page=%d&", i, i);
    query = refused(text.data, EVERYTHING);
    assert_true(query.error_count <= QUERY_MAX_ERRORS);
    str_release(&text);
}

static void every_parameter_is_explained(void **state)
{
    (void)state;
    size_t count = 0;
    for (; query_parameter_name(count) != NULL; count++)
        assert_true(strlen(query_parameter_explanation(count)) > 10);
    assert_true(count >= 14);
    for (unsigned op = 0; op < OP_COUNT; op++) {
        enum op found;
        assert_true(op_find(slice_of(op_info((enum op)op)->name), &found));
        assert_int_equal(found, op);
        assert_non_null(op_info((enum op)op)->explanation);
    }
}

static void resolving_requires_a_url(void **state)
{
    (void)state;
    struct query query;
    assert_true(
        parse_text(SLICE("url=/a%20b"), ACCEPTS_RESOLVE, 20, &arena, &query));
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

static void all_errors_of_parsing_are_reported_at_once(void **state)
{
    (void)state;
    struct query query = refused(
        "limit=5000&a:gtee=1&page=0&sort=.&include=y&pretty=z", EVERYTHING);
    assert_int_equal(query.error_count, 6);
    assert_slice_is(query.errors[0].parameter, "limit");
    assert_slice_is(query.errors[1].parameter, "a:gtee");
    assert_slice_is(query.errors[5].parameter, "pretty");
}

static void the_names_of_includes_end(void **state)
{
    (void)state;
    assert_string_equal(query_include_name(0), "html");
    assert_string_equal(query_include_name(8), "sections");
    assert_string_equal(query_include_name(9), "chunks");
    assert_string_equal(query_include_name(10), "images");
    assert_string_equal(query_include_name(11), "front_matter_html");
    assert_null(query_include_name(12));
    assert_null(query_include_name(31));
    assert_string_equal(query_relation_name(RELATION_POSTS), "posts");
    assert_null(query_relation_name(RELATION_COUNT));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_query_has_the_defaults),
        cmocka_unit_test(page_and_limit_are_whole_numbers),
        cmocka_unit_test(a_limit_that_is_too_large_is_refused_with_the_maximum),
        cmocka_unit_test(lists_are_sorted_by_up_to_four_keys),
        cmocka_unit_test(limit_all_requests_the_whole_list),
        cmocka_unit_test(a_page_is_named_by_number_or_by_cursor),
        cmocka_unit_test(a_random_order_is_alone_and_may_have_a_seed),
        cmocka_unit_test(facets_are_counted_once_each_and_up_to_eight),
        cmocka_unit_test(fields_are_a_tree_of_their_names),
        cmocka_unit_test(fields_are_named_or_left_out),
        cmocka_unit_test(members_that_are_included_are_or_ed_together),
        cmocka_unit_test(relations_that_are_included_are_a_tree),
        cmocka_unit_test(an_unknown_include_is_an_error),
        cmocka_unit_test(names_are_limited),
        cmocka_unit_test(a_flag_is_true_or_false_and_bare_means_true),
        cmocka_unit_test(most_parameters_may_be_given_only_once),
        cmocka_unit_test(an_unknown_parameter_gets_the_nearest_suggested),
        cmocka_unit_test(a_parameter_applies_only_where_it_is_accepted),
        cmocka_unit_test(only_reserved_names_are_never_filters),
        cmocka_unit_test(a_lenient_query_has_warnings_instead),
        cmocka_unit_test(repetition_is_bounded),
        cmocka_unit_test(every_parameter_is_explained),
        cmocka_unit_test(resolving_requires_a_url),
        cmocka_unit_test(names_and_values_are_decoded_after_they_are_split),
        cmocka_unit_test(all_errors_of_parsing_are_reported_at_once),
        cmocka_unit_test(the_names_of_includes_end),
    };
    return cmocka_run_group_tests(tests, NULL, release_arena);
}
