/* feed.c - the forms there are, and what they have in common.
 *
 * One document at a time is read and written, so that a feed takes the memory
 * of what it says and of its longest document. */
#include "feed/feed.h"

#include "base/array.h"
#include "feed/form.h"
#include "feed/xml.h"

static const struct feed_form *const forms[FEED_FORMATS] = {
    [FEED_RSS] = &feed_rss,
    [FEED_ATOM] = &feed_atom,
    [FEED_JSON] = &feed_json,
};

const char *feed_media_type(enum feed_format format)
{
    return forms[format]->media_type;
}

struct slice feed_link_type(enum feed_format format)
{
    struct slice type = slice_of(forms[format]->media_type);
    return slice_sub(type, 0, slice_find_char(type, 0, ';'));
}

static void append_link(struct str *out, const char *element,
                        struct slice relation, struct slice type,
                        struct slice href)
{
    if (href.data == NULL)
        return;
    xml_begin(out, element);
    xml_attribute(out, "rel", relation);
    xml_attribute(out, "type", type);
    xml_attribute(out, "href", href);
    xml_end(out);
}

void feed_append_links(struct str *out, const struct feed *feed,
                       const char *element, struct slice type)
{
    const struct names *hubs = &feed->snapshot->policy.feeds.hubs;
    const struct {
        const char *relation;
        struct slice href;
    } pages[] = {
        {"self", feed->self},         {"first", feed->first},
        {"previous", feed->previous}, {"next", feed->next},
        {"last", feed->last},
    };
    for (size_t i = 0; i < ARRAY_COUNT(pages); i++)
        append_link(out, element, slice_of(pages[i].relation), type,
                    pages[i].href);
    for (size_t i = 0; i < hubs->count; i++)
        append_link(out, element, SLICE("hub"), SLICE_NONE, hubs->items[i]);
}

bool feed_write(struct str *out, const struct feed *feed,
                enum feed_format format)
{
    const struct feed_form *form = forms[format];
    struct arena arena = {0};
    struct feed known = *feed;
    known.language = feed_language(feed);
    feed = &known;
    form->begin(out, feed, &arena);
    for (size_t i = 0; i < feed->count && out->size <= FEED_MAX_BYTES; i++) {
        struct arena scratch = {0};
        struct feed_item item;
        feed_item_read(feed, feed->items[i], &scratch, &item);
        form->append(out, feed, &item, &scratch);
        arena_release(&scratch);
    }
    form->end(out);
    arena_release(&arena);
    return out->size <= FEED_MAX_BYTES;
}
