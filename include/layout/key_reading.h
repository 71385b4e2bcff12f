/* key_reading.h - the keys of front matter as a generator reads them.
 *
 *     Draft: true        -->  draft: true           to Hugo
 *     unpublishdate: D   -->  expiryDate: D
 *
 * What a document shows is as its writer wrote it; what it means is looked up
 * in the result of this. */
#ifndef LAYOUT_KEY_READING_H
#define LAYOUT_KEY_READING_H

#include "document/value.h"

/* A key that a generator knows, in any case, and the name that this program
 * has for it. */
struct key_name {
    const char *key;   /* in lower case; NULL ends a table */
    const char *means; /* "expiryDate" */
};

/* Whether the generator knows the key, in any case. `names` may be NULL. */
bool key_is_read(const struct key_name *names, struct slice key);

/* Returns the front matter with the names that the keys mean. Where a document
 * has that name too, the key stays as it is. `names` may be NULL: then nothing
 * changes. All values are shared. */
struct value keys_read(const struct key_name *names, const struct value *root,
                       struct arena *arena);

#endif
