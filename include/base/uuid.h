/* uuid.h - names as UUIDs (RFC 9562, 5.5).
 *
 *     namespace, "podnews.net/rss" --SHA-1--> 9b024349-ccf0-5f69-a609-...
 *
 * The same name in the same namespace always has the same UUID. */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include "base/str.h"

#include <stdint.h>

#define UUID_BYTES     16
#define UUID_TEXT_SIZE 36

/* A UUID of version 5, in small letters, with a NUL. */
void uuid_of_name(const uint8_t space[UUID_BYTES], struct slice name,
                  char ret_text[UUID_TEXT_SIZE + 1]);

#endif
