/* html.h - the HTML of a body, with its links resolved. */
#ifndef REPRESENT_HTML_H
#define REPRESENT_HTML_H

#include "store/snapshot.h"

/* Calls emit for each piece of the HTML, escaped for a JSON string: the body's
 * own bytes, and the links between them, which are those of the entry or others
 * (hrefs_among()). */
void html_each_piece(const struct markdown *body, const struct slice *hrefs,
                     void (*emit)(void *context, struct slice piece),
                     void *context);

/* The same in a single piece. */
struct slice html_copy(const struct markdown *body, const struct slice *hrefs,
                       struct arena *arena);

/* Appends the HTML itself. */
void html_render(const struct markdown *body, const struct slice *hrefs,
                 struct str *out);

#endif
