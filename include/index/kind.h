/* kind.h - the kinds of entries, and of the entries in a list.
 *
 * The computed members depend on the kind: a person has a name and posts, a
 * document has a title and a body, and an author with a file has all of these.
 * A member that no entry of a collection can have is not a field of it. */
#ifndef INDEX_KIND_H
#define INDEX_KIND_H

#include "store/snapshot.h"

/* Or-ed. */
enum entry_kind {
    KIND_DOCUMENT = 1 << 0,
    KIND_DATA = 1 << 1,
    KIND_PERSON = 1 << 2,
    KIND_TERM = 1 << 3,
    KIND_FILE = 1 << 4, /* has a file, whatever else it is */
    KIND_NAMED = KIND_PERSON | KIND_TERM,
    KIND_ANY = (1 << 5) - 1,
    KIND_PREVIEWED = 1 << 5, /* is in a preview, whatever it is */
    KIND_SPOKEN = 1 << 6,    /* of a site in several languages */
};

unsigned entry_kinds(const struct entry *entry);

/* Returns the kinds of all entries in the list; for an empty list those that a
 * collection of that kind could have. */
unsigned list_kinds(const struct list *list, enum collection_kind kind);

#endif
