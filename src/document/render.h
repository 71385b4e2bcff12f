/* render.h - what markdown.c collects on its walk over a body, and how that
 * gets into the HTML.
 *
 *     walk --> headings (headings.c) --+
 *         \--> slots (slots.c) --------+--> marks_resolve() (marks.c)
 *          \-> unsafe urls go out (rawhtml.c)
 *
 * Private to this room. */
#ifndef DOCUMENT_RENDER_H
#define DOCUMENT_RENDER_H

#include "base/map.h"
#include "document/markdown.h"

/* The headings of one document. Set `arena` first; it holds the list and its
 * strings. */
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

/* Destinations that wait for the rest of the site. Set `arena` first; it holds
 * the list and its strings. */
struct slots {
    struct arena *arena;
    struct slot *items;
    size_t count, capacity;
};

/* Adds one whose place in the HTML is not known yet. */
void slots_add(struct slots *slots, struct slice destination, uint32_t line);

/* To be put first into every heading, and in front of every slot's link or
 * image, as raw HTML. */
#define HEADING_MARK "\xFFH"
#define SLOT_MARK    "\xFFL"

/* A copy of the HTML in `arena` as it stands in a JSON string, without the
 * marks: each heading gets its id, and each slot learns its place in it. */
struct slice marks_resolve(const char *html, const struct headings *headings,
                           const struct slots *slots, struct arena *arena);

/* Whether a browser that follows the link, or loads the image, would run what
 * it says or open a file of its own. */
bool url_is_unsafe(struct slice url);

#endif
