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

/* Where the pages of the site are, and the API. */
struct site_base {
    struct slice url;    /* "https://example.org/blog": no slash at its end */
    struct slice origin; /* "https://example.org" */
    struct slice path;   /* "/blog", or "" */
    struct slice api;    /* of the API, before the base path */
    struct slice base_path;
};

/* False where the site has no public_url. The slices lie in the snapshot. */
bool site_base_find(const struct snapshot *snapshot,
                    struct site_base *ret_base) MUST_USE;

/* Where the setting api_url has the API, before the base path, which its
 * addresses begin with; "" if the setting is empty. */
struct slice absolute_api(const struct policy *policy);

/* Appends the address of what the API has at `href`, which begins with the base
 * path. */
void absolute_append_api(struct str *out, const struct site_base *base,
                         struct slice href);

/* Appends what the reference leads to from the page of the entry (NULL, or one
 * without a page: from the top of the site), as RFC 3986, 5.2 has it, but for
 * two things: a path from the top of the site is below public_url, also where
 * that has a path of its own, and the files under /_media are the API's. This
 * is the only place where an address of the site is made absolute. */
void absolute_append(struct str *out, const struct site_base *base,
                     const struct entry *page, struct slice reference);

/* Appends HTML with all its addresses made absolute: those of links, images,
 * frames, forms and the like. Nothing else in it changes. */
void absolute_append_html(struct str *out, const struct site_base *base,
                          const struct entry *page, struct slice html);

#endif
