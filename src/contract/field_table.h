/* field_table.h - what can be asked of a collection, as data. Private to this
 * room.
 *
 *     date          date    eq, ne, gt ... exists    sorts, counts
 *     tags          relation, a list, into tags      eq, ne, in, nin, all ...
 *     author.name   text    eq, ne, in, nin, contains ... */
#ifndef CONTRACT_FIELD_TABLE_H
#define CONTRACT_FIELD_TABLE_H

#include "contract/schemas.h"
#include "index/schema.h"
#include "query/condition.h"

struct asked_field {
    struct listed_path listed;
    struct names texts; /* all that its texts are, where they are few */
};

struct field_table {
    struct asked_field *fields;
    size_t count;
    bool is_cut; /* documents have more */
};

void field_table_make(const struct snapshot *snapshot,
                      const struct collection_type *type, struct arena *arena,
                      struct field_table *ret_table);

/* "date.year" and so on stand for dates where values are counted. */
bool field_is_facet(const struct asked_field *field);
bool field_is_date(const struct asked_field *field);

/* {"date": {"types": ["date"], "operators": ["eq", ...], ...}, ...} */
struct value field_table_value(const struct field_table *table,
                               struct arena *arena);

/* The parameters sort, fields or facets with the names that they take;
 * `by_hand` is how they are written by hand. */
struct value field_table_names(const struct field_table *table,
                               const char *parameter,
                               const struct value *by_hand,
                               struct arena *arena);

#endif
