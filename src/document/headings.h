/* headings.h - the headings of one document and their ids. */
#ifndef DOCUMENT_HEADINGS_H
#define DOCUMENT_HEADINGS_H

#include "base/map.h"
#include "document/markdown.h"

/* Set `arena` first; it holds the list and its texts. */
struct headings {
    struct arena *arena;
    struct heading *items;
    size_t count, capacity;
    struct map ids; /* id -> size_t: how many copies were numbered */
};

void headings_release(struct headings *headings);

/* Adds one with the next free id for its text, which must outlive the list. */
void headings_add(struct headings *headings, unsigned level, struct slice text);

/* The table of contents as JSON, in the arena: those below the first one's
 * level nest under the one before them. */
struct slice headings_toc(const struct headings *headings);

#endif
