/* files.h - every file of the site as last read. Private to this room.
 *
 *     path --> stamp, the source that is served, the current fault */
#ifndef SITE_FILES_H
#define SITE_FILES_H

#include "base/map.h"
#include "layout/meta.h"
#include "site/stamp.h"

struct file {
    struct stamp stamp;
    struct source *served; /* the last good one; broken if there never was */
    struct source *fault;  /* the current one, if that is broken, or NULL */
    struct meta *meta;     /* the fields of `served` as last read; or NULL */
    struct meta *shown;    /* the same without hidden keys; or NULL */
    bool is_gone;          /* until files_settle() */
    bool is_outdated;      /* was parsed with other settings */
    struct slice path;     /* owned by this struct */
};

/* `struct files f = {0}` is a valid empty table. */
struct files {
    struct file **items; /* the first `sorted_count` are sorted */
    size_t count, capacity;
    size_t sorted_count;
    struct map by_path;
};

void files_release(struct files *files);
/* The source made of the file's latest bytes; NULL if the file has to be read
 * again in any case. */
const struct source *file_latest(const struct file *file);

struct file *files_find(const struct files *files, struct slice path);

/* A file to be read, and the result. */
struct edit {
    struct slice path;
    struct stamp stamp;
    bool is_gone;
    bool is_same;          /* the bytes have not changed */
    struct source *loaded; /* NULL if the file is gone or the same */
};

/* The effect of an edit on what is served. */
enum edit_effect {
    EDIT_NOTHING,
    EDIT_ADDED,
    EDIT_CHANGED,
    EDIT_REMOVED,
    EDIT_KEPT,   /* a new fault; the old source is still served */
    EDIT_BROKEN, /* a new fault, and there was no good version before */
};

/* Applies the edit and takes over its source. */
enum edit_effect files_apply(struct files *files, struct edit *edit);

/* Makes the next look read and parse every file. */
void files_outdate(struct files *files);

/* Sorts the files as a snapshot does. Writes nothing if no file was added since
 * the last call: a look may be running. */
void files_sort(struct files *files);

/* Drops the files that were removed; call it after the last edit. */
void files_settle(struct files *files);

#endif
