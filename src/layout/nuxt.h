/* nuxt.h - shared by the files for Nuxt. Private to this room. */
#ifndef LAYOUT_NUXT_H
#define LAYOUT_NUXT_H

#include "layout/generator.h"

/* A program that says what is published; it is not run. */
struct nuxt_file {
    struct arena *arena;
    struct slice path, text;
    struct value_list unknown; /* what of it is not known */
};

/* Notes what starts at `at`, a part of the text, for a warning. */
void nuxt_note_unknown(struct nuxt_file *file, struct slice at);

/* What the file adds to the settings: a list of that name. */
struct value nuxt_publishing(const struct nuxt_file *file, const char *name,
                             const struct value_list *list);

/* Content 3: the sources of collections. */
struct value nuxt_read_collections(struct slice path, struct slice text,
                                   struct arena *arena);
bool nuxt_is_in_collection(const struct value *sources, struct slice path);

/* See struct generator. */
extern const char *const nuxt_publishing_files[];
struct value nuxt_read_publishing(struct slice path, struct slice text,
                                  const struct value *before,
                                  struct arena *arena);
bool nuxt_next_unknown(const struct value *publishing, size_t *cursor,
                       struct unknown_setting *ret_setting);
bool nuxt_next_ignored(const struct value *publishing, size_t *cursor,
                       struct slice *ret_pattern);
bool nuxt_holds_back(const struct tree *tree, struct slice path,
                     bool is_folder);

#endif
