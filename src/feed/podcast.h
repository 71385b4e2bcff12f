/* podcast.h - what only podcasts have, in RSS. Private to this room. */
#ifndef FEED_PODCAST_H
#define FEED_PODCAST_H

#include "feed/item.h"

#define PODCAST_NAMESPACES                                                     \
    " xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\""             \
    " xmlns:podcast=\"https://podcastindex.org/namespace/1.0\""

/* The elements of the feed, and those of an episode; nothing for a document
 * without audio or video. */
void podcast_append_channel(struct str *out, const struct feed *feed);
void podcast_append_episode(struct str *out, const struct feed *feed,
                            const struct feed_item *item, struct arena *arena);

/* Of the file: 0 where it is not known. */
unsigned podcast_duration_s(const struct feed_item *item,
                            const struct media_link *link, struct arena *arena);

#endif
