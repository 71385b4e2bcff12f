/* form.h - one form of feeds: a row of the table in feed.c. Private to this
 * room. */
#ifndef FEED_FORM_H
#define FEED_FORM_H

#include "feed/item.h"

struct feed_form {
    const char *media_type;
    void (*begin)(struct str *out, const struct feed *feed,
                  struct arena *arena);
    void (*append)(struct str *out, const struct feed *feed,
                   const struct feed_item *item, struct arena *arena);
    void (*end)(struct str *out);
};

extern const struct feed_form feed_rss, feed_atom, feed_json;

/* <atom:link rel="next" href="..."/> and so on, under this name of the element:
 * this feed, the pages around it (RFC 5005, section 3) and the hubs (WebSub,
 * section 4). */
void feed_append_links(struct str *out, const struct feed *feed,
                       const char *element, struct slice type);

#endif
