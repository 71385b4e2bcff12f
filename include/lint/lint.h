/* lint.h - finds mistakes in content that one file alone does not show.
 *
 *     snapshot --published--> answers
 *              \-lint--------> findings     fields of mixed types, misspelled
 *                                           keys, links that lead nowhere
 *
 * The findings change no answer, so a snapshot is published before they are
 * computed: the first caller computes them, and they stay with the snapshot. */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include "media/media.h"
#include "store/snapshot.h"
#include "validate/schemas.h"

/* How many diagnostics there are, those of files and of the tree included. */
struct findings {
    size_t counts[SEVERITY_COUNT];
    /* Of these, those that reveal nothing about drafts and other documents that
     * are left out. */
    size_t shown_counts[SEVERITY_COUNT];
};

/* Prepares a snapshot, before it is shared. `media` are the files that are not
 * documents; NULL: they are not known, and none is reported as missing. */
void lint_attach(struct snapshot *snapshot, struct media *media);

/* What the owner wants front matter to be. */
struct owner_schemas {
    struct schema_set *schemas; /* NULL: nothing */
    bool is_for_all; /* the one file is for every document with front matter;
                        else each is for the collection that it is named for */
};

/* Has the documents of a prepared snapshot judged by schemas, of which it takes
 * a reference; before it is shared, and after its preview was made. */
void lint_judge_by(struct snapshot *snapshot,
                   const struct owner_schemas *owner);

/* Returns the owner's schema of an entry of the snapshot; NULL for none. Lives
 * as long as the snapshot. */
const struct subschema *lint_find_schema(const struct snapshot *snapshot,
                                         const struct entry *entry);

bool lint_has_schemas(const struct snapshot *snapshot);

/* From the first call of one below, only diagnostics of these files count. The
 * paths must last as long as the snapshot. */
void lint_restrict(struct snapshot *snapshot, const struct slice *paths,
                   size_t count);

/* Returns the findings of a prepared snapshot. Any thread may call it; the
 * first one does the work, and others wait for it. */
const struct findings *lint_findings(const struct snapshot *snapshot);

/* Calls visit for each diagnostic, sorted by path and line; as above. A notice
 * that many files have is one diagnostic, of the first of them. */
void lint_each_diagnostic(const struct snapshot *snapshot,
                          void (*visit)(void *context,
                                        const struct diagnostic *found),
                          void *context);

#endif
