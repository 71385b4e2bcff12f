/* layout.h - which file is in which collection, and under which names.
 * Private to this room. */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

#include "store/build.h"

enum site_kind { SITE_PLAIN, SITE_STACKBIT };

struct place {
    struct slice collection;
    struct slice slug;               /* as wished; it may be taken */
    struct slice path_in_collection; /* without extension */
    bool is_reserved; /* its folder's name is one that the API uses */
};

/* Recognises the generator that the tree was written for. */
enum site_kind site_recognise(const struct build_input *input);
const char *site_kind_name(enum site_kind kind);

/* Texts live in the source or in `arena`. */
struct place place_source(enum site_kind kind, const struct tree *tree,
                          const struct source *source, struct arena *arena);

/* The url of the document's page, once its slug is settled; SLICE_NONE for
 * data and people. */
struct slice place_url(enum site_kind kind, const struct tree *tree,
                       const struct source *source, const struct place *place,
                       struct arena *arena);

#endif
