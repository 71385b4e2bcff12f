/* media.h - the files that are not documents: which there are, and what a path
 * in a document means by one of them.
 *
 *     content/posts/a.md   ![](b.png)          content/posts/b.png
 *                          ![](/images/c.png)  public/images/c.png
 *     /_media/images/c.png                     public/images/c.png
 *
 * Built by each walk of the tree, and shared by the snapshots of that walk; any
 * thread may read it. What is in it was found by the walk: no string of a
 * client ever becomes a path on the disk. */
#ifndef MEDIA_MEDIA_H
#define MEDIA_MEDIA_H

#include "base/arena.h"
#include "media/kinds.h"

#include <stdint.h>

#define MEDIA_MAX_FILES 200000

/* How many files with one name, or in one folder, are considered. */
#define MEDIA_MAX_NAMESAKES  64
#define MEDIA_MAX_NEIGHBOURS 1000

/* A folder that files lie in. Most sites have one. */
struct media_tree {
    struct slice prefix;       /* what its paths begin with: "", "notes/" */
    struct slice folder;       /* an absolute path without symbolic links */
    struct slice content_root; /* in that folder */
};

/* What the walk has found. */
struct media_found {
    struct slice path;   /* in the site, as it is on the disk */
    struct slice target; /* the same of the file that a symbolic link on the way
                            leads to, where it may; or SLICE_NONE */
    uint64_t device, inode; /* of the file itself, as the next two */
    int64_t size, modified_ns;
    bool is_held_back; /* excluded, or a link that leads where it may not */
};

/* A folder whose files have "/prefix/" in front of their names on the site. */
struct media_mount {
    struct slice folder, prefix;
};

struct media_input {
    struct slice folder; /* DIR, an absolute path without symbolic links */
    struct slice content_root;
    const struct media_tree *more_trees; /* the others */
    size_t more_count;
    struct names roots; /* more folders that are published as they are */
    const struct media_mount *mounts; /* and those under another address */
    size_t mount_count;
    const struct media_found *files;
    size_t count;
    bool is_partial; /* there may be more: nothing is certainly missing */
};

struct media_file {
    struct slice path; /* in the site, composed (NFC) */
    struct slice disk; /* the same, or of what a link leads to, on the disk */
    const struct media_kind *kind; /* by the end of its name */
    uint64_t device, inode;
    int64_t size, modified_ns;
    size_t index;                 /* of media_at() */
    bool is_served;               /* it may be: nothing forbids it */
    struct media_file *namesake;  /* the next of the same name */
    struct media_file *neighbour; /* the next in the same folder */
};

struct media; /* opaque, see media.c */

/* Copies everything. */
struct media *media_new(const struct media_input *input);
/* The same without some files, as if they were not there; with a version of its
 * own. `keeps` is called for each. */
struct media *media_without(const struct media *media,
                            bool (*keeps)(const void *context,
                                          const struct media_file *file),
                            const void *context);
struct media *media_ref(struct media *media); /* NULL is accepted */
void media_unref(struct media *media);        /* NULL is accepted */

/* A number above 0 that no other has. */
unsigned media_version(const struct media *media);

/* All of them, sorted by path. */
size_t media_count(const struct media *media);
const struct media_file *media_at(const struct media *media, size_t index);

/* The folders that files are in, the first of them DIR; the one of a path in
 * the site. */
size_t media_tree_count(const struct media *media);
const struct media_tree *media_tree_at(const struct media *media, size_t index);
const struct media_tree *media_tree_of(const struct media *media,
                                       struct slice path);

/* The file of that path in the site, composed; or NULL. */
const struct media_file *media_find(const struct media *media,
                                    struct slice path);

/* The files that this path may mean from the top of the site: as their path in
 * the site, relative to one of the folders,
 * or to a folder that is published as it is, or to the content; one by one from
 * *cursor 0, and only those that are served. NULL after the last. */
const struct media_file *media_next_from_top(const struct media *media,
                                             struct slice path, size_t *cursor);

/* The first of them, or NULL. */
const struct media_file *media_find_from_top(const struct media *media,
                                             struct slice path);

/* The file that a document means by this, "../a%20b.png?x"; `folder` is that of
 * the document. NULL if there is none, or if it leads elsewhere. */
const struct media_file *media_resolve(const struct media *media,
                                       struct slice folder,
                                       struct slice written);

/* The files whose paths end with that path, which has no dot segments: the
 * first with `before` NULL; NULL after the last. */
const struct media_file *media_next_like(const struct media *media,
                                         struct slice path,
                                         const struct media_file *before);

/* Appends the path of the file on the site, "/images/c.png", where it is in a
 * folder that is published as it is; false if it is in none. */
bool media_append_site_path(struct str *out, const struct media *media,
                            const struct media_file *file);

/* Whether there certainly is no file at that path, which has no dot segments.
 * `beside` is the same path resolved from the document's folder, or SLICE_NONE
 * for a path that starts at the top of the site. False for NULL. */
bool media_is_missing(const struct media *media, struct slice path,
                      struct slice beside);

/* Returns a file that may have been meant, or SLICE_NONE. */
struct slice media_nearest(const struct media *media, struct slice path,
                           struct slice beside);

#endif
