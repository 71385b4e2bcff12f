/* resource.h - a document as JSON, in the forms that answers use.
 *
 *     list form   what a list shows: no body, authors as stubs
 *     item form   all of it: body, table of contents, authors whole
 *
 * Both are made once per snapshot. What a request asks for beyond them
 * (fields, include) is written anew by the same table of members. */
#ifndef REPRESENT_RESOURCE_H
#define REPRESENT_RESOURCE_H

#include "query/query.h"
#include "store/snapshot.h"

/* What an item has without being asked. */
#define INCLUDE_ITEM (INCLUDE_HTML | INCLUDE_TOC)

/* The posts that are shown of one person or term; post_count says how many
 * there are. */
#define RESOURCE_MAX_POSTS 100

/* An answer in a shape of its own is at most this large: sections and
 * relations can ask for the same thousand documents again and again. */
#define RESOURCE_MAX_BYTES (32 * 1024 * 1024)
/* What may be written and looked through for it, what `fields` then leaves out
 * included. */
#define RESOURCE_MAX_WORK (128 * 1024 * 1024)

enum form { FORM_LIST, FORM_ITEM };

/* The members that an answer shows. */
struct shape {
    enum form form;
    const struct include_tree *include; /* NULL: nothing beyond the form */
    const struct name_tree *fields;     /* only these, or all but these */
    bool leaves_out;                    /* `fields` are left out */
    /* Of the one document that somebody may see before it is published: where
     * all that is shown within it comes from. NULL: from where it is itself. */
    const struct snapshot *surroundings;
    unsigned depth; /* relations above this document */
    size_t *work;   /* of the answer so far, in bytes; NULL: nobody counts */
};

/* What the query asks of every document. Lies in the query and the arena. */
struct shape shape_of(const struct query *query, enum form form,
                      struct arena *arena);

/* Whether the query asks for neither fields nor includes: then the bytes of
 * the snapshot are the answer. */
bool is_default_shape(const struct query *query);

/* Makes the fragments and revs of every entry, from up to `threads` threads at
 * once; 0 means one per core. Call it once, before the snapshot is published.
 * It gets what it would get without `before`, which may be NULL, sooner: where
 * a document is written as it was in that snapshot, both have the same bytes.
 */
void resource_prepare(struct snapshot *snapshot, const struct snapshot *before,
                      unsigned threads);

/* Calls emit for each piece of the item form, in order; together they are one
 * JSON object. The pieces live as long as the snapshot. */
void resource_each_piece(const struct entry *entry,
                         void (*emit)(void *context, struct slice piece),
                         void *context);

/* Writes the entry in any shape. Nothing more is embedded once the answer is
 * too large; what has been written is of no use then. */
void resource_write(struct str *out, const struct snapshot *snapshot,
                    const struct entry *entry, const struct shape *shape);

/* The links of an item's envelope, paths of the API, which show to whoever asks
 * as the query does what they lead to; without neighbours they are null. */
void resource_write_links(struct str *out, const struct policy *policy,
                          const struct entry *entry, const struct query *query,
                          bool has_neighbours);
/* The same as RFC 8288 has it. */
void resource_write_link_header(struct str *out, const struct policy *policy,
                                const struct entry *entry,
                                const struct query *query);

/* Whether the documents in *out are more than an answer may hold. */
bool resource_is_too_large(const struct str *out, const struct shape *shape);

#endif
