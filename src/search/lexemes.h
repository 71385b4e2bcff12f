/* lexemes.h - words as PostgreSQL's full text search has them. Private to this
 * room.
 *
 *     title "Caching", body "cache caching cache cache"
 *
 *     'tcaching':1  't^cach':1  '3cache':1,3,4  '1caching':2  '4^cach':1,2,3,4
 *      |             |           |
 *      |             |           \-- in the body, three times
 *      |             \-- by its stem; ^ is ENGINE_STEM_MARK
 *      \-- in the title
 *
 * The first character is the part, and for the body about how often the word is
 * there. So the index alone tells where a word is and how often, and a row is
 * read for nothing but its number. ts_rank() would have to fetch the whole list
 * of words of each row that is found, which takes thirty times as long, and has
 * four weights for our six parts. */
#ifndef SEARCH_LEXEMES_H
#define SEARCH_LEXEMES_H

#include "search/engine.h"
#include "search/postgres.h"

/* Of one document; what is longer is cut. All but the first are limits of
 * PostgreSQL (src/include/tsearch/ts_type.h). */
#define LEXEMES_MAX_BYTES     (1000 * 1000) /* of words with their places */
#define LEXEMES_MAX_POSITION  16382         /* later words are in no phrase */
#define LEXEMES_MAX_POSITIONS 255 /* of one word; later ones likewise */

/* What a document's words are given to, each at least once; or NULL. */
typedef void lexemes_visit(void *context, struct slice word);

/* Appends the words of a document as a tsvector in binary form, and tells its
 * lengths; `ret_row` has its number and key already. */
void lexemes_append(struct str *out, const struct row_text *text,
                    struct stemmers *stemmers, lexemes_visit *visit,
                    void *context, struct engine_row *ret_row);

/* A question to the index: the rows that meet it have the term, and get the
 * weight for it. */
struct lexeme_group {
    uint32_t term;
    float weight;
    bool is_title;
};

/* Appends a tsquery for each group; a row has a term if it meets one of its
 * groups, but those of phrases find only rows that have the other terms as
 * well. The groups lie in `arena`; returns how many. */
size_t lexemes_split(const struct ask *ask,
                     const float weights[SEARCH_PART_COUNT],
                     struct arena *arena, struct elements *queries,
                     struct lexeme_group **ret_groups);

/* Appends a tsquery of the rows that have the term. */
void lexemes_append_term(struct str *out, const struct ask_term *term);

#endif
