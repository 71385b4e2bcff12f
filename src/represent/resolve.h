/* resolve.h - values in which sections stand for other documents. Private to
 * this room.
 *
 * Embedded documents are in list form, their own sections as written, so that
 * nothing cycles. */
#ifndef REPRESENT_RESOLVE_H
#define REPRESENT_RESOLVE_H

#include "store/sections.h"
#include "store/snapshot.h"

/* One member of an object, with its comma: nothing where the object's type
 * gains a member of that name. */
void write_resolved_member(struct str *out, const struct snapshot *snapshot,
                           const struct value *object,
                           const struct member *member);

/* The member that an object gains by a rule, with its comma; the object's
 * brace is still open. */
void write_gained(struct str *out, const struct snapshot *snapshot,
                  const struct value *object, const struct section_rule *rule);

#endif
