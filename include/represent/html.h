/* html.h - a body's HTML as its site shows it. */
#ifndef REPRESENT_HTML_H
#define REPRESENT_HTML_H

#include "store/snapshot.h"

/* Calls emit for each piece of the HTML as it stands in a JSON string: the
 * source's own bytes, and what is put between them. */
void html_each_piece(const struct entry *entry,
                     void (*emit)(void *context, struct slice piece),
                     void *context);

/* Appends the HTML itself. */
void html_render(const struct entry *entry, struct str *out);

#endif
