/* link.c - finds the document that a destination refers to. */
#include "store/link.h"

#include "base/array.h"
#include "base/percent.h"
#include "base/unicode.h"
#include "document/path.h"
#include "layout/place.h"

void links_init(struct links *links, const struct snapshot *snapshot)
{
    *links = (struct links){.snapshot = snapshot};
}

void links_release(struct links *links)
{
    str_release(&links->decoded);
    str_release(&links->joined);
    str_release(&links->url);
    str_release(&links->whole);
}

struct slice links_decode(struct links *links, struct slice path)
{
    struct str *out = &links->decoded;
    if (slice_find_char(path, 0, '%') == path.size)
        return path;
    str_clear(out);
    (void)percent_append_decoded(out, path);
    return str_slice(out);
}

static void drop_segment(struct str *path)
{
    while (path->size > 0 && path->data[--path->size] != '/')
        continue;
}

bool path_join(struct str *out, struct slice folder, struct slice path)
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
    unicode_compose(out);
    return is_inside;
}

/* Which root has the file of this path on the disk, which is absolute; the path
 * becomes that in the site. */
static bool find_on_disk(const struct links *links, struct str *path)
{
    const struct snapshot *snapshot = links->snapshot;
    const struct snapshot_root *found = NULL;
    for (size_t i = 0; i < snapshot->root_count; i++) {
        const struct snapshot_root *root = &snapshot->roots[i];
        struct slice folder = path_trim_slashes(root->folder);
        if (folder.size < path->size &&
            path_is_within(str_slice(path), folder) &&
            (found == NULL || found->folder.size < root->folder.size))
            found = root;
    }
    if (found == NULL)
        return false;
    struct str whole = {0};
    str_append(&whole, found->prefix);
    str_append(&whole, slice_from(str_slice(path),
                                  path_trim_slashes(found->folder).size + 1));
    str_release(path);
    *path = whole;
    return true;
}

bool links_join(struct links *links, const struct source *source,
                struct slice path, struct str *out)
{
    const struct snapshot *snapshot = links->snapshot;
    const struct snapshot_root *root =
        snapshot_find_root(snapshot, source->path);
    if (snapshot->root_count == 1)
        return path_join(out, path_folder(source->path), path);
    struct slice folder = path_folder(source_path_in_root(source));
    str_clear(&links->whole);
    str_append(&links->whole, path_trim_slashes(root->folder));
    str_append_text(&links->whole, folder.size > 0 ? "/" : "");
    str_append(&links->whole, folder);
    return path_join(out, str_slice(&links->whole), path) &&
           find_on_disk(links, out);
}

static struct entry *find_file(struct links *links, const struct source *source,
                               struct slice path)
{
    const struct snapshot *snapshot = links->snapshot;
    const struct snapshot_root *root =
        snapshot_find_root(snapshot, source->path);
    const struct slice folders[] = {root->content_root, root->pages_root};
    struct str *joined = &links->joined;
    struct entry *entry = NULL;

    if (!slice_starts(path, "/") && links_join(links, source, path, joined))
        entry = map_find(&snapshot->paths, str_slice(joined));
    if (entry == NULL && path_join(joined, SLICE(""), path))
        entry = snapshot_find_path_from(snapshot, source, str_slice(joined));
    for (size_t i = 0; i < ARRAY_COUNT(folders) && entry == NULL; i++) {
        if (path_join(joined, folders[i], path))
            entry = map_find(&snapshot->paths, str_slice(joined));
    }
    return entry;
}

/* Without what the generator has in front of paths. */
static struct slice without_prefix(const struct links *links,
                                   const struct source *source,
                                   struct slice path)
{
    const struct link_prefix *row =
        snapshot_find_root(links->snapshot, source->path)->link_prefixes;
    while (row != NULL && row->prefix != NULL &&
           !slice_starts(path, row->prefix))
        row++;
    return row != NULL && row->prefix != NULL ? slice_from(path, row->skipped)
                                              : path;
}

struct entry *links_find_document(struct links *links,
                                  const struct source *source,
                                  struct slice destination)
{
    struct slice written =
        without_prefix(links, source, slot_path(destination));
    struct slice path = links_decode(links, written);
    struct entry *entry = map_find(&links->snapshot->link_ids, path);
    if (entry == NULL)
        entry = find_file(links, source, path);
    return entry == NULL && path.size < written.size
               ? find_file(links, source, written)
               : entry;
}

static struct entry *find_page(const struct snapshot *snapshot,
                               struct slice url)
{
    struct entry *page = map_find(&snapshot->urls, url);
    return page != NULL ? page : map_find(&snapshot->aliases, url);
}

static struct entry *find_page_of(const struct links *links,
                                  const struct str *url)
{
    struct slice plain = url_without_slash(str_slice(url));
    struct entry *page = find_page(links->snapshot, plain);
    if (page == NULL && slice_ends(plain, "/index.html"))
        page = find_page(links->snapshot, path_folder(plain).size > 0
                                              ? path_folder(plain)
                                              : SLICE("/"));
    return page;
}

struct entry *links_find_page(struct links *links, struct slice folder,
                              struct slice destination)
{
    struct slice path = links_decode(links, slot_path(destination));
    bool is_from_top = slice_starts(path, "/");
    str_clear(&links->url);
    if (!is_from_top && folder.data == NULL)
        return NULL;
    (void)path_join(&links->joined, is_from_top ? SLICE("") : folder, path);
    str_append_char(&links->url, '/');
    str_append(&links->url, str_slice(&links->joined));
    return find_page_of(links, &links->url);
}

struct slice entry_page_folder(const struct entry *entry)
{
    struct slice name = entry->meta->name;
    if (entry->url.data == NULL)
        return SLICE_NONE;
    struct slice page = path_trim_slashes(entry->decoded_url);
    bool is_folder = slice_is(name, "index") || slice_is(name, "_index") ||
                     slice_ends(entry->url, "/");
    return is_folder ? page : path_folder(page);
}
