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

#include <string.h>

/* IANA's media types; of m4a and m4v those that Apple asks for. */
static const struct {
    const char *ending, *type;
} types[] = {
    {"mp3", "audio/mpeg"},
    {"m4a", "audio/x-m4a"},
    {"aac", "audio/aac"},
    {"ogg", "audio/ogg"},
    {"oga", "audio/ogg"},
    {"opus", "audio/ogg"},
    {"flac", "audio/flac"},
    {"wav", "audio/wav"},
    {"mp4", "video/mp4"},
    {"m4v", "video/x-m4v"},
    {"mov", "video/quicktime"},
    {"webm", "video/webm"},
    {"ogv", "video/ogg"},
    {"pdf", "application/pdf"},
    {"epub", "application/epub+zip"},
    {"zip", "application/zip"},
    {"jpg", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"png", "image/png"},
    {"gif", "image/gif"},
    {"webp", "image/webp"},
    {"avif", "image/avif"},
    {"svg", "image/svg+xml"},
    {"vtt", "text/vtt"},
    {"srt", "application/x-subrip"},
    {"json", "application/json"},
    {"html", "text/html"},
    {"txt", "text/plain"},
};

static const char *const carriers[] = {"enclosure", "enclosures", "podcast",
                                       "audio"};
static const char *const address_keys[] = {"url",  "src",  "href",
                                           "file", "path", "link"};
static const char *const size_keys[] = {
    "length", "size", "bytes", "filesize", "file_size", "size_in_bytes"};
static const char *const type_keys[] = {"type", "mime_type", "mime",
                                        "mimetype"};

/* Without query and fragment. */
static struct slice ending_of(struct slice url)
{
    url = slice_sub(url, 0, slice_find_char(url, 0, '?'));
    url = slice_sub(url, 0, slice_find_char(url, 0, '#'));
    size_t dot = url.size;
    while (dot > 0 && url.data[dot - 1] != '.' && url.data[dot - 1] != '/')
        dot--;
    return dot > 0 && url.data[dot - 1] == '.' ? slice_from(url, dot)
                                               : SLICE("");
}

const char *media_type_of(struct slice url, const char *otherwise)
{
    struct slice ending = ending_of(url);
    for (size_t i = 0; i < ARRAY_COUNT(types); i++) {
        if (slice_equal_nocase(ending, slice_of(types[i].ending)))
            return types[i].type;
    }
    return otherwise;
}

static bool is_http(struct slice url)
{
    return slice_starts(url, "https://") || slice_starts(url, "http://");
}

/* RFC 3986, 2: other characters are written by their bytes. */
static void append_uri(struct str *out, struct slice url)
{
    for (size_t i = 0; i < url.size; i++) {
        unsigned char c = (unsigned char)url.data[i];
        if (c > ' ' && c < 0x7F && strchr("\"<>\\^`{|}", c) == NULL)
            str_append_char(out, (char)c);
        else
            str_appendf(out, "%%%02X", c);
    }
}

struct slice front_matter_url(const struct feed *feed,
                              const struct entry *entry, struct slice written,
                              struct arena *arena)
{
    struct str absolute = {0}, uri = {0};
    struct slice url = SLICE_NONE;
    written = slice_trim(written);
    if (written.size > 0)
        absolute_append(&absolute, &feed->site, entry, written);
    append_uri(&uri, str_slice(&absolute));
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
    if (slice_find_char(link.type, 0, '/') == link.type.size)
        link.type = slice_of(media_type_of(link.url, "audio/mpeg"));
    found->items[found->count++] = link;
}

static void add_string(struct found_links *found, struct slice text)
{
    struct slice parts[3] = {SLICE_NONE, SLICE_NONE, SLICE_NONE}, line;
    size_t count = 0;
    while (count < ARRAY_COUNT(parts) && slice_cut(&text, '\n', &line))
        parts[count++] = slice_trim(line);
    bool is_media =
        slice_find_char(parts[0], 0, ' ') == parts[0].size &&
        (is_http(parts[0]) || media_type_of(parts[0], NULL) != NULL);
    if (is_media)
        add_link(
            found, parts[0],
            (struct media_link){.type = parts[2], .bytes = bytes_of(parts[1])});
}

static bool is_format(struct slice key)
{
    bool is_known = false;
    for (size_t i = 0; !is_known && i < ARRAY_COUNT(types); i++)
        is_known = slice_is(key, types[i].ending);
    return is_known;
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
