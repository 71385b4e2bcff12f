/* tree.h - builds a value from a parser's events.
 *
 *     open(object) key("a") add(1) key("b") open(array) add(2) close() close()
 *
 * Both parsers build through here, so that both have the same limits on depth
 * and nodes, and the same rules for keys. A tree belongs to one thread; what
 * it builds lives in its arena. */
#ifndef DOCUMENT_TREE_H
#define DOCUMENT_TREE_H

#include "base/err.h"
#include "base/map.h"
#include "document/diagnostic.h"
#include "document/frontmatter.h"
#include "document/value.h"

struct place {
    uint32_t line, column; /* as in a diagnostic; 0 where unknown */
};

struct tree_slot;

/* A list or mapping that is not closed yet. */
struct tree_frame {
    enum value_kind kind;
    struct place place;
    struct slice anchor;
    size_t first_slot;
    size_t nodes_before;
    size_t bytes_before;
    size_t deepest; /* depth reached below, from the root */
    struct slice key;
    struct place key_place;
    bool has_key, is_merge;
};

/* Set `arena` and `diagnostics`, zero the rest. */
struct tree {
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct value root; /* null until something was added */
    struct tree_frame frames[FRONTMATTER_MAX_DEPTH];
    size_t depth;
    struct tree_slot *slots; /* members and items of all open frames */
    size_t slot_count, slot_capacity;
    size_t node_count;
    size_t byte_count;  /* of keys and texts, aliases expanded */
    size_t alias_bytes; /* of these, what aliases stand for */
    struct map anchors;
};

void tree_release(struct tree *tree); /* not what is in the arena */

/* True where the next thing is the key of a mapping. */
bool tree_wants_key(const struct tree *tree);

/* Names the next value. The bytes of the key must live as long as the value.
 * A merge key takes the members of the value in, where no other key says
 * otherwise. `anchor` as below. */
void tree_key(struct tree *tree, struct slice key, bool is_merge,
              struct slice anchor, struct place place);

/* These return false after adding an error: too deep, too many nodes, unknown
 * alias. `anchor` is SLICE_NONE or the name by which aliases may refer to the
 * value; its bytes must outlive the tree. */
bool tree_add(struct tree *tree, struct value value, struct slice anchor,
              struct place place) MUST_USE;
bool tree_open(struct tree *tree, enum value_kind kind, struct slice anchor,
               struct place place) MUST_USE;
bool tree_alias(struct tree *tree, struct slice name,
                struct place place) MUST_USE;
void tree_close(struct tree *tree);

/* The value that an alias stands for, or NULL. */
const struct value *tree_find_anchor(const struct tree *tree,
                                     struct slice name);

#endif
