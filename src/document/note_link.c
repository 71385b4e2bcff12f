/* note_link.c - takes apart what is between the brackets of a link of notes. */
#include "document/note_link.h"

#include "base/ascii.h"
#include "document/path.h"

#define MAX_PIXELS 100000

/* A table needs a backslash before the bar. */
static void split_label(struct slice inner, struct slice *ret_target,
                        struct slice *ret_label)
{
    size_t bar = slice_find_char(inner, 0, '|');
    *ret_target = slice_sub(inner, 0, bar);
    *ret_label = SLICE_NONE;
    if (bar == inner.size)
        return;
    if (slice_ends(*ret_target, "\\"))
        ret_target->size--;
    *ret_label = slice_trim(slice_from(inner, bar + 1));
    if (ret_label->size == 0)
        *ret_label = SLICE_NONE;
}

/* Of several parts, "note#Chapter#Section", the last one is meant. */
static struct slice last_part(struct slice parts)
{
    size_t at = parts.size;
    while (at > 0 && parts.data[at - 1] != '#')
        at--;
    parts = slice_trim(slice_from(parts, at));
    return parts.size > 0 ? parts : SLICE_NONE;
}

bool note_link_parse(struct slice inner, struct note_link *ret_link)
{
    struct slice target;
    *ret_link = (struct note_link){.part = SLICE_NONE};
    split_label(inner, &target, &ret_link->label);
    size_t hash = slice_find_char(target, 0, '#');
    ret_link->path = slice_trim(slice_sub(target, 0, hash));
    if (hash < target.size)
        ret_link->part = last_part(slice_from(target, hash + 1));
    return inner.size <= NOTE_LINK_MAX_BYTES &&
           (ret_link->path.size > 0 || ret_link->part.size > 0);
}

bool note_link_parse_string(struct slice text, struct note_link *ret_link)
{
    text = slice_trim(text);
    if (slice_starts(text, "!"))
        text = slice_from(text, 1);
    if (!slice_starts(text, "[[") || !slice_ends(text, "]]") || text.size < 5)
        return false;
    struct slice inner = slice_sub(text, 2, text.size - 2);
    return slice_find(inner, 0, SLICE("[[")) == inner.size &&
           slice_find(inner, 0, SLICE("]]")) == inner.size &&
           note_link_parse(inner, ret_link);
}

struct slice note_link_name(const struct note_link *link)
{
    if (link->label.data != NULL)
        return link->label;
    struct slice name = path_name(link->path);
    if (slice_ends_nocase(name, ".md"))
        name = slice_sub(name, 0, name.size - 3);
    return name.size > 0 ? name : link->part;
}

/* Digits at *at; 0 for none, or for too many pixels. */
static uint32_t take_number(struct slice text, size_t *at)
{
    uint32_t number = 0;
    while (*at < text.size && ascii_is_digit(text.data[*at]) &&
           number <= MAX_PIXELS)
        number = number * 10 + (uint32_t)(text.data[(*at)++] - '0');
    return number <= MAX_PIXELS ? number : 0;
}

struct slice note_link_size(struct slice label, uint32_t *ret_width,
                            uint32_t *ret_height)
{
    size_t start = label.size, at = 0;
    *ret_width = *ret_height = 0;
    while (start > 0 && label.data[start - 1] != '|')
        start--;
    struct slice size = slice_trim(slice_from(label, start));
    uint32_t width = take_number(size, &at), height = 0;
    if (width > 0 && at < size.size && size.data[at] == 'x') {
        at++;
        height = take_number(size, &at);
    }
    if (width == 0 || at < size.size)
        return label;
    *ret_width = width;
    *ret_height = height;
    struct slice rest =
        slice_trim(slice_sub(label, 0, start > 0 ? start - 1 : 0));
    return rest.size > 0 ? rest : SLICE_NONE;
}
