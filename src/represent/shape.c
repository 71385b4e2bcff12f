/* shape.c - what a request asks for of each document, and what that may cost.
 *
 * The cost is bounded twice: by the bytes of the answer, and by the work that
 * went into it, since fields=posts.related.slug shows little of what it looks
 * at. */
#include "represent/shape.h"

#include "base/clock.h"
#include "pictures/looks.h"

/* What an answer waits for pictures that were never looked at. */
#define LOOKS_US 2000000

struct shape shape_of_query(const struct query *query, enum form form,
                            struct arena *arena)
{
    struct looks_budget *looks = arena_alloc(arena, 1, sizeof *looks);
    looks->until_us = clock_monotonic_us() + LOOKS_US;
    return (struct shape){
        .form = form,
        .include = &query->include,
        .fields = {query->fields, query->leaves_out},
        .has_absolute_urls = query->wants_absolute_urls,
        .chunk_words = query->chunk_words,
        .found = query->found,
        .looks = looks,
        .work = arena_alloc(arena, 1, sizeof(size_t)),
    };
}

bool shape_is_default(const struct query *query)
{
    return query->fields == NULL && include_tree_is_empty(&query->include) &&
           query->found == NULL && !query->wants_absolute_urls;
}

struct choice shape_choose(const struct shape *shape, struct slice name)
{
    struct choice choice = parts_choose_member(&shape->fields, name);
    choice.is_named = choice.is_named && !shape->only_narrows;
    return choice;
}

void shape_count_work(const struct shape *shape, size_t bytes)
{
    if (shape->work != NULL)
        *shape->work += bytes;
}

bool shape_is_provisional(const struct shape *shape)
{
    return shape->looks != NULL && shape->looks->is_exceeded;
}

bool shape_is_too_large(const struct shape *shape, const struct str *out)
{
    return out->size > SHAPE_MAX_BYTES ||
           (shape->work != NULL && *shape->work > SHAPE_MAX_WORK);
}
