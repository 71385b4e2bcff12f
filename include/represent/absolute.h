/* absolute.h - addresses that mean the same wherever they are read.
 *
 *     on the page https://example.org/blog/trip
 *
 *     photo.jpg    https://example.org/blog/photo.jpg
 *     /about       https://example.org/about
 *     #packing     https://example.org/blog/trip#packing
 *
 * Any thread may call these functions. */
#ifndef REPRESENT_ABSOLUTE_H
#define REPRESENT_ABSOLUTE_H

#include "store/snapshot.h"

/* Where the pages of the site are. */
struct site_base {
    struct slice url;    /* "https://example.org/blog": no slash at its end */
    struct slice origin; /* "https://example.org" */
    struct slice path;   /* "/blog", or "" */
};

/* False where the site has no public_url. The slices lie in the snapshot. */
bool site_base_find(const struct snapshot *snapshot,
                    struct site_base *ret_base) MUST_USE;

/* Appends what the reference leads to from the page of the entry (NULL, or one
 * without a page: from the top of the site), as RFC 3986, 5.2 has it, but for
 * one thing: a path from the top of the site is below public_url, also where
 * that has a path of its own. This is the only place where an address of the
 * site is made absolute. */
void absolute_append(struct str *out, const struct site_base *base,
                     const struct entry *page, struct slice reference);

/* Appends HTML with all its addresses made absolute: those of links, images,
 * frames, forms and the like. Nothing else in it changes. */
void absolute_append_html(struct str *out, const struct site_base *base,
                          const struct entry *page, struct slice html);

#endif
