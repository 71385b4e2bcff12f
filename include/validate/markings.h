/* markings.h - which strings a schema says are Markdown.
 *
 *     "bio": {"type": "string", "contentMediaType": "text/markdown"}
 *
 * The keyword is JSON Schema's (validation, 8.4), the media type is that of RFC
 * 7763. It says something and asks for nothing, so a document need not fit its
 * schema: what is wrong elsewhere in it must not take the HTML from a page. Of
 * several forms, those count that may be meant: whose types, constants, choices
 * and required members a value has. */
#ifndef VALIDATE_MARKINGS_H
#define VALIDATE_MARKINGS_H

#include "document/value.h"
#include "validate/schemas.h"

/* How deep schemas may apply each other, and how often, in one document. */
#define MARKINGS_MAX_DEPTH  64
#define MARKINGS_MAX_EFFORT 200000

/* Strings within a value. Starts as zeros. */
struct markings {
    const struct value **items; /* sorted */
    size_t count, capacity;
};

/* Finds them within `value`, as far as the limits go. They lie in the arena and
 * point into the value. */
void markings_find(const struct subschema *schema, const struct value *value,
                   struct arena *arena, struct markings *ret_markings);

bool markings_have(const struct markings *markings, const struct value *value);

#endif
