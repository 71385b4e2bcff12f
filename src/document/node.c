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
    child->before = parent->last;
    if (parent->last != NULL)
        parent->last->after = child;
    else
        parent->first = child;
    parent->last = child;
}

void node_unlink(struct node *node)
{
    struct node **in_front =
        node->before != NULL ? &node->before->after : &node->parent->first;
    struct node **behind =
        node->after != NULL ? &node->after->before : &node->parent->last;
    *in_front = node->after;
    *behind = node->before;
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
    return slice_sub(code_block->info, 0, language_end(code_block->info));
}

struct slice node_meta(const struct node *code_block)
{
    return slice_trim(
        slice_from(code_block->info, language_end(code_block->info)));
}

struct node_step node_next(struct node_step step, const struct node *root)
{
    struct node *node = step.node;
    if (!step.is_leaving)
        return node->first != NULL ? (struct node_step){node->first, false}
                                   : (struct node_step){node, true};
    if (node == root)
        return (struct node_step){NULL, true};
    return node->after != NULL ? (struct node_step){node->after, false}
                               : (struct node_step){node->parent, true};
}
