/* explore.h - the page for browsers, built into the binary. */
#ifndef REPRESENT_EXPLORE_H
#define REPRESENT_EXPLORE_H

#include "store/snapshot.h"

/* The page, which is the same for every site. Lasts as long as the program; any
 * thread may ask. */
struct slice explore_page(void);

/* The value of its Content-Security-Policy (CSP Level 3). It may run and style
 * itself, ask this server, and show the images of the site. */
struct slice explore_security(const struct snapshot *snapshot,
                              struct arena *arena);

#endif
