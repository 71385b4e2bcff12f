/* files.h - every file of the site as it was read last. Private to this room.
 *
 *     path --> stamp, the source that is served, the fault that it has now */
#ifndef SITE_FILES_H
#define SITE_FILES_H

#include "base/map.h"
#include "layout/meta.h"
#include "site/stamp.h"

struct file {
    struct stamp stamp;
    struct source *served; /* the last good one; broken if none ever was */
    struct source *fault;  /* what is there now, if that is broken, or NULL */
    struct meta *meta;     /* the fields of `served` as they were read last; */
    struct meta *shown;    /*   and without hidden keys; or NULL */
    bool is_gone;          /* while edits are made */
    bool is_outdated;      /* the same bytes are parsed differently now */
    struct slice path;     /* lives as long as the file does here */
};

/* `struct files f = {0}` is a valid empty table. */
struct files {
    struct file **items; /* sorted, but for what was added since */
    size_t count, capacity;
    size_t sorted_count;
    struct map by_path;
};

void files_release(struct files *files);
/* What the file's bytes were read into last; NULL if they are to be read anew
 * in any case. */
const struct source *file_latest(const struct file *file);

struct file *files_find(const struct files *files, struct slice path);

/* A file to be read, and what came of it. */
struct edit {
    struct slice path;
    struct stamp stamp;
    bool is_gone;
    bool is_same;          /* there are the bytes of the last time */
    struct source *loaded; /* NULL where the file is gone or the same */
};

/* What an edit has done to what is served. */
enum edit_effect {
    EDIT_NOTHING, /* the bytes are the same */
    EDIT_ADDED,
    EDIT_CHANGED,
    EDIT_REMOVED,
    EDIT_KEPT,   /* a new fault; the old source stays */
    EDIT_BROKEN, /* a new fault, and nothing was good before */
};

/* Makes the edit and takes over its source. */
enum edit_effect files_apply(struct files *files, struct edit *edit);

/* Has every file read and parsed anew. */
void files_outdate(struct files *files);

/* Puts them in the order that a snapshot has them in. Nothing is written where
 * nothing was added since: a look may be under way. */
void files_sort(struct files *files);

/* Drops the files that were removed; call it after the last edit. */
void files_settle(struct files *files);

#endif
