/* menu_tree.c - the order of menus, which is also that of neighbours.
 *
 * What stands beside each other is in the order of weights, as front matter or
 * files beside the documents have them for one generator or another; what has
 * none comes after, by path, and newest first in a collection of dates. */
#include "index/menu_tree.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/map.h"
#include "base/unicode.h"
#include "document/path.h"
#include "layout/menu.h"

#include <stdlib.h>

#define MAX_DIGITS 9 /* of a number at the start of a name */

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

struct slice menu_title(const struct entry *entry)
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

bool menu_shows(const struct entry *entry)
{
    for (size_t i = 0; i < ARRAY_COUNT(absences); i++) {
        const struct value *value = find_wish(entry, &absences[i].wish);
        if (value != NULL && value->kind == VALUE_BOOLEAN &&
            value->as.boolean == absences[i].value)
            return false;
    }
    return true;
}

static struct menu_node *add_node(struct menu_tree *tree,
                                  struct menu_node *parent, struct slice name)
{
    struct menu_node *node = arena_alloc(tree->arena, 1, sizeof *node);
    node->name = name;
    node->rank = NO_RANK;
    node->parent = parent;
    parent->children =
        arena_grow(tree->arena, parent->children, parent->count,
                   &parent->capacity, sizeof(struct menu_node *));
    parent->children[parent->count++] = node;
    return node;
}

/* The node at a path, which ends at `end`, and those above it. */
static struct menu_node *find_node(struct menu_tree *tree, struct slice path,
                                   size_t end)
{
    struct menu_node *node = &tree->root;
    for (size_t start = 0; start < end;) {
        size_t slash = slice_find_char(path, start, '/');
        size_t stop = slash < end ? slash : end;
        struct slice so_far = slice_sub(path, 0, stop);
        struct menu_node *next = map_find(&tree->nodes, so_far);
        if (next == NULL) {
            next = add_node(tree, node, slice_sub(path, start, stop));
            (void)map_put(&tree->nodes, so_far, next);
        }
        node = next;
        start = stop + 1;
    }
    return node;
}

/* "docs/guides/a" of "docs/guides/a.md", and "docs/guides" of its index. */
static struct slice path_on_disk(const struct entry *entry)
{
    struct slice path = entry->source->path, stem = path_stem(path);
    bool is_folder =
        path_is_index(stem) || slice_equal_nocase(stem, SLICE("readme"));
    return is_folder ? path_folder(path)
                     : slice_sub(path, 0,
                                 (size_t)(stem.data - path.data) + stem.size);
}

/* Of the document at a node, and of the folders that it is in; those that only
 * order what is in them, "(start)", are no nodes. */
static void note_paths(struct menu_node *node)
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

void menu_tree_add(struct menu_tree *tree, const struct entry *entry,
                   struct slice path)
{
    struct menu_node *node =
        path_is_index(path) ? &tree->root : find_node(tree, path, path.size);
    if (node->entry != NULL) { /* "a.md" beside "a/index.md" */
        size_t slash = path.size;
        while (slash > 0 && path.data[slash - 1] != '/')
            slash--;
        struct menu_node *parent =
            find_node(tree, path, slash > 0 ? slash - 1 : 0);
        node = add_node(tree, parent, slice_from(path, slash));
    }
    node->entry = entry;
    node->has_weight = find_weight(entry, &node->weight);
    node->has_own_weight = node->has_weight;
    node->own_weight = node->weight;
    if (tree->snapshot->menus.count > 0 ||
        tree->snapshot->menu_habits.numbers_are_places)
        note_paths(node);
}

/* Those with a weight come first. */
static int compare_weights(const struct menu_node *a, const struct menu_node *b)
{
    if (a->has_weight != b->has_weight)
        return a->has_weight ? -1 : 1;
    if (a->has_weight && a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    return 0;
}

static int compare_ranks(const struct menu_node *a, const struct menu_node *b)
{
    return (a->rank > b->rank) - (a->rank < b->rank);
}

/* By names as they are written, "10" before "2". */
static int compare_plain(const void *left, const void *right)
{
    const struct menu_node *a = *(struct menu_node *const *)left;
    const struct menu_node *b = *(struct menu_node *const *)right;
    int order = compare_weights(a, b);
    if (order == 0)
        order = slice_compare(a->key, b->key);
    return order != 0 ? order : compare_ranks(a, b);
}

static int compare_nodes(const void *left, const void *right)
{
    const struct menu_node *a = *(struct menu_node *const *)left;
    const struct menu_node *b = *(struct menu_node *const *)right;
    int order = compare_weights(a, b);
    return order != 0 ? order : compare_ranks(a, b);
}

/* Its place in a list that is newest first, else by its path. */
static uint32_t rank_of(const struct menu_tree *tree, const struct entry *entry)
{
    return collection_is_by_date(tree->collection) ? entry->ranks[ORDER_DEFAULT]
                                                   : entry->path_rank;
}

/* What a file beside it says of a node counts before what the document says
 * itself. What is in no menu there, is not here. */
static bool ask_menu(const struct menu_tree *tree, struct menu_node *node)
{
    struct menu_item item;
    if (node->path.size == 0 ||
        !menu_find(&tree->snapshot->menus, node->path, &item))
        return true;
    node->title = item.title;
    if (item.has_weight) {
        node->weight = item.weight;
        node->has_weight = true;
    }
    return !item.is_hidden;
}

/* The number that the name on the disk starts with, if it is in no address. */
static void read_number(struct menu_node *node)
{
    struct slice name = path_name(node->path);
    size_t end = 0;
    int64_t number = 0;
    while (end < name.size && end < MAX_DIGITS &&
           ascii_is_digit(name.data[end]))
        number = number * 10 + (name.data[end++] - '0');
    if (node->has_weight || end == 0 || slice_equal(name, node->name))
        return;
    node->has_weight = true;
    node->weight = (double)number;
}

static void take_least(struct menu_node *node, const struct menu_node *child)
{
    if (child->has_weight &&
        (!node->has_weight || child->weight < node->weight)) {
        node->has_weight = true;
        node->weight = child->weight;
    }
}

static void settle_child(struct menu_tree *tree, struct menu_node *node,
                         struct menu_node *child);

/* Counts what is below each node, and sorts it. Files are at most
 * SOURCE_MAX_DEPTH folders deep. */
static void settle(struct menu_tree *tree, struct menu_node *node)
{
    const struct menu_habits *habits = &tree->snapshot->menu_habits;
    if (node->entry != NULL) {
        node->documents = 1;
        node->rank = rank_of(tree, node->entry);
    }
    size_t kept = 0;
    for (size_t i = 0; i < node->count; i++) {
        if (ask_menu(tree, node->children[i]))
            node->children[kept++] = node->children[i];
    }
    node->count = kept;
    for (size_t i = 0; i < node->count; i++)
        settle_child(tree, node, node->children[i]);
    if (node->count > 1)
        qsort(node->children, node->count, sizeof(struct menu_node *),
              habits->decides_neighbours ? compare_plain : compare_nodes);
}

static void settle_child(struct menu_tree *tree, struct menu_node *node,
                         struct menu_node *child)
{
    const struct menu_habits *habits = &tree->snapshot->menu_habits;
    if (habits->numbers_are_places)
        read_number(child);
    child->key = habits->names_have_no_case
                     ? unicode_casefold(tree->arena, child->name)
                     : child->name;
    settle(tree, child);
    node->documents += child->documents;
    if (child->rank < node->rank)
        node->rank = child->rank;
    if (habits->folders_weigh_least)
        take_least(node, child);
}

void menu_tree_settle(struct menu_tree *tree)
{
    tree->root.rank = NO_RANK;
    (void)ask_menu(tree, &tree->root);
    settle(tree, &tree->root);
}

/* Whether a child comes before the document of its folder. */
static bool comes_first(const struct menu_tree *tree,
                        const struct menu_node *node,
                        const struct menu_node *child)
{
    return tree->snapshot->menu_habits.folders_weigh_least &&
           child->has_weight &&
           (!node->has_own_weight || child->weight < node->own_weight);
}

static void list_from(const struct menu_tree *tree,
                      const struct menu_node *node, struct list *list,
                      struct arena *arena)
{
    size_t i = 0;
    while (i < node->count && node->entry != NULL &&
           comes_first(tree, node, node->children[i]))
        list_from(tree, node->children[i++], list, arena);
    if (node->entry != NULL)
        list_add(list, arena, (struct entry *)node->entry);
    while (i < node->count)
        list_from(tree, node->children[i++], list, arena);
}

void menu_tree_list(const struct menu_tree *tree, struct list *list,
                    struct arena *arena)
{
    list_from(tree, &tree->root, list, arena);
}

void menu_tree_release(struct menu_tree *tree)
{
    map_release(&tree->nodes);
}
