/* media_links.h - the addresses of files. */
#ifndef STORE_MEDIA_LINKS_H
#define STORE_MEDIA_LINKS_H

#include "media/media.h"
#include "store/snapshot.h"

/* Appends the address in the API, percent-encoded:
 * "/_media/public/images/a.png", after the base path. */
void media_append_href(struct str *out, const struct policy *policy,
                       const struct media_file *file);

/* Appends the path that the front end publishes the file at, percent-encoded,
 * "/images/a.png"; false if nobody knows. */
bool media_append_url(struct str *out, const struct snapshot *snapshot,
                      const struct media_file *file);

#endif
