/* footnotes.c - numbers and names of footnotes and of what refers to them.
 *
 * The engine puts footnotes last, in the order of the first reference to each.
 * It does not tell their labels, but where the text after the label begins:
 *
 *     [^wood]: About trees.        label: wood
 *              '-column                                                    */
#include "document/render.h"

#include "document/scratch.h"

#include <string.h>

#define MAX_NAMES 100 /* of headings that are called as a footnote is */

size_t *lines_find(struct slice body, size_t count)
{
    size_t *starts = scratch_calloc(count + 1, sizeof *starts);
    size_t line = 0;
    for (size_t at = 0; at < body.size && line + 1 < count; at++) {
        bool is_pair = body.data[at] == '\r' && at + 1 < body.size &&
                       body.data[at + 1] == '\n';
        if (body.data[at] == '\n' || (body.data[at] == '\r' && !is_pair))
            starts[++line] = at + 1;
    }
    return starts;
}

/* The label that ends `line`. */
static struct slice label_of(struct slice line)
{
    size_t close = line.size;
    while (close > 0 && line.data[close - 1] != ']')
        close--;
    size_t start = close;
    while (start > 0 && !slice_starts(slice_from(line, start), "[^"))
        start--;
    return slice_sub(line, start + 2, close > 0 ? close - 1 : 0);
}

/* The footnotes, which are the last nodes of the root, get their labels. */
static void name_footnotes(struct node *first, struct slice body)
{
    uint32_t number = 0;
    size_t last_line = 0;
    for (const struct node *n = first; n != NULL; n = n->next)
        last_line = n->line > last_line ? n->line : last_line;
    const size_t *starts = lines_find(body, last_line);
    for (struct node *n = first; n != NULL; n = n->next) {
        n->as.footnote.number = ++number;
        size_t start = starts[n->line - 1];
        n->text = label_of(slice_sub(body, start, start + n->column - 1));
        n->column = (uint32_t)(n->text.data - (body.data + start)) - 1;
    }
}

void footnote_add_reference(struct node *footnote, struct node *reference)
{
    struct node *last = footnote->as.footnote.last;
    if (last != NULL)
        last->as.footnote.next = reference;
    else
        footnote->as.footnote.first = reference;
    footnote->as.footnote.last = reference;
    reference->as.footnote.next = NULL;
}

/* Each reference learns the label of its footnote, and which one of its
 * references it is. */
static void name_reference(struct node *reference,
                           struct node *const *footnotes, size_t count)
{
    if (reference->as.footnote.number == 0 ||
        reference->as.footnote.number > count)
        return;
    struct node *footnote = footnotes[reference->as.footnote.number - 1];
    reference->text = footnote->text;
    reference->as.footnote.reference = ++footnote->as.footnote.reference;
    footnote_add_reference(footnote, reference);
}

void footnotes_name(struct node *root, struct slice body)
{
    struct node *first = root->last;
    size_t count = 0, next = 0;
    if (first == NULL || first->kind != NODE_FOOTNOTE)
        return;
    for (count = 1; first->prev != NULL && first->prev->kind == NODE_FOOTNOTE;
         first = first->prev)
        count++;
    name_footnotes(first, body);
    struct node **footnotes = scratch_calloc(count, sizeof(struct node *));
    for (struct node *n = first; n != NULL; n = n->next)
        footnotes[next++] = n;
    for (struct node_step step = {root, false}; step.node != NULL;
         step = node_next(step, root)) {
        if (!step.is_leaving && step.node->kind == NODE_FOOTNOTE_REFERENCE)
            name_reference(step.node, footnotes, count);
    }
    for (size_t i = 0; i < count; i++) { /* another that is not shown did */
        if (footnotes[i]->as.footnote.first == NULL)
            node_unlink(footnotes[i]);
    }
}

static bool is_taken(const char *prefix, struct slice label,
                     const struct map *ids)
{
    struct str id = {0};
    str_append_text(&id, prefix);
    str_append(&id, label);
    bool is_found = map_find(ids, str_slice(&id)) != NULL;
    str_release(&id);
    return is_found;
}

void footnotes_rename(struct node *root, const struct map *ids)
{
    for (struct node *n = root->last; n != NULL && n->kind == NODE_FOOTNOTE;
         n = n->prev) {
        for (unsigned tries = 0;
             tries < MAX_NAMES && (is_taken("fn-", n->text, ids) ||
                                   is_taken("fnref-", n->text, ids));
             tries++) {
            char *label = scratch_calloc(1, n->text.size + 2);
            memcpy(label, n->text.data, n->text.size);
            label[n->text.size] = '_';
            n->text = (struct slice){label, n->text.size + 1};
        }
        for (struct node *reference = n->as.footnote.first; reference != NULL;
             reference = reference->as.footnote.next)
            reference->text = n->text;
    }
}
