/* column.h - the values of one field in all documents of a list.
 *
 *     values   0 go   1 news   2 c          each distinct value once
 *     document 0 -> 0 1    1 -> 0    2 -> (none)    3 -> 2
 *     value    0 -> documents 0 1    1 -> 0         2 -> 3
 *
 * A condition is tested once for each distinct value. Which documents pass, how
 * frequent a value is and which document comes first are then computed from
 * arrays of numbers. The documents with a value are an array, complete and in
 * order.
 *
 * This is the only kind of index that is built when it is first asked for. It
 * is kept as long as the snapshot; any thread may ask for it. */
#ifndef INDEX_COLUMN_H
#define INDEX_COLUMN_H

#include "index/schema.h"

#define COLUMN_MAX_FIELDS     64                 /* kept of one list */
#define COLUMN_MAX_TEXT_BYTES (64 * 1024 * 1024) /* of one field, folded */

/* The entries that have a value. */
struct posting {
    struct list list; /* in the order of the column's list, each once */
    /* For relations: the next entry with the same slug, or with the same name;
     * or NULL. */
    const struct posting *same_slug, *same_name;
};

/* Read-only once it is built. */
struct column {
    const struct datum *values;
    const struct posting *postings; /* of each value */
    size_t value_count;
    const uint32_t *starts; /* ids of document i: [starts[i], starts[i + 1]) */
    const uint32_t *ids;    /* each once for a document, in its order */

    /* The texts of the values without case and accents (unicode_search()), one
     * after the other, each followed by a NUL; for a relation its name and its
     * slug. NULL if they would be too long, or if the field has no text. */
    const char *folded;
    const uint32_t *folded_starts; /* text_count + 1 of them */
    const uint32_t *folded_ids;    /* the value that has the text */
    size_t text_count;
    uint32_t byte_counts[256]; /* how often each byte is in the texts */
};

/* Returns the column of the collection's field, with its documents in the
 * default order: the index of an entry is its ranks[ORDER_DEFAULT]. NULL if
 * there is none: for single elements, long texts, and fields beyond
 * COLUMN_MAX_FIELDS. */
const struct column *collection_column(const struct collection *collection,
                                       const struct field_path *path);

/* The same for looking up the entries with a value, without the folded texts;
 * of all listed documents if `collection` is NULL. Also NULL if the field has
 * dates, which are compared and not looked up. */
const struct column *snapshot_postings(const struct snapshot *snapshot,
                                       const struct collection *collection,
                                       const struct field_path *path);

/* Each returns NULL if no entry has that value. */
const struct posting *column_find_boolean(const struct column *column,
                                          bool boolean);
const struct posting *column_find_number(const struct column *column,
                                         struct number number);
const struct posting *column_find_text(const struct column *column,
                                       struct slice text);
/* Returns the first of the entries with that slug, or with that folded name. */
const struct posting *column_find_slug(const struct column *column,
                                       struct slice slug);
const struct posting *column_find_name(const struct column *column,
                                       struct slice folded);

/* Returns a column of any list, which the caller frees. */
struct column *column_new(const struct list *list,
                          const struct field_path *path);
void column_free(struct column *column); /* NULL is accepted */

/* Returns the ranks of the values that were set, or NULL. Setting them returns
 * those that count, as the first call wins; they are freed with the column. */
const uint32_t *column_ranks(const struct column *column);
const uint32_t *column_set_ranks(const struct column *column, uint32_t *ranks);

#endif
