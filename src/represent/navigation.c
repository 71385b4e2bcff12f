/* navigation.c - folders and their documents as a tree.
 *
 *     guides/index.md        {"title":"Guides","href":"/docs/guides",
 *     guides/1.setup.md        "children":[{"title":"Set up", ...}]}
 *     reference/cli.md       {"title":"Reference","href":null, ...}
 *
 * A folder is the document that its index file is, or only a name. What stands
 * beside each other is in the order of weights, as front matter has them for
 * one generator or another; what has none comes after, by path, and newest
 * first in a collection of dates. */
#include "represent/navigation.h"

#include "base/array.h"
#include "base/map.h"
#include "base/unicode.h"
#include "document/path.h"
#include "layout/menu.h"
#include "query/view.h"
#include "represent/links.h"
#include "represent/write.h"

#include <stdlib.h>

struct branch {
    struct slice name;         /* of the folder or file */
    const struct entry *entry; /* NULL: a folder without an index file */
    struct branch *parent;     /* NULL for the root */
    struct slice path;         /* on disk, without extension; "" if unknown */
    struct slice title;        /* that a file beside it gives; or NONE */
    struct branch **children;
    size_t count, capacity;
    size_t documents; /* itself and all below */
    bool has_weight;
    double weight;
    uint32_t rank; /* of the first document in it */
};

/* The tree while it grows. */
struct growing {
    const struct collection *collection;
    const struct map *menus;
    const struct query *query;
    struct arena *arena;
    struct map nodes; /* path in the collection -> node */
    struct branch root;
};

/* A key of front matter, or a member of a mapping that it has. */
struct wish {
    const char *key, *member;
};

/* Where front matter says what a document is called in menus. */
static const struct wish titles[] = {
    {"navigation", "title"},         /* Nuxt Content */
    {"sidebar", "label"},            /* Starlight */
    {"sidebar_label", NULL},         /* Docusaurus */
    {"sidebarTitle", NULL},          /* Nextra */
    {"linkTitle", NULL},             /* Hugo */
    {"nav_title", NULL},             /* MkDocs, Jekyll themes */
    {"eleventyNavigation", "title"}, /* Eleventy's plugin, which takes the */
    {"eleventyNavigation", "key"},   /* key where there is no title */
};

/* Where it says at which place it is. */
static const struct wish weights[] = {
    {"weight", NULL},                /* Hugo */
    {"sidebar", "order"},            /* Starlight */
    {"sidebar_position", NULL},      /* Docusaurus */
    {"nav_order", NULL},             /* Just the Docs */
    {"order", NULL},                 /* several */
    {"eleventyNavigation", "order"}, /* Eleventy's plugin */
};

/* Where it says that it is in no menu, by a value of true or of false. */
static const struct {
    struct wish wish;
    bool value;
} absences[] = {
    {{"navigation", NULL}, false}, /* Nuxt Content */
    {{"sidebar", "hidden"}, true}, /* Starlight */
    {{"nav_exclude", NULL}, true}, /* Just the Docs */
    {{"toc_hide", NULL}, true},    /* Docsy */
};

static const struct value *find_wish(const struct entry *entry,
                                     const struct wish *wish)
{
    const struct value *value = value_find(entry_own_root(entry), wish->key);
    return wish->member != NULL ? value_find(value, wish->member) : value;
}

static struct slice title_of(const struct entry *entry)
{
    for (size_t i = 0; i < ARRAY_COUNT(titles); i++) {
        struct slice title =
            slice_trim(value_text(find_wish(entry, &titles[i])));
        if (title.size > 0)
            return title;
    }
    return entry->name;
}

static bool find_weight(const struct entry *entry, double *ret_weight)
{
    for (size_t i = 0; i < ARRAY_COUNT(weights); i++) {
        const struct value *value = find_wish(entry, &weights[i]);
        bool is_whole = value != NULL && value->kind == VALUE_INTEGER;
        if (!is_whole && (value == NULL || value->kind != VALUE_FLOAT))
            continue;
        *ret_weight = is_whole ? (double)value->as.integer : value->as.real;
        return true;
    }
    return false;
}

static bool is_in_menus(const struct entry *entry)
{
    for (size_t i = 0; i < ARRAY_COUNT(absences); i++) {
        const struct value *value = find_wish(entry, &absences[i].wish);
        if (value != NULL && value->kind == VALUE_BOOLEAN &&
            value->as.boolean == absences[i].value)
            return false;
    }
    return true;
}

static struct branch *add_node(struct growing *growing, struct branch *parent,
                               struct slice name)
{
    struct branch *node = arena_alloc(growing->arena, 1, sizeof *node);
    node->name = name;
    node->rank = NO_RANK;
    node->parent = parent;
    parent->children =
        arena_grow(growing->arena, parent->children, parent->count,
                   &parent->capacity, sizeof(struct branch *));
    parent->children[parent->count++] = node;
    return node;
}

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

/* The node at a path, which ends at `end`, and those above it. */
static struct branch *find_node(struct growing *growing, struct slice path,
                                size_t end)
{
    struct branch *node = &growing->root;
    for (size_t start = 0; start < end;) {
        size_t slash = slice_find_char(path, start, '/');
        size_t stop = slash < end ? slash : end;
        struct slice so_far = slice_sub(path, 0, stop);
        struct branch *next = map_find(&growing->nodes, so_far);
        if (next == NULL) {
            next = add_node(growing, node, slice_sub(path, start, stop));
            (void)map_put(&growing->nodes, so_far, next);
        }
        node = next;
        start = stop + 1;
    }
    return node;
}

/* "docs/guides/a" of "docs/guides/a.md", and "docs/guides" of its index. */
static struct slice path_on_disk(const struct entry *entry)
{
    struct slice path = entry->meta->path, stem = path_stem(path);
    bool is_folder =
        path_is_index(stem) || slice_equal_nocase(stem, SLICE("readme"));
    return is_folder ? path_folder(path)
                     : slice_sub(path, 0,
                                 (size_t)(stem.data - path.data) + stem.size);
}

/* Of the document at a node, and of the folders that it is in; those that only
 * order what is in them, "(start)", are no nodes. */
static void note_paths(struct branch *node)
{
    struct slice path = path_on_disk(node->entry);
    for (; node != NULL && path.size > 0; node = node->parent) {
        if (node->path.size == 0 || node->entry != NULL)
            node->path = path;
        path = path_folder(path);
        while (slice_starts(path_name(path), "("))
            path = path_folder(path);
    }
}

static void add_entry(struct growing *growing, const struct entry *entry)
{
    struct slice path = path_of(growing, entry);
    struct branch *node = path_is_index(path)
                              ? &growing->root
                              : find_node(growing, path, path.size);
    if (node->entry != NULL) { /* "a.md" beside "a/index.md" */
        size_t slash = path.size;
        while (slash > 0 && path.data[slash - 1] != '/')
            slash--;
        struct branch *parent =
            find_node(growing, path, slash > 0 ? slash - 1 : 0);
        node = add_node(growing, parent, slice_from(path, slash));
    }
    node->entry = entry;
    node->has_weight = find_weight(entry, &node->weight);
    if (growing->menus->count > 0)
        note_paths(node);
}

static bool is_shown(const struct growing *growing, const struct entry *entry)
{
    return entry->is_document && query_wants(growing->query, entry) &&
           is_in_menus(entry);
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
            snapshot, arena_printf(growing->arena, "%.*s/%s", SLICE_FMT(folder),
                                   names[i]));
        if (entry != NULL && entry->is_listed && is_shown(growing, entry))
            return entry;
    }
    return NULL;
}

/* What the top is called where no document of the collection is there. It is
 * not counted: it belongs to another one. */
static void name_top(struct growing *growing, const struct snapshot *snapshot)
{
    const struct list *all = &growing->collection->by[ORDER_DEFAULT];
    for (size_t i = 0; growing->root.entry == NULL && i < all->count; i++) {
        if (all->items[i]->source == NULL)
            continue;
        struct slice folder = folder_above(all->items[i]);
        if (folder.size > 0 && !slice_equal(folder, snapshot->content_root)) {
            growing->root.entry = find_index(growing, snapshot, folder);
            return;
        }
    }
}

static int compare_nodes(const void *left, const void *right)
{
    const struct branch *a = *(struct branch *const *)left;
    const struct branch *b = *(struct branch *const *)right;
    if (a->has_weight != b->has_weight)
        return a->has_weight ? -1 : 1;
    if (a->has_weight && a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    return (a->rank > b->rank) - (a->rank < b->rank);
}

/* Its place in a list that is newest first, else by its path. */
static uint32_t rank_of(const struct growing *growing,
                        const struct entry *entry)
{
    return collection_is_by_date(growing->collection)
               ? entry->ranks[ORDER_DEFAULT]
               : entry->path_rank;
}

/* What a file beside it says of a node counts before what the document says
 * itself. What is in no menu there, is not here. */
static bool ask_menu(const struct growing *growing, struct branch *node)
{
    struct menu_item item;
    if (node->path.size == 0 || !menu_find(growing->menus, node->path, &item))
        return true;
    node->title = item.title;
    if (item.has_weight) {
        node->weight = item.weight;
        node->has_weight = true;
    }
    return !item.is_hidden;
}

/* Counts what is below each node, and sorts it. Files are at most
 * SOURCE_MAX_DEPTH folders deep. */
static void settle(struct growing *growing, struct branch *node)
{
    if (node->entry != NULL) {
        node->documents = 1;
        node->rank = rank_of(growing, node->entry);
    }
    size_t kept = 0;
    for (size_t i = 0; i < node->count; i++) {
        if (ask_menu(growing, node->children[i]))
            node->children[kept++] = node->children[i];
    }
    node->count = kept;
    for (size_t i = 0; i < node->count; i++) {
        struct branch *child = node->children[i];
        settle(growing, child);
        node->documents += child->documents;
        if (child->rank < node->rank)
            node->rank = child->rank;
    }
    if (node->count > 1)
        qsort(node->children, node->count, sizeof(struct branch *),
              compare_nodes);
}

/* "id":...,"href":...,"url":...,"count":...: of the document, or null. */
static void write_members(struct str *out, const struct growing *growing,
                          const struct branch *node)
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
                                  const struct branch *node)
{
    if (node->title.size > 0)
        return node->title;
    return node->entry != NULL ? title_of(node->entry)
                               : unicode_readable(growing->arena, node->name);
}

static void write_children(struct str *out, const struct growing *growing,
                           const struct branch *node, unsigned depth)
{
    write_plain_key(out, SLICE("children"));
    str_append_char(out, '[');
    for (size_t i = 0;
         depth > 0 && i < node->count && out->size <= NAVIGATION_MAX_BYTES;
         i++) {
        const struct branch *child = node->children[i];
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
    struct growing growing = {.collection = collection,
                              .menus = &snapshot->menus,
                              .query = query,
                              .arena = arena,
                              .root = {.rank = NO_RANK}};
    const struct list *all = &collection->by[ORDER_DEFAULT];
    for (size_t i = 0; i < all->count; i++) {
        if (is_shown(&growing, all->items[i]))
            add_entry(&growing, all->items[i]);
    }
    (void)ask_menu(&growing, &growing.root);
    settle(&growing, &growing.root);
    name_top(&growing, snapshot);
    str_append_char(out, '{');
    write_text_member(out, "collection", collection->name);
    write_text_member(out, "title",
                      growing.root.entry != NULL || growing.root.title.size > 0
                          ? title_of_node(&growing, &growing.root)
                          : SLICE_NONE);
    write_members(out, &growing, &growing.root);
    write_children(out, &growing, &growing.root, query->depth);
    str_append_char(out, '}');
    map_release(&growing.nodes);
    return out->size <= NAVIGATION_MAX_BYTES;
}
