/* sitemap.c - which pages there are, when they changed, and in which languages.
 *
 * In it are the listed documents with a page on the site. Left out is what its
 * writer keeps from search engines, and what says that another page is the
 * original (represent/robots.h).
 *
 * The versions of a document in other languages are named by each of them,
 * itself included, or search engines ignore them all. `x-default`, for readers
 * of no other language, is the version in the language of the site; where the
 * site names none, or has none in it, nobody is sent anywhere. */
#include "feed/sitemap.h"

#include "document/source.h"
#include "feed/media_link.h"
#include "feed/xml.h"
#include "media/kinds.h"
#include "query/leads.h"
#include "represent/robots.h"
#include "store/media_links.h"

#include <string.h>

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
#define NAMESPACE   "http://www.sitemaps.org/schemas/sitemap/0.9"
#define IMAGES      "http://www.google.com/schemas/sitemap-image/1.1"
#define XHTML       "http://www.w3.org/1999/xhtml"

static bool is_shown(const struct sitemap *sitemap, const struct entry *entry)
{
    return entry->is_listed && entry_is_document(entry) &&
           entry->url.data != NULL && robots_may_list(entry, &sitemap->site);
}

static void append_address(struct str *out, const struct sitemap *sitemap,
                           const struct entry *page, struct slice reference)
{
    struct str absolute = {0};
    absolute_append(&absolute, &sitemap->site, page, reference);
    uri_append(out, str_slice(&absolute));
    str_release(&absolute);
}

static void append_alternate(struct str *out, const struct sitemap *sitemap,
                             const struct entry *entry, struct slice language)
{
    struct str address = {0};
    append_address(&address, sitemap, entry, entry->url);
    xml_begin(out, "xhtml:link");
    xml_attribute(out, "rel", SLICE("alternate"));
    xml_attribute(out, "hreflang", language);
    xml_attribute(out, "href", str_slice(&address));
    xml_end(out);
    str_release(&address);
}

static bool is_version(const struct sitemap *sitemap, const struct entry *entry)
{
    return entry->lang.size > 0 && is_shown(sitemap, entry);
}

static void append_alternates(struct str *out, const struct sitemap *sitemap,
                              const struct entry *entry)
{
    const struct list *versions = entry->versions;
    const struct entry *otherwise = NULL;
    size_t count = 0;
    for (size_t i = 0; versions != NULL && i < versions->count; i++)
        count += is_version(sitemap, versions->items[i]) ? 1 : 0;
    if (count < 2)
        return;
    for (size_t i = 0; i < versions->count; i++) {
        const struct entry *version = versions->items[i];
        if (!is_version(sitemap, version))
            continue;
        append_alternate(out, sitemap, version, version->lang);
        if (slice_equal_nocase(version->lang, sitemap->snapshot->site.language))
            otherwise = version;
    }
    if (otherwise != NULL)
        append_alternate(out, sitemap, otherwise, SLICE("x-default"));
}

/* The images of one page. */
struct images {
    const struct sitemap *sitemap;
    const struct entry *entry;
    struct str *out;
    struct map met; /* addresses */
    struct arena arena;
    size_t count;
};

static bool is_picture(struct slice path)
{
    size_t name = path.size;
    while (name > 0 && path.data[name - 1] != '/')
        name--;
    const struct media_kind *kind = media_kind_of(slice_from(path, name));
    return kind != NULL && (kind->traits & MEDIA_PICTURE) != 0;
}

/* Where the front end publishes the file is not always where it is written. */
static void append_image_address(struct str *out, const struct images *images,
                                 struct slice written)
{
    const struct snapshot *snapshot = images->sitemap->snapshot;
    const struct media_file *file =
        snapshot->media != NULL
            ? media_resolve(snapshot->media,
                            path_folder(images->entry->source->path), written)
            : NULL;
    struct str url = {0};
    if (file != NULL && media_append_url(&url, snapshot, file))
        append_address(out, images->sitemap, NULL, str_slice(&url));
    else
        append_address(out, images->sitemap, images->entry, written);
    str_release(&url);
}

static void add_image(struct images *images, struct slice written)
{
    struct str address = {0};
    if (images->count == SITEMAP_MAX_IMAGES || !is_picture(slot_path(written)))
        return;
    append_image_address(&address, images, written);
    struct slice loc = str_slice(&address);
    if ((slice_starts(loc, "https://") || slice_starts(loc, "http://")) &&
        loc.size <= SITEMAP_MAX_LOC && map_find(&images->met, loc) == NULL) {
        (void)map_put(&images->met, arena_copy(&images->arena, loc), images);
        images->count++;
        str_append(images->out, SLICE("<image:image>\n"));
        xml_element(images->out, "image:loc", loc);
        str_append(images->out, SLICE("</image:image>\n"));
    }
    str_release(&address);
}

static void append_images(struct str *out, const struct sitemap *sitemap,
                          const struct entry *entry)
{
    struct images images = {.sitemap = sitemap, .entry = entry, .out = out};
    const struct references *named = &entry->meta->media;
    const struct markdown *body = &entry->source->body;
    for (size_t i = 0; i < named->count; i++)
        add_image(&images, value_text(named->items[i]));
    for (size_t i = 0; i < body->slot_count; i++)
        add_image(&images, body->slots[i].destination);
    map_release(&images.met);
    arena_release(&images.arena);
}

/* False where the address is longer than one may be. */
static bool append_url(struct str *out, const struct sitemap *sitemap,
                       const struct entry *entry)
{
    const struct date *changed =
        entry->meta->updated != NULL ? entry->meta->updated : entry->meta->date;
    struct str loc = {0};
    append_address(&loc, sitemap, entry, entry->url);
    bool fits = loc.size <= SITEMAP_MAX_LOC;
    if (fits) {
        str_append(out, SLICE("<url>\n"));
        xml_element(out, "loc", str_slice(&loc));
        if (changed != NULL)
            xml_element(out, "lastmod", slice_of(changed->text));
        append_alternates(out, sitemap, entry);
        append_images(out, sitemap, entry);
        str_append(out, SLICE("</url>\n"));
    }
    str_release(&loc);
    return fits;
}

static void append_beginning(struct str *out)
{
    str_append(out, SLICE(DECLARATION "<urlset xmlns=\"" NAMESPACE
                                      "\" xmlns:image=\"" IMAGES
                                      "\" xmlns:xhtml=\"" XHTML "\">\n"));
}

#define END SLICE("</urlset>\n")

static void append_index(struct str *out, const struct sitemap *sitemap,
                         unsigned file_count)
{
    str_append(out,
               SLICE(DECLARATION "<sitemapindex xmlns=\"" NAMESPACE "\">\n"));
    for (unsigned i = 1; i <= file_count; i++) {
        struct str href = {0};
        str_append(&href, sitemap->path);
        str_appendf(&href, "?page=%u", i);
        leads_settle(sitemap->leads, ".xml", &href);
        str_append(out, SLICE("<sitemap>\n<loc>"));
        xml_append(out, sitemap->site.api);
        xml_append(out, str_slice(&href));
        str_append(out, SLICE("</loc>\n</sitemap>\n"));
        str_release(&href);
    }
    str_append(out, SLICE("</sitemapindex>\n"));
}

/* Files, while they are filled one after the other. */
struct sitemap_files {
    unsigned current;   /* from 1 */
    size_t urls, bytes; /* in it */
};

static void add_to_files(struct sitemap_files *files,
                         const struct sitemap *sitemap, size_t bytes)
{
    if (files->urls == sitemap->max_urls ||
        (files->urls > 0 && files->bytes + bytes > sitemap->max_bytes))
        *files = (struct sitemap_files){.current = files->current + 1};
    files->urls++;
    files->bytes += bytes;
}

unsigned sitemap_write(struct str *out, const struct sitemap *sitemap,
                       unsigned file)
{
    const struct list *list = &sitemap->snapshot->everything;
    struct sitemap_files files = {.current = 1};
    struct str url = {0};
    size_t start = out->size;
    append_beginning(out);
    size_t frame = out->size - start + END.size;
    files.bytes = frame;
    for (size_t i = 0; i < list->count; i++) {
        str_clear(&url);
        if (!is_shown(sitemap, list->items[i]) ||
            !append_url(&url, sitemap, list->items[i]))
            continue;
        unsigned before = files.current;
        add_to_files(&files, sitemap, url.size);
        if (files.current > before)
            files.bytes += frame;
        if (files.current == (file == 0 ? 1 : file))
            str_append(out, str_slice(&url));
    }
    str_append(out, END);
    str_release(&url);
    if (file == 0 && files.current > 1) {
        out->size = start;
        append_index(out, sitemap, files.current);
    }
    return files.current;
}
