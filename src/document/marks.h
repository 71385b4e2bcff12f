/* marks.h - places in the HTML that are found again. Private to this room. */
#ifndef DOCUMENT_MARKS_H
#define DOCUMENT_MARKS_H

#include "document/headings.h"
#include "document/slots.h"

/* To be put first into every heading, and in front of every slot's link or
 * image, as raw HTML. */
#define HEADING_MARK "\xFFH"
#define SLOT_MARK    "\xFFL"

/* A copy of the HTML in `arena` as it stands in a JSON string, without the
 * marks: each heading has its id, and each slot is told where it stands. */
struct slice marks_resolve(const char *html, const struct headings *headings,
                           const struct slots *slots, struct arena *arena);

#endif
