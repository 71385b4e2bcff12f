/* hidden.c - a document as if some keys were not in its front matter.
 *
 * What must never be served is best not there: every answer, filter and index
 * reads a source, so none of them has to know that there is something to be
 * left out. What is computed from a key (a date, tags, an excerpt) is computed
 * again without it. Only what decides whether a document is served at all is
 * as the file has it: to hide the key `draft` must not publish a draft. */
#include "store/hidden.h"

#include "store/notes.h"

static bool is_among(struct slice key, const struct names *keys)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (slice_equal(keys->items[i], key))
            return true;
    }
    return false;
}

static struct value without(const struct value *object,
                            const struct names *keys, struct arena *arena)
{
    struct value rest = *object;
    if (!value_is_object(object))
        return rest;
    struct member *members = arena_alloc(arena, object->size, sizeof *members);
    rest.size = 0;
    for (size_t i = 0; i < object->size; i++) {
        if (!is_among(object->as.members[i].key, keys))
            members[rest.size++] = object->as.members[i];
    }
    rest.as.members = members;
    return rest;
}

static uint64_t hash_of(const struct names *keys)
{
    uint64_t hash = RULE_HIDDEN;
    for (size_t i = 0; i < keys->count; i++)
        hash = hash_bytes(keys->items[i], hash);
    return hash;
}

static struct value without_keys(const void *context,
                                 const struct source *source,
                                 struct arena *arena)
{
    return without(&source->front_matter, context, arena);
}

struct source *hide_fields_of_source(struct deriver *deriver, size_t index,
                                     const struct names *fields)
{
    struct source *shown = derive(deriver, index,
                                  &(struct derivation){.rule = hash_of(fields),
                                                       .make = without_keys,
                                                       .context = fields,
                                                       .keeps_status = true});
    if (!is_noted(shown))
        note_source(shown);
    return shown;
}

void hide_fields_of_mappings(struct collection *collection,
                             const struct names *fields, struct arena *arena)
{
    for (size_t i = 0; fields->count > 0 && i < collection->all.count; i++) {
        struct entry *entry = collection->all.items[i];
        if (entry->as_written == NULL)
            continue;
        struct value *rest = arena_alloc(arena, 1, sizeof *rest);
        *rest = without(entry->as_written, fields, arena);
        entry->as_written = rest;
    }
}
