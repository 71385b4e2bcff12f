/* secrets.h - leaves out of a target what gives access to drafts.
 *
 *     /posts/a?preview=ci.1714564800.c2Vj...    ->
 * /posts/a?preview=ci.1714564800 /posts?token=hm_3WP3XFViPpNwWvXGPm0w...   ->
 * /posts?token=-
 *
 * A pure function; any thread may call it. */
#ifndef HTTP_SECRETS_H
#define HTTP_SECRETS_H

#include "base/str.h"

/* Returns the target itself where there is nothing to leave out, else a copy in
 * *buffer, which is cleared first. */
struct slice secrets_left_out(struct slice target, struct str *buffer);

#endif
