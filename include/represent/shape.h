/* shape.h - which members of a document an answer shows.
 *
 *     list form   what a list shows: no body, authors as stubs
 *     item form   all of it: body, table of contents, authors whole
 *
 * `include` adds to a form, `fields` picks from it or leaves out. */
#ifndef REPRESENT_SHAPE_H
#define REPRESENT_SHAPE_H

#include "represent/parts.h"

/* What an item has without being asked. */
#define INCLUDE_ITEM (INCLUDE_HTML | INCLUDE_TOC)

/* An answer with documents in a shape of its own holds at most this much:
 * sections and relations can ask for the same thousand documents again and
 * again. */
#define SHAPE_MAX_BYTES (32 * 1024 * 1024)
/* What may be read and written for it, including what `fields` leaves out. */
#define SHAPE_MAX_WORK (128 * 1024 * 1024)

struct looks_budget; /* pictures/looks.h */
struct body_section; /* document/section.h */
struct search_found; /* search/search.h */

enum form { FORM_LIST, FORM_ITEM };

struct shape {
    enum form form;
    const struct include_tree *include; /* NULL: nothing beyond the form */
    struct parts fields;
    bool only_narrows;      /* naming a member in `fields` does not add it */
    bool has_absolute_urls; /* in HTML; the site has a public_url */
    /* Of a document that a preview link opens: the published snapshot, where
     * everything within the document is looked up. NULL: in its own. */
    const struct snapshot *surroundings;
    const struct body_section *section; /* NULL: the whole body */
    unsigned chunk_words;               /* that a chunk has at most */
    const struct search_found *found;   /* by which it was; NULL: by no text */
    unsigned depth;                     /* relations above this document */
    struct looks_budget *looks; /* for the whole answer; NULL: no limit */
    size_t *work; /* in bytes, for the whole answer; NULL: not counted */
};

/* What the query asks for of each document. Lies in the query and the arena. */
struct shape shape_of_query(const struct query *query, enum form form,
                            struct arena *arena);

/* Whether the query has neither fields nor includes, and searches for no text:
 * then the bytes that the snapshot keeps are the answer. */
bool shape_is_default(const struct query *query);

/* What `fields` says of a member. */
struct choice shape_choose(const struct shape *shape, struct slice name);

/* Adds to shape->work. */
void shape_count_work(const struct shape *shape, size_t bytes);

/* Whether a later answer may show more of pictures than this one. */
bool shape_is_provisional(const struct shape *shape);

/* Whether the documents in *out exceed what an answer may hold. */
bool shape_is_too_large(const struct shape *shape, const struct str *out);

#endif
