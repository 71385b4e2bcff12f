/* rss.c - RSS 2.0, as the RSS Best Practices Profile asks for it.
 *
 *     description       what a document is about
 *     content:encoded   all of it
 *
 * Both are HTML in XML, so an excerpt, which is plain text, is escaped twice.
 * `author` has to be an address of e-mail, which nobody wants to publish; names
 * are in dc:creator. There is one enclosure to an item, and one without a known
 * length has the length 0, as the profile says. */
#include "base/array.h"
#include "feed/feed_date.h"
#include "feed/form.h"
#include "feed/podcast.h"
#include "feed/xml.h"

/* Plain text as HTML. */
static struct slice html_of_text(struct slice text, struct arena *arena)
{
    struct str html = {0};
    if (text.data == NULL)
        return SLICE_NONE;
    xml_append(&html, text);
    struct slice kept = arena_copy(arena, str_slice(&html));
    str_release(&html);
    return kept;
}

static void append_date(struct str *out, const char *element,
                        const struct date *date)
{
    if (date == NULL)
        return;
    str_appendf(out, "<%s>", element);
    feed_date_append(out, date);
    str_appendf(out, "</%s>\n", element);
}

static void append_image(struct str *out, const struct feed *feed,
                         struct arena *arena)
{
    struct slice image = feed_image(feed, arena);
    if (image.data == NULL)
        return;
    str_append(out, SLICE("<image>\n"));
    xml_element(out, "url", image);
    xml_element(out, "title", feed_title(feed, arena));
    xml_element(out, "link", feed->page);
    str_append(out, SLICE("</image>\n"));
}

static void begin(struct str *out, const struct feed *feed, struct arena *arena)
{
    struct slice description = feed->snapshot->site.description;
    bool is_podcast = feed_is_podcast(feed);
    str_append(
        out,
        SLICE("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
              "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\""
              " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\""
              " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""));
    str_append_text(out, is_podcast ? PODCAST_NAMESPACES : "");
    str_append(out, SLICE(">\n<channel>\n"));
    xml_element(out, "title", feed_title(feed, arena));
    xml_element(out, "link", feed->page);
    xml_element(out, "description",
                html_of_text(description.size > 0 ? description
                                                  : feed_title(feed, arena),
                             arena));
    xml_element(out, "language", feed->language);
    append_date(out, "lastBuildDate", feed_updated(feed));
    xml_element(out, "generator", SLICE("headmatter"));
    xml_element(out, "docs",
                SLICE("https://www.rssboard.org/rss-specification"));
    feed_append_links(out, feed, "atom:link", feed_link_type(FEED_RSS));
    append_image(out, feed, arena);
    if (is_podcast)
        podcast_append_channel(out, feed);
}

static void append_guid(struct str *out, const struct feed_item *item)
{
    bool is_link = slice_equal(item->id, item->link);
    str_appendf(out, "<guid isPermaLink=\"%s\">", is_link ? "true" : "false");
    xml_append(out, item->id);
    str_append(out, SLICE("</guid>\n"));
}

static void append_names(struct str *out, const struct entry *entry)
{
    for (size_t i = 0; i < entry->author_count; i++) {
        if (entry->authors[i].person != NULL)
            xml_element(out, "dc:creator", entry->authors[i].person->name);
    }
    const struct list *terms[] = {&entry->tags, &entry->categories};
    for (size_t t = 0; t < ARRAY_COUNT(terms); t++) {
        for (size_t i = 0; i < terms[t]->count; i++)
            xml_element(out, "category", terms[t]->items[i]->name);
    }
}

static void append_enclosure(struct str *out, const struct media_link *link,
                             struct arena *arena)
{
    xml_begin(out, "enclosure");
    xml_attribute(out, "url", link->url);
    xml_attribute(out, "length",
                  arena_printf(arena, "%lld", (long long)link->bytes));
    xml_attribute(out, "type", link->type);
    xml_end(out);
}

static void append(struct str *out, const struct feed *feed,
                   const struct feed_item *item, struct arena *arena)
{
    str_append(out, SLICE("<item>\n"));
    xml_element(out, "title", item->title);
    xml_element(out, "link", item->link);
    append_guid(out, item);
    append_date(out, "pubDate", item->published);
    if (item->updated != NULL)
        xml_element(out, "atom:updated", slice_of(item->updated->text));
    xml_element(out, "dc:language", item->lang);
    append_names(out, item->entry);
    xml_element(out, "description", html_of_text(item->excerpt, arena));
    xml_element(out, "content:encoded", item->html);
    if (item->media_count > 0)
        append_enclosure(out, &item->media[0], arena);
    podcast_append_episode(out, feed, item, arena);
    str_append(out, SLICE("</item>\n"));
}

static void end(struct str *out)
{
    str_append(out, SLICE("</channel>\n</rss>\n"));
}

const struct feed_form feed_rss = {
    .media_type = "application/rss+xml; charset=utf-8",
    .begin = begin,
    .append = append,
    .end = end,
};
