/* feed.h - a page of a list in the forms of syndication.
 *
 *     entries --item.c--> what feeds say of each --+--> rss.c        RSS 2.0
 *                                                  +--> atom.c       RFC 4287
 *                                                  '--> json_feed.c  1.1
 *
 * All addresses in a feed are absolute, since a feed is read far from the site:
 * those of pages are below the site's public_url. Any thread may write one. */
#ifndef FEED_FEED_H
#define FEED_FEED_H

#include "represent/absolute.h"

/* A feed holds at most this much. */
#define FEED_MAX_BYTES (32 * 1024 * 1024)

enum feed_format { FEED_RSS, FEED_ATOM, FEED_JSON, FEED_FORMATS };

/* A page of a list, and what is around it. SLICE_NONE: there is none. */
struct feed {
    const struct snapshot *snapshot;
    struct site_base site;
    struct entry *const *items;
    size_t count;
    struct slice title; /* of the list */
    struct slice page;  /* of the list on the site, absolute */
    /* Feeds, absolute: this page of it and those around it. The first is the
     * same for all pages and names the feed. */
    struct slice self, first, previous, next, last;
    bool has_excerpts;     /* in place of the whole content */
    struct slice language; /* set by feed_write() */
};

/* "application/atom+xml; charset=utf-8", and the same without parameters. */
const char *feed_media_type(enum feed_format format);
struct slice feed_link_type(enum feed_format format);

/* Appends the document; false, with a part of it, where it would be longer than
 * FEED_MAX_BYTES. */
bool feed_write(struct str *out, const struct feed *feed,
                enum feed_format format) MUST_USE;

#endif
