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
 * Where the names of such files are known, one that is not there gets a warning
 * too (media.c).
 *
 * A link that is written as the front end has it, /blog/b, stays as it is, but
 * is a link to that document for those who ask for backlinks. Where there is no
 * such page and should be one, a warning says so (pages.c).
 *
 * What is not published might as well not exist: a link to a draft gets the
 * same warning as one to nothing. */
#include "store/hrefs.h"

#include "base/percent.h"
#include "base/unicode.h"
#include "layout/place.h"
#include "store/backlinks.h"
#include "store/media.h"
#include "store/pages.h"

#include <string.h>

/* The most of a destination that a message repeats. */
#define SHOWN_MAX_BYTES 200

struct resolver {
    struct snapshot *snapshot;
    struct slice roots[2];   /* where a path from the top may begin */
    struct slice public_url; /* without a slash at the end, or SLICE_NONE */
    struct str decoded;      /* scratch, as the next one */
    struct str joined;
    struct str beside;
    struct str hint;
    struct media media;
    struct page_folders pages;
    /* Of the document at hand: */
    struct entry *entry;
    const struct source *source;
    struct slice page_folder; /* SLICE_NONE: it has no page */
    size_t missing_count;     /* of its links that lead nowhere */
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

/* What is wrong with a path, and where it stands. */
struct complaint {
    enum diagnostic_code code;
    const char *hint, *before, *after;
    struct slice path;
    uint32_t line, column;
};

static void tell(struct resolver *resolver, const struct complaint *complaint)
{
    struct diagnostics *diagnostics = &resolver->snapshot->diagnostics;

    diagnostics->path = resolver->source->path;
    if (resolver->missing_count++ == DIAGNOSTICS_MAX_PER_FILE)
        diagnostics_add(diagnostics, DIAGNOSTIC_MORE_FOLLOW, complaint->line, 0,
                        "correct the ones above first",
                        "the file has more broken links than are named");
    if (resolver->missing_count > DIAGNOSTICS_MAX_PER_FILE)
        return;
    diagnostics_add(diagnostics, complaint->code, complaint->line,
                    complaint->column, complaint->hint, "%s'%.*s'%s",
                    complaint->before,
                    SLICE_FMT(utf8_truncate(complaint->path, SHOWN_MAX_BYTES)),
                    complaint->after);
}

/* Of a link or an image in the body. */
static void warn(struct resolver *resolver, size_t index,
                 struct complaint complaint)
{
    const struct source *source = resolver->source;
    complaint.path = source->body.slots[index].destination;
    complaint.line = source->body.slots[index].line;
    if (resolver->missing_count < DIAGNOSTICS_MAX_PER_FILE)
        slot_find(&source->body, index, source->markdown, &complaint.line,
                  &complaint.column);
    tell(resolver, &complaint);
}

static void warn_of_page(struct resolver *resolver, size_t index,
                         const char *hint)
{
    warn(resolver, index,
         (struct complaint){
             .code = DIAGNOSTIC_LINK_TARGET_MISSING,
             .hint = hint,
             .before = "a link leads to ",
             .after = ", where nothing is published",
         });
}

/* The page of the document that is linked to, with the link's own query and
 * fragment; SLICE_NONE where the link stays as it is. */
static struct slice page_href(struct resolver *resolver, size_t index)
{
    const struct slot *slot = &resolver->source->body.slots[index];
    struct arena *arena = &resolver->snapshot->arena;
    struct slice path = slot_path(slot->destination);
    struct entry *target =
        find_target(resolver, decode(&resolver->decoded, path));

    if (target == NULL) {
        warn_of_page(resolver, index,
                     "correct the path, add the file, or take it out");
        return SLICE_NONE;
    }
    backlink_add(resolver->snapshot, resolver->entry, target);
    if (target->url.data == NULL)
        return SLICE_NONE; /* a person's file, say: it has no page */
    struct slice url = percent_encode(target->url, arena);
    if (path.size == slot->destination.size)
        return url;
    return arena_printf(arena, "%.*s%.*s", SLICE_FMT(url),
                        SLICE_FMT(slice_from(slot->destination, path.size)));
}

/* Of an image or the like, whether it is there; the complaint, but for its
 * place, is for one that is not. Its texts are scratch. */
static bool check_file(struct resolver *resolver, struct slice written,
                       struct complaint *ret_complaint)
{
    static const char usual[] = "correct the path, or add the file";
    struct slice path = decode(&resolver->decoded, slot_path(written));
    struct slice beside = SLICE_NONE, nearest = SLICE_NONE;

    if (!slice_starts(path, "/")) {
        if (!join(&resolver->beside, path_folder(resolver->source->path), path))
            return true;
        beside = str_slice(&resolver->beside);
    }
    (void)join(&resolver->joined, SLICE(""), path);
    path = str_slice(&resolver->joined);
    if (!media_is_missing(&resolver->media, path, beside))
        return true;

    if (resolver->missing_count < DIAGNOSTICS_MAX_PER_FILE)
        nearest = media_nearest(&resolver->media, path, beside);
    str_clear(&resolver->hint);
    if (nearest.data != NULL)
        str_appendf(&resolver->hint, "did you mean %.*s?",
                    SLICE_FMT(utf8_truncate(nearest, SHOWN_MAX_BYTES)));
    *ret_complaint = (struct complaint){
        .code = DIAGNOSTIC_FILE_MISSING,
        .hint = nearest.data != NULL ? resolver->hint.data : usual,
        .before = "there is no file ",
        .after = "",
    };
    return false;
}

static void check_slot(struct resolver *resolver, size_t index)
{
    struct complaint complaint;
    if (!check_file(resolver, resolver->source->body.slots[index].destination,
                    &complaint))
        warn(resolver, index, complaint);
}

static void check_front_matter(struct resolver *resolver)
{
    const struct references *media = &resolver->entry->meta->media;
    if (resolver->media.names.count == 0)
        return; /* nobody knows of any file */
    for (size_t i = 0; i < media->count; i++) {
        const struct value *value = media->items[i];
        struct complaint complaint;
        if (check_file(resolver, value_text(value), &complaint))
            continue;
        complaint.path = value_text(value);
        complaint.line = value->line;
        complaint.column = value->column;
        tell(resolver, &complaint);
    }
}

static struct entry *find_page(const struct snapshot *snapshot,
                               struct slice url)
{
    struct entry *page = map_find(&snapshot->urls, url);
    return page != NULL ? page : map_find(&snapshot->aliases, url);
}

static struct entry *find_page_of(struct resolver *resolver, struct str *url)
{
    struct entry *page = find_page(resolver->snapshot, str_slice(url));
    if (page != NULL || url->size == 1)
        return page;
    if (url->data[url->size - 1] == '/')
        return find_page(resolver->snapshot,
                         slice_sub(str_slice(url), 0, url->size - 1));
    str_append_char(url, '/');
    return find_page(resolver->snapshot, str_slice(url));
}

/* The document whose page a link leads to, with or without a slash at its end;
 * NULL for any other place. */
static struct entry *linked_page(struct resolver *resolver, size_t index)
{
    const struct slot *slot = &resolver->source->body.slots[index];
    struct str *url = &resolver->beside;
    struct slice path =
        decode(&resolver->decoded, slot_path(slot->destination));
    bool is_from_top = slice_starts(path, "/");
    if (!is_from_top && resolver->page_folder.data == NULL)
        return NULL;
    (void)join(&resolver->joined,
               is_from_top ? SLICE("") : resolver->page_folder, path);
    str_clear(url);
    str_append_char(url, '/');
    str_append(url, str_slice(&resolver->joined));

    struct entry *page = find_page_of(resolver, url);
    if (page == NULL &&
        page_is_missing(&resolver->pages, resolver->snapshot, str_slice(url)))
        warn_of_page(resolver, index, "correct the address, or take it out");
    return page;
}

/* The place of a file beside the document. */
static struct slice file_href(struct resolver *resolver,
                              const struct slot *slot)
{
    struct slice path = slot_path(slot->destination);
    if (resolver->page_folder.data == NULL || slice_starts(path, "/") ||
        resolver->public_url.data == NULL)
        return SLICE_NONE;
    (void)join(
        &resolver->joined,
        percent_encode(resolver->page_folder, &resolver->snapshot->arena),
        path);
    return arena_printf(&resolver->snapshot->arena, "%.*s/%.*s%.*s",
                        SLICE_FMT(resolver->public_url),
                        SLICE_FMT(str_slice(&resolver->joined)),
                        SLICE_FMT(slice_from(slot->destination, path.size)));
}

static bool is_in_url(unsigned char c)
{
    return c > ' ' && c < 0x7F && strchr("\"<>[\\]^`{|}", c) == NULL;
}

/* Escaped as cmark escapes destinations (CommonMark leaves that to the
 * implementation): bytes that no URL holds by percent signs, what HTML would
 * take for its own by entities. Nothing is left that JSON would escape. */
static struct slice escape_href(struct resolver *resolver, struct slice href)
{
    struct str *out = &resolver->decoded;
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
    return arena_copy(&resolver->snapshot->arena, str_slice(out));
}

/* Where the front end has the files that lie beside the document. "a/b.md" is
 * the page /a/b in the folder /a; "a/b/index.md" is that page too, but lies
 * where /a/b/ is, as does a page whose url ends with a slash. */
static struct slice page_folder(const struct entry *entry)
{
    struct slice name = entry->meta->name;
    if (entry->url.data == NULL)
        return SLICE_NONE;
    struct slice page = path_trim_slashes(entry->url);
    bool is_folder = slice_is(name, "index") || slice_is(name, "_index") ||
                     slice_ends(entry->url, "/");
    return is_folder ? page : path_folder(page);
}

/* What the slot's link becomes; SLICE_NONE where it stays as it is. */
static struct slice resolve_slot(struct resolver *resolver, size_t index)
{
    const struct slot *slot = &resolver->source->body.slots[index];
    if (slot_names_document(slot->destination))
        return page_href(resolver, index);
    if (slot_names_media(slot->destination)) {
        check_slot(resolver, index);
        return file_href(resolver, slot);
    }
    struct entry *page = linked_page(resolver, index);
    if (page != NULL)
        backlink_add(resolver->snapshot, resolver->entry, page);
    return file_href(resolver, slot);
}

static void resolve_document(struct resolver *resolver, struct entry *entry)
{
    const struct markdown *body = &entry->source->body;
    struct slice *hrefs = arena_alloc(&resolver->snapshot->arena,
                                      body->slot_count, sizeof(struct slice));

    resolver->entry = entry;
    resolver->source = entry->source;
    resolver->page_folder = page_folder(entry);
    resolver->missing_count = 0;
    check_front_matter(resolver);
    for (size_t i = 0; i < body->slot_count; i++) {
        struct slice href = resolve_slot(resolver, i);
        if (href.data == NULL)
            continue; /* the HTML is right as it is */
        hrefs[i] = escape_href(resolver, href);
        entry->hrefs = hrefs;
    }
}

void resolve_hrefs(struct snapshot *snapshot, const struct build_input *input)
{
    struct slice root = input->tree.content_root;
    struct slice public_url = snapshot->policy.public_url;
    while (slice_ends(public_url, "/"))
        public_url = slice_sub(public_url, 0, public_url.size - 1);
    struct resolver resolver = {
        .snapshot = snapshot,
        .roots = {root,
                  arena_printf(&snapshot->arena, "%.*s%spages", SLICE_FMT(root),
                               root.size > 0 ? "/" : "")},
        .public_url = public_url.size > 0 ? public_url : SLICE_NONE,
    };
    media_index(&resolver.media, &input->media);
    unsigned wanted = TRAIT_LINKS;
    if (resolver.media.names.count > 0) /* else nobody knows of any file */
        wanted |= TRAIT_MEDIA;
    for (size_t i = 0; i < snapshot->source_count; i++) {
        struct entry *entry = &snapshot->entries[i];
        if (entry->source != NULL && (entry->traits & wanted) != 0)
            resolve_document(&resolver, entry);
    }
    str_release(&resolver.decoded);
    str_release(&resolver.joined);
    str_release(&resolver.beside);
    str_release(&resolver.hint);
    media_release(&resolver.media);
    page_folders_release(&resolver.pages);
}
