/* targets.h - the addresses without a query that answer everybody alike.
 *
 * For those who keep all answers. Not all of them have one: a feed of a site
 * that is not known to be anywhere is a problem document, and an old address a
 * redirect. That is for api_respond() to say. */
#ifndef API_TARGETS_H
#define API_TARGETS_H

#include "base/str.h"

struct snapshot;

/* Calls visit() for each, as it is asked for, which may be twice; `target`
 * lasts until it returns. With those of pictures in other sizes that `html` has
 * in its `srcset`, which do have a query. Old addresses come last. */
void api_each_target(const struct snapshot *snapshot,
                     void (*visit)(void *context, struct slice target),
                     void *context);

#endif
