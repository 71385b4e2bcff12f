/* markdown_fields.h - the strings of front matter that are Markdown.
 *
 *     bio: Writes *code*.              {"bio": "Writes *code*.",
 *     sections:                         "sections": [
 *       - type: HeroSection
 *         text: "**Hello**"               {"text": "**Hello**"},
 *       - type: CtaSection                {}]}
 *
 * The setting `markdown.fields` names them, by their way from the top (`bio`,
 * `sections.text`) or from a block (`HeroSection.text`), or the owner's schema
 * says so (validate/markings.h). */
#ifndef REPRESENT_MARKDOWN_FIELDS_H
#define REPRESENT_MARKDOWN_FIELDS_H

#include "store/snapshot.h"

/* Of one document; those after them are left out. */
#define MARKDOWN_FIELDS_MAX 500

/* Turns a string of the entry into another, in the arena. */
struct markdown_change {
    struct slice (*apply)(void *context, const struct value *text,
                          struct arena *arena);
    void *context;
};

/* Whether the snapshot can have any. */
bool markdown_fields_exist(const struct snapshot *snapshot);

/* Returns an object of these strings, each where it is in the entry's own
 * members, and of nothing else; but items keep their places: an object without
 * such a string is empty there, and what is neither an object nor a list is
 * null. In the arena, or in the entry. `change` may be NULL. */
struct value markdown_fields_of(const struct snapshot *snapshot,
                                const struct entry *entry,
                                const struct markdown_change *change,
                                struct arena *arena);

#endif
