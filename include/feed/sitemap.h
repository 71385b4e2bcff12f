/* sitemap.h - the pages of the site, for search engines (sitemaps.org 0.9).
 *
 *     <url><loc>https://example.org/blog/trip</loc>
 *          <lastmod>2026-05-01T09:00:00Z</lastmod>
 *          <xhtml:link rel="alternate" hreflang="fr" href="..."/>
 *          <image:image><image:loc>...</image:loc></image:image></url>
 *
 * A file has at most 50,000 pages and 50 MB; where there are more, the whole is
 * an index of such files. Any thread may write these. */
#ifndef FEED_SITEMAP_H
#define FEED_SITEMAP_H

#include "represent/absolute.h"

#define SITEMAP_MAX_URLS   50000
#define SITEMAP_MAX_BYTES  (50 * 1024 * 1024) /* uncompressed */
#define SITEMAP_MAX_IMAGES 1000               /* of one page */
#define SITEMAP_MAX_LOC    2048               /* characters of an address */

struct leads;

struct sitemap {
    const struct snapshot *snapshot;
    struct site_base site;
    struct slice path;   /* where this sitemap is, below site.api */
    struct leads *leads; /* query/leads.h; or NULL */
    size_t max_urls, max_bytes;
};

/* Appends one file: the one with that number, from 1, or for 0 the whole, which
 * is an index where there is more than one file. Returns how many there are; a
 * file beyond them has no pages. */
unsigned sitemap_write(struct str *out, const struct sitemap *sitemap,
                       unsigned file);

#endif
