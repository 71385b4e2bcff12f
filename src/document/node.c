/* node.c - a tree that is built from its first node to its last, and walked in
 * the same order. */
#include "document/node.h"

#include "base/ascii.h"
#include "document/scratch.h"

struct node *node_new(enum node_kind kind)
{
    struct node *node = scratch_calloc(1, sizeof *node);
    node->kind = kind;
    return node;
}

void node_append(struct node *parent, struct node *child)
{
    child->parent = parent;
    child->prev = parent->last;
    if (parent->last != NULL)
        parent->last->next = child;
    else
        parent->first = child;
    parent->last = child;
}

void node_insert_after(struct node *before, struct node *inserted)
{
    inserted->parent = before->parent;
    inserted->prev = before;
    inserted->next = before->next;
    if (before->next != NULL)
        before->next->prev = inserted;
    else
        before->parent->last = inserted;
    before->next = inserted;
}

struct node *node_insert_text(struct node *before, struct slice text)
{
    struct node *inserted = node_new(NODE_TEXT);
    inserted->text = text;
    inserted->line = before->line;
    inserted->column = before->column;
    node_insert_after(before, inserted);
    return inserted;
}

void node_unlink(struct node *node)
{
    struct node **from_prev =
        node->prev != NULL ? &node->prev->next : &node->parent->first;
    struct node **from_next =
        node->next != NULL ? &node->next->prev : &node->parent->last;
    *from_prev = node->next;
    *from_next = node->prev;
}

/* Where the first word ends (CommonMark, 4.5). */
static size_t language_end(struct slice info)
{
    size_t end = 0;
    while (end < info.size && !ascii_is_space(info.data[end]))
        end++;
    return end;
}

struct slice node_language(const struct node *code_block)
{
    return slice_sub(code_block->as.info, 0, language_end(code_block->as.info));
}

struct slice node_meta(const struct node *code_block)
{
    return slice_trim(
        slice_from(code_block->as.info, language_end(code_block->as.info)));
}

struct node_step node_next(struct node_step step, const struct node *root)
{
    struct node *node = step.node;
    if (!step.is_leaving)
        return node->first != NULL ? (struct node_step){node->first, false}
                                   : (struct node_step){node, true};
    if (node == root)
        return (struct node_step){NULL, true};
    return node->next != NULL ? (struct node_step){node->next, false}
                              : (struct node_step){node->parent, true};
}
