/* csv.h - lists as comma-separated values (RFC 4180).
 *
 *     fields=slug,author.name,tags
 *
 *     slug,author.name,tags
 *     hello,Ana,"go,news"
 *
 * A cell holds what JSON has at that name, so `fields`, `include` and hidden
 * fields mean what they mean there. */
#ifndef REPRESENT_CSV_H
#define REPRESENT_CSV_H

#include "represent/shape.h"

struct csv; /* the columns; opaque, see csv.c */

/* The columns of an answer to this query about documents of that collection
 * (NULL: of any): `fields` in the order in which they are written, else all
 * that a list shows. Lies in `arena`; a column too many adds a warning to the
 * query. */
const struct csv *csv_of_query(struct query *query,
                               const struct snapshot *snapshot,
                               struct arena *arena);

/* The names that `shape` has to show for these columns. */
const struct name_tree *csv_fields(const struct csv *csv);

/* Appends the names of the columns as one record. */
void csv_append_head(struct str *out, const struct csv *csv);

/* Appends the record of one document. False where it is too large. */
bool csv_append_record(struct str *out, const struct csv *csv,
                       const struct snapshot *snapshot,
                       const struct entry *entry, const struct shape *shape);

#endif
