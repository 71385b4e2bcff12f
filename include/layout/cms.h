/* cms.h - what the settings of a CMS say of the tree that it edits.
 *
 *     static/admin/config.yml    collections:            Decap, Sveltia, Static
 *     tina/tina-lock.json          - name: recipes       TinaCMS
 *                                    folder: src/dishes
 *
 * A CMS stands beside any generator, and is none: it says what a folder of
 * documents is called, which key holds their title, where their pictures go and
 * what languages there are. Routes, drafts and what a site leaves out stay the
 * generator's, and the operator's settings come before both.
 *
 * Paths in it are relative to the project that has the settings. All of it
 * lies in one arena and is only read. */
#ifndef LAYOUT_CMS_H
#define LAYOUT_CMS_H

#include "layout/meta.h"
#include "layout/tree.h"

#define CMS_MAX_BYTES       (4 * 1024 * 1024) /* of a file of settings */
#define CMS_MAX_COLLECTIONS 500
#define CMS_MAX_FILES       1000 /* that a collection lists */
#define CMS_MAX_MEDIA       50

/* Where the translations of a document are. */
enum cms_translations {
    CMS_IN_NO_PLACE,
    CMS_IN_FOLDERS,      /* posts/fr/a.md */
    CMS_IN_ROOT_FOLDERS, /* fr/posts/a.md */
    CMS_IN_FILES,        /* posts/a.fr.md */
    CMS_IN_ONE_FILE,     /* posts/a.md, with a key for each language */
};

struct cms_collection {
    struct slice name;
    struct slice folder;     /* "" is the whole project */
    struct names files;      /* Markdown; no others are in it; none: all are */
    struct names extensions; /* of its documents: "md"; none: any */
    struct names includes, excludes; /* globs below the folder, without the
                                        extension; none: everything, nothing */
    size_t depth;                    /* of files below the folder; 0: any */
    struct slice filter_field;       /* it takes only documents in which this */
    struct names filter_values;      /* is one of these; SLICE_NONE: all */
    struct slice title_key, date_key; /* with dots for a path; or SLICE_NONE */
    enum cms_translations translations;
};

/* Pictures in `folder` have "/prefix/" in front of their names on the site. */
struct cms_media {
    struct slice folder, prefix;
};

struct cms {
    struct slice path; /* of the settings */
    uint64_t hash;     /* of everything below */
    struct cms_collection *collections;
    size_t count;
    struct cms_media *media;
    size_t media_count;
    struct value locales; /* the languages, as keys of an object; or null */
    struct slice default_locale; /* or SLICE_NONE */
};

/* Returns the files that settings of a CMS may be in, one by one from `index`
 * 0; NULL after the last. The first that cms_parse() accepts counts. */
const char *cms_file(size_t index);

/* Reads the text of one of them; false if it describes no collections, and if
 * it is not well formed, with what is wrong among the faults. `above` is the
 * part of their paths that leads to the project, or "": "site" where that is a
 * folder of the repository. The result points into the arena only. */
bool cms_parse(struct slice path, struct slice text, struct slice above,
               struct arena *arena, struct diagnostics *faults,
               struct cms *ret_cms);
struct cms *cms_copy(const struct cms *cms, struct arena *arena);

/* Returns the front part of its paths that also ends the absolute path of the
 * project's folder, "site" for "site/content/posts" in "/srv/repo/site"; ""
 * for none. */
struct slice cms_above(const struct cms *cms, struct slice folder);

/* The CMS of the project that has the content, otherwise that of DIR; NULL if
 * there is none. Its paths are those of tree_cms_path(). */
const struct cms *tree_cms(const struct tree *tree);
struct slice tree_cms_path(const struct tree *tree, struct slice path,
                           struct arena *arena);
/* The other way round; SLICE_NONE for what is not in DIR. */
struct slice tree_path_of_cms(const struct tree *tree, struct slice path,
                              struct arena *arena);

/* Returns the collection that the file is in: of those that list it or whose
 * folder it is in, the nearest; NULL for none. `front_matter` decides where a
 * collection has a filter; NULL: it may be met. */
const struct cms_collection *cms_find(const struct cms *cms, struct slice path,
                                      const struct value *front_matter);

/* Whether the folder is of a collection, or on the way to one. */
bool cms_leads_to_one(const struct cms *cms, struct slice folder);

/* Whether the CMS may add to what is read: the generator has no rules of its
 * own. */
bool tree_takes_cms(const struct tree *tree);
/* Whether a file is a document of the CMS, or a folder leads to some. */
bool tree_cms_has(const struct tree *tree, struct slice path, bool is_folder);

#endif
