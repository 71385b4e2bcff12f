/* sections.h - include=sections: values in which sections show the documents
 * that they name. Private to this room.
 *
 * Embedded documents are in list form, with their own sections as they were
 * written, so that nothing is circular. */
#ifndef REPRESENT_SECTIONS_H
#define REPRESENT_SECTIONS_H

#include "layout/sections.h"
#include "represent/member_writer.h"
#include "represent/parts.h"

/* One member of an object, as `choice` has it. Nothing where the object's type
 * gains a member of that name. */
void sections_write_member(const struct member_writer *writer,
                           const struct value *object,
                           const struct member *member,
                           const struct choice *choice);

/* The members that an object gains by its type, as far as `parts` have them.
 * The brace of the object is still open. */
void sections_write_gained(const struct member_writer *writer,
                           const struct value *object,
                           const struct parts *parts);

#endif
