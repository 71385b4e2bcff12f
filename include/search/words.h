/* words.h - the words of a text, in the form in which search compares them.
 *
 *     "Die Häuser,"  --> die   hauser
 *     "bien publiée" --> bien  publiee (stem: publi, which its text has not)
 *     "検索機能"      --> 検索  索機  機能  能
 *     "C++ node:fs"  --> c++ (and c)  node  fs
 *     "v10.2"        --> v10 (and 10)  2
 *
 * The one place that knows what a word is: the index, the query and the marks
 * in snippets all walk the same words. Case is folded and accents are left out
 * as unicode_search() does it, and what else is written in several ways
 * (characters.c). Scripts that are written without spaces are taken by pairs of
 * characters, and the last character of a run by itself, so that each character
 * begins a word. */
#ifndef SEARCH_WORDS_H
#define SEARCH_WORDS_H

#include "base/str.h"

#define WORD_MAX_BYTES 64 /* of the folded form; longer ones are cut */

/* Goes up whenever a text has other words than before: an index that was made
 * with another version is no good. */
#define WORDS_VERSION 2

enum word_kind {
    WORD_PLAIN,
    WORD_PAIR,  /* two characters of a script without spaces */
    WORD_LAST,  /* the last character of such a run */
    WORD_BESIDE /* another form at the place of the word before it */
};

struct word {
    enum word_kind kind;
    struct slice text; /* folded; valid until the next word of this walk, or of
                          another one with the same stemmers */
    struct slice stem; /* the same; SLICE_NONE where it is that of `text`
                          (words_stem_of()) or unknown */
    size_t start, end; /* its bytes in the text */
};

/* What a thread knows of languages: stemmers, and the stems of the words that
 * it has met. Not to be shared between threads without a lock. */
struct stemmers;

struct stemmers *stemmers_new(void);
void stemmers_free(struct stemmers *stemmers); /* NULL is accepted */

/* Whether there is a stemmer for a language tag: "de", "pt-BR". */
bool stemmers_know(struct slice lang);

/* A walk over the words of a text of valid UTF-8, which must outlive it. */
struct words {
    struct slice text;
    size_t at;
    struct language *language;       /* NULL: no stems */
    struct str clean, folded, stem;  /* of the current word */
    size_t beside_start, beside_end; /* of what comes next; equal for nothing */
};

/* Without stems where `stemmers` is NULL or `lang` has no stemmer.
 * words_release() ends it. */
void words_begin(struct words *words, struct slice text, struct slice lang,
                 struct stemmers *stemmers);
bool words_next(struct words *words, struct word *ret_word);
void words_release(struct words *words);

/* The stem that the `text` of a word has in a language, in *buffer; SLICE_NONE
 * if the language has no stemmer or the text is its own stem. */
struct slice words_stem_of(struct language *language, struct slice text,
                           struct str *buffer);

#endif
