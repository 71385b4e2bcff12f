/* note_link.h - links between notes, as Obsidian writes them.
 *
 *     [[folder/note#Part|words]]      ![[picture.png|300]]
 *       '---path--' '-part' '-label'
 *
 * Which note a path means depends on where all others are; that is found in the
 * room store. (help.obsidian.md, "Internal links", "Embed files") */
#ifndef DOCUMENT_NOTE_LINK_H
#define DOCUMENT_NOTE_LINK_H

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

#define NOTE_LINK_MAX_BYTES 1000 /* between the brackets */

struct note_link {
    struct slice path;  /* "" for a part of the same note */
    struct slice part;  /* a heading, or "^id" of a block; SLICE_NONE */
    struct slice label; /* words to show instead; SLICE_NONE */
};

/* Reads what is between the brackets. False if it names nothing. */
bool note_link_parse(struct slice inner, struct note_link *ret_link) MUST_USE;

/* The same of a whole string, "[[note]]" or "![[note]]", as front matter has
 * it. */
bool note_link_parse_string(struct slice text,
                            struct note_link *ret_link) MUST_USE;

/* The words that stand for it: its label, or the name of the note. */
struct slice note_link_name(const struct note_link *link);

/* The label of a picture may end with its size: "300", "300x200", or "words|
 * 300". Returns the label without it; unset numbers are 0. */
struct slice note_link_size(struct slice label, uint32_t *ret_width,
                            uint32_t *ret_height);

#endif
