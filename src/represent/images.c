/* images.c - the pictures of a document, wherever they are named.
 *
 *     cover: {image: /images/a.jpg, alt: A lake}     field "cover.image"
 *     ![A boat](boat.png) <img src="boat.png">       field null: in the body
 *
 *     {"src":"boat.png","url":"boat.png","path":"content/posts/boat.png",
 *      "href":"/_media/content/posts/boat.png","width":40,"height":60,
 *      "type":"image/png","alt":"A boat","field":null}
 *
 * In front matter a picture is a string that ends like the name of one, at any
 * depth; it is found, not declared. In the body it is an <img>, and read off
 * the HTML twice, as it was written and with its links resolved, so that
 * Markdown and HTML count alike, and nothing is parsed that `html` does not
 * show. */
#include "represent/images.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/html_images.h"
#include "document/path.h"
#include "document/section.h"
#include "media/facts.h"
#include "pictures/looks.h"
#include "represent/absolute.h"
#include "represent/html.h"
#include "store/media_links.h"
#include "store/srcset.h"

#include <string.h>

/* Longer ones are pictures themselves (RFC 2397), or mistakes. */
#define MAX_SRC_BYTES   2048
#define MAX_FIELD_DEPTH 32

struct gallery {
    const struct member_writer *writer;
    const struct entry *entry;
    struct arena *arena;
    struct value_list images;
    struct site_base base;
    bool has_base;    /* addresses are to be absolute */
    bool wants_looks; /* what takes longer than reading a head is shown */
};

struct image_looks {
    struct slice color, thumbhash, srcset; /* SLICE_NONE for null */
};

struct image {
    struct slice src, url, alt, field; /* SLICE_NONE for null */
};

static bool is_elsewhere(struct slice src)
{
    return slice_starts(src, "//") || slice_starts(src, "https://") ||
           slice_starts(src, "http://");
}

static const struct media_kind *kind_of(struct slice src)
{
    const struct media_kind *kind = media_kind_of(path_name(slot_path(src)));
    return kind != NULL && (kind->traits & MEDIA_PICTURE) != 0 ? kind : NULL;
}

static const struct media_file *find_file(const struct gallery *gallery,
                                          struct slice src)
{
    const struct media *media = gallery->writer->around->media;
    if (media == NULL || !slot_is_needed(src))
        return NULL;
    const struct media_file *file =
        media_resolve(media, path_folder(gallery->entry->source->path), src);
    return file != NULL && file->is_served ? file : NULL;
}

/* Where a browser gets what front matter names: nobody but the front end knows
 * that of a file beside the document, unless media.urls says that it is asked
 * for from the API. */
static struct slice front_url(const struct gallery *gallery, struct slice src,
                              const struct media_file *file)
{
    const struct snapshot *snapshot = gallery->writer->around;
    struct str out = {0};
    struct slice url =
        is_elsewhere(src) || slice_starts(src, "/") ? src : SLICE_NONE;
    if (file != NULL &&
        (media_append_shown(&out, snapshot, gallery->entry, src) ||
         (url.data == NULL && media_append_url(&out, snapshot, file))))
        url = arena_copy(gallery->arena, str_slice(&out));
    str_release(&out);
    return url;
}

static struct slice href_of(const struct gallery *gallery,
                            const struct media_file *file)
{
    struct str out = {0};
    if (file == NULL)
        return SLICE_NONE;
    media_append_href(&out, &gallery->writer->around->policy, file);
    struct slice href = arena_copy(gallery->arena, str_slice(&out));
    str_release(&out);
    return href;
}

static struct value number_or_null(uint32_t number)
{
    return number > 0
               ? (struct value){.kind = VALUE_INTEGER, .as.integer = number}
               : value_null;
}

static struct value url_value(const struct gallery *gallery, struct slice url)
{
    struct str out = {0};
    if (url.data == NULL || !gallery->has_base)
        return value_of_text_or_null(url);
    absolute_append(&out, &gallery->base, gallery->entry, url);
    struct value value =
        value_of_text(arena_copy(gallery->arena, str_slice(&out)));
    str_release(&out);
    return value;
}

/* Addresses are those of the API, in full where all are. */
static struct slice srcset_of(const struct gallery *gallery,
                              const struct media_file *file,
                              const struct picture *picture,
                              const struct picture_looks *looks)
{
    const struct srcset_addresses addresses = {
        .has_fingerprint = true,
        .hash = looks->hash,
        .before = gallery->has_base ? gallery->base.api : SLICE(""),
    };
    const struct policy *policy = &gallery->writer->around->policy;
    struct str out = {0};
    if (!srcset_is_made(policy, picture))
        return SLICE_NONE;
    srcset_append(&out, policy, file, picture, &addresses);
    struct slice srcset = arena_copy(gallery->arena, str_slice(&out));
    str_release(&out);
    return srcset;
}

/* What is known only once the picture was decoded; null until then. */
static struct image_looks looks_of(const struct gallery *gallery,
                                   const struct media_file *file,
                                   const struct picture *picture)
{
    struct image_looks shown = {SLICE_NONE, SLICE_NONE, SLICE_NONE};
    struct picture_looks looks;
    struct arena *arena = gallery->arena;
    if (!gallery->wants_looks || picture->format == PICTURE_NONE ||
        picture->format == PICTURE_SVG ||
        !picture_looks_find(gallery->writer->around->media, file, picture,
                            gallery->writer->shape->looks, &looks) ||
        looks.color[0] == '\0')
        return shown;
    shown.color = arena_copy(arena, slice_of(looks.color));
    shown.thumbhash = arena_copy(arena, slice_of(looks.thumbhash));
    shown.srcset = srcset_of(gallery, file, picture, &looks);
    return shown;
}

static void add_image(struct gallery *gallery, const struct image *image,
                      const struct media_file *file)
{
    const struct media *media = gallery->writer->around->media;
    const struct media_kind *kind = kind_of(image->src);
    struct picture picture = {.format = PICTURE_NONE};
    bool is_known = file != NULL && media_picture(media, file, &picture);
    const char *type = is_known       ? picture_format_type(picture.format)
                       : kind != NULL ? kind->type
                                      : NULL;
    const struct image_looks looks = looks_of(gallery, file, &picture);
    const struct member members[] = {
        {SLICE("src"), value_of_text(image->src)},
        {SLICE("url"), url_value(gallery, image->url)},
        {SLICE("path"),
         value_of_text_or_null(file != NULL ? file->path : SLICE_NONE)},
        {SLICE("href"), value_of_text_or_null(href_of(gallery, file))},
        {SLICE("width"), number_or_null(picture.width)},
        {SLICE("height"), number_or_null(picture.height)},
        {SLICE("orientation"),
         number_or_null(is_known ? picture.orientation : 0)},
        {SLICE("type"), value_of_text_or_null(slice_of(type))},
        {SLICE("alt"), value_of_text_or_null(image->alt)},
        {SLICE("field"), value_of_text_or_null(image->field)},
        {SLICE("color"), value_of_text_or_null(looks.color)},
        {SLICE("thumbhash"), value_of_text_or_null(looks.thumbhash)},
        {SLICE("srcset"), value_of_text_or_null(looks.srcset)},
    };
    value_list_add(
        &gallery->images,
        value_of_members(members, ARRAY_COUNT(members), gallery->arena),
        gallery->arena);
}

/* A sentence may end with a file name, too. */
static bool names_picture(struct slice text)
{
    if (text.size > MAX_SRC_BYTES || kind_of(text) == NULL ||
        slice_find_char(text, 0, '\n') < text.size)
        return false;
    return is_elsewhere(text) ? slice_find_char(text, 0, ' ') == text.size
                              : string_names_media(slot_path(text));
}

/* {image: a.jpg, alt: ...}, {imageAlt: ...}, {image_alt: ...} */
static struct slice alt_beside(const struct value *mapping, struct slice key,
                               struct arena *arena)
{
    static const char *const names[] = {"alt", "altText", "alt_text",
                                        "image_alt", "imageAlt"};
    static const char *const ends[] = {"Alt", "_alt", "-alt"};
    for (size_t i = 0; i < ARRAY_COUNT(ends); i++) {
        struct slice name =
            arena_printf(arena, "%.*s%s", SLICE_FMT(key), ends[i]);
        const struct value *found = value_find_slice(mapping, name);
        if (value_is_string(found))
            return value_text(found);
    }
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        const struct value *found = value_find(mapping, names[i]);
        if (value_is_string(found))
            return value_text(found);
    }
    return SLICE_NONE;
}

static void add_named(struct gallery *gallery, struct slice src,
                      struct slice alt, struct slice field)
{
    const struct media_file *file = find_file(gallery, src);
    const struct image image = {src, front_url(gallery, src, file), alt, field};
    add_image(gallery, &image, file);
}

/* All below a value of front matter. Recursion is as deep as it is nested. */
static void add_fields(struct gallery *gallery, const struct value *value,
                       struct slice field, unsigned depth)
{
    struct arena *arena = gallery->arena;
    const char *dot = field.size > 0 ? "." : "";
    if (depth == MAX_FIELD_DEPTH || gallery->images.count >= IMAGES_MAX)
        return;
    for (size_t i = 0; value_is_object(value) && i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        struct slice path = arena_printf(arena, "%.*s%s%.*s", SLICE_FMT(field),
                                         dot, SLICE_FMT(member->key));
        struct slice text = value_text(&member->value);
        if (text.data != NULL && names_picture(text))
            add_named(gallery, text, alt_beside(value, member->key, arena),
                      path);
        add_fields(gallery, &member->value, path, depth + 1);
    }
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        const struct value *item = &value->as.items[i];
        struct slice path =
            arena_printf(arena, "%.*s%s%zu", SLICE_FMT(field), dot, i);
        struct slice text = value_text(item);
        if (text.data != NULL && names_picture(text))
            add_named(gallery, text, SLICE_NONE, path);
        add_fields(gallery, item, path, depth + 1);
    }
}

static struct slice decode(struct gallery *gallery, struct slice value)
{
    struct str out = {0};
    if (value.data == NULL)
        return SLICE_NONE;
    html_append_value(&out, slice_trim(value));
    struct slice text = arena_copy(gallery->arena, str_slice(&out));
    str_release(&out);
    return text;
}

/* Both have the same tags in the same order. */
static void add_body(struct gallery *gallery, const struct markdown *body,
                     const struct slice *hrefs)
{
    struct str written = {0}, resolved = {0};
    html_render(body, NULL, &written);
    html_render(body, hrefs, &resolved);
    struct html_scan as_written = {.html = str_slice(&written)};
    struct html_scan as_shown = {.html = str_slice(&resolved)};
    struct html_image tag, shown;
    while (gallery->images.count < IMAGES_MAX &&
           html_image_next(&as_written, &tag) &&
           html_image_next(&as_shown, &shown)) {
        struct slice src = decode(gallery, tag.src);
        if (tag.is_template || src.size == 0 || src.size > MAX_SRC_BYTES ||
            slice_starts(src, "data:"))
            continue;
        const struct image image = {src, decode(gallery, shown.src),
                                    decode(gallery, tag.alt), SLICE_NONE};
        add_image(gallery, &image, find_file(gallery, src));
    }
    if (gallery->writer->shape->work != NULL)
        shape_count_work(gallery->writer->shape, written.size + resolved.size);
    str_release(&written);
    str_release(&resolved);
}

static bool may_show(const struct parts *parts, const char *name)
{
    return parts_choose_member(parts, slice_of(name)).is_shown;
}

/* Whether any image may show what has to be looked for: images.color, and
 * images.0.color as well. */
static bool wants_looks(const struct parts *parts)
{
    static const char *const names[] = {"color", "thumbhash", "srcset"};
    if (parts->names == NULL || parts_name_elements(parts))
        return true;
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        if (may_show(parts, names[i]))
            return true;
    }
    return false;
}

void images_write(const struct member_writer *w, const struct entry *entry,
                  const struct slice *hrefs, const struct parts *parts)
{
    const struct body_section *section = w->shape->section;
    struct arena scratch = {0};
    struct gallery gallery = {.writer = w, .entry = entry, .arena = &scratch};
    gallery.wants_looks = wants_looks(parts);
    gallery.has_base =
        w->shape->has_absolute_urls && site_base_find(w->around, &gallery.base);
    if (section == NULL)
        add_fields(&gallery, entry_own_root(entry), SLICE(""), 0);
    if (entry_is_document(entry))
        add_body(&gallery,
                 section != NULL ? &section->body : &entry->source->body,
                 hrefs);
    struct value all = value_list_array(&gallery.images);
    parts_write_value(w->out, &all, parts, w->shape->work);
    arena_release(&scratch);
}
