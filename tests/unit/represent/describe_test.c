/* describe_test.c - what the site and the server say of themselves. */
#include "test.h"

#include "content.h"
#include "represent/describe.h"
#include "represent/resource.h"

#include <jansson.h>

static const struct file files[] = {
    {"posts/a.md", "---\ntags: x\ndate: TBD\n---\n"},
    {"posts/b.md", "---\nhidden: true\n---\n"},
    {"posts/c.md", "---\ntitle: a: b\n---\n"},
    {"old recipes/d.md", "x"},
    {"config.json", "{\"type\":\"Config\",\"title\":\"T\"}"},
};

static json_t *parsed(struct slice json)
{
    json_t *read =
        json_loadb(json.data, json.size, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(read);
    return read;
}

static void
the_front_door_names_the_collections_and_counts_what_is_listed(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct snapshot *snapshot = SITE(files);
    resource_prepare(snapshot, NULL, 0);
    json_t *site = parsed(describe_site(snapshot, &arena));
    json_t *data = json_object_get(site, "data");
    json_t *collections = json_object_get(data, "collections"), *one;
    size_t i, met = 0;
    json_array_foreach(collections, i, one)
    {
        const char *name = json_string_value(json_object_get(one, "name"));
        json_int_t count = json_integer_value(json_object_get(one, "count"));
        if (strcmp(name, "posts") == 0 || strcmp(name, "data") == 0 ||
            strcmp(name, "tags") == 0)
            assert_int_equal(count, 1);
        if (strcmp(name, "old recipes") == 0) {
            met++;
            assert_string_equal(json_string_value(json_object_get(one, "href")),
                                "/old%20recipes");
        }
    }
    assert_int_equal(met, 1);
    assert_string_equal(json_string_value(json_object_get(data, "title")), "T");
    assert_true(json_is_null(json_object_get(data, "language")));
    assert_null(json_object_get(json_object_get(site, "links"), "feed"));
    assert_string_equal(json_string_value(json_object_get(
                            json_object_get(site, "meta"), "rev")),
                        snapshot->rev);
    json_decref(site);
    snapshot_unref(snapshot);
    arena_release(&arena);
}

static void probes_answer_briefly(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct snapshot *snapshot = SITE(files);
    json_t *live = parsed(describe_live());
    json_t *ready = parsed(describe_ready(snapshot, &arena));
    assert_string_equal(json_string_value(json_object_get(live, "status")),
                        "live");
    assert_string_equal(json_string_value(json_object_get(ready, "status")),
                        "ready");
    assert_int_equal(json_integer_value(json_object_get(ready, "documents")),
                     3);
    json_decref(live);
    json_decref(ready);
    snapshot_unref(snapshot);
    arena_release(&arena);
}

static void diagnostics_say_where_and_what_to_do(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct snapshot *snapshot = SITE(files);
    json_t *told = parsed(describe_diagnostics(snapshot, &arena));
    json_t *list = json_object_get(told, "data");
    assert_int_equal(json_array_size(list), 2);
    const json_t *date = json_array_get(list, 0);
    const json_t *broken = json_array_get(list, 1);
    assert_string_equal(json_string_value(json_object_get(date, "severity")),
                        "warning");
    assert_string_equal(json_string_value(json_object_get(date, "code")),
                        "date-unreadable");
    assert_int_equal(json_integer_value(json_object_get(date, "line")), 3);
    assert_string_equal(json_string_value(json_object_get(broken, "severity")),
                        "error");
    assert_string_equal(json_string_value(json_object_get(broken, "path")),
                        "posts/c.md");
    json_t *meta = json_object_get(told, "meta");
    assert_int_equal(json_integer_value(json_object_get(meta, "errors")), 1);
    assert_int_equal(json_integer_value(json_object_get(meta, "warnings")), 1);
    json_decref(told);
    snapshot_unref(snapshot);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            the_front_door_names_the_collections_and_counts_what_is_listed),
        cmocka_unit_test(probes_answer_briefly),
        cmocka_unit_test(diagnostics_say_where_and_what_to_do),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
