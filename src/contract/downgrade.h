/* downgrade.h - OpenAPI 3.1 as 3.0.3. Private to this room. */
#ifndef CONTRACT_DOWNGRADE_H
#define CONTRACT_DOWNGRADE_H

#include "document/value.h"

/* The same description for programs that know 3.0 only. */
struct value downgrade(const struct value *value, struct arena *arena);

#endif
