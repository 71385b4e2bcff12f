/* answers.h - asking the API in a test. */
#ifndef TESTS_UNIT_API_ANSWERS_H
#define TESTS_UNIT_API_ANSWERS_H

#include "api/api.h"
#include "content.h"
#include "contract/contract.h"
#include "represent/resource.h"

#include <jansson.h>

static inline struct snapshot *prepared(const struct file *files, size_t count)
{
    struct snapshot *snapshot = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        files, count);
    resource_prepare(snapshot, NULL, 0);
    contract_prepare(snapshot);
    return snapshot;
}

static inline struct response ask(struct snapshot *snapshot, const char *method,
                                  const char *target, const char *if_none_match)
{
    const struct request request = {.method = slice_of(method),
                                    .target = slice_of(target),
                                    .if_none_match = slice_of(if_none_match),
                                    .now_ms = NOW_MS};
    struct response response = {0};
    api_respond(snapshot, &request, &response);
    return response;
}

static inline struct response get(struct snapshot *snapshot, const char *target)
{
    return ask(snapshot, "GET", target, NULL);
}

/* All pieces in one, or all batches; the caller releases it. */
static inline struct str body_of(const struct response *response)
{
    struct str body = {0};
    str_append_text(&body, "");
    for (size_t before = 1; response->next != NULL && before != body.size;) {
        before = body.size;
        assert_true(response->next(response->context, &body));
    }
    if (response->next != NULL)
        return body;
    for (size_t i = 0; i < response->piece_count; i++)
        str_append(&body, response->pieces[i]);
    assert_int_equal(body.size, response->body_bytes);
    return body;
}

/* The body as JSON, which it must be; releases the response. */
static inline json_t *json_of(struct response *response)
{
    struct str body = body_of(response);
    json_error_t error;
    json_t *json = json_loadb(body.data, body.size,
                              JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
    if (json == NULL)
        print_error("%s: %s\n", error.text, body.data);
    assert_non_null(json);
    str_release(&body);
    response_release(response);
    return json;
}

static inline json_t *get_json(struct snapshot *snapshot, const char *target,
                               int wanted_status)
{
    struct response response = get(snapshot, target);
    if (response.status != wanted_status)
        print_error("%s: %d\n", target, response.status);
    assert_int_equal(response.status, wanted_status);
    return json_of(&response);
}

/* The value at a path such as "meta.pagination.total" or "data.0.slug". */
static inline json_t *json_at(json_t *json, const char *path)
{
    struct slice rest = slice_of(path), part;
    while (json != NULL && slice_cut(&rest, '.', &part)) {
        if (json_is_array(json))
            json = json_array_get(json, (size_t)atoi(part.data));
        else
            json = json_object_getn(json, part.data, part.size);
    }
    return json;
}

/* Compares the value at a path with JSON as text. */
static inline void check(json_t *json, const char *path, const char *wanted)
{
    char *text =
        json_dumps(json_at(json, path), JSON_COMPACT | JSON_ENCODE_ANY);
    if (text == NULL || strcmp(text, wanted) != 0)
        fail_msg("%s is %s, not %s", path, text != NULL ? text : "absent",
                 wanted);
    free(text);
}

/* The slugs of a list's data: "a b c". */
static inline void check_slugs(json_t *json, const char *wanted)
{
    char text[512] = "";
    size_t i;
    json_t *one, *list = json_object_get(json, "data");
    assert_true(json_is_array(list));
    json_array_foreach(list, i, one)
    {
        const char *slug = json_string_value(json_object_get(one, "slug"));
        strcat(text, i > 0 ? " " : "");
        strcat(text, slug != NULL ? slug : "?");
    }
    assert_string_equal(text, wanted);
}

static inline void check_header(const struct response *response,
                                const char *name, const char *wanted)
{
    struct slice value = response_header(response, name);
    if (wanted == NULL)
        assert_null(value.data);
    else
        assert_slice_is(value, wanted);
}

#endif
