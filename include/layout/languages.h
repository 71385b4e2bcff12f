/* languages.h - which documents say the same in another language. */
#ifndef LAYOUT_LANGUAGES_H
#define LAYOUT_LANGUAGES_H

#include "layout/layout.h"

/* What one document says. */
struct language_mark {
    struct slice tag;   /* "fr", "pt-BR"; SLICE_NONE for what is not marked */
    struct slice word;  /* for it, as the path has it: "pt-br" */
    struct slice path;  /* without its language; SLICE_NONE: not by its path */
    struct slice name;  /* likewise: the file's */
    struct slice group; /* the same for all that say the same */
};

struct languages {
    bool are_several;
    struct slice of_site; /* of what is not marked; SLICE_NONE if unknown */
    struct language_mark *marks; /* of each source; NULL: no language at all */
};

/* Fills what a meta has of languages, from its front matter and its path. */
void meta_read_language(struct meta *meta);

/* Looks at the documents for which `is_in` is set: what is not published may
 * not show by making a site one of several languages. Strings lie in the metas
 * or in the arena. */
struct languages languages_find(const struct layout *layout, size_t count,
                                const bool *is_in, struct slice of_site,
                                struct arena *arena);

/* False: no document names any, and `struct languages l = {0}` says it all. */
bool languages_are_possible(const struct layout *layout, size_t count);

/* Gives what is published, in a preview, the address that it has for everybody:
 * a draft that it may be a translation of does not move it. `is_in` is what
 * `published` was made of. */
void languages_keep_addresses(struct languages *languages,
                              const struct languages *published,
                              const bool *is_in, size_t count);

/* The mark of a translation whose path names its language; NULL for any other
 * document. */
const struct language_mark *language_mark_at(const struct languages *languages,
                                             size_t index);

/* Whether it has the plain address: it is in the site's own language. */
bool language_is_of_site(const struct languages *languages,
                         const struct language_mark *mark);

/* The document as if its path named no language: what a generator is to look
 * at. `buffer` is for that; the result is not counted. */
const struct meta *meta_without_language(const struct languages *languages,
                                         size_t index, const struct meta *meta,
                                         struct meta *buffer);

/* Gives the place of a translation an address of its own. */
void place_translation(const struct languages *languages, size_t index,
                       const struct meta *meta, struct place *place,
                       struct arena *arena);

/* The url of its page, made from that of the original. */
struct slice url_of_translation(const struct languages *languages, size_t index,
                                const struct meta *meta, struct slice url,
                                struct arena *arena);

#endif
