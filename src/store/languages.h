/* languages.h - which documents say the same in another language. Private to
 * this room. */
#ifndef STORE_LANGUAGES_H
#define STORE_LANGUAGES_H

#include "store/layout.h"

/* What one source says. */
struct mark {
    struct slice tag;   /* "fr", "pt-BR"; SLICE_NONE for what is not marked */
    struct slice word;  /* for it, as the path has it: "pt-br" */
    struct slice path;  /* without its language; SLICE_NONE: not by its path */
    struct slice name;  /* likewise: the file's */
    struct slice group; /* the same for all that say the same */
};

struct languages {
    bool are_several;
    struct slice of_site; /* of what is not marked; SLICE_NONE if unknown */
    struct mark *marks;   /* of each source of the snapshot */
};

/* Notes what a source that is met for the first time says by itself. */
void note_language(struct source *source);

/* False: no source names any, and `struct languages l = {0}` says it all. */
bool may_have_languages(const struct snapshot *snapshot);

/* Looks at the sources for which `is_in` is set: what is not published may
 * not show by making a site one of several languages. Texts lie in the sources
 * or in the snapshot's arena. */
struct languages languages_of(struct snapshot *snapshot,
                              const struct layout *layout, const bool *is_in);

/* Gives what is published, in a preview, the address that it has for everybody:
 * a draft that it may be a translation of does not move it. `is_in` is what
 * `published` was made of. */
void keep_addresses(struct languages *languages,
                    const struct languages *published, const bool *is_in,
                    size_t count);

/* The source as if its path named no language: what a layout is to look at.
 * `buffer` is for that; the result is not counted. */
const struct source *without_language(const struct languages *languages,
                                      size_t index, const struct source *source,
                                      struct source *buffer);

/* Gives the place of a translation an address of its own. */
void place_translation(const struct languages *languages, size_t index,
                       const struct source *source, struct place *place,
                       struct arena *arena);

/* The url of its page, made from that of the original. */
struct slice url_of_translation(const struct languages *languages, size_t index,
                                const struct source *source, struct slice url,
                                struct arena *arena);

/* Sets the language of each entry, and what it is a translation of. */
void join_translations(const struct languages *languages,
                       struct snapshot *snapshot);

#endif
