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

#endif
