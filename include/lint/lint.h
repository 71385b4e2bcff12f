/* lint.h - what is wrong with content beyond one file.
 *
 *     snapshot --published--> answers
 *              \-lint--------> findings     fields of mixed types, misspelled
 *                                           keys, links that lead nowhere
 *
 * None of it changes an answer, so a snapshot is published before it is looked
 * for: whoever asks first has it made, and it stays with the snapshot. */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "lint/media.h"
#include "store/snapshot.h"

/* How many diagnostics there are, those of files and of the tree included. */
struct findings {
    size_t error_count, warning_count;
    /* Of these, those that say nothing of drafts and others that are left
     * out. */
    size_t shown_error_count, shown_warning_count;
};

/* Prepares a snapshot, before it is shared. `media` are the files beside its
 * documents; NULL: they are not known, and none is called missing. */
void lint_attach(struct snapshot *snapshot, struct media *media);

/* Of a snapshot that was prepared. Any thread may ask; the first one does the
 * work, and others wait for it. */
const struct findings *lint_findings(const struct snapshot *snapshot);

/* Calls visit for each diagnostic, sorted by path and line; as above. */
void lint_each_diagnostic(const struct snapshot *snapshot,
                          void (*visit)(void *context,
                                        const struct diagnostic *found),
                          void *context);

#endif
