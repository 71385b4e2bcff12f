/* link.c - finds the document that a destination refers to. */
#include "store/link.h"

#include "base/percent.h"
#include "base/unicode.h"
#include "layout/place.h"

#include <stdio.h>

void links_init(struct links *links, const struct snapshot *snapshot)
{
    struct slice root = snapshot->content_root;
    *links = (struct links){.snapshot = snapshot, .roots = {root}};
    int size =
        snprintf(links->pages_root, sizeof links->pages_root, "%.*s%spages",
                 SLICE_FMT(root), root.size > 0 ? "/" : "");
    if (size > 0 && (size_t)size < sizeof links->pages_root)
        links->roots[1] = slice_of(links->pages_root);
}

void links_release(struct links *links)
{
    str_release(&links->decoded);
    str_release(&links->joined);
    str_release(&links->url);
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

static struct entry *find_file(struct links *links, const struct source *source,
                               struct slice path)
{
    const struct snapshot *snapshot = links->snapshot;
    struct str *joined = &links->joined;
    struct entry *entry = NULL;

    if (!slice_starts(path, "/") &&
        path_join(joined, path_folder(source->path), path))
        entry = map_find(&snapshot->paths, str_slice(joined));
    if (entry == NULL && path_join(joined, SLICE(""), path))
        entry = snapshot_find_path(snapshot, str_slice(joined));
    for (size_t i = 0; i < 2 && entry == NULL; i++) {
        if (path_join(joined, links->roots[i], path))
            entry = map_find(&snapshot->paths, str_slice(joined));
    }
    return entry;
}

/* Without what the generator has in front of paths. */
static struct slice without_prefix(const struct links *links, struct slice path)
{
    const struct link_prefix *row = links->snapshot->link_prefixes;
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
    struct slice written = without_prefix(links, slot_path(destination));
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
