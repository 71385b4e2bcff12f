/* html.h - the HTML of a body, with its links resolved. */
#ifndef REPRESENT_HTML_H
#define REPRESENT_HTML_H

#include "store/snapshot.h"

/* Calls emit for each piece of the HTML, escaped for a JSON string: runs of the
 * source's own bytes, and the links between them. */
void html_each_piece(const struct entry *entry,
                     void (*emit)(void *context, struct slice piece),
                     void *context);

/* Appends the HTML itself. */
void html_render(const struct entry *entry, struct str *out);

#endif
