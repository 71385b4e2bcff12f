/* json_scan.c - walks over JSON by its brackets and quotes. */
#include "represent/json_scan.h"

#include <stdlib.h>

/* Whether the quote at `at` is a part of the string: an odd number of
 * backslashes is before it. */
static bool is_escaped(struct slice json, size_t at)
{
    size_t start = at;
    while (start > 0 && json.data[start - 1] == '\\')
        start--;
    return (at - start) % 2 == 1;
}

/* The index after the string that begins at `at`. */
static size_t string_end(struct slice json, size_t at)
{
    do
        at = slice_find_char(json, at + 1, '"');
    while (at < json.size && is_escaped(json, at));
    return at < json.size ? at + 1 : json.size;
}

/* The index after the value that begins at `at`. */
static size_t value_end(struct slice json, size_t at)
{
    size_t depth = 0;
    while (at < json.size) {
        char c = json.data[at];
        if (c == '"') {
            at = string_end(json, at);
        } else if (depth == 0 && (c == ',' || c == ']' || c == '}')) {
            return at;
        } else {
            depth += c == '[' || c == '{' ? 1 : 0;
            depth -= c == ']' || c == '}' ? 1 : 0;
            at++;
        }
        if (depth == 0 && (c == '"' || c == ']' || c == '}'))
            return at;
    }
    return at;
}

static struct slice after_comma(struct slice rest, size_t end)
{
    return slice_from(rest, end < rest.size ? end + 1 : end);
}

bool json_next_element(struct slice *rest, struct slice *ret_value)
{
    if (rest->size == 0)
        return false;
    size_t end = value_end(*rest, 0);
    *ret_value = slice_sub(*rest, 0, end);
    *rest = after_comma(*rest, end);
    return true;
}

bool json_next_member(struct slice *rest, struct slice *ret_key,
                      struct slice *ret_value)
{
    if (rest->size == 0)
        return false;
    size_t key_end = string_end(*rest, 0);
    size_t end = value_end(*rest, key_end + 1);
    *ret_key = slice_sub(*rest, 1, key_end - 1);
    *ret_value = slice_sub(*rest, key_end + 1, end);
    *rest = after_comma(*rest, end);
    return true;
}

struct slice json_inside(struct slice value)
{
    return slice_sub(value, 1, value.size - 1);
}

bool json_is_object(struct slice value)
{
    return slice_starts(value, "{");
}

bool json_is_array(struct slice value)
{
    return slice_starts(value, "[");
}

bool json_is_string(struct slice value)
{
    return slice_starts(value, "\"");
}

struct slice json_find(struct slice object, struct slice key)
{
    struct slice rest = json_inside(object), name, value;
    while (json_next_member(&rest, &name, &value)) {
        if (slice_equal(name, key))
            return value;
    }
    return SLICE_NONE;
}

/* Whether the path begins with that key; what follows it. */
static bool takes_key(struct slice path, struct slice key,
                      struct slice *ret_rest)
{
    if (!slice_begins(path, key) ||
        (path.size > key.size && path.data[key.size] != '.'))
        return false;
    *ret_rest =
        slice_from(path, path.size > key.size ? key.size + 1 : path.size);
    return true;
}

/* Of several keys that the path begins with, the longest is meant. */
static bool each_in_object(struct slice object, struct slice path,
                           void (*visit)(void *context, struct slice value),
                           void *context)
{
    struct slice rest = json_inside(object), key, value;
    struct slice found = SLICE_NONE, below = SLICE_NONE, left;
    while (json_next_member(&rest, &key, &value)) {
        if (!takes_key(path, key, &left) ||
            (found.data != NULL && left.size >= below.size))
            continue;
        found = value;
        below = left;
        if (below.size == 0)
            break;
    }
    return found.data != NULL && json_each_at(found, below, visit, context);
}

static bool each_in_array(struct slice array, struct slice path,
                          void (*visit)(void *context, struct slice value),
                          void *context)
{
    struct slice rest = json_inside(array), value;
    struct slice name = slice_sub(path, 0, slice_find_char(path, 0, '.'));
    bool is_index = slice_is_digits(name);
    size_t wanted = is_index ? strtoul(name.data, NULL, 10) : 0;
    struct slice below = is_index ? slice_from(path, name.size + 1) : path;
    bool is_taken_apart = !is_index;
    for (size_t i = 0; json_next_element(&rest, &value); i++) {
        if (!is_index || i == wanted)
            is_taken_apart |= json_each_at(value, below, visit, context);
    }
    return is_taken_apart;
}

/* Its recursion ends with the names of the path and the nesting of arrays,
 * which are both bounded. */
bool json_each_at(struct slice value, struct slice path,
                  void (*visit)(void *context, struct slice value),
                  void *context)
{
    if (path.size == 0)
        visit(context, value);
    else if (json_is_object(value))
        return each_in_object(value, path, visit, context);
    else if (json_is_array(value))
        return each_in_array(value, path, visit, context);
    return false;
}
