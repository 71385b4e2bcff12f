/* section.h - a part of a body: a heading, and what follows it up to the next
 * heading of the same or a higher level. */
#ifndef DOCUMENT_SECTION_H
#define DOCUMENT_SECTION_H

#include "document/source.h"

struct body_section {
    struct slice id;      /* of its heading */
    struct markdown body; /* its HTML, text and headings; a slot that is not in
                             the HTML ends at 0 */
    struct slice markdown;
};

/* Finds the section of that heading and makes it, in `arena`; false if there is
 * none. Footnotes keep their numbers; those that the section uses come along.
 * The body is parsed again, which takes as long as when it was loaded. */
bool section_find(const struct source *source, struct slice id,
                  struct arena *arena,
                  struct body_section *ret_section) MUST_USE;

#endif
