/* feeds.h - a page of a list as a feed. Private to this room. */
#ifndef API_FEEDS_H
#define API_FEEDS_H

#include "api/exchange.h"

/* Whether the site can have feeds; false after answering with a problem. */
bool feeds_begin(struct exchange *x) MUST_USE;

/* Answers with the page in the format of x->suffix. `path` is the address of
 * the feed, with the base path; `collection` is that of its documents, or
 * NULL. */
void feeds_answer(struct exchange *x, struct slice path,
                  const struct page *page, const struct collection *collection);

#endif
