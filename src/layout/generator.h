/* generator.h - everything that is known of a generator. Private to this room.
 *
 *     names at the top, habits of documents --> is it this one?
 *     settings, roots, what is read         --> where its content is
 *     place, url, terms, inherited fields   --> what its documents mean
 *
 * Each has a file of its own with one of these, and a row in generators[] of
 * generators.c; nothing outside that file knows it. Members that may be NULL
 * say so. */
#ifndef LAYOUT_GENERATOR_H
#define LAYOUT_GENERATOR_H

#include "layout/layout.h"
#include "layout/place.h"
#include "layout/tree.h"

/* A name at the top of a folder; one that ends with "." is a prefix. */
struct sign {
    const char *name;
    unsigned bits; /* or-ed; the generator's own, or of enum common_sign */
};

/* What names tell whoever wrote the folder. */
enum common_sign {
    SIGN_PROJECT = 1 << 0, /* the program of a site */
    SIGN_CONTENT = 1 << 1, /* a content folder */
    SIGN_OWN = 1 << 2,     /* documents or posts at the top itself */
    SIGN_POSTS = 1 << 3,   /* _posts */
};

/* How sure it is that a generator wrote a folder. Of two as sure of their
 * signs, the first in generators[] is believed. */
enum certainty {
    UNLIKELY,
    LIKELY,
    SURE,
    CERTAIN, /* of documents: whatever the names say */
};

struct generator {
    const char *name; /* "Jekyll site" */

    /* Recognising it. */
    const struct sign *signs; /* ends with a row without a name; or NULL */
    /* By the signs that there are; never CERTAIN. NULL: any sign is SURE. */
    enum certainty (*judge_signs)(unsigned own, unsigned common);
    bool is_final; /* no habit of documents says otherwise than its signs */
    /* Whether a document shows its habits; NULL: it has none. */
    bool (*has_habit)(const struct tree *tree, const struct source *source);
    /* By how many published documents do. NULL with the one above. */
    enum certainty (*judge_habit)(const struct tree *tree, size_t count);

    /* Finding its content. */
    const struct content_root *roots; /* ends without a probe; NULL: as usual */
    const char *second_root;          /* beside the content root, or NULL */
    const char *second_root_beside;   /* that one only, or NULL */
    const char *lone_folder; /* its only folder that is served alone, or NULL */
    /* NULL: all that is no part of a program. */
    bool (*reads)(const struct tree *tree, struct slice path, bool is_folder);

    /* Its settings, the first that is there counts; ends with NULL; or NULL. */
    const char *const *settings;
    bool settings_need_root; /* beside a content folder only */
    const char *timezone_key, *collections_dir_key; /* or NULL */

    /* Understanding its documents. */
    /* Fills layout->bundles and sections; or NULL. */
    void (*survey)(struct layout *layout, const struct layout_input *input);
    struct place (*place)(const struct layout *layout, const struct meta *meta,
                          struct arena *arena);
    /* Only called for what has a page. */
    struct slice (*url)(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena);
    bool takes_url; /* that of a page may be written as its key `url` */
    bool names_people_by_type; /* no file of data lists them */
    /* Finds what there is to inherit; false: nothing. Warns of what cannot be
     * read. Or NULL. */
    bool (*find_inherited)(struct layout *layout,
                           const struct layout_input *input,
                           struct arena *arena,
                           struct diagnostics *diagnostics);
    /* What the source inherits, an object in the arena; of no members for
     * most. NULL with the one above, as is the next. */
    struct value (*inherited)(const struct layout *layout,
                              const struct source *source, struct arena *arena);
    struct value (*merge)(const struct value *under, const struct value *over,
                          struct arena *arena);
    /* The page of the section that a document is in, whose status is its own;
     * NULL in none, and NULL for generators without. */
    const struct meta *(*section)(const struct layout *layout,
                                  const struct meta *meta);
    /* Terms, where they are not as in meta->tags and categories; or NULL. */
    struct names (*tags)(const struct meta *meta, struct arena *arena,
                         struct diagnostics *found);
    struct names (*categories)(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found);
};

extern const struct generator plain_generator;
extern const struct generator next_generator;
extern const struct generator stackbit_generator;
extern const struct generator jekyll_generator;
extern const struct generator hugo_generator;
extern const struct generator astro_generator;
extern const struct generator nuxt_generator;
extern const struct generator eleventy_generator;

/* Every generator, in the order in which their signs are believed; NULL from
 * generator_count on. */
extern const size_t generator_count;
const struct generator *generator_at(size_t index);

/* That of the tree; plain_generator where its names tell none. */
const struct generator *tree_generator(const struct tree *tree);

/* Names of files and folders at the top of a project that are no content. */
bool tree_is_of_program(const struct tree *tree, struct slice path,
                        bool is_folder);
/* For generators to which what begins with "_" is a part of something else. */
bool tree_reads_public(const struct tree *tree, struct slice path,
                       bool is_folder);
/* What builds a site, or came of it: "_includes", "public". */
bool is_machinery(struct slice name);
/* What a repository says of itself: "README.md". */
bool is_paper(struct slice name);
bool is_data_file(struct slice name);
bool is_at_top(struct slice path);
/* Whether the content is in a folder called "content". */
bool tree_has_content_folder(const struct tree *tree);

#endif
