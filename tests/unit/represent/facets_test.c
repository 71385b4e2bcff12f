/* facets_test.c - the values of a field, counted. */
#include "test.h"

#include "content.h"
#include "parse.h"
#include "represent/facets.h"

#include <jansson.h>

static const struct file files[] = {
    {"posts/a.md", "---\ntags: [go, c]\nauthor: Ana\nrating: 3\nfeatured: true"
                   "\nlevels: [x, x, y]\nlimit: 5\nday_of: 2024-01-01\n---\n"},
    {"posts/b.md", "---\ntags: [go]\nauthor: Ana\nrating: 3.0\nfeatured: false"
                   "\nlevels: [y]\nlimit: 5\n---\n"},
    {"posts/c.md", "---\ntags: ['A & B']\nrating: 4.5\nlevels: null\n---\n"},
    {"posts/d.md", "---\nauthor: none/x.md\n---\n"},
};

struct counted {
    struct arena arena;
    struct query query;
    char *text;
};

static struct counted facets_of(const struct snapshot *snapshot,
                                const char *query_text)
{
    struct counted counted = {0};
    struct plan *plan;
    struct page page;
    struct str out = {0};
    const struct collection *posts =
        snapshot_find_collection(snapshot, SLICE("posts"));
    assert_true(parse_text(slice_of(query_text), ACCEPTS_LIST, 20,
                           &counted.arena, &counted.query));
    assert_true(
        query_bind(&counted.query, snapshot, posts, NOW_MS, &counted.arena));
    assert_true(query_plan(&counted.query, snapshot, &posts->by[ORDER_DEFAULT],
                           posts, &counted.arena, &plan));
    assert_true(query_select(plan, &page));
    str_append_char(&out, '{');
    facets_write(&out, &counted.query, &page, SLICE("/posts"), &counted.arena);
    str_append_char(&out, '}');
    json_t *json = json_loadb(out.data, out.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(json);
    counted.text = json_dumps(json, JSON_COMPACT);
    json_decref(json);
    str_release(&out);
    return counted;
}

static void release(struct counted *counted)
{
    free(counted->text);
    arena_release(&counted->arena);
}

static void check(const char *query_text, const char *wanted)
{
    struct snapshot *snapshot = SITE(files);
    struct counted counted = facets_of(snapshot, query_text);
    assert_string_equal(counted.text, wanted);
    release(&counted);
    snapshot_unref(snapshot);
}

static void relations_have_names_and_addresses(void **state)
{
    (void)state;
    check("facets=tags", "{\"facets\":{\"tags\":["
                         "{\"value\":\"go\",\"name\":\"go\",\"count\":2,"
                         "\"href\":\"/posts?tags=go\"},"
                         "{\"value\":\"a-b\",\"name\":\"A & B\",\"count\":1,"
                         "\"href\":\"/posts?tags=a-b\"},"
                         "{\"value\":\"c\",\"name\":\"c\",\"count\":1,"
                         "\"href\":\"/posts?tags=c\"}]}}");
    check("facets=author", "{\"facets\":{\"author\":["
                           "{\"value\":\"ana\",\"name\":\"Ana\",\"count\":2,"
                           "\"href\":\"/posts?author=ana\"}]}}");
}

static void numbers_and_booleans_are_themselves(void **state)
{
    (void)state;
    check("facets=rating,featured",
          "{\"facets\":{\"rating\":["
          "{\"value\":3,\"count\":2,\"href\":\"/posts?rating=3\"},"
          "{\"value\":4.5,\"count\":1,\"href\":\"/posts?rating=4.5\"}],"
          "\"featured\":["
          "{\"value\":false,\"count\":1,\"href\":\"/posts?featured=false\"},"
          "{\"value\":true,\"count\":1,\"href\":\"/posts?featured=true\"}]}}");
}

static void a_document_counts_once_for_each_value(void **state)
{
    (void)state;
    check("facets=levels",
          "{\"facets\":{\"levels\":["
          "{\"value\":\"y\",\"count\":2,\"href\":\"/posts?levels=y\"},"
          "{\"value\":\"x\",\"count\":1,\"href\":\"/posts?levels=x\"}]}}");
}

static void facets_are_of_the_whole_result_and_of_it_alone(void **state)
{
    (void)state;
    check("facets=rating&tags=go&limit=1",
          "{\"facets\":{\"rating\":["
          "{\"value\":3,\"count\":2,\"href\":\"/posts?tags=go&rating=3\"}]}}");
    check("limit=1", "{}");
}

static void a_field_that_is_named_like_a_parameter_says_its_operator(void **s)
{
    (void)s;
    check("facets=limit",
          "{\"facets\":{\"limit\":["
          "{\"value\":5,\"count\":2,\"href\":\"/posts?limit:eq=5\"}]}}");
}

static void dates_are_told_as_they_are_written(void **state)
{
    (void)state;
    check("facets=day_of",
          "{\"facets\":{\"day_of\":[{\"value\":\"2024-01-01\",\"count\":1,"
          "\"href\":\"/posts?day_of=2024-01-01\"}]}}");
}

static void too_many_values_are_a_warning(void **state)
{
    (void)state;
    enum { POSTS = FACET_MAX_VALUES + 10 };
    struct file *many = mem_alloc(POSTS, sizeof *many);
    char *paths = mem_alloc(POSTS, 64);
    for (int i = 0; i < POSTS; i++) {
        char *path = paths + (size_t)i * 64;
        (void)snprintf(path, 32, "posts/%d.md", i);
        (void)snprintf(path + 32, 32, "---\nkey: %d\n---\n", i);
        many[i] = (struct file){path, path + 32};
    }
    struct snapshot *large = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        many, POSTS);
    struct counted counted = facets_of(large, "facets=key");
    assert_int_equal(counted.query.warning_count, 1);
    assert_string_equal(counted.query.warnings[0].code, "too-many-values");
    json_t *json = json_loads(counted.text, 0, NULL);
    const json_t *values =
        json_object_get(json_object_get(json, "facets"), "key");
    assert_int_equal(json_array_size(values), FACET_MAX_VALUES);
    json_decref(json);
    release(&counted);
    snapshot_unref(large);
    free(paths);
    free(many);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relations_have_names_and_addresses),
        cmocka_unit_test(numbers_and_booleans_are_themselves),
        cmocka_unit_test(a_document_counts_once_for_each_value),
        cmocka_unit_test(facets_are_of_the_whole_result_and_of_it_alone),
        cmocka_unit_test(
            a_field_that_is_named_like_a_parameter_says_its_operator),
        cmocka_unit_test(dates_are_told_as_they_are_written),
        cmocka_unit_test(too_many_values_are_a_warning),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
