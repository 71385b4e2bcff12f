/* addresses.h - what nobody meant to publish of people. Private to this room.
 */
#ifndef STORE_ADDRESSES_H
#define STORE_ADDRESSES_H

#include "base/arena.h"
#include "document/value.h"

/* The same without e-mail addresses, at whatever depth; the value itself where
 * it has none. What is made anew lies in the arena. */
const struct value *without_addresses(const struct value *value,
                                      struct arena *arena);

#endif
