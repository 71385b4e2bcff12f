/* marker.c - tells the lines around front matter from all others.
 *
 * Only whole lines count, and nothing is decoded: what is read here may be in
 * any encoding. */
#include "document/marker.h"

#include "base/array.h"

bool cursor_take_line(struct cursor *cursor, struct slice *ret_line)
{
    if (cursor->rest.size == 0)
        return false;
    size_t end = slice_find_char(cursor->rest, 0, '\n');
    if (end < cursor->rest.size) {
        end++;
        cursor->line++;
    }
    *ret_line = slice_sub(cursor->rest, 0, end);
    cursor->rest = slice_from(cursor->rest, end);
    return true;
}

void cursor_skip_blank_lines(struct cursor *cursor)
{
    struct cursor next = *cursor;
    struct slice line;
    while (cursor_take_line(&next, &line) && slice_trim(line).size == 0)
        *cursor = next;
}

bool marker_is_alone(struct slice line, const char *marker)
{
    if (!slice_starts(line, marker))
        return false;
    return slice_trim(slice_from(line, slice_of(marker).size)).size == 0;
}

bool marker_is_closing(struct slice line)
{
    return marker_is_alone(line, "---") || marker_is_alone(line, "...");
}

/* Nothing but these, two or more. */
static bool consists_of(struct slice line, const char *const *signs,
                        size_t count)
{
    struct slice rest = slice_trim(line);
    if (rest.size < 2)
        return false;
    while (rest.size > 0) {
        size_t before = rest.size;
        for (size_t i = 0; i < count; i++)
            if (slice_starts(rest, signs[i]))
                rest = slice_from(rest, slice_of(signs[i]).size);
        if (rest.size == before)
            return false;
    }
    return true;
}

bool marker_is_nearly(struct slice line)
{
    static const char *const dashes[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94"};
    return consists_of(line, dashes, ARRAY_COUNT(dashes));
}

bool marker_is_nearly_toml(struct slice line)
{
    static const char *const plus[] = {"+"};
    return consists_of(line, plus, ARRAY_COUNT(plus));
}
