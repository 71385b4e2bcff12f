/* dump.c - the bridge from jansson to slices.
 *
 * jansson rejects strings that are not UTF-8, and a request may contain any
 * bytes. So every string passes through here and is repaired if it has to be.
 */
#include "represent/dump.h"

#include "base/unicode.h"

#include <stdlib.h>

struct slice dump_json(json_t *tree, struct arena *arena)
{
    char *text = json_dumps(tree, JSON_COMPACT | JSON_ENCODE_ANY);
    struct slice copy = arena_copy(arena, slice_of(text));
    free(text);
    json_decref(tree);
    return copy;
}

json_t *text_node(struct slice text)
{
    if (text.data == NULL)
        return json_null();
    if (utf8_find_invalid(text) == text.size)
        return json_stringn(text.data, text.size);

    struct arena arena = {0};
    struct slice repaired = utf8_repair(&arena, text);
    json_t *node = json_stringn(repaired.data, repaired.size);
    arena_release(&arena);
    return node;
}
