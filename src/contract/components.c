/* components.c - follows references, so that nothing is described that nothing
 * refers to: a site without authors has no schema of a person. */
#include "contract/components.h"

#include "base/map.h"

#include <string.h>

#define ROOT "#/components/"

static const char *const names[SECTION_COUNT] = {
    [SECTION_PARAMETERS] = "parameters", [SECTION_HEADERS] = "headers",
    [SECTION_RESPONSES] = "responses",   [SECTION_SCHEMAS] = "schemas",
    [SECTION_EXAMPLES] = "examples",
};

struct reached {
    struct map references; /* "#/components/schemas/Post" -> itself */
    struct slice *open;    /* from which no reference was followed yet */
    size_t open_count, open_capacity;
    struct arena *arena;
};

const char *section_name(enum section section)
{
    return names[section];
}

static void reach_text(struct reached *reached, struct slice text)
{
    if (!slice_starts(text, ROOT) ||
        map_add(&reached->references, text, reached) != NULL)
        return;
    reached->open =
        arena_grow(reached->arena, reached->open, reached->open_count,
                   &reached->open_capacity, sizeof *reached->open);
    reached->open[reached->open_count++] = text;
}

/* Recursion is as deep as the value. */
static void reach(struct reached *reached, const struct value *value)
{
    for (size_t i = 0; value->kind == VALUE_ARRAY && i < value->size; i++)
        reach(reached, &value->as.items[i]);
    for (size_t i = 0; value->kind == VALUE_OBJECT && i < value->size; i++) {
        reach_text(reached, value_text(&value->as.members[i].value));
        reach(reached, &value->as.members[i].value);
    }
}

static void follow(struct reached *reached, struct slice reference,
                   const struct map *by_name)
{
    struct slice rest = slice_from(reference, strlen(ROOT));
    size_t slash = slice_find_char(rest, 0, '/');
    for (size_t s = 0; s < SECTION_COUNT; s++) {
        const struct value *found =
            slice_is(slice_sub(rest, 0, slash), names[s])
                ? map_find(&by_name[s], slice_from(rest, slash + 1))
                : NULL;
        if (found != NULL)
            reach(reached, found);
    }
}

static void keep(const struct object *all, const char *section,
                 const struct reached *reached, struct object *ret_kept)
{
    struct str reference = {0};
    *ret_kept = (struct object){0};
    for (size_t i = 0; i < all->count; i++) {
        str_clear(&reference);
        str_appendf(&reference, ROOT "%s/%.*s", section,
                    SLICE_FMT(all->members[i].key));
        if (map_find(&reached->references, str_slice(&reference)) != NULL)
            object_add(ret_kept, all->members[i].key, all->members[i].value,
                       reached->arena);
    }
    str_release(&reference);
}

void components_keep_reached(const struct components *all,
                             const struct value *from, struct arena *arena,
                             struct components *ret_kept)
{
    struct map by_name[SECTION_COUNT] = {0};
    struct reached reached = {.arena = arena};
    for (size_t s = 0; s < SECTION_COUNT; s++) {
        map_reserve(&by_name[s], all->of[s].count);
        for (size_t i = 0; i < all->of[s].count; i++)
            map_put(&by_name[s], all->of[s].members[i].key,
                    &all->of[s].members[i].value);
    }
    reach(&reached, from);
    for (size_t i = 0; i < reached.open_count; i++)
        follow(&reached, reached.open[i], by_name);
    for (size_t s = 0; s < SECTION_COUNT; s++) {
        keep(&all->of[s], names[s], &reached, &ret_kept->of[s]);
        map_release(&by_name[s]);
    }
    map_release(&reached.references);
}
