/* composer.h - builds a value from a parser's events.
 *
 *     open(object) key("a") add(1) key("b") open(array) add(2) close() close()
 *
 * Both parsers build through here, so that both have the same limits on depth
 * and nodes, and the same rules for keys. A tree belongs to one thread; what
 * it builds lives in its arena. */
#ifndef DOCUMENT_COMPOSER_H
#define DOCUMENT_COMPOSER_H

#include "base/err.h"
#include "base/map.h"
#include "document/diagnostic.h"
#include "document/frontmatter.h"
#include "document/value.h"

struct text_position {
    uint32_t line, column; /* as in a diagnostic; 0 where unknown */
};

struct composer_member;

/* A list or mapping that is not closed yet. */
struct composer_frame {
    enum value_kind kind;
    struct text_position position;
    struct slice anchor;
    size_t first_pending;
    size_t nodes_before;
    size_t bytes_before;
    size_t deepest; /* depth reached below, from the root */
    struct slice key;
    struct text_position key_position;
    bool has_key, is_merge;
};

/* Set `arena` and `diagnostics`, zero the rest. */
struct composer {
    struct arena *arena;
    struct diagnostics *diagnostics;
    struct value root; /* null until something was added */
    struct composer_frame frames[FRONTMATTER_MAX_DEPTH];
    size_t depth;
    struct composer_member *pending; /* members and items of all open frames */
    size_t pending_count, pending_capacity;
    size_t node_count;
    size_t byte_count;  /* of keys and strings, aliases expanded */
    size_t alias_bytes; /* of these, what aliases stand for */
    struct map anchors;
};

void composer_release(struct composer *composer); /* not what is in the arena */

/* True where the next thing is the key of a mapping. */
bool composer_wants_key(const struct composer *composer);

/* Names the next value. The bytes of the key must live as long as the value.
 * A merge key brings in the members of the value; other keys override them.
 * `anchor` as below. */
void composer_add_key(struct composer *composer, struct slice key,
                      bool is_merge, struct slice anchor,
                      struct text_position position);

/* These return false after adding an error: too deep, too many nodes, unknown
 * alias. `anchor` is SLICE_NONE or the name by which aliases may refer to the
 * value; its bytes must outlive the tree. */
bool composer_add(struct composer *composer, struct value value,
                  struct slice anchor, struct text_position position) MUST_USE;
bool composer_open(struct composer *composer, enum value_kind kind,
                   struct slice anchor, struct text_position position) MUST_USE;
bool composer_add_alias(struct composer *composer, struct slice name,
                        struct text_position position) MUST_USE;
void composer_close(struct composer *composer);

/* The value that an alias stands for, or NULL. */
const struct value *composer_find_anchor(const struct composer *composer,
                                         struct slice name);

#endif
