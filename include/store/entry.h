/* entry.h - a document, person or term of a snapshot, and its relations.
 *
 *     posts/a  --authors--> authors/ana     --posts--> posts/a ...
 *              --tags-----> tags/go         --posts--> posts/a ...
 *
 * An entry belongs to one snapshot; all its pointers lead into that one. */
#ifndef STORE_ENTRY_H
#define STORE_ENTRY_H

#include "layout/meta.h"
#include "layout/publication.h"

struct collection;
struct entry;
struct fragments;

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
    const struct meta *meta; /* its fields; NULL with the source */
    struct collection *collection;
    uint32_t path_rank;   /* place among all by path; no file: behind them */
    unsigned traits;      /* of its meta */
    uint64_t sort_number; /* names with different ones sort as these do */
    uint64_t sort_date;   /* the instant in order; ENTRY_UNDATED for none */
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

/* Dates sort as these do; NULL, no date, comes last. */
#define ENTRY_UNDATED UINT64_MAX
uint64_t entry_date_number(const struct date *date);

/* Has a page, a date and a body: neither data nor a mere name. */
bool entry_is_document(const struct entry *entry);
bool entry_is_person(const struct entry *entry);
bool entry_is_term(const struct entry *entry); /* a tag or category */

/* What its writer gave it: front matter, data, or a mapping in another file;
 * NULL for none. */
const struct value *entry_own_root(const struct entry *entry);

/* Adds to a list that lives in the arena. */
void list_add(struct list *list, struct arena *arena, struct entry *entry);

#endif
