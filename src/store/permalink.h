/* permalink.h - the patterns of Jekyll's addresses. Private to this room. */
#ifndef STORE_PERMALINK_H
#define STORE_PERMALINK_H

#include "store/place.h"

/* A longer pattern is none: words in it may each stand for a long path. */
#define PERMALINK_MAX_BYTES 512

/* What a pattern's words stand for. */
struct permalink {
    const struct source *source;
    const struct place *place;
    struct slice category_folders; /* above _posts: "a/b", or "" */
    struct slice path;             /* without extension, as :path has it */
};

/* "pretty" -> "/:categories/:year/...": the pattern that a style stands for;
 * one that is no style is its own pattern. */
struct slice permalink_pattern(struct slice style);

/* What a page or the document of a collection has behind its path: ".html",
 * or nothing. `style` SLICE_NONE is Jekyll's default. */
struct slice permalink_suffix(struct slice style);

/* "/:year/:title/" -> "/2024/hello". A word that is none stays as written. A
 * pattern that is too long gives SLICE_NONE. */
struct slice permalink_expand(struct slice pattern,
                              const struct permalink *permalink,
                              struct arena *arena);

#endif
