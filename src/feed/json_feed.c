/* json_feed.c - JSON Feed 1.1.
 *
 * Each item must have content_html or content_text. Where there is no HTML, or
 * excerpts are asked for, the excerpt is its text. */
#include "base/array.h"
#include "feed/form.h"
#include "feed/podcast.h"
#include "represent/write.h"

static void add_text(struct str *out, const char *key, struct slice text)
{
    if (text.data == NULL)
        return;
    write_plain_key(out, slice_of(key));
    write_string(out, text);
}

static void begin_list(struct str *out, const char *key)
{
    write_plain_key(out, slice_of(key));
    str_append_char(out, '[');
}

/* Between the elements of a list. */
static void begin_element(struct str *out)
{
    if (out->data[out->size - 1] != '[')
        str_append_char(out, ',');
}

static void append_hubs(struct str *out, const struct names *hubs)
{
    if (hubs->count == 0)
        return;
    begin_list(out, "hubs");
    for (size_t i = 0; i < hubs->count; i++) {
        begin_element(out);
        str_append(out, SLICE("{\"type\":\"WebSub\""));
        add_text(out, "url", hubs->items[i]);
        str_append_char(out, '}');
    }
    str_append_char(out, ']');
}

static void begin(struct str *out, const struct feed *feed, struct arena *arena)
{
    struct slice description = feed->snapshot->site.description;
    str_append(out, SLICE("{\"version\":\"https://jsonfeed.org/version/1.1\""));
    add_text(out, "title", feed_title(feed, arena));
    add_text(out, "home_page_url", feed->page);
    add_text(out, "feed_url", feed->self);
    if (description.size > 0)
        add_text(out, "description", description);
    add_text(out, "next_url", feed->next);
    add_text(out, "icon", feed_image(feed, arena));
    str_append(out, SLICE(",\"authors\":[{\"name\":"));
    write_string(out, feed_author(feed));
    add_text(out, "url", feed->site.url);
    str_append(out, SLICE("}]"));
    add_text(out, "language", feed->language);
    append_hubs(out, &feed->snapshot->policy.feeds.hubs);
    begin_list(out, "items");
}

static void append_authors(struct str *out, const struct feed *feed,
                           const struct entry *entry, struct arena *arena)
{
    bool has_any = false;
    for (size_t i = 0; i < entry->author_count; i++) {
        const struct entry *person = entry->authors[i].person;
        if (person == NULL)
            continue;
        if (!has_any)
            begin_list(out, "authors");
        has_any = true;
        begin_element(out);
        str_append(out, SLICE("{\"name\":"));
        write_string(out, person->name);
        add_text(out, "url", feed_page_of(feed, person, arena));
        str_append_char(out, '}');
    }
    if (has_any)
        str_append_char(out, ']');
}

static void append_terms(struct str *out, const struct entry *entry)
{
    const struct list *terms[] = {&entry->tags, &entry->categories};
    if (terms[0]->count + terms[1]->count == 0)
        return;
    begin_list(out, "tags");
    for (size_t t = 0; t < ARRAY_COUNT(terms); t++) {
        for (size_t i = 0; i < terms[t]->count; i++) {
            begin_element(out);
            write_string(out, terms[t]->items[i]->name);
        }
    }
    str_append_char(out, ']');
}

static void append_media(struct str *out, const struct feed_item *item,
                         struct arena *arena)
{
    if (item->media_count == 0)
        return;
    begin_list(out, "attachments");
    for (size_t i = 0; i < item->media_count; i++) {
        const struct media_link *link = &item->media[i];
        unsigned duration_s = podcast_duration_s(item, link, arena);
        begin_element(out);
        str_append(out, SLICE("{\"url\":"));
        write_string(out, link->url);
        add_text(out, "mime_type", link->type);
        add_text(out, "title", link->title);
        if (link->bytes > 0)
            str_appendf(out, ",\"size_in_bytes\":%lld", (long long)link->bytes);
        if (duration_s > 0 && media_link_is_played(link))
            str_appendf(out, ",\"duration_in_seconds\":%u", duration_s);
        str_append_char(out, '}');
    }
    str_append_char(out, ']');
}

static void append_content(struct str *out, const struct feed_item *item)
{
    struct slice excerpt = item->excerpt;
    if (item->html.data != NULL) {
        add_text(out, "content_html", item->html);
        add_text(out, "summary", excerpt);
    } else {
        add_text(out, "content_text",
                 excerpt.data != NULL ? excerpt : SLICE(""));
    }
}

static void add_date(struct str *out, const char *key, const struct date *date)
{
    add_text(out, key, date != NULL ? slice_of(date->text) : SLICE_NONE);
}

static void append(struct str *out, const struct feed *feed,
                   const struct feed_item *item, struct arena *arena)
{
    begin_element(out);
    str_append(out, SLICE("{\"id\":"));
    write_string(out, item->id);
    add_text(out, "url", item->link);
    add_text(out, "title", item->title);
    append_content(out, item);
    add_text(out, "image", item->image);
    add_date(out, "date_published", item->published);
    add_date(out, "date_modified", item->updated);
    append_authors(out, feed, item->entry, arena);
    append_terms(out, item->entry);
    add_text(out, "language", item->lang);
    append_media(out, item, arena);
    str_append_char(out, '}');
}

static void end(struct str *out)
{
    str_append(out, SLICE("]}"));
}

const struct feed_form feed_json = {
    .media_type = "application/feed+json",
    .begin = begin,
    .append = append,
    .end = end,
};
