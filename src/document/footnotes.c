/* footnotes.c - numbers and names of footnotes and of what refers to them.
 *
 * The engine puts footnotes last, in the order in which they are referred to
 * first. It hides their labels, but says where the text of each begins, which
 * is after its label:
 *
 *     [^wood]: About trees.        label: wood
 *              '-column                                                    */
#include "document/render.h"

#include "document/scratch.h"

/* Where each line of the body starts. A line ends with LF, CR or both. */
static size_t *find_lines(struct slice body, size_t count)
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
    for (const struct node *n = first; n != NULL; n = n->after)
        last_line = n->line > last_line ? n->line : last_line;
    const size_t *starts = find_lines(body, last_line);
    for (struct node *n = first; n != NULL; n = n->after) {
        n->number = ++number;
        size_t start = starts[n->line - 1];
        n->text = label_of(slice_sub(body, start, start + n->column - 1));
    }
}

/* Each reference learns the label of its footnote, and which one of its
 * references it is. */
static void name_reference(struct node *reference,
                           struct node *const *footnotes, size_t count)
{
    if (reference->number == 0 || reference->number > count)
        return;
    struct node *footnote = footnotes[reference->number - 1];
    reference->text = footnote->text;
    reference->count = ++footnote->count;
}

void footnotes_name(struct node *root, struct slice body)
{
    struct node *first = root->last;
    size_t count = 0, next = 0;
    if (first == NULL || first->kind != NODE_FOOTNOTE)
        return;
    for (count = 1;
         first->before != NULL && first->before->kind == NODE_FOOTNOTE;
         first = first->before)
        count++;
    name_footnotes(first, body);
    struct node **footnotes = scratch_calloc(count, sizeof(struct node *));
    for (struct node *n = first; n != NULL; n = n->after)
        footnotes[next++] = n;
    for (struct node_step step = {root, false}; step.node != NULL;
         step = node_next(step, root)) {
        if (!step.is_leaving && step.node->kind == NODE_FOOTNOTE_REFERENCE)
            name_reference(step.node, footnotes, count);
    }
}
