/* mdast_position.h - where a block stands. Private to this room.
 *
 * Lines and columns of unified are counted from 1, columns in UTF-16 units, and
 * the end is after the last character. */
#ifndef DOCUMENT_MDAST_POSITION_H
#define DOCUMENT_MDAST_POSITION_H

#include "document/node.h"

struct positions {
    struct slice body;
    const size_t *starts; /* of the lines, in the scratch */
    size_t count;
};

void positions_init(struct positions *positions, struct slice body);

/* Appends `,"position":{...}`. */
void position_append(struct str *out, const struct positions *positions,
                     const struct node *block);

#endif
