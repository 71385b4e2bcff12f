/* languages.h - which documents are translations of each other. */
#ifndef LAYOUT_LANGUAGES_H
#define LAYOUT_LANGUAGES_H

#include "layout/layout.h"

/* The language of one document. */
struct language_mark {
    struct slice tag;   /* "fr", "pt-BR"; SLICE_NONE if not marked */
    struct slice word;  /* for it, as the path has it: "pt-br" */
    struct slice path;  /* without its language; SLICE_NONE: not by its path */
    struct slice name;  /* likewise: the file's */
    struct slice group; /* equal for all translations of a document */
};

struct languages {
    bool are_several;
    bool are_routed;      /* the words in paths stay in all addresses */
    struct slice of_site; /* of unmarked documents; SLICE_NONE if unknown */
    struct language_mark *marks; /* of each source; NULL: no language at all */
};

/* Fills the language fields of a meta from its front matter and its path. */
void meta_read_language(struct meta *meta);

/* Looks only at the documents for which `is_in` is set: an unpublished document
 * must not become visible by giving the site a second language. Strings lie in
 * the metas or in the arena. */
struct languages languages_find(const struct layout *layout, size_t count,
                                const bool *is_in, struct slice of_site,
                                struct arena *arena);

/* Returns false if no document can name a language; `struct languages l = {0}`
 * is then the result. */
bool languages_are_possible(const struct layout *layout, size_t count);

/* Gives each published document the same address in a preview as it has
 * without: a draft that it may be a translation of does not move it. `is_in`
 * marks the documents that `published` was made from. */
void languages_keep_addresses(struct languages *languages,
                              const struct languages *published,
                              const bool *is_in, size_t count);

/* The mark of a translation whose path names its language; NULL for any other
 * document. */
const struct language_mark *language_mark_at(const struct languages *languages,
                                             size_t index);

bool language_is_of_site(const struct languages *languages,
                         const struct language_mark *mark);

/* Whether it has the plain address, because it is in the language of the
 * site. */
bool language_is_plain(const struct languages *languages,
                       const struct language_mark *mark);

/* Returns the document as if its path named no language, for a generator to
 * look at. The copy is made in `buffer`; its reference count is not used. */
const struct meta *meta_without_language(const struct languages *languages,
                                         size_t index, const struct meta *meta,
                                         struct meta *buffer);

/* Gives a translation an address of its own. */
void place_translation(const struct languages *languages, size_t index,
                       const struct meta *meta, struct place *place,
                       struct arena *arena);

/* Returns the url of its page, made from that of the original. Whether the
 * front page is "/fr/" or "/fr" depends on the generator. */
struct slice url_of_translation(const struct languages *languages, size_t index,
                                const struct meta *meta, struct slice url,
                                bool ends_with_slash, struct arena *arena);

#endif
