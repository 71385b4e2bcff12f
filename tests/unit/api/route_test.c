/* route_test.c - the table of addresses, and the description of them. */
#include "test.h"

#include "api/route.h"
#include "represent/openapi.h"

#include <jansson.h>

static json_t *described_paths(json_t **ret_root)
{
    struct slice text = openapi_json();
    *ret_root = json_loadb(text.data, text.size, 0, NULL);
    assert_non_null(*ret_root);
    return json_object_get(*ret_root, "paths");
}

static void every_route_is_described(void **state)
{
    (void)state;
    json_t *root, *paths = described_paths(&root);
    for (size_t i = 0; i < route_count; i++) {
        if (json_object_get(paths, routes[i].template) == NULL)
            fail_msg("%s is not described", routes[i].template);
    }
    json_decref(root);
}

/* Every list is also a stream. */
static struct slice without_suffix(struct slice first)
{
    return slice_ends(first, ".ndjson")
               ? slice_sub(first, 0, first.size - strlen(".ndjson"))
               : first;
}

/* A path is answered by the route of its first segment, so the other way
 * round each fixed first segment is in the table or is a collection's. */
static void every_path_that_is_described_has_a_route(void **state)
{
    (void)state;
    static const char *const collections[] = {"posts",       "authors", "tags",
                                              "categories",  "pages",   "data",
                                              "{collection}"};
    json_t *root, *paths = described_paths(&root), *path;
    const char *key;
    json_object_foreach(paths, key, path)
    {
        struct slice first = slice_from(slice_of(key), 1);
        first = slice_sub(first, 0, slice_find_char(first, 0, '/'));
        bool is_known = false;
        for (size_t i = 0; i + 1 < route_count; i++)
            is_known |= slice_is(first, routes[i].first);
        for (size_t i = 0; i < ARRAY_COUNT(collections); i++)
            is_known |= slice_is(without_suffix(first), collections[i]);
        if (!is_known)
            fail_msg("%s is described, but nobody answers it", key);
    }
    json_decref(root);
}

static void a_route_is_found_by_its_first_segment(void **state)
{
    (void)state;
    assert_string_equal(route_find(SLICE(""), SLICE(""))->template, "/");
    assert_string_equal(route_find(SLICE("recent"), SLICE(""))->template,
                        "/recent");
    assert_string_equal(
        route_find(SLICE("_problems"), SLICE("not-found"))->template,
        "/_problems/{name}");
    const struct route *last = &routes[route_count - 1];
    assert_null(last->first);
    assert_ptr_equal(route_find(SLICE("posts"), SLICE("a")), last);
    assert_ptr_equal(route_find(SLICE("recent"), SLICE("a")), last);
    assert_ptr_equal(route_find(SLICE("_live"), SLICE("a")), last);
    assert_ptr_equal(route_find(SLICE("RECENT"), SLICE("")), last);
    assert_ptr_equal(route_find(SLICE(""), SLICE("a")), last);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_is_described),
        cmocka_unit_test(every_path_that_is_described_has_a_route),
        cmocka_unit_test(a_route_is_found_by_its_first_segment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
