/* validate.h - entity tags. Private to this room. */
#ifndef API_VALIDATE_H
#define API_VALIDATE_H

#include "api/response.h"
#include "store/snapshot.h"

#include <stdint.h>

/* Whether an If-Match field has this entity tag or is "*". Unlike If-None-Match
 * it compares strongly: a weak tag never matches (RFC 9110, 13.1.1). */
bool etag_matches_strongly(struct slice if_match, struct slice etag);

/* Adds what determines the list form of an entry to a hash: its rev, and its
 * bytes where the rev does not cover them. */
uint64_t etag_add_list_form(uint64_t hash, const struct entry *entry);

/* A strong entity tag from a hash of everything that determines the answer. */
struct slice etag_of_hash(uint64_t hash, struct arena *arena);

/* A strong entity tag, including quotes, for the present body. */
struct slice etag_of_body(const struct response *response, struct arena *arena);

#endif
