/* slots.c - most destinations mean what they say.
 *
 *     https://example.org  mailto:a@b  //host  #part  ?page=2    as written
 *     /about  /images/a.png           a page or file of the site       slot
 *     {{ page.url }}  @/a.png  ~/a.png   for other programs        as written
 *     other.md  ../a.md#part  /posts/a.md      another document        slot
 *     statamic://entry::4f1d                   likewise                slot
 *     images/a.png  ./a  a/b?c                 beside this document    slot
 *
 * A slot costs memory for as long as its document lives, so it is only made
 * where something may come of it. */
#include "document/render.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/path.h"

/* A scheme and its colon (RFC 3986, 3.1). */
static bool has_scheme(struct slice destination)
{
    for (size_t at = 0; at < destination.size; at++) {
        char c = destination.data[at];
        bool is_later = ascii_is_digit(c) || c == '+' || c == '-' || c == '.';
        if (c == ':')
            return at > 0;
        if (!ascii_is_letter(c) && (at == 0 || !is_later))
            return false;
    }
    return false;
}

struct slice slot_path(struct slice destination)
{
    struct slice path =
        slice_sub(destination, 0, slice_find_char(destination, 0, '#'));
    return slice_sub(path, 0, slice_find_char(path, 0, '?'));
}

bool slot_names_document(struct slice destination)
{
    enum source_kind kind;
    return (source_kind_of(slot_path(destination), &kind) &&
            kind == SOURCE_MARKDOWN) ||
           slice_starts(destination, SLOT_STATAMIC_ENTRY) ||
           slice_starts(destination, SLOT_HEXO_POST);
}

bool slot_names_media(struct slice destination)
{
    return path_is_media(slot_path(destination));
}

/* "@/a.md" of Zola, "{filename}a.md" of Pelican, and what Statamic and Hexo
 * name; for images "@" is an alias of bundlers. */
static bool has_prefix_of_document(struct slice destination)
{
    static const char *const prefixes[] = {"@/", "{filename}", "|filename|",
                                           SLOT_STATAMIC_ENTRY, SLOT_HEXO_POST};
    for (size_t i = 0; i < ARRAY_COUNT(prefixes); i++) {
        if (slice_starts(destination, prefixes[i]))
            return slot_names_document(destination);
    }
    return false;
}

bool slot_is_needed(struct slice destination)
{
    if (has_prefix_of_document(destination))
        return true;
    if (slot_path(destination).size == 0 || has_scheme(destination) ||
        slice_find_char(destination, 0, '{') < destination.size)
        return false;
    switch (destination.data[0]) {
    case '@':
    case '~':
        return false;
    case '/':
        return !slice_starts(destination, "//");
    default:
        return true;
    }
}

void slots_add(struct slots *slots, struct slice destination, uint32_t line)
{
    slots->items = arena_grow(slots->arena, slots->items, slots->count,
                              &slots->capacity, sizeof(struct slot));
    slots->items[slots->count++] = (struct slot){
        .destination = arena_copy(slots->arena, destination),
        .line = line,
    };
}

void slots_add_note(struct slots *slots, struct slice destination,
                    uint32_t line)
{
    slots_add(slots, destination, line);
    slots->items[slots->count - 1].kind = SLOT_NOTE;
    slots->items[slots->count - 1].is_note = true;
    slots_add(slots, SLICE(""), line);
    slots->items[slots->count - 1].kind = SLOT_NOTE_END;
}

void slots_add_image(struct slots *slots, struct slice destination,
                     uint32_t line, bool has_size, bool has_loading)
{
    bool is_needed = !has_size && slot_is_needed(destination);
    slots_add(slots, is_needed ? destination : SLICE(""), line);
    struct slot *slot = &slots->items[slots->count - 1];
    slot->kind = SLOT_IMAGE;
    slot->has_size = has_size;
    slot->has_loading = has_loading;
}

/* What its address is shown as may depend on the server. */
static void add_source(struct slots *slots, const struct node *node,
                       struct slice src, struct slice destination,
                       uint32_t line)
{
    size_t start = (size_t)(src.data - node->text.data);
    if (!slot_is_needed(destination))
        return;
    slots_add(slots, destination, line);
    struct slot *slot = &slots->items[slots->count - 1];
    slot->kind = SLOT_SOURCE;
    slot->start = start;
    slot->end = start + src.size;
}

void slots_add_html(struct slots *slots, struct html_scan *scan,
                    struct node *node, uint32_t line)
{
    struct html_image image;
    size_t first = slots->count;
    struct str src = {0};
    scan->html = node->text;
    scan->at = 0;
    while (html_image_next(scan, &image)) {
        if (image.is_template || image.src.data == NULL)
            continue;
        str_clear(&src);
        html_append_value(&src, slice_trim(image.src));
        slots_add_image(slots, str_slice(&src), line, image.has_size,
                        image.has_loading);
        struct slot *slot = &slots->items[slots->count - 1];
        slot->start = slot->end = image.tag_at;
        slot->has_srcset = image.has_srcset;
        add_source(slots, node, slice_trim(image.src), str_slice(&src), line);
    }
    str_release(&src);
    node->as.foreign.first_slot = (uint32_t)first + 1;
    node->as.foreign.slot_count = (uint32_t)(slots->count - first);
}

bool string_names_media(struct slice text)
{
    bool has_space = slice_find_char(text, 0, ' ') < text.size;
    bool has_slash = slice_find_char(text, 0, '/') < text.size;
    return path_is_media(text) && (has_slash || !has_space) &&
           slot_is_needed(text);
}
