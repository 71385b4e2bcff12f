/* slots.h - which destinations wait for the rest of the site. Private to this
 * room. */
#ifndef DOCUMENT_SLOTS_H
#define DOCUMENT_SLOTS_H

#include "document/markdown.h"

/* Set `arena` first; it holds the list and its texts. */
struct slots {
    struct arena *arena;
    struct slot *items;
    size_t count, capacity;
};

/* Adds one whose place in the HTML is not known yet. */
void slots_add(struct slots *slots, struct slice destination, uint32_t line);

#endif
