/* resolve.h - values in which sections stand for other documents. Private to
 * this room.
 *
 * Embedded documents are in list form, their own sections as written, so that
 * nothing cycles. */
#ifndef REPRESENT_RESOLVE_H
#define REPRESENT_RESOLVE_H

#include "store/snapshot.h"

/* One member of an object, with its comma: nothing where the object's type
 * gains a member of that name. */
void write_resolved_member(struct str *out, const struct snapshot *snapshot,
                           const struct value *object,
                           const struct member *member);

/* The members that an object of this type gains, each with its comma; the
 * object's own members are written and its brace is still open. */
void write_gained_members(struct str *out, const struct snapshot *snapshot,
                          const struct value *object);

#endif
