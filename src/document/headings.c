/* headings.c - the headings of a document, each with an id of its own.
 *
 * An id depends on the heading's text (heading_ids.c) and on the headings
 * before it, and on nothing after: text added below never changes it. A second
 * "Installation" is installation-1. Should a heading be called "Installation
 * 1", it finds that id taken and becomes installation-1-1.
 *
 * The number to try next is kept per id: a thousand equal headings cost a
 * thousand look-ups, not half a million. */
#include "document/render.h"

#include "base/escape.h"

void headings_release(struct headings *headings)
{
    map_release(&headings->ids);
    *headings = (struct headings){0};
}

static struct slice unique_id(struct headings *headings, struct slice wanted)
{
    struct slice id = wanted;
    size_t *copies = map_find(&headings->ids, wanted);
    while (map_find(&headings->ids, id) != NULL)
        id = arena_printf(headings->arena, "%.*s-%zu", SLICE_FMT(wanted),
                          ++*copies);
    (void)map_put(&headings->ids, id,
                  arena_alloc(headings->arena, 1, sizeof(size_t)));
    return id;
}

struct slice headings_add(struct headings *headings, unsigned level,
                          struct slice text, struct slice wanted_id)
{
    struct slice id =
        unique_id(headings, arena_copy(headings->arena, wanted_id));
    headings->items =
        arena_grow(headings->arena, headings->items, headings->count,
                   &headings->capacity, sizeof(struct heading));
    headings->items[headings->count++] = (struct heading){
        .level = level,
        .id = id,
        .text = text,
    };
    return id;
}

size_t heading_end(const struct heading *headings, size_t index, size_t end)
{
    size_t next = index + 1;
    while (next < end && headings[next].level > headings[index].level)
        next++;
    return next;
}

/* Headings [from, to). As deep as headings go: six. */
static void append_level(struct str *out, const struct heading *headings,
                         size_t from, size_t to)
{
    str_append_char(out, '[');
    for (size_t i = from; i < to;) {
        size_t next = heading_end(headings, i, to);
        str_append(out,
                   i > from ? SLICE(",{\"level\":") : SLICE("{\"level\":"));
        str_append_char(out, (char)('0' + headings[i].level));
        str_append(out, SLICE(",\"id\":"));
        escape_append_quoted(out, headings[i].id);
        str_append(out, SLICE(",\"text\":"));
        escape_append_quoted(out, headings[i].text);
        str_append(out, SLICE(",\"children\":"));
        append_level(out, headings, i + 1, next);
        str_append_char(out, '}');
        i = next;
    }
    str_append_char(out, ']');
}

void headings_append_toc(struct str *out, const struct heading *headings,
                         size_t count)
{
    append_level(out, headings, 0, count);
}
