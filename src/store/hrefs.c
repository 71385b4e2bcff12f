/* hrefs.c - a link between two files becomes a link between two pages.
 *
 *     content/posts/a.md    [x](b.md#part)       -> /posts/b#part
 *                           [x](/pages/c.md)     -> /c
 *                           ![x](images/a.png)   -> https://example.org/posts/
 *                                                       images/a.png
 *
 * A file that is not a document has an address only relative to the document:
 * it is made from the address of the document's page, and cannot be made
 * without the site's public URL. Or media.urls says which address it has
 * (media_links.c).
 *
 * Images get attributes, too: the size of a picture that is a file of the site,
 * so that the page does not jump when it comes; and all but the first of a body
 * are loaded only when they come near the window.
 *
 * A link between notes, [[b]], has no element in the HTML until it is known to
 * lead to something that is published: it has two slots, one for each tag.
 *
 * A link that is written as a front-end address, /blog/b, is left unchanged,
 * but counts as a backlink of that document. Links that lead nowhere are also
 * left unchanged; the room lint warns about them. */
#include "store/hrefs.h"

#include "base/ascii.h"
#include "base/percent.h"
#include "base/unicode.h"
#include "document/note_link.h"
#include "document/path.h"
#include "layout/place.h"
#include "media/facts.h"
#include "store/backlinks.h"
#include "store/link.h"
#include "store/media_links.h"
#include "store/notes.h"
#include "store/srcset.h"

#include <string.h>

struct resolver {
    struct arena *arena; /* for the addresses */
    const struct policy *policy;
    struct links links;
    struct str buffer;
    struct slice public_url; /* without a slash at the end, or SLICE_NONE */
    /* Of the document at hand: */
    const struct entry *entry;
    struct slice page_folder; /* SLICE_NONE: it has no page */
    bool has_image;           /* before the slot at hand */
    /* Of the images in all bodies, in their order; NULL: they are looked up one
     * by one. */
    const struct picture *next_picture;
};

/* Returns the page of `target`, with the query and fragment of the link;
 * SLICE_NONE if the target has no page, such as the file of a person. */
static struct slice page_href(struct resolver *resolver,
                              const struct slot *slot,
                              const struct entry *target)
{
    struct arena *arena = resolver->arena;
    struct slice path = slot_path(slot->destination);
    if (target->url.data == NULL)
        return SLICE_NONE;
    if (path.size == slot->destination.size)
        return target->url;
    return arena_printf(arena, "%.*s%.*s", SLICE_FMT(target->url),
                        SLICE_FMT(slice_from(slot->destination, path.size)));
}

/* Returns the address of a file beside the document. */
static struct slice file_href(struct resolver *resolver,
                              const struct slot *slot)
{
    struct slice path = slot_path(slot->destination);
    str_clear(&resolver->buffer);
    if (media_append_shown(&resolver->buffer, resolver->links.snapshot,
                           resolver->entry, slot->destination))
        return arena_copy(resolver->arena, str_slice(&resolver->buffer));
    if (resolver->page_folder.data == NULL || slice_starts(path, "/") ||
        resolver->public_url.data == NULL)
        return SLICE_NONE;
    (void)path_join(&resolver->buffer,
                    percent_encode(resolver->page_folder, resolver->arena),
                    path);
    return arena_printf(resolver->arena, "%.*s/%.*s%.*s",
                        SLICE_FMT(resolver->public_url),
                        SLICE_FMT(str_slice(&resolver->buffer)),
                        SLICE_FMT(slice_from(slot->destination, path.size)));
}

static bool is_in_url(unsigned char c)
{
    return c > ' ' && c < 0x7F && strchr("\"<>[\\]^`{|}", c) == NULL;
}

/* Escaped as cmark escapes destinations (CommonMark leaves that to the
 * implementation): bytes that are not allowed in a URL are percent-encoded, and
 * characters that are special in HTML become entities. The result needs no
 * escaping in JSON. */
static struct slice escape_href(struct resolver *resolver, struct slice href)
{
    struct str *out = &resolver->buffer;
    str_clear(out);
    for (size_t i = 0; i < href.size; i++) {
        unsigned char c = (unsigned char)href.data[i];
        if (c == '&')
            str_append(out, SLICE("&amp;"));
        else if (c == '\'')
            str_append(out, SLICE("&#x27;"));
        else if (is_in_url(c))
            str_append_char(out, (char)c);
        else
            str_appendf(out, "%%%02X", c);
    }
    return arena_copy(resolver->arena, str_slice(out));
}

/* Returns the id of what a link names in a note: a heading by its words, or
 * "^id" of a block; SLICE_NONE if there is none. */
static struct slice part_id(struct resolver *resolver,
                            const struct entry *target, struct slice part)
{
    const struct markdown *body = &target->source->body;
    if (slice_starts(part, "^") || part.size == 0)
        return part.size > 0 ? part : SLICE_NONE;
    struct slice wanted = unicode_slug(resolver->arena, part);
    for (size_t i = 0; i < body->heading_count; i++) {
        const struct heading *heading = &body->headings[i];
        if (slice_equal(heading->text, part) ||
            slice_equal(unicode_slug(resolver->arena, heading->text), wanted))
            return heading->id;
    }
    return SLICE_NONE;
}

static struct slice note_href(struct resolver *resolver,
                              const struct entry *target,
                              const struct note_link *link)
{
    bool is_own = link->path.size == 0;
    if (target->url.data == NULL && !is_own)
        return SLICE_NONE;
    struct slice id = part_id(resolver, target, link->part);
    struct slice page = is_own ? SLICE("") : target->url;
    if (id.data == NULL)
        return is_own ? SLICE_NONE : page;
    return arena_printf(resolver->arena, "%.*s#%.*s", SLICE_FMT(page),
                        SLICE_FMT(percent_encode(id, resolver->arena)));
}

/* A file of a vault, wherever it is; on the site, by its path in the vault. */
static struct slice note_file_href(struct resolver *resolver,
                                   const struct slot *slot)
{
    const struct snapshot *snapshot = resolver->links.snapshot;
    const struct media_file *file =
        notes_find_media(snapshot, resolver->entry->source, slot->destination);
    if (file == NULL)
        return SLICE_NONE;
    struct slice path =
        arena_printf(resolver->arena, "/%.*s",
                     SLICE_FMT(percent_encode(file->path, resolver->arena)));
    str_clear(&resolver->buffer);
    if (media_append_shown(&resolver->buffer, snapshot, resolver->entry, path))
        return arena_copy(resolver->arena, str_slice(&resolver->buffer));
    struct slice below = file->path;
    struct slice root = snapshot_find_root(snapshot, below)->content_root;
    if (root.size > 0 && path_is_within(below, root))
        below = slice_from(below, root.size + 1);
    return arena_printf(resolver->arena, "%.*s/%.*s",
                        SLICE_FMT(resolver->public_url.data != NULL
                                      ? resolver->public_url
                                      : SLICE("")),
                        SLICE_FMT(percent_encode(below, resolver->arena)));
}

/* Of a link between notes. One to a part of the same note leads to no other. */
static struct slice resolve_note(struct resolver *resolver,
                                 const struct slot *slot,
                                 struct entry **ret_target)
{
    struct note_link link;
    *ret_target = NULL;
    if (!note_link_parse(slot->destination, &link))
        return SLICE_NONE;
    if (link.path.size == 0) {
        *ret_target = (struct entry *)resolver->entry;
        return note_href(resolver, resolver->entry, &link);
    }
    *ret_target =
        links_find_note(&resolver->links, resolver->entry->source, link.path);
    return *ret_target != NULL ? note_href(resolver, *ret_target, &link)
                               : note_file_href(resolver, slot);
}

static bool links_to_notes(const struct resolver *resolver)
{
    return (resolver->entry->source->input.options.foreign & FOREIGN_VAULT) !=
           0;
}

/* "[words](Other%20note)", which in a vault is wherever it is. */
static struct slice resolve_note_path(struct resolver *resolver,
                                      const struct slot *slot,
                                      struct entry **ret_target)
{
    struct slice path = slot_path(slot->destination);
    struct slice rest = slice_from(slot->destination, path.size);
    struct note_link link = {.part = SLICE_NONE};
    struct slice decoded = links_decode(&resolver->links, path);
    *ret_target =
        links_find_note(&resolver->links, resolver->entry->source, decoded);
    if (slice_starts(rest, "#") && !percent_decode(slice_from(rest, 1), false,
                                                   resolver->arena, &link.part))
        link.part = slice_from(rest, 1);
    link.path = path;
    return *ret_target != NULL ? note_href(resolver, *ret_target, &link)
                               : SLICE_NONE;
}

/* Returns what the slot's link becomes; SLICE_NONE if it is left unchanged.
 * *ret_target is what it leads to, or NULL. */
static struct slice resolve_slot(struct resolver *resolver,
                                 const struct slot *slot,
                                 struct entry **ret_target)
{
    struct slice destination = slot->destination;
    bool is_file = slot_names_document(destination);
    if (slot->is_note)
        return resolve_note(resolver, slot, ret_target);
    *ret_target = NULL;
    if (is_file)
        *ret_target = links_find_document(&resolver->links,
                                          resolver->entry->source, destination);
    else if (!slot_names_media(destination))
        *ret_target = links_find_page(&resolver->links, resolver->page_folder,
                                      destination);
    if (*ret_target == NULL && !slot_names_media(destination) &&
        links_to_notes(resolver)) {
        struct slice href = resolve_note_path(resolver, slot, ret_target);
        if (*ret_target != NULL)
            return href;
    }
    if (!is_file)
        return file_href(resolver, slot);
    return *ret_target != NULL ? page_href(resolver, slot, *ret_target)
                               : SLICE_NONE;
}

static void turn_to(struct resolver *resolver, const struct entry *entry)
{
    resolver->entry = entry;
    resolver->page_folder = entry_page_folder(entry);
    resolver->has_image = false;
}

/* Where a page begins, its picture is to come at once, whatever the browser
 * knows of the layout by then; so the first of a body is never lazy. */
static bool is_late(struct resolver *resolver, const struct slot *slot)
{
    bool is_first = !resolver->has_image;
    resolver->has_image = true;
    return !is_first && !slot->has_loading && resolver->policy->lazy_images;
}

static const struct media_file *find_file(const struct resolver *resolver,
                                          const struct slot *slot)
{
    const struct media *media = resolver->links.snapshot->media;
    if (slot->destination.size == 0 || media == NULL ||
        !resolver->policy->sized_images)
        return NULL;
    if (slot->is_note)
        return notes_find_media(resolver->links.snapshot,
                                resolver->entry->source, slot->destination);
    return media_resolve(media, path_folder(resolver->entry->source->path),
                         slot->destination);
}

/* Only a size that every browser agrees with, so that the page is laid out as
 * it would be without. */
static bool has_size(struct resolver *resolver, const struct slot *slot,
                     struct picture *ret_picture)
{
    if (resolver->next_picture != NULL) {
        *ret_picture = *resolver->next_picture++;
        return ret_picture->format != PICTURE_NONE && ret_picture->is_certain;
    }
    const struct media_file *file = find_file(resolver, slot);
    return file != NULL &&
           media_picture(resolver->links.snapshot->media, file, ret_picture) &&
           ret_picture->is_certain;
}

#define LATE " loading=\\\"lazy\\\""

/* There may be one for each document, and printf() would take half of the time
 * of all this. */
static void append_number(struct str *out, uint32_t number)
{
    char digits[16];
    size_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    str_append(out, (struct slice){digits + at, sizeof digits - at});
}

/* As the value of an attribute, within JSON. */
static void append_attribute(struct str *out, const char *name,
                             struct slice value)
{
    str_appendf(out, " %s=\\\"", name);
    for (size_t i = 0; i < value.size; i++) {
        char c = value.data[i];
        if (c == '&')
            str_append(out, SLICE("&amp;"));
        else if (c == '"')
            str_append(out, SLICE("&quot;"));
        else if (c == '<')
            str_append(out, SLICE("&lt;"));
        else if (c == '\\')
            str_append(out, SLICE("\\\\"));
        else
            str_append_char(out, ascii_is_control(c) ? ' ' : c);
    }
    str_append_text(out, "\\\"");
}

static bool offers_widths(const struct policy *policy, const struct slot *slot,
                          const struct picture *picture)
{
    return policy->has_srcset && policy->media_urls == MEDIA_URLS_API &&
           !slot->has_srcset && srcset_is_made(policy, picture);
}

/* The widths among which a browser chooses, by how wide the page shows the
 * image. That of one that is lazy it knows by then (HTML, `sizes=auto`). */
static void append_srcset(struct resolver *resolver, const struct slot *slot,
                          const struct picture *picture, bool is_lazy)
{
    const struct policy *policy = resolver->policy;
    const struct srcset_addresses addresses = {.before = SLICE("")};
    const struct media_file *file = find_file(resolver, slot);
    struct str srcset = {0}, sizes = {0};
    if (file == NULL)
        return;
    srcset_append(&srcset, policy, file, picture, &addresses);
    append_attribute(&resolver->buffer, "srcset", str_slice(&srcset));
    str_append_text(&sizes, is_lazy ? "auto, " : "");
    str_append(&sizes, policy->image_sizes.size > 0 ? policy->image_sizes
                                                    : SLICE("100vw"));
    append_attribute(&resolver->buffer, "sizes", str_slice(&sizes));
    str_release(&srcset);
    str_release(&sizes);
}

static struct slice image_attributes(struct resolver *resolver,
                                     const struct slot *slot)
{
    struct picture picture;
    struct str *out = &resolver->buffer;
    bool is_lazy = is_late(resolver, slot);
    if (!has_size(resolver, slot, &picture))
        return is_lazy ? SLICE(LATE) : SLICE_NONE;
    str_clear(out);
    str_append(out, SLICE(" width=\\\""));
    append_number(out, picture.width);
    str_append(out, SLICE("\\\" height=\\\""));
    append_number(out, picture.height);
    str_append(out, SLICE("\\\""));
    str_append(out, is_lazy ? SLICE(LATE) : SLICE(""));
    if (offers_widths(resolver->policy, slot, &picture))
        append_srcset(resolver, slot, &picture, is_lazy);
    return arena_copy(resolver->arena, str_slice(out));
}

/* Of a slot that leads nowhere by itself; false for a link. */
static bool resolve_part(struct resolver *resolver, const struct markdown *body,
                         size_t i, struct slice *hrefs)
{
    const struct slot *slot = &body->slots[i];
    struct slice href;
    switch (slot->kind) {
    case SLOT_IMAGE:
        hrefs[i] = image_attributes(resolver, slot);
        return true;
    case SLOT_SOURCE:
        href = file_href(resolver, slot);
        hrefs[i] = href.data != NULL ? escape_href(resolver, href) : SLICE_NONE;
        return true;
    case SLOT_NOTE_END:
        hrefs[i] = hrefs[i - 1].data != NULL ? SLICE("") : SLICE_NONE;
        return true;
    default:
        return false;
    }
}

static void resolve_document(struct resolver *resolver,
                             struct snapshot *snapshot, struct entry *entry)
{
    const struct markdown *body = &entry->source->body;
    struct slice *hrefs =
        arena_alloc(resolver->arena, body->slot_count, sizeof *hrefs);
    uint32_t *loose =
        arena_alloc(resolver->arena, body->slot_count, sizeof *loose);

    turn_to(resolver, entry);
    for (size_t i = 0; i < body->slot_count; i++) {
        struct entry *target;
        if (resolve_part(resolver, body, i, hrefs)) {
            entry->hrefs = hrefs[i].data != NULL ? hrefs : entry->hrefs;
            continue;
        }
        struct slice href = resolve_slot(resolver, &body->slots[i], &target);
        if (target == NULL)
            loose[entry->loose_count++] = (uint32_t)i;
        else
            backlink_add(snapshot, entry, target);
        if (href.data == NULL)
            continue; /* the HTML is right as it is */
        hrefs[i] = escape_href(resolver, href);
        entry->hrefs = hrefs;
    }
    entry->loose_slots = loose;
}

static void resolver_init(struct resolver *resolver,
                          const struct snapshot *snapshot, struct arena *arena)
{
    struct slice public_url = snapshot->policy.public_url;
    while (slice_ends(public_url, "/"))
        public_url = slice_sub(public_url, 0, public_url.size - 1);
    *resolver = (struct resolver){
        .arena = arena,
        .policy = &snapshot->policy,
        .public_url = public_url.size > 0 ? public_url : SLICE_NONE,
    };
    links_init(&resolver->links, snapshot);
}

static void resolver_release(struct resolver *resolver)
{
    links_release(&resolver->links);
    str_release(&resolver->buffer);
}

static bool has_slots(const struct entry *entry)
{
    return entry->source != NULL && (entry->traits & TRAIT_LINKS) != 0;
}

struct image_files {
    const struct media_file **items; /* NULL for one that is no file */
    size_t count, capacity;
};

static void add_images(struct resolver *resolver, struct image_files *files,
                       struct arena *arena)
{
    const struct markdown *body = &resolver->entry->source->body;
    for (size_t i = 0; i < body->slot_count; i++) {
        if (body->slots[i].kind != SLOT_IMAGE)
            continue;
        files->items = arena_grow(arena, files->items, files->count,
                                  &files->capacity, sizeof *files->items);
        files->items[files->count++] = find_file(resolver, &body->slots[i]);
    }
}

/* The heads of all pictures are read together, which is faster. The result is
 * in the arena. */
static const struct picture *
read_pictures(struct resolver *resolver, unsigned threads, struct arena *arena)
{
    const struct snapshot *snapshot = resolver->links.snapshot;
    struct image_files files = {0};
    for (size_t i = 0; i < snapshot->source_count; i++) {
        resolver->entry = &snapshot->entries[i];
        if (has_slots(resolver->entry))
            add_images(resolver, &files, arena);
    }
    struct picture *pictures =
        arena_objects(arena, files.count + 1, sizeof *pictures);
    if (files.count > 0 && snapshot->media != NULL)
        media_pictures(snapshot->media, files.items, files.count, threads,
                       pictures);
    return pictures;
}

void resolve_hrefs(struct snapshot *snapshot, unsigned threads)
{
    struct resolver resolver;
    struct arena scratch = {0};
    resolver_init(&resolver, snapshot, &snapshot->arena);
    if (resolver.policy->sized_images && snapshot->media != NULL)
        resolver.next_picture = read_pictures(&resolver, threads, &scratch);
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct entry *entry = &snapshot->entries[i];
        if (has_slots(entry))
            resolve_document(&resolver, snapshot, entry);
    }
    resolver_release(&resolver);
    arena_release(&scratch);
}

const struct slice *hrefs_among(const struct snapshot *snapshot,
                                const struct entry *entry, struct arena *arena)
{
    return hrefs_of_body(snapshot, entry, &entry->source->body, arena);
}

const struct slice *hrefs_of_body(const struct snapshot *snapshot,
                                  const struct entry *entry,
                                  const struct markdown *body,
                                  struct arena *arena)
{
    struct slice *hrefs = arena_alloc(arena, body->slot_count, sizeof *hrefs);
    struct resolver resolver;

    resolver_init(&resolver, snapshot, arena);
    turn_to(&resolver, entry);
    for (size_t i = 0; i < body->slot_count; i++) {
        struct entry *target;
        if (resolve_part(&resolver, body, i, hrefs))
            continue;
        struct slice href = resolve_slot(&resolver, &body->slots[i], &target);
        if (href.data != NULL)
            hrefs[i] = escape_href(&resolver, href);
    }
    resolver_release(&resolver);
    return hrefs;
}
