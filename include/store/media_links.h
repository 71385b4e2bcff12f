/* media_links.h - the addresses of files.
 *
 *     public/images/a.png    in the API     /_media/public/images/a.png
 *                            on the site    /images/a.png
 */
#ifndef STORE_MEDIA_LINKS_H
#define STORE_MEDIA_LINKS_H

#include "media/media.h"
#include "store/snapshot.h"

/* Appends the address in the API, percent-encoded, after the base path. */
void media_append_href(struct str *out, const struct policy *policy,
                       const struct media_file *file);

/* Appends the path that the front end publishes the file at, percent-encoded;
 * false if nobody knows. */
bool media_append_url(struct str *out, const struct snapshot *snapshot,
                      const struct media_file *file);

/* Appends what answers show in place of `written`, a path in the document, if
 * it means a file and media.urls asks for another address of that; else returns
 * false. Query and fragment are kept. */
bool media_append_shown(struct str *out, const struct snapshot *snapshot,
                        const struct entry *entry, struct slice written);

/* Sets entry->shown_root of each document whose own members name files that are
 * shown under other addresses. Needs the urls of documents. */
void media_show_addresses(struct snapshot *snapshot);

#endif
