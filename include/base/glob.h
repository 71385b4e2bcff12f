/* glob.h - patterns of paths.
 *
 *     a*.md      any characters but "/"
 *     a**        any characters; as the name of a folder any folders, or none
 *     a?.md      one character but "/"
 *
 * Everything else stands for itself, except where a function says that it knows
 * classes: those of POSIX, "[a-z]", "[!a]" or "[^a]" and "[[:alpha:]]", and a
 * backslash before a character that is plain. */
#ifndef BASE_GLOB_H
#define BASE_GLOB_H

#include "base/str.h"

#define GLOB_MAX_BYTES   512
#define GLOB_MAX_CHOICES 200 /* "{a,b}" in a pattern, all together */

/* Whether the pattern matches the whole path. Takes time proportional to the
 * product of the two lengths at worst, as do the others for each choice. */
bool glob_matches(struct slice pattern, struct slice path);

/* The same with classes, where "{a,b}" stands for either; what is beyond the
 * limits matches nothing. */
bool glob_matches_choices(struct slice pattern, struct slice path);

/* The same for patterns that hide: those that are not understood, like
 * "+(a|b)", or are beyond the limits match more than they should rather than
 * less. */
bool glob_may_match(struct slice pattern, struct slice path);

/* As fnmatch() without FNM_PATHNAME, with classes: "*", "?" and classes match
 * "/", too. */
bool glob_matches_flat(struct slice pattern, struct slice path);

/* With classes and "{a,b}": whether it matches the path or a folder that the
 * path is in: "docs/v*" holds for "docs/v1/a.md". As for Ruby's Dir.glob(),
 * "**" crosses folders only as a name of its own; "a**" is the same as "a*".
 * What is beyond the limits matches more than it should. */
bool glob_matches_within(struct slice pattern, struct slice path);

#endif
