/* cache_tags.h - by what a cache in front of the server can purge an answer.
 * Private to this room.
 *
 *     Surrogate-Key: posts/hello authors/ana tags/news
 *
 * After a document has changed, whoever purges does so by its id, its
 * collection and "_site"; every answer that shows the document has at least one
 * of these. An answer that only has its address, as a link, may have none. */
#ifndef API_CACHE_TAGS_H
#define API_CACHE_TAGS_H

#include "api/exchange.h"

/* The field that the policy asks for, with the tags of an answer that shows
 * this document; of a list of documents of this collection, or of any (NULL).
 * Nothing if the answer is an error, or the policy has no such field. */
void cache_tags_set_item(struct exchange *x, const struct entry *entry);
void cache_tags_set_list(struct exchange *x,
                         const struct collection *collection);

/* The same for an answer that has none so far. */
void cache_tags_set_site(struct exchange *x);

#endif
