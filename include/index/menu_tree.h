/* menu_tree.h - documents of a collection as a tree of folders, in the order of
 * menus.
 *
 *     struct menu_tree tree = {.snapshot = s, .collection = c, .arena = a};
 *     menu_tree_add(&tree, entry, path); ...
 *     menu_tree_settle(&tree);
 *     ... tree.root ...
 *     menu_tree_release(&tree);
 *
 * A folder is the document that its index file is, or only a name. */
#ifndef INDEX_MENU_TREE_H
#define INDEX_MENU_TREE_H

#include "store/snapshot.h"

struct menu_node {
    struct slice name;         /* of the folder or file */
    struct slice key;          /* what it is sorted by */
    const struct entry *entry; /* NULL: a folder without an index file */
    struct menu_node *parent;  /* NULL for the root */
    struct slice path;         /* on disk, without extension; "" if unknown */
    struct slice title;        /* that a file beside it gives; or NONE */
    struct menu_node **children;
    size_t count, capacity;
    size_t documents;                /* itself and all below */
    bool has_weight, has_own_weight; /* its own is that of its entry */
    double weight, own_weight;
    uint32_t rank; /* of the first document in it */
};

struct menu_tree {
    const struct snapshot *snapshot;
    const struct collection *collection;
    struct arena *arena; /* of the nodes */
    struct map nodes;    /* path in the collection -> node */
    struct menu_node root;
};

/* Whether front matter lets the document be in menus. */
bool menu_shows(const struct entry *entry);

/* What front matter calls the document in menus, else its name. */
struct slice menu_title(const struct entry *entry);

/* Adds a document at its path in the collection, with or without the folder of
 * its language. */
void menu_tree_add(struct menu_tree *tree, const struct entry *entry,
                   struct slice path);

/* Counts what is below each node, takes out what files beside it hide, and
 * sorts it. */
void menu_tree_settle(struct menu_tree *tree);

/* Adds the documents in the order in which a reader of the menu comes upon
 * them. Call it after menu_tree_settle(). */
void menu_tree_list(const struct menu_tree *tree, struct list *list,
                    struct arena *arena);

void menu_tree_release(struct menu_tree *tree);

#endif
