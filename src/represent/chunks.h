/* chunks.h - a body in pieces, each with what links to it. Private to this
 * room. */
#ifndef REPRESENT_CHUNKS_H
#define REPRESENT_CHUNKS_H

#include "represent/member_writer.h"

/* Writes the value of the member `chunks`. */
void chunks_write(const struct member_writer *writer, const struct entry *entry,
                  const struct parts *parts);

#endif
