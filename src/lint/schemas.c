/* schemas.c - says where names became values.
 *
 *     ratings: {ana: 5, ben: 4, ...}     each is a field of its own
 *
 * Whoever keys a mapping by ids or dates makes a field of each of them. They
 * are served, but a schema keeps so many fields only. */
#include "lint/checks.h"

#include "index/schema.h"

void check_schemas(const struct snapshot *snapshot, struct diagnostics *found)
{
    if (snapshot->free_index == NULL)
        return; /* it has no index: the settings have faults */
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct collection *collection = snapshot->collections[i];
        const struct entry *entry =
            schema_overflow(snapshot_schema(snapshot, collection));
        if (entry == NULL || entry->source == NULL)
            continue;
        found->path = entry->source->path;
        diagnostics_add(found, DIAGNOSTIC_TOO_MANY_FIELDS, 0, 0,
                        "where keys are ids or dates, write a list instead: "
                        "[{id: a, value: 1}]",
                        "the documents of %.*s have more than %d different "
                        "fields; filters and sorting know none from here on",
                        SLICE_FMT(collection->name), SCHEMA_MAX_FIELDS);
    }
}
