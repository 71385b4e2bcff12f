/* resource.h - a document as JSON, in the forms that answers use.
 *
 * Both forms are made once per snapshot. What a request asks for beyond them
 * (fields, include) is written anew from the same table of members. */
#ifndef REPRESENT_RESOURCE_H
#define REPRESENT_RESOURCE_H

#include "represent/shape.h"

/* Makes the fragments and revs of every entry, from up to `threads` threads at
 * once; 0 means one per core. Call it once, before the snapshot is published.
 * It gets what it would get without `before`, which may be NULL, sooner: where
 * a document is written as it was in that snapshot, both have the same bytes.
 */
void resource_prepare(struct snapshot *snapshot, const struct snapshot *before,
                      unsigned threads);

/* Calls emit for each piece of the item form, in order; together they are one
 * JSON object. The pieces live as long as the snapshot. */
void resource_each_piece(const struct entry *entry,
                         void (*emit)(void *context, struct slice piece),
                         void *context);

/* Writes the entry in any shape. Nothing more is embedded once the answer is
 * too large; what has been written is of no use then. */
void resource_write(struct str *out, const struct snapshot *snapshot,
                    const struct entry *entry, const struct shape *shape);

/* The links of an item's envelope, paths of the API, which show to whoever asks
 * as the query does what they lead to; without neighbours they are null. */
void resource_write_links(struct str *out, const struct policy *policy,
                          const struct entry *entry, const struct query *query,
                          bool has_neighbours);
/* The same as RFC 8288 has it. */
void resource_write_link_header(struct str *out, const struct policy *policy,
                                const struct entry *entry,
                                const struct query *query);

#endif
