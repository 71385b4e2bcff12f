/* change.h - what became of one document between two states of a site.
 *
 *     before        after
 *     -             posts/a rev 1     appeared
 *     posts/a 1     posts/a rev 2     edited
 *     posts/a 2     -                 gone: deleted, unpublished, expired,
 * moved
 *
 * Documents are those of /_all: what is in no list and on no page is not known
 * here, and so can be told to nobody. */
#ifndef SYNC_CHANGE_H
#define SYNC_CHANGE_H

#include "store/snapshot.h"

enum change_kind {
    CHANGE_NONE, /* none in all: it has come and gone */
    CHANGE_APPEARED,
    CHANGE_EDITED,
    CHANGE_GONE,
};

enum gone_reason {
    GONE_DELETED,     /* its file is */
    GONE_UNPUBLISHED, /* its file is there: a draft, or due later */
    GONE_EXPIRED,
    GONE_MOVED,    /* it has another id */
    GONE_FILTERED, /* it is there, but not what a query asks for */
    GONE_REASON_COUNT
};

/* "deleted" */
const char *gone_reason_name(enum gone_reason reason);

/* A document as others may know it. */
struct known {
    struct slice id;   /* "posts/hello" */
    struct slice slug; /* "hello" */
    struct slice url;  /* of its page, or SLICE_NONE */
    struct slice path; /* of its file, or SLICE_NONE */
    uint64_t hash;     /* of its file */
    char rev[REV_SIZE + 1];
};

/* The name of its collection, which is the start of its id. */
struct slice known_collection(const struct known *known);

struct change {
    enum change_kind kind;
    enum gone_reason reason; /* of CHANGE_GONE */
    struct known document;   /* as it is, or was last */
    struct slice moved_to;   /* the id that it has now; or SLICE_NONE */
};

struct change_list {
    struct change *items;
    size_t count, capacity;
};

struct known known_of(const struct entry *entry);

/* A copy whose strings lie in the arena. */
struct change change_copy(const struct change *change, struct arena *arena);

/* What there was before: a snapshot, or documents by their ids. */
struct past {
    const struct snapshot *snapshot; /* NULL: */
    const struct map *known;         /* id -> struct known */
};

/* What became of the documents of `past` in the snapshot, and what is new
 * there, in the arena, which everything is copied to. */
struct change_list changes_between(const struct past *past,
                                   const struct snapshot *now, int64_t now_ms,
                                   struct arena *arena);

#endif
