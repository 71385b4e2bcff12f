/* schema.h - the fields of documents, their types and values.
 *
 *     posts   title           text      31 documents
 *             rating          number    30, text 1
 *             author          relation  31  -> fields of authors
 *             bottomSections  list of objects
 *               .type         text
 *
 * The fields of a front end are not declared anywhere: they are found in the
 * published documents of a collection. A schema is built when it is first asked
 * for and lasts as long as its snapshot; any thread may ask. Fields that only
 * drafts have are not in it. Computed members are in the schema of every
 * collection with entries that can have them, even if no entry has a value. */
#ifndef INDEX_SCHEMA_H
#define INDEX_SCHEMA_H

#include "base/err.h"
#include "base/number.h"
#include "store/snapshot.h"

#define SCHEMA_MAX_DEPTH  16   /* names in one path */
#define SCHEMA_MAX_FIELDS 4096 /* of one collection; more are not known */
#define SCHEMA_ANY        UINT32_MAX

/* The types of a field's values; or-ed. A list counts as its elements. */
enum field_type {
    FIELD_BOOLEAN = 1 << 0,
    FIELD_NUMBER = 1 << 1,
    FIELD_TEXT = 1 << 2,
    FIELD_DATE = 1 << 3,     /* an instant; in front matter: a text that can be
                                read as a date, where all of the field's can */
    FIELD_RELATION = 1 << 4, /* a document, person or term */
    FIELD_OBJECT = 1 << 5,
};
#define FIELD_TYPES 6 /* how many there are */

/* What a field can be used for; or-ed. Fields in front matter allow every
 * use. */
enum field_use {
    USE_EXISTS = 1 << 0,  /* the operator exists */
    USE_TEXT = 1 << 1,    /* operators that search text */
    USE_COMPARE = 1 << 2, /* every other operator */
    USE_SORT = 1 << 3,
    USE_FACET = 1 << 4,
    USE_ALL = (1 << 5) - 1,
};

struct field; /* of a schema; opaque, see schema.c */

/* A path, resolved against a schema: the fields that lead to the value; dots in
 * literal keys are already resolved. A step that stays at its field enters a
 * list within its list. */
struct field_path {
    const struct field *steps[SCHEMA_MAX_DEPTH];
    uint32_t elements[SCHEMA_MAX_DEPTH]; /* of a list, from 0; or SCHEMA_ANY */
    size_t count;                        /* 0: no document has such a field */
    unsigned types;
    unsigned uses;       /* enum field_use */
    bool is_day;         /* its dates are calendar days, without timezone */
    bool is_address;     /* its texts are shown percent-encoded */
    bool is_written;     /* some documents have it in front matter */
    bool has_only_dates; /* all of its texts are dates */
    bool is_list;        /* some document has several values */
};

/* How often a field has values in the documents of a schema. */
struct field_facts {
    size_t document_count;          /* documents that have a value */
    size_t value_count;             /* of all types */
    size_t type_count[FIELD_TYPES]; /* by the bit of enum field_type; dates
                                       in front matter count as texts */
};

/* One value that a document has. */
struct datum {
    enum field_type type;
    union {
        bool boolean;
        struct number number;
        struct slice text;
        struct {
            int64_t ms;
            struct slice as_text;
        } date;
        const struct entry *entry; /* NULL: a reference that leads nowhere */
        const struct value *object;
    } as;
};

/* Returns the schema of a collection, or of all listed documents if it is
 * NULL. */
const struct schema *snapshot_schema(const struct snapshot *snapshot,
                                     const struct collection *collection);

/* Returns false if no document has such a field; then *ret_nearest is the whole
 * path of a similar one, which lies in `arena`, or SLICE_NONE. */
bool schema_find(const struct schema *schema, struct slice path,
                 struct arena *arena, struct field_path *ret_path,
                 struct slice *ret_nearest) MUST_USE;

#define SCHEMA_LISTED_DEPTH 3   /* names in a path that is listed */
#define SCHEMA_MAX_LISTED   512 /* paths of one list */

/* A path and what it leads to. */
struct listed_path {
    struct slice path; /* in the arena */
    struct field_path field;
    const char *target; /* the collection that a relation leads into, or NULL */
};

/* Lists the paths that clients may want to be told of: computed members in
 * their order, then those of front matter by name, then what is one step below
 * all of these, and so on. Below people and terms there are the slug, the name
 * and the keys of their files. Returns how many there are; *ret_is_cut says
 * whether there would have been more. */
size_t schema_list(const struct schema *schema, struct arena *arena,
                   struct listed_path **ret_paths, bool *ret_is_cut);

/* The first document with a field too many: it and those of later documents
 * are not known. NULL if the schema has all fields. */
const struct entry *schema_overflow(const struct schema *schema);

/* Returns the counts for a path of this schema whose count is not 0. Fields in
 * front matter are already counted; for computed members and those of relations
 * it reads each document. */
struct field_facts schema_facts(const struct schema *schema,
                                const struct field_path *path);

/* Calls visit for each value that the document has there, lists taken apart,
 * null left out, until it returns true; returns whether it did. */
bool entry_any_datum(const struct entry *entry, const struct field_path *path,
                     bool (*visit)(void *context, const struct datum *datum),
                     void *context);

#endif
