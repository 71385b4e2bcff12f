/* postings.h - who has a value: the index of a field.
 *
 *     tags    go  -> [ e1 e4 e9 ]      each list in the order of its
 *             c   -> [ e4 ]            collection, no entry twice
 *
 * Made when a field is first asked for by its value, and kept as long as the
 * snapshot; any thread may ask. */
#ifndef INDEX_POSTINGS_H
#define INDEX_POSTINGS_H

#include "index/schema.h"

#define POSTINGS_MAX_FIELDS 64 /* of one collection that are indexed */

struct postings; /* of one field */

struct posting {
    struct list list;
    const struct posting *of_same_name; /* another relation's, or NULL */
};

/* The index of a field of that collection (of all listed documents where it is
 * NULL); NULL where there is none: dates are compared and not looked up, long
 * texts only looked into, and so many fields are indexed and no more. */
const struct postings *snapshot_postings(const struct snapshot *snapshot,
                                         const struct collection *collection,
                                         const struct field_path *path);

/* Each is NULL where nothing has that value. */
const struct posting *postings_of_boolean(const struct postings *postings,
                                          bool boolean);
const struct posting *postings_of_number(const struct postings *postings,
                                         double number);
const struct posting *postings_of_text(const struct postings *postings,
                                       struct slice text);
const struct posting *postings_of_slug(const struct postings *postings,
                                       struct slice slug);
const struct posting *postings_of_name(const struct postings *postings,
                                       struct slice folded);

#endif
