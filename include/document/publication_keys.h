/* publication_keys.h - the keys that decide whether a document is published,
 * and how they are misspelt.
 *
 * A typo in one of them publishes what its writer meant to keep back, so they
 * are recognised more generously than other keys: `Draft`, `is-draft`, `drfat`,
 * and `draft` after an invisible character. */
#ifndef DOCUMENT_PUBLICATION_KEYS_H
#define DOCUMENT_PUBLICATION_KEYS_H

#include "base/str.h"

enum publication_effect {
    KEY_IS_DRAFT,     /* `draft: true` keeps the document back */
    KEY_IS_PRIVATE,   /* likewise, but an odd value means something else */
    KEY_IS_PUBLISHED, /* `published: false` does, or a date in the future */
    KEY_IS_STATUS,    /* `status: draft` does */
    KEY_IS_PUBLISH_DATE,
    KEY_IS_EXPIRY_DATE,
};

struct publication_key {
    const char *name;
    enum publication_effect effect;
};

/* Returns the key that was meant, or NULL. *ret_is_typo tells whether they
 * differ by more than case, separators and invisible characters: by one edit.
 */
const struct publication_key *publication_key_find(struct slice key,
                                                   bool *ret_is_typo);

/* Whether the text is one of the words, which are in lower case and without
 * separators; ends with NULL. Neither case nor anything but ASCII letters and
 * digits counts. */
bool text_is_word(struct slice text, const char *const *words);

#endif
