/* media_link.h - files that a document carries beside its text: what a podcast
 * is made of. Private to this room. */
#ifndef FEED_MEDIA_LINK_H
#define FEED_MEDIA_LINK_H

#include "feed/feed.h"

#define MEDIA_LINKS_MAX 16 /* of one document; more are left out */

struct media_link {
    struct slice url; /* absolute, of HTTP */
    struct slice type;
    struct slice title;          /* SLICE_NONE: none */
    int64_t bytes;               /* 0: not known */
    const struct value *written; /* the mapping with the url in it, or NULL */
};

/* The files that the front matter names as `enclosure`, `podcast` or `audio`;
 * the array and the strings are in `arena`. */
struct media_link *media_links_find(const struct feed *feed,
                                    const struct entry *entry,
                                    struct arena *arena, size_t *ret_count);

/* An address in front matter, absolute, in the characters of a URI and as the
 * setting media.urls has it, in the arena; SLICE_NONE for what is none of HTTP.
 * `entry` may be NULL. */
struct slice front_matter_url(const struct feed *feed,
                              const struct entry *entry, struct slice written,
                              struct arena *arena);

/* Appends an address in the characters of a URI: others are written by their
 * bytes (RFC 3986, 2). */
void uri_append(struct str *out, struct slice url);

/* The address in a value: a string, or one in a mapping (`url`, `src` ...);
 * SLICE_NONE for none. */
struct slice written_address(const struct value *value);

/* The elements of a list, or the one value; none of NULL. */
const struct value *values_of(const struct value *value, size_t *ret_count);

/* By the ending of the address; SLICE_NONE where that says nothing. */
struct slice media_type_of(struct slice url);

/* "audio/mpeg". */
bool media_link_is_played(const struct media_link *link);

#endif
