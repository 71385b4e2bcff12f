/* layout.h - which file is in which collection, and under which names.
 * Private to this room. */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

#include "store/build.h"

/* What of a site its documents' places depend on. */
struct layout {
    uint64_t id; /* equal for layouts that put each source in the same place;
                    0: it depends on other sources, too */
    enum site_kind kind;
    const struct tree *tree;
    const struct value
        *config; /* what Jekyll's or Hugo's settings say, or NULL */
    struct slice config_path;
    bool is_posts_folder; /* DIR is a folder of posts and nothing else */
    struct map bundles;   /* Hugo's: folder -> source of its index.md */
    struct map sections;  /* and -> source of its published _index.md */
};

struct place {
    struct slice collection;
    struct slice slug;               /* as wished; it may be taken */
    struct slice path_in_collection; /* without extension */
    bool is_reserved; /* its folder's name is one that the API uses */
    bool is_left_out; /* no document of the site: its settings, a plain file */
    bool lacks_body;  /* its type is one of pages, and it is a file of data */
    bool is_unlisted; /* answers by its slug and is in no list */
    int64_t weight;   /* where its writer wants it in lists; 0 says nothing */
    const struct source *owner; /* a document that it is a mere part of */
};

/* Recognises the generator that the tree was written for. The result points
 * into the input; the caller ends it with layout_release(). */
struct layout layout_of(const struct build_input *input);
void layout_release(struct layout *layout);
const char *layout_name(const struct layout *layout); /* "Jekyll site" */
/* Whether a key `url` is that of the page. */
bool layout_takes_url(const struct layout *layout);

/* Texts live in the source or in `arena`. */
struct place place_source(const struct layout *layout,
                          const struct source *source, struct arena *arena);

/* The same, found out once for a source and a layout. */
struct place place_noted(const struct layout *layout, struct source *source,
                         struct arena *arena);

/* The url of the document's page, once its slug is settled; SLICE_NONE for
 * data and people, and where the generator makes no page of it. */
struct slice place_url(const struct layout *layout, const struct source *source,
                       const struct place *place, struct arena *arena);

#endif
