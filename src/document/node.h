/* node.h - a body as a tree. Private to this room.
 *
 * Each engine has a tree of its own, with functions of its own. This tree has
 * the same form for both, so that the code that reads it works with either. The
 * kinds of nodes are those of mdast, the tree of the unified ecosystem.
 *
 * A tree lies in the scratch of its thread (scratch.h), and so do its strings,
 * which are those of the engine's tree. All of it ends with the scratch. */
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
    NODE_MARK,
    NODE_LINK,
    NODE_IMAGE,
    NODE_FOOTNOTE_REFERENCE,
    NODE_KIND_COUNT
};

struct attributes; /* see attributes.h */

/* A kind of block quote that begins with "[!NOTE]", as GitHub has them, or with
 * "[!any]- Title", as Obsidian does. */
struct alert {
    const char *mark, *name, *title; /* "[!NOTE]", "note", "Note"; the title is
                                        NULL where the first paragraph is it */
    bool is_folding, is_open;
};

struct node {
    enum node_kind kind;
    uint32_t line, column; /* of a block, in the body; from 1, in bytes */
    uint32_t end_line, end_column; /* of its last byte; may be too late */
    struct node *parent, *prev, *next, *first, *last;
    struct slice text; /* of text, code and HTML; the label of a footnote */
    struct attributes *attributes; /* that are written for it, or NULL */
    union {
        struct {
            bool is_set;         /* it is not Markdown (foreign.h) */
            bool is_line;        /* it begins or ends a block */
            bool is_code;        /* what is for readers is code */
            uint32_t first_slot; /* of the images in raw HTML, from 1 */
            uint32_t slot_count;
            struct slice words;    /* what of it is for readers */
        } foreign;                 /* of text and HTML */
        const struct alert *alert; /* of a block quote; NULL if it is none */
        struct {
            uint32_t start;
            bool is_ordered, is_tight;
        } list;
        struct {
            bool has_box, is_checked;
        } item;
        struct {
            bool is_html;    /* it shows the source of raw HTML */
            bool is_summary; /* the title of what can be folded */
        } paragraph;
        struct {
            struct slice id; /* once the walk has left it */
            unsigned level;  /* 1 to 6 */
        } heading;
        struct slice info; /* of a code block: its language, and more */
        struct {
            uint32_t column; /* of a cell, from 0 */
            char align;      /* of a cell: 'l', 'c', 'r' or 0 */
            bool is_head;    /* of a row or a cell */
        } table;
        struct {
            uint32_t number; /* from 1, in the order shown */
            /* Of a footnote how many refer to it; of one of these, which one
             * it is, from 1. */
            uint32_t reference;
            struct node *first, *last; /* of a footnote: what refers to it, */
            struct node *next;         /* of one of these: the next */
        } footnote;
        struct {
            struct slice url, title; /* not escaped */
            uint32_t slot;           /* from 1; 0: none */
            uint32_t image_slot;     /* of an image, likewise */
            bool is_template;        /* the url is for a template to fill in */
            bool is_note; /* [[url]], of a vault. The title is what is written
                             before its words, to be shown if it leads nowhere;
                             "]]" follows them */
        } link;           /* or image */
    } as;
};

/* A new one without relations, in the thread's scratch. */
struct node *node_new(enum node_kind kind);

void node_append(struct node *parent, struct node *child);

/* Puts one without relations after `before`. */
void node_insert_after(struct node *before, struct node *inserted);
/* Puts a text after a node, as if it began where that one does. Returns it. */
struct node *node_insert_text(struct node *before, struct slice text);

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
