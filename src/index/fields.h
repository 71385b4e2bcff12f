/* fields.h - what a schema is made of. Private to this room. */
#ifndef INDEX_FIELDS_H
#define INDEX_FIELDS_H

#include "index/computed.h"

#include <pthread.h>

struct field {
    struct slice name;
    const struct computed *computed; /* or NULL */
    unsigned types;
    unsigned list_depth; /* of lists in lists, where it is the most; 0: none */
    bool is_written;     /* some document has it in its front matter */
    bool has_only_dates;
    size_t last_document;       /* that had a value, from 1; while it is made */
    struct field_facts written; /* in front matter */
    struct map children;        /* name -> field */
    struct field **in_order;
    size_t child_count, child_capacity;
    struct field *latest;   /* child, while the schema is made */
    struct field *follower; /* that came behind it in a document before */
};

struct kept_column;

struct schema {
    const struct snapshot *snapshot;
    const struct list *list;
    unsigned kinds; /* of entries that may be in the list */
    atomic_bool is_made;
    pthread_mutex_t mutex; /* held while it, or a column, is made */
    struct arena arena;
    struct field root;
    size_t field_count;
    bool is_full;
    _Atomic(struct kept_column *) columns; /* the newest first */
    size_t column_count;
};

/* A schema of that list, in which there are entries of these kinds and which is
 * not looked at yet. */
struct schema *schema_new(const struct snapshot *snapshot,
                          const struct list *list, unsigned kinds);
/* The columns have to be freed before. */
void schema_free(struct schema *schema);
void columns_free(struct schema *schema);

/* Whether both lead to the same values. */
bool field_path_is_same(const struct field_path *a, const struct field_path *b);
/* Whether it names no single element of a list. Those are not indexed: a
 * client that counts through them would take the place of fields that others
 * ask for. */
bool field_path_is_whole(const struct field_path *path);

/* Whether the step stays at the field of the one before: into a list within its
 * list. */
bool field_path_is_repeated(const struct field_path *path, size_t step);

/* Whether the text is a date, and not merely a number that could be one. */
bool text_is_date(struct slice text, int64_t *ret_ms);

#endif
