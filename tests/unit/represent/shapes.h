/* shapes.h - documents in the shapes that queries ask for, in a test. */
#ifndef TESTS_UNIT_REPRESENT_SHAPES_H
#define TESTS_UNIT_REPRESENT_SHAPES_H

#include "content.h"
#include "parse.h"
#include "represent/resource.h"

#include <jansson.h>

/* The entry as "fields=...&include=..." asks for it. */
static inline json_t *shown(const struct snapshot *snapshot,
                            const struct entry *entry, const char *query_text,
                            enum form form)
{
    struct arena arena = {0};
    struct query query;
    struct str out = {0};
    json_error_t error;
    assert_non_null(entry);
    if (!parse_text(slice_of(query_text), ACCEPTS_SHAPE, 20, &arena, &query))
        fail_msg("%s is no query", query_text);
    const struct shape shape = shape_of_query(&query, form, &arena);
    resource_write(&out, snapshot, entry, &shape);
    assert_false(shape_is_too_large(&shape, &out));
    json_t *read =
        json_loadb(out.data, out.size, JSON_REJECT_DUPLICATES, &error);
    if (read == NULL)
        print_error("%s: %s\n", error.text, out.data);
    assert_non_null(read);
    str_release(&out);
    arena_release(&arena);
    return read;
}

/* The value under a key, as text. */
static inline void check(const json_t *object, const char *key,
                         const char *wanted)
{
    char *text =
        json_dumps(json_object_get(object, key),
                   JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(15));
    assert_string_equal(text != NULL ? text : "(absent)", wanted);
    free(text);
}

/* The whole of it, as text. */
static inline void check_shown(const struct snapshot *snapshot,
                               const char *collection, const char *slug,
                               const char *query_text, enum form form,
                               const char *wanted)
{
    json_t *json =
        shown(snapshot, entry_of(snapshot, collection, slug), query_text, form);
    char *text = json_dumps(json, JSON_COMPACT);
    assert_string_equal(text, wanted);
    free(text);
    json_decref(json);
}

static inline void check_keys(const json_t *object, const char *wanted)
{
    char text[512] = "";
    const char *key;
    json_t *value;
    json_object_foreach((json_t *)object, key, value)
    {
        strcat(text, text[0] != '\0' ? " " : "");
        strcat(text, key);
    }
    assert_string_equal(text, wanted);
}

#endif
