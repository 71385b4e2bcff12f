/* walk.h - the files of a folder. Private to this room. */
#ifndef SITE_WALK_H
#define SITE_WALK_H

#include "base/err.h"
#include "base/patterns.h"
#include "document/diagnostic.h"
#include "document/source.h"
#include "layout/tree.h"
#include "site/generator.h"
#include "site/media.h"
#include "site/site.h"
#include "site/stamp.h"

#define WALK_MAX_DEPTH 32
#define WALK_MAX_FILES 1000000

struct walk_file {
    struct slice path; /* relative to walk.folder */
    struct stamp stamp;
};

#define WALK_MAX_PARTS 64

struct walk_hints {
    struct slice prefix; /* of its paths in the site, "notes/"; "" for DIR */
    bool is_nested;      /* it is below DIR: what is around it is not asked */
    const struct further_root *roots; /* of DIR: the others; or NULL */
    size_t root_count;
    struct folder_visitor visitor; /* `visit` may be NULL */
    const struct walk *before;     /* the last walk, or NULL */
    struct names exclude;          /* globs of paths to skip */
    const struct policy *policy;   /* NULL: the default */
    struct slice schemas; /* the file or folder of the owner's JSON Schemas, an
                             absolute path: no content; or SLICE_NONE */
    bool is_project;      /* it is looked at for a folder in it */
};

struct walk {
    struct arena arena;
    struct walk_file *files;
    size_t count, capacity;
    struct slice *unread; /* exist, but could not be read */
    size_t unread_count, unread_capacity;
    struct slice *unserved; /* see unread_report() */
    size_t unserved_count, unserved_capacity;
    struct slice *other_sites; /* folders below, with rules of their own */
    size_t other_count, other_capacity;
    struct slice *nested; /* those of them that are read by their own rules */
    size_t nested_count, nested_capacity;
    /* Of DIR only: the walks of the other roots and of what is nested. What
     * they have found is in this walk, too, under its path in the site. */
    struct walk **parts;
    size_t part_count, part_capacity;
    const char *named;     /* the folder, as it was named */
    size_t own_count;      /* of the files, those that are in no part */
    size_t held_back;      /* files and folders, see tree_holds_back() */
    size_t data_elsewhere; /* data files that are not content */
    bool has_data_beside;  /* and some are only for a document beside them */
    bool is_full;
    bool is_partial; /* something could not be read for a passing reason */
    bool *is_used;   /* for each pattern in `exclude` */
    bool has_links;  /* a file may have more than one path */
    struct media_list media;
    struct names media_roots;   /* folders published as they are: those that the
                                   operator and a CMS name */
    struct media_mount *mounts; /* where those of the CMS are on the site */
    size_t mount_count;
    struct media *known_media;    /* a reference: the index of these */
    char *folder;                 /* absolute, without symbolic links */
    struct pattern_list *ignored; /* of the tree; or NULL */
    struct tree tree; /* the kind of site, and where its content is */
    struct generator_facts generator;
    struct walk *project;      /* that has the content, as far as walk_start()
                                  goes; NULL if it is `folder` itself */
    size_t settings_count;     /* generator_count_settings() */
    bool is_site;              /* its names show that it is one */
    bool has_lost_settings;    /* they are gone; the last ones still apply */
    struct slice lost_project; /* the folder in it that was a site; or "" */
    struct slice real_root;    /* the content root, absolute, without links */
    dev_t root_device;         /* its identity */
    ino_t root_inode;
    struct diagnostics diagnostics;
    struct walk_hints hints; /* valid during the walk */
    struct str scratch;
};

/* Finds out what kind of site it is without looking at the content. `hints` may
 * be NULL. walk_release() ends the result. */
bool walk_start(const char *folder, const struct walk_hints *hints,
                struct walk *ret_walk, struct err *err) MUST_USE;

/* The same, and finds every document of the root (in the whole folder, or below
 * the content root) and the names of its images. */
bool walk_root(const char *folder, const struct walk_hints *hints,
               struct walk *ret_walk, struct err *err) MUST_USE;

/* The same of DIR, of all other roots and of what is nested in any; with the
 * index of its files. Fails if one of them cannot be read. */
bool walk_folder(const char *folder, const struct walk_hints *hints,
                 struct walk *ret_walk, struct err *err) MUST_USE;
void walk_release(struct walk *walk);

/* Returns the walk of the root that a path in the site is in, which is `walk`
 * itself for most; *ret_inside, or NULL, is the path in that root. */
const struct walk *walk_find_part(const struct walk *walk, struct slice path,
                                  struct slice *ret_inside);

/* Whether the path may exist although the walk has not met it: a folder that it
 * is in could not be read. */
bool walk_is_unread(const struct walk *walk, struct slice path);

#endif
