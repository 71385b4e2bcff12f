/* snapshot.h - every document of the site at one moment, indexed.
 *
 *     sources --> entries --> collections    posts, pages, authors, tags ...
 *                    \-----> by path, by slug, by url
 *
 * A snapshot is built by one thread, given its bytes by represent, published,
 * and from then on only read: no lock is needed, every pointer in it stays
 * valid until the last reference to it is gone. Documents that are drafts,
 * scheduled or expired are counted and otherwise not in it.
 *
 * For those who may see these too there is a second snapshot beside it, of the
 * same moment and with all of them in it: the preview. Neither has a pointer
 * to an entry of the other, so no answer from the one can show what only the
 * other has. */
#ifndef STORE_SNAPSHOT_H
#define STORE_SNAPSHOT_H

#include "base/map.h"
#include "document/source.h"
#include "store/policy.h"

#define REV_SIZE 16 /* hexadecimal digits */

struct collection;
struct entry;

/* What answers are made of besides the source's own bytes. It never changes,
 * and all snapshots share it in which a document is written as in the one
 * before.
 *
 *     {"id":...   ,"author":{...},"authors":[...]   ,"tags":...}    list form
 *     '- head --' '- stubs, or whole in an item --' '- tail ---'
 */
struct fragments {
    atomic_uint reference_count;
    uint64_t origin;     /* a hash of all that is in them of other documents, of
                            where this one is and of who serves it */
    uint64_t hash;       /* of the item, but for its authors */
    uint64_t id_and_rev; /* a hash of these */
    char rev[REV_SIZE + 1];
    size_t authors_from; /* where in the list form the stubs begin and end */
    size_t authors_to;
    size_t rev_at;            /* where in the bytes the rev stands, or 0 */
    struct slice list;        /* the list form, braces included */
    struct slice links;       /* {"self":...}: the links of the envelope */
    struct slice link_header; /* the same as RFC 8288 has it */
    char bytes[];             /* that these lie in */
};

struct fragments *fragments_ref(struct fragments *fragments);
void fragments_unref(struct fragments *fragments); /* NULL is accepted */

struct list {
    struct entry **items;
    size_t count, capacity;
};

enum order {
    ORDER_DEFAULT,
    ORDER_DATE,
    ORDER_DATE_DOWN,
    ORDER_TITLE,
    ORDER_TITLE_DOWN,
    ORDER_COUNT
};

#define NO_RANK UINT32_MAX

/* What the world sees of a document, by its front matter and the hour. */
enum status {
    STATUS_UNSAID, /* of all that is not in a preview */
    STATUS_PUBLISHED,
    STATUS_DRAFT,
    STATUS_SCHEDULED,
    STATUS_EXPIRED,
    STATUS_COUNT
};

/* An author as a document names it. */
struct author {
    struct entry *person; /* NULL: the path leads nowhere */
    struct slice path;    /* as written, where person is NULL */
    struct slice written; /* a path or name, where there is a person */
    struct slice whole;   /* what an item shows; set with the fragments */
};

/* A document, or a person or term that exists only as a value (then source is
 * NULL and it lives in authors, tags or categories). What walks over all
 * entries look at comes first. */
struct entry {
    struct source *source;
    struct collection *collection;
    uint32_t path_rank;   /* place among all by path; no file: behind them */
    unsigned traits;      /* of its source */
    uint64_t shape;       /* of its front matter */
    uint64_t sort_number; /* names with different ones sort as these do */
    uint64_t sort_date;   /* the instant in order; UINT64_MAX for none */
    int64_t weight; /* where its writer wants it in lists; 0 says nothing */
    enum status status;
    bool is_listed;      /* false: answers by its slug and is in no list */
    bool is_document;    /* has a page, a date and a body */
    bool has_lang;       /* a document of a site in several languages */
    bool rev_covers_all; /* equal revs mean equal items, byte for byte */

    struct slice slug;
    struct slice id;   /* collection/slug */
    struct slice href; /* "/posts/hello", percent-encoded */
    struct slice url;  /* of its page on the front end; SLICE_NONE for none */
    struct slice path_in_collection; /* without extension: always an address */
    struct slice name;      /* title of a document, name of a person or term */
    struct slice sort_name; /* folded, for ORDER_TITLE */
    struct slice lang;      /* its own; SLICE_NONE where nobody says */

    struct author *authors;
    size_t author_count;
    struct list tags;
    struct list categories;
    const struct list *versions;   /* it and its translations, listed ones, one
                                      of each language; NULL: none is */
    struct entry *previous, *next; /* next is the newer one */
    uint32_t ranks[ORDER_COUNT];   /* place in collection->by[], or NO_RANK */

    /* What goes into each slot of the body, escaped as HTML has it; SLICE_NONE
     * where it stays as it is written, NULL where all of it does. */
    const struct slice *hrefs;

    /* Made by represent, once all else is settled: */
    struct fragments *fragments; /* a reference */
    const char *rev;             /* lies in the fragments; NULL without them */
    uint64_t shown_hash;         /* of all that others show of it */
    struct slice stub;           /* of a person or term: how others show it */

    const struct value *as_written; /* a person given as a mapping, or NULL */
    struct list posts; /* of a person or term, in the default order */
    /* Both by collection, each in its default order: the listed documents of a
     * term that are no posts; and those that link to this document. */
    struct list other_documents, backlinks;
};

enum collection_kind {
    COLLECTION_DOCUMENTS,
    COLLECTION_PEOPLE,
    COLLECTION_TERMS
};

struct collection {
    struct slice name;
    enum collection_kind kind;
    struct list by[ORDER_COUNT]; /* the listed entries */
    struct list all;             /* unlisted ones too, in no order */
    unsigned kinds;              /* of all these, or-ed; kind.h */
    bool has_dates;
    bool has_weights;             /* then the default order is by them */
    const struct sort_rule *sort; /* or by these, as the operator says */
    size_t sort_count;
    struct map slugs;      /* slug -> entry */
    struct map path_forms; /* addresses beside the slug -> entry */
    struct map aliases;    /* slugs that documents had before -> entry */
    struct schema *schema; /* made when it is first asked for; schema.h */
};

/* What the site says of itself. SLICE_NONE where it says nothing. */
struct site_info {
    struct slice title;
    struct slice description;
    struct slice public_url;
    struct slice language;
    struct slice timezone;
    struct slice kind; /* "Stackbit site", "plain folder" */
};

struct left_out {
    size_t drafts, scheduled, expired, broken;
    size_t filtered; /* out of a collection, by the operator */
};

struct snapshot {
    atomic_uint reference_count;
    struct arena arena;
    struct policy policy;
    struct site_info site;
    struct slice folder_name;  /* of the folder that is served */
    struct slice content_root; /* in it; "" where it is that folder */

    struct source **sources; /* a reference of each, by path */
    size_t source_count;
    struct entry *entries; /* of each; without a collection if there is none */
    struct collection **collections; /* sorted by name */
    size_t collection_count, collection_capacity;
    struct list everything; /* the listed documents, by collection */
    unsigned kinds;         /* of these, or-ed, and all kinds of files */
    struct map paths;       /* source path -> entry */
    struct map urls;        /* url -> entry */
    struct map aliases;     /* urls that documents had before -> entry */
    struct left_out left_out;
    /* When a document that is left out will be due, or one that is served will
     * be past; INT64_MAX for never. */
    int64_t next_transition_ms;

    struct schema *schema; /* of everything, when it is first asked for */

    bool has_languages;               /* there are documents in more than one */
    struct snapshot *preview;         /* a reference; NULL: nobody may see */
    const struct snapshot *published; /* of a preview: what it is beside */

    struct diagnostics diagnostics;    /* of the whole: tree and links */
    size_t error_count, warning_count; /* those of the sources included */
    size_t shown_error_count;          /* of these, without those of drafts */
    size_t shown_warning_count;        /*   and others that are left out */

    char rev[REV_SIZE + 1]; /* a hash of every id and rev */
};

struct snapshot *snapshot_ref(struct snapshot *snapshot);
void snapshot_unref(struct snapshot *snapshot); /* NULL is accepted */
/* Whether there is a reference beside the caller's. */
bool snapshot_is_shared(const struct snapshot *snapshot);

struct collection *snapshot_find_collection(const struct snapshot *snapshot,
                                            struct slice name);

/* The entry of that slug, else of that path form; NULL if there is none.
 * Compare the entry's slug to see which it was. */
struct entry *collection_find(const struct collection *collection,
                              struct slice slug);

/* The entry of the same collection and slug in another snapshot, or NULL. */
const struct entry *snapshot_find_twin(const struct snapshot *snapshot,
                                       const struct entry *entry);

/* Whether the newest first is the default order: without dates both are by
 * path. */
bool collection_is_by_date(const struct collection *collection);

/* The document that a string in the content refers to by its path, with or
 * without the content folder in front; NULL if there is none. */
struct entry *snapshot_find_path(const struct snapshot *snapshot,
                                 struct slice path);

/* Calls visit for each diagnostic, sorted by path and line. */
void snapshot_each_diagnostic(const struct snapshot *snapshot,
                              void (*visit)(void *context,
                                            const struct diagnostic *found),
                              void *context);

/* "draft"; NULL for STATUS_UNSAID. */
const char *status_name(enum status status);

/* Has a page, a date and a body: neither data nor a mere name. */
bool entry_is_document(const struct entry *entry);
bool entry_is_person(const struct entry *entry);
bool entry_is_term(const struct entry *entry); /* a tag or category */

/* Adds to a list that lives in the arena. */
void list_add(struct list *list, struct arena *arena, struct entry *entry);

/* Percent-encodes all but unreserved characters and "/" (RFC 3986, 2.3).
 * Returns the path itself where there are no others. */
struct slice path_encode(struct slice path, struct arena *arena);
void path_append_encoded(struct str *out, struct slice path);

#endif
