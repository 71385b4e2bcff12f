/* nikola.h - shared by the files for Nikola. Private to this room. */
#ifndef LAYOUT_NIKOLA_H
#define LAYOUT_NIKOLA_H

#include "layout/generator.h"

/* A row of POSTS or PAGES that a file is of. */
struct nikola_row {
    const struct value *destination; /* NULL: the file is of none */
    struct slice inside;             /* the path below the folder of the row */
    bool is_post;
};

/* A path with the language of a translation in its name has to be asked for
 * without it, too. */
struct nikola_row nikola_row_of(const struct value *settings,
                                struct slice path);

/* Whether POSTS and PAGES are written out. */
bool nikola_knows_rows(const struct value *settings);

/* A name as Nikola writes it in addresses; SLICE_NONE if it has letters that
 * cannot be written in ASCII here. */
struct slice nikola_slug(struct slice name, struct arena *arena);

/* Metadata as Nikola reads it; see struct generator. */
void nikola_reread(const struct layout *layout, struct meta *meta);
struct names nikola_tags(const struct meta *meta, struct arena *arena,
                         struct diagnostics *found);
struct names nikola_categories(const struct layout *layout,
                               const struct meta *meta, struct arena *arena,
                               struct diagnostics *found);

/* Metadata in files of their own, "soup.meta" beside "soup.md"; see struct
 * generator. */
bool nikola_reads_meta_file(const struct tree *tree, struct slice path);
void nikola_survey(struct layout *layout, const struct layout_input *input);
bool nikola_find_meta_files(struct layout *layout,
                            const struct layout_input *input,
                            struct arena *arena,
                            struct diagnostics *diagnostics);
struct value nikola_meta_file_of(const struct layout *layout,
                                 const struct source *source,
                                 struct arena *arena);
struct value nikola_merge(const struct value *file,
                          const struct value *document, struct arena *arena);

#endif
