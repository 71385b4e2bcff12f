/* addresses.h - removes what people did not mean to publish. Private to this
 * room. */
#ifndef STORE_ADDRESSES_H
#define STORE_ADDRESSES_H

#include "base/arena.h"
#include "document/value.h"

/* Returns the value without e-mail addresses at any depth, or the value itself
 * if it has none. New values lie in the arena. */
const struct value *without_addresses(const struct value *value,
                                      struct arena *arena);

/* A name without the addresses in it: "Ana Luz" of "Ana Luz <ana@example.org>"
 * and of "ana@example.org (Ana Luz)"; of an address alone, what is before its
 * "@". Is `name` itself or lies in `arena`. */
struct slice name_without_address(struct slice name, struct arena *arena);

/* Whether some of it is an address. */
bool name_has_address(struct slice name);

#endif
