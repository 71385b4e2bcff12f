/* hit.h - the member `search` of a document that was searched for. Private to
 * this room.
 *
 *     "search": {"score": 7.31, "title": "On <mark>caching</mark>",
 *                "snippets": [{"text": "... <mark>caching</mark> ...",
 *                              "section": {"id": "http", "title": "HTTP"},
 *                              "url": "/blog/caching#http"}]} */
#ifndef REPRESENT_HIT_H
#define REPRESENT_HIT_H

#include "represent/members.h"

/* Writes the member, or what `fields` leaves of it, into an open object. */
void hit_write(struct str *out, const struct snapshot *snapshot,
               const struct entry *entry, const struct shape *shape);

#endif
