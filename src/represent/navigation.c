/* navigation.c - folders and their documents as a tree.
 *
 *     guides/index.md        {"title":"Guides","href":"/docs/guides",
 *     guides/1.setup.md        "children":[{"title":"Set up", ...}]}
 *     reference/cli.md       {"title":"Reference","href":null, ...}
 *
 * A folder is the document that its index file is, or only a name. */
#include "represent/navigation.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/path.h"
#include "index/menu_tree.h"
#include "query/view.h"
#include "represent/links.h"
#include "represent/write.h"

/* The tree, and what is asked for. */
struct growing {
    struct menu_tree tree;
    const struct query *query;
};

/* The path of the document in its collection; without the folder of its
 * language where only that language is asked for. */
static struct slice path_of(const struct growing *growing,
                            const struct entry *entry)
{
    struct slice path = entry->path_in_collection;
    size_t slash = slice_find_char(path, 0, '/');
    bool is_language =
        growing->query->locale_count > 0 && slash < path.size &&
        slice_equal_nocase(slice_sub(path, 0, slash), entry->lang);
    return is_language ? slice_from(path, slash + 1) : path;
}

static bool is_shown(const struct growing *growing, const struct entry *entry)
{
    return entry->is_document && query_wants(growing->query, entry) &&
           menu_shows(entry);
}

/* The folder that the path in the collection begins below: "content/docs" of
 * "content/docs/a/b.md"; SLICE_NONE where the file is somewhere else. */
static struct slice folder_above(const struct entry *entry)
{
    struct slice within = entry->path_in_collection, path = entry->source->path;
    struct slice stem = slice_sub(
        path, 0, path.size - path_name(path).size + path_stem(path).size);
    if (within.size == 0 || stem.size <= within.size + 1)
        return SLICE_NONE;
    size_t slash = stem.size - within.size - 1;
    return stem.data[slash] == '/' &&
                   slice_equal(slice_from(stem, slash + 1), within)
               ? slice_sub(stem, 0, slash)
               : SLICE_NONE;
}

/* The index file of a folder may be a page, outside of the collection of what
 * is in the folder. */
static const struct entry *find_index(const struct growing *growing,
                                      const struct snapshot *snapshot,
                                      struct slice folder)
{
    static const char *const names[] = {"index.md", "_index.md", "index.mdx",
                                        "_index.mdx", "index.markdown"};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        const struct entry *entry = snapshot_find_path(
            snapshot, arena_printf(growing->tree.arena, "%.*s/%s",
                                   SLICE_FMT(folder), names[i]));
        if (entry != NULL && entry->is_listed && is_shown(growing, entry))
            return entry;
    }
    return NULL;
}

/* What the top is called where no document of the collection is there. It is
 * not counted: it belongs to another one. */
static void name_top(struct growing *growing, const struct snapshot *snapshot)
{
    const struct list *all = &growing->tree.collection->by[ORDER_DEFAULT];
    for (size_t i = 0; growing->tree.root.entry == NULL && i < all->count;
         i++) {
        if (all->items[i]->source == NULL)
            continue;
        struct slice folder = folder_above(all->items[i]);
        if (folder.size > 0 &&
            !slice_equal(folder,
                         snapshot_find_root(snapshot, folder)->content_root)) {
            growing->tree.root.entry = find_index(growing, snapshot, folder);
            return;
        }
    }
}

/* "id":...,"href":...,"url":...,"count":...: of the document, or null. */
static void write_members(struct str *out, const struct growing *growing,
                          const struct menu_node *node)
{
    const struct entry *entry = node->entry;
    struct str href = {0};
    if (entry != NULL)
        links_append_href(&href, entry, "", growing->query);
    write_text_member(out, "id", entry != NULL ? entry->id : SLICE_NONE);
    write_text_member(out, "href",
                      entry != NULL ? str_slice(&href) : SLICE_NONE);
    write_text_member(out, "url", entry != NULL ? entry->url : SLICE_NONE);
    write_number_member(out, "count", (int64_t)node->documents);
    str_release(&href);
}

static struct slice title_of_node(const struct growing *growing,
                                  const struct menu_node *node)
{
    if (node->title.size > 0)
        return node->title;
    return node->entry != NULL
               ? menu_title(node->entry)
               : unicode_readable(growing->tree.arena, node->name);
}

static void write_children(struct str *out, const struct growing *growing,
                           const struct menu_node *node, unsigned depth)
{
    write_plain_key(out, SLICE("children"));
    str_append_char(out, '[');
    for (size_t i = 0;
         depth > 0 && i < node->count && out->size <= NAVIGATION_MAX_BYTES;
         i++) {
        const struct menu_node *child = node->children[i];
        str_append_text(out, i > 0 ? ",{" : "{");
        write_text_member(out, "title", title_of_node(growing, child));
        write_members(out, growing, child);
        write_children(out, growing, child, depth - 1);
        str_append_char(out, '}');
    }
    str_append_char(out, ']');
}

bool navigation_write(struct str *out, const struct snapshot *snapshot,
                      const struct collection *collection,
                      const struct query *query, struct arena *arena)
{
    struct growing growing = {.tree = {.snapshot = snapshot,
                                       .collection = collection,
                                       .arena = arena},
                              .query = query};
    const struct list *all = &collection->by[ORDER_DEFAULT];
    for (size_t i = 0; i < all->count; i++) {
        if (is_shown(&growing, all->items[i]))
            menu_tree_add(&growing.tree, all->items[i],
                          path_of(&growing, all->items[i]));
    }
    menu_tree_settle(&growing.tree);
    name_top(&growing, snapshot);
    str_append_char(out, '{');
    write_text_member(out, "collection", collection->name);
    write_text_member(out, "title",
                      growing.tree.root.entry != NULL ||
                              growing.tree.root.title.size > 0
                          ? title_of_node(&growing, &growing.tree.root)
                          : SLICE_NONE);
    write_members(out, &growing, &growing.tree.root);
    write_children(out, &growing, &growing.tree.root, query->depth);
    str_append_char(out, '}');
    menu_tree_release(&growing.tree);
    return out->size <= NAVIGATION_MAX_BYTES;
}
