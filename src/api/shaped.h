/* shaped.h - documents as a query wants to see them. Private to this room. */
#ifndef API_SHAPED_H
#define API_SHAPED_H

#include "api/exchange.h"

/* Appends them with commas between, once there is room and a turn for it; false
 * after answering that they are too much. */
bool shaped_append(struct exchange *x, struct entry *const *items, size_t count,
                   struct str *out) MUST_USE;

#endif
