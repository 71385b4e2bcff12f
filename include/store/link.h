/* link.h - finds what a link or a path in the content leads to.
 *
 *     content/posts/a.md    [x](b.md#part)     the document content/posts/b.md
 *                           [x](/pages/c.md)   the document content/pages/c.md
 *                           [x](/blog/d)       the document with the page
 * /blog/d
 *
 * Authors write paths relative to the file, to the top of the repository, or to
 * the top of the content; the first that exists is used. */
#ifndef STORE_LINK_H
#define STORE_LINK_H

#include "store/snapshot.h"

/* Scratch memory for many look-ups; one thread at a time. */
struct links {
    const struct snapshot *snapshot;
    struct str decoded, joined, url, whole;
};

void links_init(struct links *links, const struct snapshot *snapshot);
void links_release(struct links *links);

/* Decodes a path in which a space is "%20". A "%" without two hexadecimal
 * digits is kept, because people write paths by hand. Valid until the next call
 * of any function here. */
struct slice links_decode(struct links *links, struct slice path);

/* Puts `path`, relative to `folder`, into *out, without a leading slash and dot
 * segments (RFC 3986, 5.2.4). Returns false if it leads above the top; *out
 * then starts at the top. */
bool path_join(struct str *out, struct slice folder, struct slice path);

/* Puts the path in the site of what `path` leads to from the folder of `source`
 * into *out. Where there are several roots, it may lead from one to another, as
 * they lie on the disk; false if it leads out of all of them. */
bool links_join(struct links *links, const struct source *source,
                struct slice path, struct str *out);

/* Returns the document whose file the destination names, relative to `source`,
 * or NULL. Exports leave files whose names have percent signs: a destination
 * that names none when it is decoded may be such a name as it is written. */
struct entry *links_find_document(struct links *links,
                                  const struct source *source,
                                  struct slice destination);

/* Returns the document whose page the destination leads to, with or without a
 * trailing slash, or NULL. `folder` is that of the page with the link.
 * links->url is then the url that was looked up, or empty. */
struct entry *links_find_page(struct links *links, struct slice folder,
                              struct slice destination);

/* Returns the published note that [[destination]] in `from` names, or NULL. */
struct entry *links_find_note(struct links *links, const struct source *from,
                              struct slice destination);

/* Returns what the hrefs of the entry would be if its links led to the
 * documents of `snapshot`, which need not be its own; in the arena. */
const struct slice *hrefs_among(const struct snapshot *snapshot,
                                const struct entry *entry, struct arena *arena);

/* The same for the links of any Markdown that was rendered for the entry, which
 * has a source. */
const struct slice *hrefs_of_body(const struct snapshot *snapshot,
                                  const struct entry *entry,
                                  const struct markdown *body,
                                  struct arena *arena);

/* Returns the folder in which the front end has the files beside the document,
 * without slashes at either end; SLICE_NONE if the document has no page.
 * "a/b.md" is the page /a/b in the folder /a; "a/b/index.md" is that page too,
 * but its folder is /a/b, as for a page whose url ends with a slash. */
struct slice entry_page_folder(const struct entry *entry);

#endif
