/* defaults.h - front matter that Jekyll's settings give to documents. Private
 * to this room. */
#ifndef STORE_DEFAULTS_H
#define STORE_DEFAULTS_H

#include "store/layout.h"

/* Puts, in place of each of the snapshot's sources that `defaults` in the
 * settings speaks of, one with these fields added. Comes before everything
 * that looks at what a document says of itself: `published: false` may be one
 * of the fields. True if there are such settings: what was put in place is
 * not noted yet. */
bool apply_defaults(struct snapshot *snapshot, const struct layout *layout,
                    const struct build_input *input);

/* Whether a path is in the scope of a pattern: "docs" and "docs/api" hold for
 * what is below them; "*" stands for anything in one name, "**" for any
 * folders. */
bool scope_has(struct slice pattern, struct slice path);

#endif
