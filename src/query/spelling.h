/* spelling.h - conditions as a query string has them. Private to this room. */
#ifndef QUERY_SPELLING_H
#define QUERY_SPELLING_H

#include "query/query.h"

/* Percent-encodes all but unreserved characters, "/" and ":" (RFC 3986, 3.4).
 */
void append_encoded(struct str *out, struct slice text);

/* Calls append for each part of a query's conditions, "tags:in=a,b", in one
 * order and without duplicates. */
void spell_conditions(const struct condition *where,
                      void (*append)(void *context, struct slice part),
                      void *context);

#endif
