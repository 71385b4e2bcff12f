/* robots.h - what front matter says to search engines and other readers that
 * are programs.
 *
 *     noindex: true              robots: noindex, follow
 *     sitemap: false             canonical: https://elsewhere.example/post
 *
 * Keys are read in the spellings that generators and their themes know, what is
 * inherited included, and also where the operator hides them from answers. Any
 * thread may ask. */
#ifndef REPRESENT_ROBOTS_H
#define REPRESENT_ROBOTS_H

#include "represent/absolute.h"

/* Whether programs may take the document in: false where it says `noindex`. */
bool robots_may_index(const struct entry *entry);

/* Whether it belongs into a sitemap of the site: not where it may not be
 * indexed, where it says so of sitemaps, and where another address is the
 * canonical one (RFC 6596). */
bool robots_may_list(const struct entry *entry, const struct site_base *base);

#endif
