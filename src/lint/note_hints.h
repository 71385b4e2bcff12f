/* note_hints.h - what a link between notes may have meant. Private to this
 * room. */
#ifndef LINT_NOTE_HINTS_H
#define LINT_NOTE_HINTS_H

#include "store/snapshot.h"

#define NOTE_HINTS_MAX 200 /* links for which all names are compared */

/* `struct note_hints h = {0}` is a valid empty one. */
struct note_hints {
    bool is_made;
    size_t count;       /* how often all names were compared */
    struct map aliases; /* folded -> entry */
    struct arena arena;
};

void note_hints_release(struct note_hints *hints);

/* Appends what to do about [[destination]], which leads to no published
 * note. */
void note_hint_append(struct note_hints *hints, const struct snapshot *snapshot,
                      struct slice destination, struct str *out);

#endif
