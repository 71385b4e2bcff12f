/* snippet.h - where the words of a query are in a document, marked.
 *
 *     {"text": "... sends <mark>caching</mark> headers ...",
 *      "section": {"id": "http", "title": "HTTP"}}
 *
 * Text is escaped for HTML; <mark> is the only markup in it. */
#ifndef SEARCH_SNIPPET_H
#define SEARCH_SNIPPET_H

#include "document/markdown.h"
#include "search/ask.h"

#define SNIPPET_MAX_COUNT      2
#define SNIPPET_MAX_CHARACTERS 160 /* about: it ends at a word */

struct stemmers;

struct snippet {
    struct slice html;             /* escaped, with <mark> */
    const struct heading *section; /* under which it stands; NULL for none */
};

/* The text with the words of the query in it marked; SLICE_NONE if there are
 * none. */
struct slice snippet_mark(struct slice text, struct slice lang,
                          const struct ask *ask, unsigned part,
                          struct stemmers *stemmers, struct arena *arena);

/* A part of a document. */
struct snippet_text {
    struct slice text, lang;
    unsigned part;               /* enum search_part */
    const struct markdown *body; /* that has its headings, or NULL */
};

/* The best places of a text in their order; returns how many. */
size_t snippet_find(const struct snippet_text *in, const struct ask *ask,
                    struct stemmers *stemmers, struct arena *arena,
                    struct snippet ret_snippets[SNIPPET_MAX_COUNT]);

#endif
