/* nuxt.h - shared by the files for Nuxt. Private to this room. */
#ifndef LAYOUT_NUXT_H
#define LAYOUT_NUXT_H

#include "layout/generator.h"

/* The files in which collections are defined, by precedence; see struct
 * generator. */
extern const char *const nuxt_collection_files[];
struct value nuxt_read_collections(struct slice path, struct slice text,
                                   const struct value *before,
                                   struct arena *arena);
bool nuxt_next_unknown(const struct value *publishing, size_t *cursor,
                       struct unknown_setting *ret_setting);
bool nuxt_holds_back(const struct tree *tree, struct slice path,
                     bool is_folder);

#endif
