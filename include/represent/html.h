/* html.h - a body's HTML as its site shows it. */
#ifndef REPRESENT_HTML_H
#define REPRESENT_HTML_H

#include "store/snapshot.h"

/* The HTML of a document with its links resolved. Returns the source's own
 * bytes where nothing is to be put in, else it is written to *buffer, which
 * must be empty, and lives there. */
struct slice html_render(const struct entry *entry, struct str *buffer);

#endif
