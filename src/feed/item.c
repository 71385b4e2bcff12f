/* item.c - what a feed says of a document.
 *
 * A reader shows a document again when its id changes, so the id has to outlive
 * a rename. It is the first of these that there is:
 *
 *     guid: 6f2c1a70       as another system has given it
 *     aliases: [/a, /b]    the first address that the document had
 *     url                  its page
 *     href                 where the API has it, if it has no page
 *
 * So a writer who moves a document and says so, as redirects need it anyway,
 * keeps its id, provided that later addresses are added at the end. A `tag:`
 * URI (RFC 4151) would be no better: it needs a date or a name that never
 * change, and both are edited. */
#include "feed/item.h"

#include "base/array.h"
#include "base/percent.h"
#include "document/keys.h"
#include "document/path.h"
#include "layout/place.h"
#include "represent/html.h"

#include <string.h>

#define ID_MAX_BYTES 2048

static const char *const image_keys[] = {
    "image",          "cover",         "cover_image", "coverImage",
    "featured_image", "featuredImage", "hero_image",  "heroImage",
    "thumbnail",      "banner",
};

static const struct value *front_matter_of(const struct entry *entry)
{
    return entry->meta != NULL ? &entry->meta->front_matter : NULL;
}

static bool is_id(struct slice text)
{
    return text.size > 0 && text.size <= ID_MAX_BYTES &&
           slice_find_char(text, 0, '\n') == text.size;
}

struct slice feed_page_of(const struct feed *feed, const struct entry *entry,
                          struct arena *arena)
{
    if (entry->url.data == NULL)
        return SLICE_NONE;
    struct str page = {0};
    absolute_append(&page, &feed->site, entry, SLICE(""));
    struct slice kept = arena_copy(arena, str_slice(&page));
    str_release(&page);
    return kept;
}

/* The path that an alias names, as store/aliases.c reads it: one without a
 * slash in front is beside the page, or in Jekyll's key at the top. */
static struct slice alias_path(const struct entry *entry, struct slice written,
                               bool is_beside, struct arena *arena)
{
    bool is_relative = !slice_starts(written, "/") &&
                       slice_find(written, 0, SLICE("://")) == written.size;
    struct slice folder = SLICE("");
    if (is_relative && is_beside)
        folder = path_folder(url_without_slash(entry->decoded_url));
    written = slice_from(written, slice_starts(written, "./") ? 2 : 0);
    for (; slice_starts(written, "../"); written = slice_from(written, 3))
        folder = path_folder(folder);
    struct slice path = url_from_permalink(written, arena);
    if (path.data == NULL)
        return SLICE_NONE;
    path = arena_printf(arena, "%.*s%.*s", SLICE_FMT(folder), SLICE_FMT(path));
    bool has_slash = slice_ends(entry->url, "/") && !slice_ends(path, ".html");
    return has_slash ? url_with_slash(path, arena) : path;
}

/* Whether the alias leads to the document, and not to another one that has the
 * address now or claims it as well: no two documents have one id. */
static bool is_own(const struct feed *feed, const struct entry *entry,
                   struct slice written, struct slice path)
{
    return map_find(&feed->snapshot->aliases, url_without_slash(path)) ==
               entry ||
           map_find(&entry->collection->aliases, written) == entry;
}

static struct slice first_alias(const struct feed *feed,
                                const struct entry *entry, struct arena *arena)
{
    for (const char *const *key = keys_alias; *key != NULL; key++) {
        size_t count;
        const struct value *all =
            values_of(value_find(&entry->meta->fields, *key), &count);
        struct slice written =
            count > 0 ? slice_trim(value_text(&all[0])) : SLICE_NONE;
        if (!is_id(written))
            continue;
        struct slice path =
            alias_path(entry, written, strcmp(*key, "aliases") == 0, arena);
        if (path.data != NULL && is_own(feed, entry, written, path))
            return path;
    }
    return SLICE_NONE;
}

static struct slice id_of(const struct feed *feed, const struct entry *entry,
                          struct arena *arena)
{
    struct slice guid = slice_trim(
        value_spelling(value_find(front_matter_of(entry), "guid"), arena));
    if (is_id(guid))
        return guid;
    if (entry->url.data == NULL)
        return arena_printf(arena, "%.*s%.*s", SLICE_FMT(feed->site.api),
                            SLICE_FMT(entry->href));
    struct slice alias = first_alias(feed, entry, arena);
    if (alias.data == NULL)
        return feed_page_of(feed, entry, arena);
    return arena_printf(arena, "%.*s%.*s", SLICE_FMT(feed->site.url),
                        SLICE_FMT(percent_encode_path(alias, arena)));
}

static struct slice image_of(const struct feed *feed, const struct entry *entry,
                             struct arena *arena)
{
    for (size_t i = 0; i < ARRAY_COUNT(image_keys); i++) {
        struct slice written =
            written_address(value_find(front_matter_of(entry), image_keys[i]));
        bool is_picture = slice_starts(written, "https://") ||
                          slice_starts(written, "http://") ||
                          (written.size > 0 && string_names_media(written));
        if (is_picture)
            return front_matter_url(feed, entry, written, arena);
    }
    return SLICE_NONE;
}

static struct slice html_of(const struct feed *feed, const struct entry *entry,
                            struct arena *arena)
{
    struct str relative = {0}, absolute = {0};
    if (feed->has_excerpts || entry->source == NULL || !entry->is_document)
        return SLICE_NONE;
    html_render(&entry->source->body, entry->hrefs, &relative);
    absolute_append_html(&absolute, &feed->site, entry, str_slice(&relative));
    struct slice html = arena_copy(arena, str_slice(&absolute));
    str_release(&relative);
    str_release(&absolute);
    return html;
}

void feed_item_read(const struct feed *feed, const struct entry *entry,
                    struct arena *arena, struct feed_item *ret_item)
{
    const struct meta *meta = entry->meta;
    struct slice page = feed_page_of(feed, entry, arena);
    struct feed_item item = {
        .entry = entry,
        .id = id_of(feed, entry, arena),
        .link = page,
        .title = entry->name,
        .excerpt = meta != NULL ? meta->excerpt : SLICE_NONE,
        .html = html_of(feed, entry, arena),
        .image = image_of(feed, entry, arena),
        .published = meta != NULL ? meta->date : NULL,
        .updated = meta != NULL ? meta->updated : NULL,
    };
    if (page.data == NULL)
        item.link = arena_printf(arena, "%.*s%.*s", SLICE_FMT(feed->site.api),
                                 SLICE_FMT(entry->href));
    if (entry->lang.size > 0 && !slice_equal(entry->lang, feed->language))
        item.lang = entry->lang;
    item.media = media_links_find(feed, entry, arena, &item.media_count);
    *ret_item = item;
}

struct slice feed_language(const struct feed *feed)
{
    struct slice common = feed->count > 0 ? feed->items[0]->lang : SLICE_NONE;
    for (size_t i = 1; i < feed->count; i++) {
        if (!slice_equal(feed->items[i]->lang, common))
            common = SLICE_NONE;
    }
    struct slice own = feed->snapshot->site.language;
    if (common.size > 0)
        return common;
    return own.size > 0 ? own : SLICE_NONE;
}

const struct date *feed_updated(const struct feed *feed)
{
    const struct date *latest = NULL;
    for (size_t i = 0; i < feed->count; i++) {
        const struct meta *meta = feed->items[i]->meta;
        const struct date *dates[] = {meta != NULL ? meta->date : NULL,
                                      meta != NULL ? meta->updated : NULL};
        for (size_t k = 0; k < ARRAY_COUNT(dates); k++) {
            if (dates[k] != NULL &&
                (latest == NULL || dates[k]->instant_ms > latest->instant_ms))
                latest = dates[k];
        }
    }
    return latest;
}

/* A site has a name, or at least a host. */
static struct slice title_or_host(const struct feed *feed)
{
    struct slice title = feed->snapshot->site.title;
    size_t host = slice_find(feed->site.origin, 0, SLICE("://"));
    return title.size > 0 ? title
                          : slice_from(feed->site.origin, host + strlen("://"));
}

struct slice feed_author(const struct feed *feed)
{
    struct slice author = feed->snapshot->policy.feeds.author;
    return author.size > 0 ? author : title_or_host(feed);
}

struct slice feed_title(const struct feed *feed, struct arena *arena)
{
    struct slice site = title_or_host(feed);
    return feed->title.size > 0
               ? arena_printf(arena, "%.*s - %.*s", SLICE_FMT(feed->title),
                              SLICE_FMT(site))
               : site;
}

struct slice feed_image(const struct feed *feed, struct arena *arena)
{
    return front_matter_url(feed, NULL, feed->snapshot->policy.feeds.image,
                            arena);
}

bool feed_is_podcast(const struct feed *feed)
{
    struct arena scratch = {0};
    bool is_podcast = false;
    for (size_t i = 0; i < feed->count && !is_podcast; i++) {
        size_t count;
        const struct media_link *links =
            media_links_find(feed, feed->items[i], &scratch, &count);
        for (size_t k = 0; k < count; k++)
            is_podcast = is_podcast || media_link_is_played(&links[k]);
    }
    arena_release(&scratch);
    return is_podcast;
}
