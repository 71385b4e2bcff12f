/* link.h - what a link or a path in the content leads to.
 *
 *     content/posts/a.md    [x](b.md#part)     the document content/posts/b.md
 *                           [x](/pages/c.md)   the document content/pages/c.md
 *                           [x](/blog/d)       the document with the page
 * /blog/d
 *
 * Writers name a file from where they stand, from the top of the repository,
 * or from the top of the content; the first that exists is meant. */
#ifndef STORE_LINK_H
#define STORE_LINK_H

#include "store/snapshot.h"

/* Scratch for looking up many; one thread at a time. */
struct links {
    const struct snapshot *snapshot;
    struct slice roots[2]; /* where a path from the top may begin */
    struct str decoded, joined, url;
    char pages_root[64]; /* of roots[1] */
};

void links_init(struct links *links, const struct snapshot *snapshot);
void links_release(struct links *links);

/* The name of a file, from a path in which a space is "%20". A "%" that stands
 * for no byte is itself: people write paths by hand. Valid until the next
 * call of any function here. */
struct slice links_decode(struct links *links, struct slice path);

/* Puts `path`, seen from `folder`, into *out, with no slash in front and no
 * dots (RFC 3986, 5.2.4). Returns false where it leads out of the top; what is
 * in *out then begins at the top. */
bool path_join(struct str *out, struct slice folder, struct slice path);

/* The document that a destination names by the path of its file, seen from
 * `source`; NULL for none. */
struct entry *links_find_document(struct links *links,
                                  const struct source *source,
                                  struct slice destination);

/* The document whose page a destination leads to, with or without a slash at
 * its end; NULL for any other place. `folder` is that of the page it is on.
 * links->url is then what was looked for, or empty. */
struct entry *links_find_page(struct links *links, struct slice folder,
                              struct slice destination);

/* Where the front end has the files that lie beside the document, without
 * slashes at its ends; SLICE_NONE where the document has no page. "a/b.md" is
 * the page /a/b in the folder /a; "a/b/index.md" is that page too, but lies
 * where /a/b/ is, as does a page whose url ends with a slash. */
struct slice entry_page_folder(const struct entry *entry);

#endif
