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

enum form { FORM_LIST, FORM_ITEM };

/* The members that an answer shows. */
struct shape {
    enum form form;
    unsigned includes;          /* enum include, or-ed */
    const struct slice *fields; /* only these, or all but these */
    size_t field_count;
    bool leaves_out; /* `fields` are left out */
};

/* Whether any document has a computed member of that name. */
bool is_computed_member(struct slice name);
/* Their names one by one, in the order they are shown; NULL at the end. */
const char *computed_member_name(size_t index);

/* Makes the fragments and revs of every entry, on all cores. Call it once,
 * before the snapshot is published. */
void resource_prepare(struct snapshot *snapshot);

/* Calls emit for each piece of the item form, in order; together they are one
 * JSON object. The pieces live as long as the snapshot. */
void resource_each_piece(const struct entry *entry,
                         void (*emit)(void *context, struct slice piece),
                         void *context);

/* An answer in a shape of its own is at most this large: sections can ask for
 * the same thousand documents again and again. */
#define RESOURCE_MAX_BYTES (32 * 1024 * 1024)

/* Writes the entry in any shape. Nothing more is embedded once *out is larger
 * than RESOURCE_MAX_BYTES; the caller looks at its size. */
void resource_write(struct str *out, const struct snapshot *snapshot,
                    const struct entry *entry, const struct shape *shape);

#endif
