/* glob.h - patterns of paths.
 *
 *     a*.md      a star: any letters but "/"
 *     a**        two: any letters; as a folder's name any folders, or none
 *     a?.md      one letter but "/"
 *
 * Everything else stands for itself. A pattern is about a whole path. */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include "base/str.h"

#define GLOB_MAX_BYTES 512

/* Takes time in proportion to the two lengths multiplied, at worst. */
bool glob_matches(struct slice pattern, struct slice path);

#endif
