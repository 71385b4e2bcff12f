/* javascript_items.c - takes lists and objects of a program apart. */
#include "layout/javascript_items.h"

#include "layout/javascript.h"

#include <string.h>

static bool is_one_of(char c, const char *characters)
{
    return c != '\0' && strchr(characters, c) != NULL;
}

/* Returns where the item ends: at a comma, or at a bracket that closes what is
 * around it. */
static size_t end_of_item(struct slice text, size_t at)
{
    size_t depth = 0, before = at;
    while (at < text.size) {
        char c = text.data[at];
        if (depth == 0 && is_one_of(c, ",)]}"))
            break;
        if (is_one_of(c, "([{"))
            depth++;
        else if (is_one_of(c, ")]}"))
            depth--;
        size_t next = script_next(text, before, at);
        before = at;
        at = next;
    }
    return at;
}

bool script_next_item(struct slice text, size_t *at, struct slice *ret_item)
{
    size_t start = script_skip_space(text, *at);
    *at = start;
    if (start >= text.size || is_one_of(text.data[start], ")]}"))
        return false;
    size_t end = end_of_item(text, start);
    *ret_item = slice_sub(text, start, end);
    *at = script_char(text, end) == ',' ? end + 1 : end;
    return true;
}

void script_split_member(struct slice item, struct slice *ret_key,
                         struct slice *ret_value)
{
    size_t end = 0;
    struct slice key = script_take_string(item, &end);
    if (key.data == NULL) {
        while (script_is_in_word(script_char(item, end)))
            end++;
        key = slice_sub(item, 0, end);
    }
    size_t colon = script_skip_space(item, end);
    bool has_key = script_char(item, colon) == ':';
    *ret_key = has_key ? key : SLICE_NONE;
    *ret_value =
        has_key ? slice_from(item, script_skip_space(item, colon + 1)) : item;
}

struct slice script_whole_string(struct slice value)
{
    size_t at = 0;
    struct slice string = script_take_string(value, &at);
    bool is_whole = string.data != NULL &&
                    script_skip_space(value, at) == value.size &&
                    slice_find_char(string, 0, '\\') == string.size &&
                    slice_find(string, 0, SLICE("${")) == string.size;
    return is_whole ? string : SLICE_NONE;
}
