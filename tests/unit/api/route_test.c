/* route_test.c - the table of addresses, and the description of them. */
#include "test.h"

#include "api/route.h"
#include "api/suffix.h"
#include "contract/base.h"
#include "represent/write.h"

#include <jansson.h>

static json_t *described_paths(json_t **ret_root)
{
    struct str text = {0};
    write_value(&text, base_description());
    *ret_root = json_loadb(text.data, text.size, 0, NULL);
    str_release(&text);
    assert_non_null(*ret_root);
    return json_object_get(*ret_root, "paths");
}

static void check_described(json_t *paths, const char *path, const char *suffix)
{
    char whole[64];
    (void)snprintf(whole, sizeof whole, "%s%s", path, suffix);
    if (json_object_get(paths, whole) == NULL)
        fail_msg("%s is not described", whole);
}

static void every_route_is_described(void **state)
{
    (void)state;
    json_t *root, *paths = described_paths(&root);
    for (size_t i = 0; i < route_count; i++) {
        check_described(paths, template_text(routes[i].template), "");
        for (size_t s = 0; s < suffix_count; s++) {
            if (routes[i].kind == ROUTE_LIST &&
                suffixes[s].subject == SUFFIX_OF_LIST)
                check_described(paths, template_text(routes[i].template),
                                suffixes[s].text);
        }
    }
    json_decref(root);
}

/* The media types of a path's 200, as its keys. */
static const json_t *answers_of(const json_t *root, const json_t *path)
{
    static const char start[] = "#/components/responses/";
    json_t *response = NULL;
    const char *ref;
    (void)json_unpack((json_t *)path, "{s:{s:{s:o}}}", "get", "responses",
                      "200", &response);
    ref = json_string_value(json_object_get(response, "$ref"));
    if (ref != NULL)
        (void)json_unpack((json_t *)root, "{s:{s:{s:o}}}", "components",
                          "responses", ref + strlen(start), &response);
    return json_object_get(response, "content");
}

static bool has_media_type(const json_t *content, const char *media_type)
{
    struct slice wanted = slice_of(media_type);
    const char *key;
    json_t *value;
    wanted = slice_sub(wanted, 0, slice_find_char(wanted, 0, ';'));
    json_object_foreach((json_t *)content, key, value)
    {
        struct slice described = slice_of(key);
        described = slice_sub(described, 0, slice_find_char(described, 0, ';'));
        if (slice_equal(described, wanted))
            return true;
    }
    return false;
}

static void every_suffix_is_described_with_its_media_type(void **state)
{
    (void)state;
    json_t *root, *paths = described_paths(&root), *path;
    for (size_t s = 0; s < suffix_count; s++) {
        const char *key;
        size_t count = 0;
        json_object_foreach(paths, key, path)
        {
            if (!slice_ends(slice_of(key), suffixes[s].text))
                continue;
            count++;
            if (!has_media_type(answers_of(root, path), suffixes[s].media_type))
                fail_msg("%s is not described as %s", key,
                         suffixes[s].media_type);
        }
        assert_true(count > 0);
    }
    json_decref(root);
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
    const struct suffix *suffix;
    const struct route *last = &routes[route_count - 1];
    const char *key;
    json_object_foreach(paths, key, path)
    {
        struct slice first = slice_from(slice_of(key), 1), stem;
        size_t slash = slice_find_char(first, 0, '/');
        struct slice rest = slice_from(first, slash + 1);
        first = slice_sub(first, 0, slash);
        bool is_known = route_find(first, rest, &suffix) != last;
        if (suffix_find(first, SUFFIX_OF_LIST, &stem) == NULL)
            stem = first;
        for (size_t i = 0; i < ARRAY_COUNT(collections); i++)
            is_known |= slice_is(stem, collections[i]);
        if (!is_known)
            fail_msg("%s is described, but nothing answers it", key);
    }
    json_decref(root);
}

static const struct route *find(const char *first, const char *rest)
{
    const struct suffix *suffix;
    return route_find(slice_of(first), slice_of(rest), &suffix);
}

static void a_route_is_found_by_its_first_segment(void **state)
{
    (void)state;
    assert_string_equal(template_text(find("", "")->template), "/");
    assert_string_equal(template_text(find("recent", "")->template), "/recent");
    assert_string_equal(template_text(find("_problems", "not-found")->template),
                        "/_problems/{name}");
    const struct route *last = &routes[route_count - 1];
    assert_null(last->first);
    assert_ptr_equal(find("posts", "a"), last);
    assert_ptr_equal(find("recent", "a"), last);
    assert_ptr_equal(find("_live", "a"), last);
    assert_ptr_equal(find("RECENT", ""), last);
    assert_ptr_equal(find("", "a"), last);
}

static void a_list_is_also_found_by_a_suffix(void **state)
{
    (void)state;
    const struct route *last = &routes[route_count - 1];
    const struct suffix *suffix = NULL;
    assert_string_equal(
        template_text(
            route_find(SLICE("recent.ndjson"), SLICE(""), &suffix)->template),
        "/recent");
    assert_string_equal(suffix->text, ".ndjson");
    assert_string_equal(
        template_text(route_find(SLICE("_all"), SLICE(""), &suffix)->template),
        "/_all");
    assert_null(suffix);
    assert_ptr_equal(find("recent.md", ""), last);
    assert_ptr_equal(find("recent.ndjson", "a"), last);
    assert_ptr_equal(find("_live.ndjson", ""), last);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_route_is_described),
        cmocka_unit_test(every_suffix_is_described_with_its_media_type),
        cmocka_unit_test(every_path_that_is_described_has_a_route),
        cmocka_unit_test(a_route_is_found_by_its_first_segment),
        cmocka_unit_test(a_list_is_also_found_by_a_suffix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
