/* column.h - the values of one field, of all documents of a list.
 *
 *     values   0 go   1 news   2 c          each distinct value once
 *     document 0 -> 0 1    1 -> 0    2 -> (none)    3 -> 2
 *     value    0 -> documents 0 1    1 -> 0         2 -> 3
 *
 * What is asked of a value is asked once for each distinct one; what is asked
 * of documents is then numbers that lie side by side: which of them pass,
 * which value is how frequent, which document comes first. Who has a value is
 * an array, whole and in order.
 *
 * This is the one kind of index that is made when it is first asked for, and
 * kept as long as the snapshot; any thread may ask. */
#ifndef INDEX_COLUMN_H
#define INDEX_COLUMN_H

#include "index/schema.h"

#define COLUMN_MAX_FIELDS     64                 /* kept of one list */
#define COLUMN_MAX_TEXT_BYTES (64 * 1024 * 1024) /* of one field, folded */

/* Who has a value. */
struct posting {
    struct list list; /* in the order of the column's list, nobody twice */
    /* Of relations: the next entry that goes by the same slug, or by the same
     * name; or NULL. */
    const struct posting *same_slug, *same_name;
};

/* Read only, but by those who make it. */
struct column {
    const struct datum *values;
    const struct posting *postings; /* of each value */
    size_t value_count;
    const uint32_t *starts; /* ids of document i: [starts[i], starts[i + 1]) */
    const uint32_t *ids;    /* each once for a document, in their order */

    /* The texts of the values without regard to case, one behind the other
     * with a NUL behind each; of a relation its name and its slug. NULL where
     * they would be too long, or where the field has no text. */
    const char *folded;
    const uint32_t *folded_starts; /* text_count + 1 of them */
    const uint32_t *folded_ids;    /* whose text it is */
    size_t text_count;
    uint32_t byte_counts[256]; /* how often each byte is in the texts */
};

/* The column of that collection's field, its documents in the default order:
 * that of an entry is its ranks[ORDER_DEFAULT]. NULL where there is none:
 * single elements, long texts, and fields beyond COLUMN_MAX_FIELDS. */
const struct column *collection_column(const struct collection *collection,
                                       const struct field_path *path);

/* The same for looking up who has a value, without the folded texts; of all
 * listed documents where `collection` is NULL. NULL also where the field has
 * dates, which are compared and not looked up. */
const struct column *snapshot_postings(const struct snapshot *snapshot,
                                       const struct collection *collection,
                                       const struct field_path *path);

/* Each is NULL where nothing has that value. */
const struct posting *column_find_boolean(const struct column *column,
                                          bool boolean);
const struct posting *column_find_number(const struct column *column,
                                         double number);
const struct posting *column_find_text(const struct column *column,
                                       struct slice text);
/* The first of the entries that go by that slug, or by that folded name. */
const struct posting *column_find_slug(const struct column *column,
                                       struct slice slug);
const struct posting *column_find_name(const struct column *column,
                                       struct slice folded);

/* A column of any list, for the caller to free. */
struct column *column_new(const struct list *list,
                          const struct field_path *path);
void column_free(struct column *column); /* NULL is accepted */

/* The ranks of the values in an order, as set before, or NULL; and sets them,
 * of which the first wins. They are freed with the column. */
const uint32_t *column_ranks(const struct column *column);
const uint32_t *column_set_ranks(const struct column *column, uint32_t *ranks);

#endif
