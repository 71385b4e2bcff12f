/* node.c - reads and writes JSON with jansson.
 *
 * jansson reads recursively and keeps the last of two equal keys, where another
 * program that looks at the same message, a gateway, may keep the first. So
 * the depth is checked before it starts, and equal keys are refused. */
#include "mcp/node.h"

#include "document/data.h"

#define PARSE_FLAGS (JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES)

json_t *node_parse(struct slice text, enum node_fault *ret_fault,
                   struct str *ret_what)
{
    json_error_t error;
    *ret_fault = NODE_IS_WHOLE;
    if (data_find_too_deep(text, NODE_MAX_DEPTH) < text.size) {
        *ret_fault = NODE_IS_TOO_DEEP;
        return NULL;
    }
    json_t *node = json_loadb(text.size > 0 ? text.data : "", text.size,
                              PARSE_FLAGS, &error);
    if (node != NULL)
        return node;
    *ret_fault = json_error_code(&error) == json_error_duplicate_key
                     ? NODE_HAS_TWO_KEYS
                     : NODE_IS_NO_JSON;
    str_appendf(ret_what, "line %d, column %d: %s", error.line, error.column,
                error.text);
    return NULL;
}

json_t *node_load(struct slice text)
{
    return json_loadb(text.data, text.size, JSON_DECODE_ANY | JSON_ALLOW_NUL,
                      NULL);
}

json_t *node_of_text(struct slice text)
{
    return text.data != NULL ? json_stringn(text.data, text.size) : json_null();
}

struct slice node_text(const json_t *node)
{
    return json_is_string(node) ? (struct slice){json_string_value(node),
                                                 json_string_length(node)}
                                : SLICE_NONE;
}

struct slice node_text_at(const json_t *object, const char *key)
{
    return node_text(json_object_get(object, key));
}

void node_set_text(json_t *object, const char *key, struct slice text)
{
    if (text.data != NULL)
        json_object_set_new(object, key, node_of_text(text));
}

void node_remove(json_t *object, const char *key)
{
    (void)json_object_del(object, key); /* it may not be there */
}

static int append(const char *bytes, size_t size, void *context)
{
    str_append(context, (struct slice){bytes, size});
    return 0;
}

void node_write(const json_t *node, struct str *out)
{
    (void)json_dump_callback(node, append, out, JSON_COMPACT | JSON_ENCODE_ANY);
}
