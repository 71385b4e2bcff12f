/* entry.h - a document, person or term of a snapshot, and its relations.
 *
 *     posts/a  --authors--> authors/ana     --posts--> posts/a ...
 *              --tags-----> tags/go         --posts--> posts/a ...
 *
 * An entry belongs to one snapshot; all its pointers lead into that one. */
#ifndef STORE_ENTRY_H
#define STORE_ENTRY_H

#include "layout/menu.h"
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

/* An author as named in a document. */
struct author {
    struct entry *person; /* NULL: the path leads nowhere */
    struct slice path;    /* as written, where person is NULL */
    struct slice written; /* a path or name, where there is a person */
    struct slice whole;   /* what an item shows; set with the fragments */
};

/* A document, or a person or term that exists only as a value (then source is
 * NULL and it lives in authors, tags or categories). The members that loops
 * over all entries read come first. */
struct entry {
    struct source *source;
    const struct meta *meta; /* its fields; NULL with the source */
    struct collection *collection;
    struct menu_spot menu_spot;
    uint32_t path_rank;   /* rank by path; after all files if it has none */
    unsigned traits;      /* of its meta */
    uint64_t sort_number; /* different numbers sort as the names do */
    uint64_t sort_date;   /* the instant in order; ENTRY_UNDATED for none */
    int64_t weight;       /* its position in lists; 0 if unset */
    enum status status;
    bool is_listed;      /* false: has an address, but is in no list */
    bool is_route;       /* is in the list of all; so are all listed ones */
    bool is_document;    /* has a page, a date and a body */
    bool has_lang;       /* a document of a site in several languages */
    bool rev_covers_all; /* equal revs mean equal items, byte for byte */

    struct slice slug;
    struct slice id;   /* collection/slug */
    struct slice href; /* "/posts/hello", percent-encoded */
    /* The path of its page on the front end, percent-encoded as it is shown,
     * and decoded as it is looked up; SLICE_NONE for none. */
    struct slice url, decoded_url;
    struct slice path_in_collection; /* without extension: always an address */
    struct slice short_slug;         /* an address while no other entry of the
                                        collection has it; SLICE_NONE for none */
    struct slice name;      /* title of a document, name of a person or term */
    struct slice sort_name; /* folded, for ORDER_TITLE */
    struct slice lang;      /* its own; SLICE_NONE if unknown */

    struct author *authors;
    size_t author_count;
    struct list tags;
    struct list categories;
    const struct list *versions;   /* it and its translations, listed ones, one
                                      of each language; NULL: none is */
    struct entry *previous, *next; /* next is the newer one */
    uint32_t ranks[ORDER_COUNT];   /* place in collection->by[], or NO_RANK */

    /* What goes into each slot of the body, as it stands in HTML in JSON: where
     * a link leads, or attributes of an image; SLICE_NONE if the slot is left
     * unchanged, NULL if all of them are. */
    const struct slice *hrefs;
    /* The slots that lead to no document and no page of the site: images, the
     * front end's own pages, and mistakes. */
    const uint32_t *loose_slots;
    size_t loose_count;

    /* Set by represent, once everything else is final: */
    struct fragments *fragments; /* a reference */
    const char *rev;             /* lies in the fragments; NULL without them */
    uint64_t shown_hash; /* of everything that other entries show of it */
    struct slice stub;   /* of a person or term: how others show it */

    const struct value *shown_root; /* of entry_own_root(), with the addresses
                                       of files; NULL: as it is written */
    const struct value *as_written; /* a person given as a mapping, or NULL */
    struct list posts; /* of a person or term, in the default order */
    /* Both by collection, each in its default order: the listed documents of a
     * term that are not posts, and those that link to this document. */
    struct list other_documents, backlinks;
};

/* Returns a number that sorts as the date does; NULL, no date, comes last. */
#define ENTRY_UNDATED UINT64_MAX
uint64_t entry_date_number(const struct date *date);

/* Whether it has a page, a date and a body: neither data nor only a name. */
bool entry_is_document(const struct entry *entry);
bool entry_is_person(const struct entry *entry);
bool entry_is_term(const struct entry *entry); /* a tag or category */

/* Returns what its author wrote: front matter, data, or a mapping in another
 * file; NULL for none. */
const struct value *entry_own_root(const struct entry *entry);
/* The same as answers show it. */
const struct value *entry_shown_root(const struct entry *entry);

/* Adds to a list that lives in the arena. */
void list_add(struct list *list, struct arena *arena, struct entry *entry);

#endif
