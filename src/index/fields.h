/* fields.h - the data of a schema. Private to this room. */
#ifndef INDEX_FIELDS_H
#define INDEX_FIELDS_H

#include "index/computed.h"

#include <pthread.h>

struct field {
    struct slice name;
    const struct computed *computed; /* or NULL */
    unsigned types;
    unsigned list_depth; /* deepest nesting of lists; 0: no list */
    bool is_written;     /* some front matter has it */
    bool has_only_dates;
    size_t last_document;       /* last with a value, from 1; while building */
    struct field_facts written; /* in front matter */
    struct map children;        /* name -> field */
    struct field **in_order;
    size_t child_count, child_capacity;
    struct field *latest;   /* child, while the schema is made */
    struct field *follower; /* that followed it in an earlier document */
};

struct kept_column;

struct schema {
    const struct snapshot *snapshot;
    const struct list *list;
    unsigned kinds; /* of entries that may be in the list */
    atomic_bool is_made;
    pthread_mutex_t mutex; /* held while it or a column is built */
    struct arena arena;
    struct field root;
    size_t field_count;
    const struct entry *entry;             /* whose fields are being added */
    const struct entry *overflow;          /* the first with a field too many */
    _Atomic(struct kept_column *) columns; /* the newest first */
    size_t column_count;
};

/* Returns a schema of that list, which has entries of these kinds. The list is
 * not walked yet. */
struct schema *schema_new(const struct snapshot *snapshot,
                          const struct list *list, unsigned kinds);
/* The columns must be freed first. */
void schema_free(struct schema *schema);
void columns_free(struct schema *schema);

/* Returns what has the fields below this one as children: itself, or the
 * collection that a relation points into. */
const struct field *field_behind(const struct schema *schema,
                                 const struct field *field);

/* Whether both lead to the same values. */
bool field_path_is_same(const struct field_path *a, const struct field_path *b);
/* Whether it does not select single elements of lists. Paths that do are not
 * indexed: a client that counts through them would use up the columns that
 * other clients need. */
bool field_path_is_whole(const struct field_path *path);

/* Whether the step stays at the field of the previous one and enters a list
 * within its list. */
bool field_path_is_repeated(const struct field_path *path, size_t step);

/* Whether the text is a date, and not merely a number that could be one. */
bool text_is_date(struct slice text, int64_t *ret_ms);

#endif
