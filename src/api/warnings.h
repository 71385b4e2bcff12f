/* warnings.h - parts of a query that were accepted but are probably mistakes.
 * Private to this room. */
#ifndef API_WARNINGS_H
#define API_WARNINGS_H

#include "api/exchange.h"

/* "warnings":[...] in an open object; nothing where there are none. */
void warnings_write(struct str *out, const struct query *query);
/* The same as X-Warnings, also for answers that have no such object. */
void warnings_set_header(struct exchange *x);

#endif
