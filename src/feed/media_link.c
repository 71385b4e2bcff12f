/* media_link.c - finds the audio in front matter.
 *
 *     enclosure: {url: /ep1.mp3, length: 5650889, type: audio/mpeg}
 *     podcast: https://cdn.example/ep1.mp3
 *     audio: {mp3: ep1.mp3, opus: ep1.opus, duration: "32:10"}
 *
 * There is no one convention, so every one of these is read: an address, a
 * mapping with one in it, a mapping of addresses by format, and lists of them.
 * WordPress keeps address, length and type in one string, a line each. A string
 * that is neither an address of HTTP nor the path of a media file is something
 * else: "podcast: The daily show". */
#include "feed/media_link.h"

#include "base/array.h"
#include "document/path.h"
#include "store/media_links.h"

#include <string.h>

/* What Apple asks for where it is not the registered type. */
static const struct {
    const char *ending, *type;
} apple_types[] = {{".m4a", "audio/x-m4a"}, {".m4v", "video/x-m4v"}};

static const char *const carriers[] = {"enclosure", "enclosures", "podcast",
                                       "audio"};
static const char *const address_keys[] = {"url",  "src",  "href",
                                           "file", "path", "link"};
static const char *const size_keys[] = {
    "length", "size", "bytes", "filesize", "file_size", "size_in_bytes"};
static const char *const type_keys[] = {"type", "mime_type", "mime",
                                        "mimetype"};

struct slice media_type_of(struct slice url)
{
    struct slice name = path_name(slot_path(url));
    const struct media_kind *kind = media_kind_of(name);
    for (size_t i = 0; i < ARRAY_COUNT(apple_types); i++) {
        if (slice_ends_nocase(name, apple_types[i].ending))
            return slice_of(apple_types[i].type);
    }
    if (kind == NULL)
        return SLICE_NONE;
    struct slice type = slice_of(kind->type);
    return slice_sub(type, 0, slice_find_char(type, 0, ';'));
}

static bool is_http(struct slice url)
{
    return slice_starts(url, "https://") || slice_starts(url, "http://");
}

void uri_append(struct str *out, struct slice url)
{
    for (size_t i = 0; i < url.size; i++) {
        unsigned char c = (unsigned char)url.data[i];
        if (c > ' ' && c < 0x7F && strchr("\"<>\\^`{|}", c) == NULL)
            str_append_char(out, (char)c);
        else
            str_appendf(out, "%%%02X", c);
    }
}

/* The file that is meant, or NULL: it is elsewhere, or not known. */
static const struct media_file *find_file(const struct feed *feed,
                                          const struct entry *entry,
                                          struct slice written)
{
    return entry != NULL && entry->source != NULL
               ? media_resolve(feed->snapshot->media,
                               path_folder(entry->source->path), written)
               : NULL;
}

static void append_absolute(struct str *out, const struct feed *feed,
                            const struct entry *entry, struct slice written)
{
    struct str shown = {0};
    if (entry == NULL || entry->source == NULL ||
        !media_append_shown(&shown, feed->snapshot, entry, written))
        str_append(&shown, written);
    absolute_append(out, &feed->site, entry, str_slice(&shown));
    str_release(&shown);
}

struct slice front_matter_url(const struct feed *feed,
                              const struct entry *entry, struct slice written,
                              struct arena *arena)
{
    struct str absolute = {0}, uri = {0};
    struct slice url = SLICE_NONE;
    written = slice_trim(written);
    if (written.size > 0)
        append_absolute(&absolute, feed, entry, written);
    uri_append(&uri, str_slice(&absolute));
    if (is_http(str_slice(&uri)))
        url = arena_copy(arena, str_slice(&uri));
    str_release(&absolute);
    str_release(&uri);
    return url;
}

/* The first of the keys that the mapping has. */
static const struct value *find_any(const struct value *mapping,
                                    const char *const *keys, size_t count)
{
    const struct value *found = NULL;
    for (size_t i = 0; found == NULL && i < count; i++)
        found = value_find(mapping, keys[i]);
    return found;
}

struct slice written_address(const struct value *value)
{
    const struct value *inner =
        find_any(value, address_keys, ARRAY_COUNT(address_keys));
    struct slice text =
        slice_trim(value_text(value_is_object(value) ? inner : value));
    return text.size > 0 ? text : SLICE_NONE;
}

/* 0 for what is no number of bytes. */
static int64_t bytes_of(struct slice digits)
{
    int64_t bytes = 0;
    if (!slice_is_digits(digits) || digits.size > 15)
        return 0;
    for (size_t i = 0; i < digits.size; i++)
        bytes = bytes * 10 + (digits.data[i] - '0');
    return bytes;
}

struct found_links {
    const struct feed *feed;
    const struct entry *entry;
    struct arena *arena;
    struct media_link *items;
    size_t count;
};

static bool has_link(const struct found_links *found, struct slice url)
{
    for (size_t i = 0; i < found->count; i++) {
        if (slice_equal(found->items[i].url, url))
            return true;
    }
    return false;
}

/* Adds `link` with the address as it is written. What an audio address without
 * an ending leads to is audio. */
static void add_link(struct found_links *found, struct slice written,
                     struct media_link link)
{
    link.url =
        front_matter_url(found->feed, found->entry, written, found->arena);
    if (link.url.data == NULL || found->count == MEDIA_LINKS_MAX ||
        has_link(found, link.url))
        return;
    const struct media_file *file =
        find_file(found->feed, found->entry, written);
    if (link.bytes == 0 && file != NULL && file->is_served)
        link.bytes = file->size;
    if (slice_find_char(link.type, 0, '/') == link.type.size)
        link.type = media_type_of(link.url);
    if (link.type.data == NULL)
        link.type = SLICE("audio/mpeg");
    found->items[found->count++] = link;
}

static void add_string(struct found_links *found, struct slice text)
{
    struct slice parts[3] = {SLICE_NONE, SLICE_NONE, SLICE_NONE}, line;
    size_t count = 0;
    while (count < ARRAY_COUNT(parts) && slice_cut(&text, '\n', &line))
        parts[count++] = slice_trim(line);
    bool is_media = slice_find_char(parts[0], 0, ' ') == parts[0].size &&
                    (is_http(parts[0]) || media_type_of(parts[0]).data != NULL);
    if (is_media)
        add_link(
            found, parts[0],
            (struct media_link){.type = parts[2], .bytes = bytes_of(parts[1])});
}

static bool is_format(struct slice key)
{
    const struct media_kind *kind = media_kind_at(0);
    for (size_t i = 0; kind != NULL && !slice_is(key, kind->extension);)
        kind = media_kind_at(++i);
    return kind != NULL;
}

static void add_mapping(struct found_links *found, const struct value *mapping)
{
    struct slice address = written_address(mapping);
    const struct value *size =
        find_any(mapping, size_keys, ARRAY_COUNT(size_keys));
    if (address.data != NULL)
        add_link(found, address,
                 (struct media_link){
                     .type = value_text(
                         find_any(mapping, type_keys, ARRAY_COUNT(type_keys))),
                     .title = value_text(value_find(mapping, "title")),
                     .bytes = bytes_of(value_spelling(size, found->arena)),
                     .written = mapping});
    for (size_t i = 0; address.data == NULL && i < mapping->size; i++) {
        const struct member *member = &mapping->as.members[i];
        struct slice text = slice_trim(value_text(&member->value));
        if (is_format(member->key) && text.size > 0)
            add_link(found, text, (struct media_link){.written = mapping});
    }
}

static void add_value(struct found_links *found, const struct value *value)
{
    if (value_is_string(value))
        add_string(found, value_text(value));
    else if (value_is_object(value))
        add_mapping(found, value);
}

const struct value *values_of(const struct value *value, size_t *ret_count)
{
    *ret_count = 0;
    if (value == NULL)
        return NULL;
    bool is_list = value->kind == VALUE_ARRAY;
    *ret_count = is_list ? value->size : 1;
    return is_list ? value->as.items : value;
}

struct media_link *media_links_find(const struct feed *feed,
                                    const struct entry *entry,
                                    struct arena *arena, size_t *ret_count)
{
    struct found_links found = {
        .feed = feed,
        .entry = entry,
        .arena = arena,
        .items = arena_alloc(arena, MEDIA_LINKS_MAX, sizeof *found.items),
    };
    *ret_count = 0;
    if (entry->meta == NULL)
        return found.items;
    for (size_t i = 0; i < ARRAY_COUNT(carriers); i++) {
        size_t count;
        const struct value *values = values_of(
            value_find(&entry->meta->front_matter, carriers[i]), &count);
        for (size_t k = 0; k < count; k++)
            add_value(&found, &values[k]);
    }
    *ret_count = found.count;
    return found.items;
}

bool media_link_is_played(const struct media_link *link)
{
    return slice_starts(link->type, "audio/") ||
           slice_starts(link->type, "video/");
}
