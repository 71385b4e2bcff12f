/* types.h - what the documents of a collection have in common, and which of
 * them stands out by mistake. Private to this room. */
#ifndef STORE_TYPES_H
#define STORE_TYPES_H

#include "store/snapshot.h"

/* Adds warnings for fields whose kind differs in a few documents, and for keys
 * that few documents have and that are a slip away from a known one. */
void check_types(struct snapshot *snapshot);

#endif
