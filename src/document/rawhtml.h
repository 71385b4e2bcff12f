/* rawhtml.h - what becomes of raw HTML. Private to this room. */
#ifndef DOCUMENT_RAWHTML_H
#define DOCUMENT_RAWHTML_H

#include "base/str.h"

/* Whether a browser that follows the link, or loads the image, would run what
 * it says or open a file of its own. */
bool url_is_unsafe(struct slice url);

#endif
