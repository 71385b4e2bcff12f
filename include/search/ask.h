/* ask.h - what is typed into a search box, as terms.
 *
 *     cache "http headers" -draft title:react conf*
 *       |         |           |       |         \-- begins with "conf"
 *       |         |           |       \-- in titles only
 *       |         |           \-- must not be there
 *       |         \-- these words, one after the other
 *       \-- a word or its stem
 *
 * Nothing that can be typed is an error: a sign that means nothing where it
 * stands is a space. Words with a sign between them are a phrase: "node:fs". */
#ifndef SEARCH_ASK_H
#define SEARCH_ASK_H

#include "base/arena.h"

#define ASK_MAX_BYTES      1024 /* of the text; the rest is not searched */
#define ASK_MAX_TERMS      16
#define ASK_MAX_WORDS      32 /* of a phrase */
#define ASK_MAX_LANGUAGES  8
#define ASK_MAX_BEGINNINGS 4 /* further ones are taken for words */
#define ASK_MIN_BEGINNING  3 /* bytes; shorter ones are not sought in bodies */

/* The parts of a document that are searched, as indexes. */
enum part_index {
    PART_TITLE,
    PART_HEADINGS,
    PART_TERMS, /* tags, categories, names of authors */
    PART_EXCERPT,
    PART_BODY,
    PART_PROSE, /* sentences of front matter */
    SEARCH_PART_COUNT
};

/* The same, to be or-ed. */
enum search_part {
    SEARCH_TITLE = 1 << PART_TITLE,
    SEARCH_HEADINGS = 1 << PART_HEADINGS,
    SEARCH_TERMS = 1 << PART_TERMS,
    SEARCH_EXCERPT = 1 << PART_EXCERPT,
    SEARCH_BODY = 1 << PART_BODY,
    SEARCH_PROSE = 1 << PART_PROSE,
    SEARCH_ALL_PARTS = (1 << SEARCH_PART_COUNT) - 1
};

/* "title", "headings" ...; NULL after the last. */
const char *search_part_name(unsigned part_index);

struct ask_word {
    struct slice text;         /* as words.h has it */
    const struct slice *stems; /* in the languages of the query, distinct, none
                                  of them the text */
    size_t stem_count;
    struct names forms; /* other words of the index with such a stem, distinct,
                           in none of the above */
};

/* A term of one word, if it is no phrase, is any word of which the text or the
 * stem is the term's text or one of its stems, or that is one of its forms; and
 * a word that begins with the text, if it is a prefix. Of any other term, each
 * word is a word with that text, next to the one before it; the last one may be
 * a beginning. */
struct ask_term {
    unsigned parts; /* enum search_part, or-ed: where it may be */
    bool is_excluded;
    bool is_prefix; /* its last word is the beginning of one */
    bool is_phrase; /* in quotes, or several words written as one: no stems */
    bool is_joined; /* the latter, "worker-thread", of a script with spaces */
    const struct ask_word *words; /* at least one */
    size_t word_count;
    struct slice written; /* without signs, for messages and corrections */
};

struct ask {
    struct ask_term *terms;
    size_t term_count; /* 0: nothing is asked for, and everything found */
    bool wants_any;    /* of the terms; else all of them */
};

struct stemmers;   /* words.h */
struct vocabulary; /* of an index */

struct ask_options {
    struct stemmers *stemmers; /* or NULL: they are made, which takes longer */
    struct vocabulary *vocabulary; /* where forms are looked for, or NULL */
    const struct slice *languages; /* tags, of stems */
    size_t language_count;         /* at most ASK_MAX_LANGUAGES are used */
    bool wants_any;
    bool is_typing; /* the last word is a beginning, unless a space, a sign or a
                       quote ends it */
};

/* Whether there is a term that is not excluded. */
bool ask_wants_terms(const struct ask *ask);

/* Reads what was typed, any bytes of valid UTF-8; all of *ret_ask lies in
 * `arena`. */
void ask_read(struct slice text, const struct ask_options *options,
              struct arena *arena, struct ask *ret_ask);

#endif
