/* atom.c - Atom, RFC 4287, in pages of RFC 5005.
 *
 * Feed and entry must have `updated` (4.1.1, 4.1.2). A document without a date
 * has been there for as long as anybody can tell, so its is the beginning of
 * the epoch: a constant, since a moment that changes would show the document
 * as new again. An id must be an IRI (4.2.6); a `guid` that is none becomes a
 * fragment of the site's address. */
#include "base/ascii.h"
#include "base/percent.h"
#include "feed/form.h"
#include "feed/xml.h"

#define FORBIDDEN " \"<>\\^`{|}" /* in a URI, beside control characters */
#define NO_DATE   "1970-01-01T00:00:00Z"

static struct slice text_of(const struct date *date)
{
    return date != NULL ? slice_of(date->text) : SLICE_NONE;
}

static struct slice either(struct slice text, struct slice otherwise)
{
    return text.data != NULL ? text : otherwise;
}

static bool is_among(char c, struct slice characters)
{
    return slice_find_char(characters, 0, c) < characters.size;
}

/* RFC 3986, 3.1: begins with a scheme, and holds nothing that has to be
 * escaped. */
static bool has_iri_form(struct slice id)
{
    size_t colon = slice_find_char(id, 0, ':');
    if (colon == id.size || !ascii_is_letter(id.data[0]))
        return false;
    for (size_t i = 0; i < id.size; i++) {
        char c = id.data[i];
        bool is_in_scheme =
            ascii_is_letter_or_digit(c) || is_among(c, SLICE("+-."));
        if (i < colon ? !is_in_scheme
                      : ascii_is_control(c) || is_among(c, SLICE(FORBIDDEN)))
            return false;
    }
    return true;
}

static struct slice iri_of(const struct feed *feed, struct slice id,
                           struct arena *arena)
{
    return has_iri_form(id)
               ? id
               : arena_printf(arena, "%.*s/#%.*s", SLICE_FMT(feed->site.url),
                              SLICE_FMT(percent_encode(id, arena)));
}

static void append_link(struct str *out, struct slice relation,
                        struct slice type, struct slice href)
{
    xml_begin(out, "link");
    xml_attribute(out, "rel", relation);
    xml_attribute(out, "type", type);
    xml_attribute(out, "href", href);
    xml_end(out);
}

static void append_author(struct str *out, struct slice name, struct slice uri)
{
    str_append(out, SLICE("<author>\n"));
    xml_element(out, "name", name);
    xml_element(out, "uri", uri);
    str_append(out, SLICE("</author>\n"));
}

static void begin(struct str *out, const struct feed *feed, struct arena *arena)
{
    struct slice description = feed->snapshot->site.description;
    str_append(out, SLICE("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"));
    xml_begin(out, "feed");
    xml_attribute(out, "xmlns", SLICE("http://www.w3.org/2005/Atom"));
    xml_attribute(out, "xml:lang", feed->language);
    str_append(out, SLICE(">\n"));
    xml_element(out, "id", feed->first);
    xml_element(out, "title", feed_title(feed, arena));
    if (description.size > 0)
        xml_element(out, "subtitle", description);
    xml_element(out, "updated",
                either(text_of(feed_updated(feed)), SLICE(NO_DATE)));
    append_author(out, feed_author(feed), feed->site.url);
    xml_element(out, "generator", SLICE("headmatter"));
    append_link(out, SLICE("alternate"), SLICE("text/html"), feed->page);
    feed_append_links(out, feed, "link", feed_link_type(FEED_ATOM));
    xml_element(out, "logo", feed_image(feed, arena));
}

static void append_authors(struct str *out, const struct feed *feed,
                           const struct entry *entry, struct arena *arena)
{
    for (size_t i = 0; i < entry->author_count; i++) {
        const struct entry *person = entry->authors[i].person;
        if (person != NULL)
            append_author(out, person->name, feed_page_of(feed, person, arena));
    }
}

static void append_terms(struct str *out, const struct list *terms)
{
    for (size_t i = 0; i < terms->count; i++) {
        xml_begin(out, "category");
        xml_attribute(out, "term", terms->items[i]->slug);
        xml_attribute(out, "label", terms->items[i]->name);
        xml_end(out);
    }
}

static void append_media(struct str *out, const struct feed_item *item,
                         struct arena *arena)
{
    for (size_t i = 0; i < item->media_count; i++) {
        const struct media_link *link = &item->media[i];
        xml_begin(out, "link");
        xml_attribute(out, "rel", SLICE("enclosure"));
        xml_attribute(out, "type", link->type);
        xml_attribute(out, "href", link->url);
        xml_attribute(out, "title", link->title);
        if (link->bytes > 0)
            xml_attribute(out, "length",
                          arena_printf(arena, "%lld", (long long)link->bytes));
        xml_end(out);
    }
}

static void append_content(struct str *out, const struct feed_item *item)
{
    if (item->html.data == NULL)
        return;
    str_append(out, SLICE("<content type=\"html\">"));
    xml_append(out, item->html);
    str_append(out, SLICE("</content>\n"));
}

static void append(struct str *out, const struct feed *feed,
                   const struct feed_item *item, struct arena *arena)
{
    const struct date *changed =
        item->updated != NULL ? item->updated : item->published;
    bool has_page = item->entry->url.data != NULL;
    xml_begin(out, "entry");
    xml_attribute(out, "xml:lang", item->lang);
    str_append(out, SLICE(">\n"));
    xml_element(out, "id", iri_of(feed, item->id, arena));
    xml_element(out, "title", item->title);
    xml_element(out, "published", text_of(item->published));
    xml_element(out, "updated", either(text_of(changed), SLICE(NO_DATE)));
    append_authors(out, feed, item->entry, arena);
    append_link(out, SLICE("alternate"),
                has_page ? SLICE("text/html") : SLICE("application/json"),
                item->link);
    append_media(out, item, arena);
    append_terms(out, &item->entry->tags);
    append_terms(out, &item->entry->categories);
    xml_element(out, "summary", item->excerpt);
    append_content(out, item);
    str_append(out, SLICE("</entry>\n"));
}

static void end(struct str *out)
{
    str_append(out, SLICE("</feed>\n"));
}

const struct feed_form feed_atom = {
    .media_type = "application/atom+xml; charset=utf-8",
    .begin = begin,
    .append = append,
    .end = end,
};
