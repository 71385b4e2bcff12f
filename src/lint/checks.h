/* checks.h - one function for each kind of mistake. Private to this room.
 *
 * Each adds warnings about what is published to `found`, whose arena it may
 * use for their strings. */
#ifndef LINT_CHECKS_H
#define LINT_CHECKS_H

#include "lint/lint.h"
#include "store/snapshot.h"

/* Fields whose kind differs in a few documents, and keys that few documents
 * have and that are a typo away from a known one. */
void check_fields(const struct snapshot *snapshot, struct diagnostics *found);

/* Collections without a date whose documents share one under an unknown key. */
void check_dates(const struct snapshot *snapshot, struct diagnostics *found);

/* Collections with more fields than queries know. */
void check_schemas(const struct snapshot *snapshot, struct diagnostics *found);

/* Files whose names say that they are copies of another that is published. */
void check_copies(const struct snapshot *snapshot, struct diagnostics *found);

/* Links and images that lead nowhere, in bodies and front matter. */
void check_links(const struct snapshot *snapshot, const struct media *media,
                 struct diagnostics *found);

/* Front matter that is not what the owner's schemas ask for, errors; those of
 * documents that are not published are added to `hidden`. */
void check_owner_schemas(const struct snapshot *snapshot,
                         const struct owner_schemas *owner,
                         struct diagnostics *found, struct diagnostics *hidden);

/* The schema of an entry; NULL for none. */
const struct subschema *owner_schema_of(const struct owner_schemas *owner,
                                        const struct entry *entry);

/* Paths in sections that lead nowhere. */
void check_references(const struct snapshot *snapshot,
                      struct diagnostics *found);

#endif
