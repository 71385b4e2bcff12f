/* layout.h - which file is in which collection, and under which names.
 * Private to this room. */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

#include "store/build.h"

/* What of a site its documents' places depend on. */
struct layout {
    enum site_kind kind;
    const struct tree *tree;
    const struct value *config; /* what Jekyll's _config.yml says, or NULL */
    bool is_posts_folder;       /* DIR is a folder of posts and nothing else */
};

struct place {
    struct slice collection;
    struct slice slug;               /* as wished; it may be taken */
    struct slice path_in_collection; /* without extension */
    bool is_reserved; /* its folder's name is one that the API uses */
    bool is_left_out; /* no document of the site: its settings, a plain file */
};

/* Recognises the generator that the tree was written for. The result points
 * into the input. */
struct layout layout_of(const struct build_input *input);
const char *layout_name(const struct layout *layout); /* "Jekyll site" */

/* Texts live in the source or in `arena`. */
struct place place_source(const struct layout *layout,
                          const struct source *source, struct arena *arena);

/* The url of the document's page, once its slug is settled; SLICE_NONE for
 * data and people, and where the generator makes no page of it. */
struct slice place_url(const struct layout *layout, const struct source *source,
                       const struct place *place, struct arena *arena);

#endif
