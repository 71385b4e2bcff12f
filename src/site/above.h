/* above.h - the project around the folder that is served. Private to this room.
 */
#ifndef SITE_ABOVE_H
#define SITE_ABOVE_H

#include "site/walk.h"

/* Takes over the settings of walk->above, after those of walk->folder; does
 * nothing without one. */
void above_take(struct walk *walk);

#endif
