/* resource.c - a document in whatever shape a request asks for.
 *
 * What a request may cost is bounded twice: by the bytes of its answer, and by
 * the work behind them, since fields=posts.related.slug shows little of what
 * it looks through. */
#include "represent/resource.h"

#include "represent/members.h"

struct shape shape_of(const struct query *query, enum form form,
                      struct arena *arena)
{
    return (struct shape){
        .form = form,
        .include = &query->include,
        .fields = query->fields,
        .leaves_out = query->leaves_out,
        .work = arena_alloc(arena, 1, sizeof(size_t)),
    };
}

bool is_default_shape(const struct query *query)
{
    for (unsigned r = 0; r < RELATION_COUNT; r++) {
        if (query->include.of[r] != NULL)
            return false;
    }
    return query->fields == NULL && query->include.members == 0;
}

const struct snapshot *snapshot_around(const struct writer *writer)
{
    const struct snapshot *surroundings = writer->shape->surroundings;
    return surroundings != NULL ? surroundings : writer->snapshot;
}

void count_work(const struct shape *shape, size_t bytes)
{
    if (shape->work != NULL)
        *shape->work += bytes;
}

bool resource_is_too_large(const struct str *out, const struct shape *shape)
{
    return out->size > RESOURCE_MAX_BYTES ||
           (shape->work != NULL && *shape->work > RESOURCE_MAX_WORK);
}

void resource_write(struct str *out, const struct snapshot *snapshot,
                    const struct entry *entry, const struct shape *shape)
{
    struct writer w = {out, snapshot, shape};
    str_append_char(out, '{');
    write_group(&w, entry, MEMBERS_HEAD);
    write_group(&w, entry, MEMBERS_SAID);
    write_group(&w, entry, MEMBERS_AUTHORS);
    write_group(&w, entry, MEMBERS_TAIL);
    write_own_members(&w, entry);
    write_group(&w, entry, MEMBERS_BODY);
    str_append_char(out, '}');
}
