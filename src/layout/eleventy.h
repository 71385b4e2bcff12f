/* eleventy.h - shared by the files for Eleventy. Private to this room. */
#ifndef LAYOUT_ELEVENTY_H
#define LAYOUT_ELEVENTY_H

#include "layout/generator.h"

/* Whether the file has data for documents beside or below it. */
bool eleventy_is_data(struct slice path);

/* Whether it has such data if there is a document of its name beside it, and is
 * nothing to Eleventy otherwise. */
bool eleventy_needs_document(struct slice path);

/* What documents inherit from such files; see struct generator. */
bool eleventy_find_data(struct layout *layout, const struct layout_input *input,
                        struct arena *arena, struct diagnostics *diagnostics);
struct value eleventy_data_of(const struct layout *layout,
                              const struct source *source, struct arena *arena);
struct value eleventy_merge(const struct value *under, const struct value *over,
                            struct arena *arena);

/* What is ignored. */
enum eleventy_list {
    IGNORED_FROM_TOP,
    IGNORED_BY_GIT,
    IGNORED_FROM_INPUT, /* by globs that start from the content root */
    IGNORED_UNKNOWN,    /* settings that are computed */
    IGNORED_LISTS
};

/* What the settings say once, as written. */
enum eleventy_fact {
    FACT_INPUT,
    FACT_OUTPUT,
    FACT_DATA, /* the folder of data */
    FACT_LEAVES_GIT,
    FACT_FORMATS, /* "md" if Markdown is among them, else "none" */
    FACTS
};

/* What the files say, before it is an object. */
struct eleventy_ignores {
    struct arena *arena;
    struct slice path; /* of the file that is read */
    struct value_list lists[IGNORED_LISTS];
    struct value facts[FACTS]; /* null: not set */
    size_t constants;          /* that were looked for in the file */
};

#define ELEVENTY_INPUT "input" /* a setting that may be unknown */

/* From and to the value that settings are kept in. */
struct eleventy_ignores eleventy_ignores_from(const struct value *before,
                                              struct slice path,
                                              struct arena *arena);
struct value eleventy_ignores_value(const struct eleventy_ignores *ignores);

void eleventy_ignore(struct eleventy_ignores *ignores, enum eleventy_list list,
                     struct slice glob);
/* Notes a setting that is computed. */
void eleventy_note_unknown(struct eleventy_ignores *ignores, const char *what,
                           uint32_t line);

/* Files that Eleventy ignores; see struct generator. */
extern const char *const eleventy_ignore_files[];
struct value eleventy_read_ignores(struct slice path, struct slice text,
                                   const struct value *before,
                                   struct arena *arena);
struct slice eleventy_own_root(const struct value *publishing);
bool eleventy_next_unknown(const struct value *publishing, size_t *cursor,
                           struct unknown_setting *ret_setting);
bool eleventy_holds_back(const struct tree *tree, struct slice path,
                         bool is_folder);

#endif
