/* item.h - what a feed says of one document, whatever its form. Private to this
 * room.
 *
 *     feed.c                       the table of the forms
 *       rss.c, atom.c, json_feed.c   one each
 *         podcast.c                  what only podcasts have
 *           item.c                   what is common to them
 *             media_link.c             audio and other files
 *             feed_date.c, xml.c       how dates and text are written
 *
 * Each file calls only those below it. */
#ifndef FEED_ITEM_H
#define FEED_ITEM_H

#include "feed/media_link.h"

struct feed_item {
    const struct entry *entry;
    struct slice id;      /* never changes; see item.c */
    struct slice link;    /* its page, or where the API has it */
    struct slice title;   /* never SLICE_NONE */
    struct slice excerpt; /* plain text; SLICE_NONE: none */
    struct slice html;    /* SLICE_NONE: no body, or none wanted */
    struct slice lang;    /* SLICE_NONE: not known, or that of the feed */
    struct slice image;   /* absolute; SLICE_NONE: none */
    const struct date *published, *updated; /* NULL: not known */
    const struct media_link *media;
    size_t media_count;
};

/* Everything is in `arena` or in the snapshot. */
void feed_item_read(const struct feed *feed, const struct entry *entry,
                    struct arena *arena, struct feed_item *ret_item);

/* The page of a person on the site, in `arena`, or SLICE_NONE. */
struct slice feed_page_of(const struct feed *feed, const struct entry *entry,
                          struct arena *arena);

/* The language of all documents in the feed, else that of the site; SLICE_NONE:
 * not known. */
struct slice feed_language(const struct feed *feed);

/* The latest date on which a document of the feed appeared or changed; NULL: no
 * document has a date. */
const struct date *feed_updated(const struct feed *feed);

/* Who the feed is from: a setting, or the site. */
struct slice feed_author(const struct feed *feed);

/* What the feed is called, and its picture; SLICE_NONE: none. */
struct slice feed_title(const struct feed *feed, struct arena *arena);
struct slice feed_image(const struct feed *feed, struct arena *arena);

/* Whether a document has audio or video: then the feed is a podcast's. */
bool feed_is_podcast(const struct feed *feed);

#endif
