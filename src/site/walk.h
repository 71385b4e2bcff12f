/* walk.h - the files of a folder. Private to this room. */
#ifndef SITE_WALK_H
#define SITE_WALK_H

#include "base/err.h"
#include "document/diagnostic.h"
#include "document/source.h"
#include "layout/tree.h"
#include "site/generator.h"
#include "site/media.h"
#include "site/site.h"
#include "site/stamp.h"

#define WALK_MAX_DEPTH 32
#define WALK_MAX_FILES 1000000

struct found {
    struct slice path; /* relative to the folder that was asked for */
    struct stamp stamp;
};

struct walk_hints {
    struct folder_visitor visitor;    /* `visit` may be NULL */
    struct generator_facts generator; /* of the walk before this one */
    struct names exclude;             /* globs of what is passed over */
};

struct walk {
    struct arena arena;
    struct found *files;
    size_t count, capacity;
    struct slice *unread; /* what is there but could not be looked into */
    size_t unread_count, unread_capacity;
    bool is_full;
    bool *is_used;  /* of each pattern in `exclude` */
    bool has_links; /* a file may be reached by another name than its own */
    struct media_list media;
    struct media *known_media; /* a reference; NULL: there may be more */
    char *folder;              /* absolute, without links in it */
    struct tree tree;          /* what kind of site it holds, and where */
    struct generator_facts generator;
    struct slice real_root; /* the content root, absolute, without links */
    struct diagnostics diagnostics;
    struct walk_hints hints; /* while it walks */
    struct str scratch;
};

/* Finds every document of the site in the folder: all below it, or only what
 * is below the content root in it; and the names of its images. A folder
 * that is passed over is so with all that is in it. `hints` may be NULL. */
bool walk_folder(const char *folder, const struct walk_hints *hints,
                 struct walk *ret_walk, struct err *err) MUST_USE;
/* Looks what kind of site it is, and at nothing of its content. */
bool walk_recognise(const char *folder, struct walk *ret_walk,
                    struct err *err) MUST_USE;
void walk_release(struct walk *walk);

/* Whether nothing can be said of the path: a folder above it was unread. */
bool walk_is_unread(const struct walk *walk, struct slice path);

#endif
