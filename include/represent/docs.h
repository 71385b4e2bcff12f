/* docs.h - the viewer of the API's description, built into some binaries. */
#ifndef REPRESENT_DOCS_H
#define REPRESENT_DOCS_H

#include "layout/policy.h"

/* The page, which is the same for every site; "" if the program was built
 * without it (-DDOCS=OFF). Lasts as long as the program; any thread may ask. */
struct slice docs_page(void);

/* Whether there is something at its address: it, or the way to the other page
 * for browsers. */
bool docs_are_answered(const struct policy *policy);

/* The value of its Content-Security-Policy (CSP Level 3). It may run and style
 * itself, and ask this server. */
const char *docs_security(void);

#endif
