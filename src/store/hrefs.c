/* hrefs.c - a link between two files becomes a link between two pages.
 *
 *     content/posts/a.md    [x](b.md#part)       -> /posts/b#part
 *                           [x](/pages/c.md)     -> /c
 *                           ![x](images/a.png)   -> https://example.org/posts/
 *                                                       images/a.png
 *
 * Writers name a file from where they stand, from the top of the repository,
 * or from the top of the content; the first that exists is meant. A file that
 * is no document is only known by where it lies: beside this one, so its
 * address is made from that of this one's page, and without the site's own
 * address nothing is known of it at all.
 *
 * What is not published might as well not exist: a link to a draft gets the
 * same warning as one to nothing. */
#include "store/hrefs.h"

#include "base/unicode.h"
#include "document/path.h"
#include "store/backlinks.h"

#include <string.h>

/* The most of a destination that a message repeats. */
#define SHOWN_MAX_BYTES 200

struct resolver {
    struct snapshot *snapshot;
    struct slice roots[2];   /* where a path from the top may begin */
    struct slice public_url; /* without a slash at the end, or SLICE_NONE */
    struct str decoded;      /* scratch, as the next one */
    struct str joined;
    /* Of the document at hand: */
    struct entry *entry;
    const struct source *source;
    struct slice page_folder; /* SLICE_NONE: its files have no address */
    size_t missing_count;
};

static int digit_value(char c)
{
    static const char digits[] = "0123456789abcdef";
    if (c >= 'A' && c <= 'F')
        c = (char)(c - 'A' + 'a');
    const char *digit = c != '\0' ? strchr(digits, c) : NULL;
    return digit != NULL ? (int)(digit - digits) : -1;
}

/* The name of a file, from a path in which a blank is "%20". A "%" that stands
 * for no byte is itself: people write paths by hand. */
static struct slice decode(struct str *out, struct slice path)
{
    str_clear(out);
    for (size_t at = 0; at < path.size; at++) {
        bool is_escape = path.data[at] == '%' && at + 2 < path.size;
        int high = is_escape ? digit_value(path.data[at + 1]) : -1;
        int low = is_escape ? digit_value(path.data[at + 2]) : -1;
        if (high < 0 || low < 0) {
            str_append_char(out, path.data[at]);
            continue;
        }
        str_append_char(out, (char)(high * 16 + low));
        at += 2;
    }
    return str_slice(out);
}

static void drop_segment(struct str *path)
{
    while (path->size > 0 && path->data[--path->size] != '/')
        continue;
}

/* Puts `path`, seen from `folder`, into *out, with no slash in front and no
 * dots (RFC 3986, 5.2.4). Returns false where it leads out of the top; what is
 * in *out then begins at the top. */
static bool join(struct str *out, struct slice folder, struct slice path)
{
    bool is_inside = true, is_folder = false;
    struct slice segment;

    str_clear(out);
    str_append(out, folder);
    while (slice_cut(&path, '/', &segment)) {
        bool is_up = slice_is(segment, "..");
        is_folder = is_up || segment.size == 0 || slice_is(segment, ".");
        if (is_up) {
            is_inside = is_inside && out->size > 0;
            drop_segment(out);
        } else if (!is_folder) {
            if (out->size > 0)
                str_append_char(out, '/');
            str_append(out, segment);
        }
    }
    if (is_folder && out->size > 0)
        str_append_char(out, '/');
    return is_inside;
}

static struct entry *find_target(struct resolver *resolver, struct slice path)
{
    const struct snapshot *snapshot = resolver->snapshot;
    struct str *joined = &resolver->joined;
    struct entry *entry = NULL;

    if (!slice_starts(path, "/") &&
        join(joined, path_folder(resolver->source->path), path))
        entry = map_find(&snapshot->paths, str_slice(joined));
    if (entry == NULL && join(joined, SLICE(""), path))
        entry = snapshot_find_path(snapshot, str_slice(joined));
    for (size_t i = 0; i < 2 && entry == NULL; i++) {
        if (join(joined, resolver->roots[i], path))
            entry = map_find(&snapshot->paths, str_slice(joined));
    }
    return entry;
}

static void warn_of_missing(struct resolver *resolver, const struct slot *slot)
{
    struct diagnostics *diagnostics = &resolver->snapshot->diagnostics;
    struct slice shown = utf8_truncate(slot->destination, SHOWN_MAX_BYTES);

    diagnostics->path = resolver->source->path;
    if (resolver->missing_count++ < DIAGNOSTICS_MAX_PER_FILE)
        diagnostics_add(diagnostics, DIAGNOSTIC_LINK_TARGET_MISSING, slot->line,
                        0, "correct the path, add the file, or take it out",
                        "a link leads to '%.*s', where nothing is published",
                        SLICE_FMT(shown));
    else if (resolver->missing_count == DIAGNOSTICS_MAX_PER_FILE + 1)
        diagnostics_add(diagnostics, DIAGNOSTIC_MORE_FOLLOW, slot->line, 0,
                        "correct the ones above first",
                        "the file has more broken links than are named");
}

/* The page of the document that is linked to, with the link's own query and
 * fragment; SLICE_NONE where the link stays as it is. */
static struct slice page_href(struct resolver *resolver,
                              const struct slot *slot)
{
    struct arena *arena = &resolver->snapshot->arena;
    struct slice path = slot_path(slot->destination);
    struct entry *target =
        find_target(resolver, decode(&resolver->decoded, path));

    if (target == NULL) {
        warn_of_missing(resolver, slot);
        return SLICE_NONE;
    }
    backlink_add(resolver->snapshot, resolver->entry, target);
    if (target->url.data == NULL)
        return SLICE_NONE; /* a person's file, say: it has no page */
    struct slice url = path_encode(target->url, arena);
    if (path.size == slot->destination.size)
        return url;
    return arena_printf(arena, "%.*s%.*s", SLICE_FMT(url),
                        SLICE_FMT(slice_from(slot->destination, path.size)));
}

static struct slice file_href(struct resolver *resolver,
                              const struct slot *slot)
{
    struct slice path = slot_path(slot->destination);
    if (resolver->page_folder.data == NULL)
        return SLICE_NONE;
    (void)join(&resolver->joined, resolver->page_folder, path);
    return arena_printf(&resolver->snapshot->arena, "%.*s/%.*s%.*s",
                        SLICE_FMT(resolver->public_url),
                        SLICE_FMT(str_slice(&resolver->joined)),
                        SLICE_FMT(slice_from(slot->destination, path.size)));
}

static struct slice without_slashes(struct slice text)
{
    while (slice_starts(text, "/"))
        text = slice_from(text, 1);
    while (slice_ends(text, "/"))
        text = slice_sub(text, 0, text.size - 1);
    return text;
}

/* Where the front end has the files that lie beside the document. "a/b.md" is
 * the page /a/b in the folder /a; "a/b/index.md" is that page too, but lies
 * where /a/b/ is, as does a page whose url ends with a slash. */
static struct slice page_folder(const struct resolver *resolver,
                                const struct entry *entry)
{
    struct slice name = entry->source->name;
    if (resolver->public_url.data == NULL || entry->url.data == NULL)
        return SLICE_NONE;
    struct slice page = without_slashes(entry->url);
    bool is_folder = slice_is(name, "index") || slice_is(name, "_index") ||
                     slice_ends(entry->url, "/");
    return path_encode(is_folder ? page : path_folder(page),
                       &resolver->snapshot->arena);
}

static void resolve_document(struct resolver *resolver, struct entry *entry)
{
    const struct markdown *body = &entry->source->body;
    struct slice *hrefs = arena_alloc(&resolver->snapshot->arena,
                                      body->slot_count, sizeof(struct slice));

    resolver->entry = entry;
    resolver->source = entry->source;
    resolver->page_folder = page_folder(resolver, entry);
    resolver->missing_count = 0;
    for (size_t i = 0; i < body->slot_count; i++) {
        const struct slot *slot = &body->slots[i];
        hrefs[i] = slot_names_document(slot->destination)
                       ? page_href(resolver, slot)
                       : file_href(resolver, slot);
        if (hrefs[i].data != NULL)
            entry->hrefs = hrefs; /* else the HTML is right as it is */
    }
}

void resolve_hrefs(struct snapshot *snapshot, const struct build_input *input)
{
    struct slice root = input->tree.content_root;
    struct slice public_url = input->public_url;
    while (slice_ends(public_url, "/"))
        public_url = slice_sub(public_url, 0, public_url.size - 1);
    struct resolver resolver = {
        .snapshot = snapshot,
        .roots = {root,
                  arena_printf(&snapshot->arena, "%.*s%spages", SLICE_FMT(root),
                               root.size > 0 ? "/" : "")},
        .public_url = public_url.size > 0 ? public_url : SLICE_NONE,
    };
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct entry *entry =
            map_find(&snapshot->paths, snapshot->sources[i]->path);
        if (entry != NULL && entry->source->body.slot_count > 0)
            resolve_document(&resolver, entry);
    }
    str_release(&resolver.decoded);
    str_release(&resolver.joined);
}
