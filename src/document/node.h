/* node.h - a body as a tree. Private to this room.
 *
 * The engines have trees of their own, each in a form of its own. This one has
 * what they have in common, in kinds that are those of mdast, the tree of the
 * unified ecosystem, so that all who read a tree read any body.
 *
 * A tree lies in the scratch of its thread (scratch.h), and its strings in that
 * of the engine's tree; both end with the scratch. */
#ifndef DOCUMENT_NODE_H
#define DOCUMENT_NODE_H

#include "base/str.h"

#include <stdint.h>

enum node_kind {
    NODE_ROOT,
    NODE_BLOCK_QUOTE,
    NODE_LIST,
    NODE_ITEM,
    NODE_PARAGRAPH,
    NODE_HEADING,
    NODE_CODE_BLOCK,
    NODE_HTML_BLOCK,
    NODE_THEMATIC_BREAK,
    NODE_TABLE,
    NODE_TABLE_ROW,
    NODE_TABLE_CELL,
    NODE_FOOTNOTE,
    NODE_TEXT,
    NODE_SOFT_BREAK,
    NODE_LINE_BREAK,
    NODE_CODE,
    NODE_HTML,
    NODE_EMPHASIS,
    NODE_STRONG,
    NODE_STRIKETHROUGH,
    NODE_LINK,
    NODE_IMAGE,
    NODE_FOOTNOTE_REFERENCE,
    NODE_KIND_COUNT
};

/* How GitHub names a block quote that begins with "[!NOTE]". */
struct alert {
    const char *mark, *name, *title; /* "[!NOTE]", "note", "Note" */
};

/* What a kind does not have is zero. */
struct node {
    enum node_kind kind;
    struct node *parent, *before, *after, *first, *last;
    uint32_t line;      /* in the body, from 1; of blocks */
    uint32_t column;    /* likewise, in bytes */
    struct slice text;  /* of text, code and HTML; a footnote's label */
    struct slice url;   /* of links and images, not escaped */
    struct slice title; /* of links and images */
    struct slice info;  /* of a code block: its language, and what follows */
    const struct alert *alert; /* of a block quote that is one, else NULL */
    struct slice id;           /* of a heading */
    uint32_t number; /* a heading's level, a list's start, a footnote's
                        place among the footnotes, from 1 */
    uint32_t count;  /* of a footnote: references to it; of a reference:
                        which one of these it is, from 1 */
    uint32_t slot;   /* of a link or image: its slot, from 1 */
    char align;      /* of a cell: 'l', 'c', 'r' or 0 */
    bool is_html;    /* a paragraph of HTML that is shown as text */
    bool is_ordered, is_tight; /* of a list */
    bool has_box, is_checked;  /* of an item of a list of tasks */
    bool is_head;              /* of a row of a table, and its cells */
};

/* A new one without relations, in the thread's scratch. */
struct node *node_new(enum node_kind kind);

void node_append(struct node *parent, struct node *child);

/* Takes it out of the tree. Its own pointers stay, so that a walk that has
 * reached it can go on. */
void node_unlink(struct node *node);

/* The two parts of the info of a code block, "js {2,4}": its first word, and
 * the rest. */
struct slice node_language(const struct node *code_block);
struct slice node_meta(const struct node *code_block);

/* A walk over a tree, without recursion: each node is entered, then all below
 * it, then it is left. */
struct node_step {
    struct node *node; /* NULL after the last */
    bool is_leaving;
};

/* `root` is where the walk began, with {root, false}. */
struct node_step node_next(struct node_step step, const struct node *root);

#endif
