/* nearest.h - "did you mean": the known name that is nearest to a typed one.
 *
 *     struct nearest nearest = nearest_to(typed);
 *     for (i = 0; i < count; i++)
 *         nearest_consider(&nearest, known[i]);
 *     if (nearest.name.data != NULL)
 *         hint("Did you mean '%s'?", nearest.name);
 *
 * Distances count edits: insert, delete or replace a character, or swap two
 * neighbours. ASCII case does not matter. */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

struct nearest {
    struct slice wanted;
    struct slice name; /* the nearest so far; SLICE_NONE for none */
    unsigned distance; /* of `name`; for none, the least that is too far */
};

/* Starts a search that tolerates as many edits as edit_tolerance() says. */
struct nearest nearest_to(struct slice wanted);

/* Takes `name`, which must outlive the search, if it is nearer than every name
 * before it, and says whether it did: of equally near names the first wins.
 * Callers that look for more than a name then keep what belongs to it. */
bool nearest_consider(struct nearest *nearest, struct slice name);

/* The edits that turn one name into the other; counts up to `max`, then
 * returns max + 1, as it does for names of more than 64 bytes. */
unsigned edit_distance(struct slice a, struct slice b, unsigned max);

/* How many edits a suggestion may be away from a name of this length. */
unsigned edit_tolerance(struct slice name);

#endif
