/* brackets.c - takes names apart that client libraries write for arrays and
 * objects: axios, qs and their like. */
#include "query/brackets.h"

bool has_brackets(struct slice name)
{
    return slice_find_char(name, 0, '[') < name.size ||
           slice_find_char(name, 0, ']') < name.size;
}

bool brackets_split(struct slice name, struct bracketed *ret_parts)
{
    size_t at = slice_find_char(name, 0, '[');
    ret_parts->base = slice_trim(slice_sub(name, 0, at));
    ret_parts->count = 0;
    while (at < name.size) {
        size_t end = slice_find_char(name, at, ']');
        if (name.data[at] != '[' || end == name.size ||
            ret_parts->count == BRACKETS_MAX_KEYS)
            return false;
        ret_parts->keys[ret_parts->count++] =
            slice_trim(slice_sub(name, at + 1, end));
        at = end + 1;
    }
    return ret_parts->base.size > 0;
}

bool key_is_index(struct slice key)
{
    return key.size == 0 || slice_is_digits(key);
}
