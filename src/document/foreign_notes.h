/* foreign_notes.h - puts into a tree what Obsidian has in its notes. Private to
 * this room. */
#ifndef DOCUMENT_FOREIGN_NOTES_H
#define DOCUMENT_FOREIGN_NOTES_H

#include "document/foreign.h"

/* What is open while a tree is walked. Starts as zeros. */
struct notes_show {
    bool is_vault;
    struct node *mark; /* that begins a highlighted text, or NULL */
};

/* Puts a piece of one of their shapes after `before`. Returns the node to go
 * on after, which is `before` itself if nothing of the piece is shown. */
struct node *notes_insert(struct notes_show *show, struct node *before,
                          const struct foreign_piece *piece);

/* Call it after the last piece. */
void notes_end(struct notes_show *show);

#endif
