/* above.h - the project around the folder that is served. Private to this room.
 */
#ifndef SITE_ABOVE_H
#define SITE_ABOVE_H

#include "site/walk.h"

/* Visits a folder in which settings may appear, and those in it that are signs
 * themselves. */
void above_visit_level(struct walk *walk, struct slice folder);

/* Visits the folders of the project's settings, and those that links lead to.
 */
void above_visit_settings(struct walk *walk, const struct walk *project);

/* Whether settings of the project `before` are gone, and `found`, which may be
 * NULL, has none in their place. */
bool above_has_lost_settings(const struct walk *before,
                             const struct walk *found) MUST_USE;

/* Takes over the settings of walk->above, after those of walk->folder; does
 * nothing without one. */
void above_take(struct walk *walk);

#endif
