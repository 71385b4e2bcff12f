/* own.h - the members that a document's writer gave it. Private to this room.
 */
#ifndef REPRESENT_OWN_H
#define REPRESENT_OWN_H

#include "represent/member_writer.h"

/* Into an object whose brace is open. */
void own_write(const struct member_writer *writer, const struct entry *entry);

#endif
