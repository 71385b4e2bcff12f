/* section_search.c - where the section of a heading is in the tree, and how it
 * is cut out.
 *
 *     # A             root --- heading A
 *     ## B                 |-- heading B  --.
 *     text [^1]            |-- paragraph    |  section "b"
 *     ### C                |-- heading C    |
 *     # D                  |-- heading D  --'
 *     [^1]: note           '-- footnote 1        and this one
 *
 * The search goes along with the walk over the whole body, so that ids, numbers
 * of footnotes and the definitions of links are those of the whole; then
 * everything else is cut off the tree. A heading in a list or a quote has a
 * section, too: what follows in the same item or quote. */
#include "document/reading.h"

static bool is_end(const struct node *node, unsigned level)
{
    return node->kind == NODE_FOOTNOTE ||
           (node->kind == NODE_HEADING && node->as.heading.level <= level);
}

static const struct node *end_of(const struct node *heading)
{
    const struct node *node = heading->next;
    while (node != NULL && !is_end(node, heading->as.heading.level))
        node = node->next;
    return node;
}

static void note_footnote(struct section_search *search, struct node_step step,
                          size_t text_size)
{
    if (!step.is_leaving && search->footnotes == NULL) {
        for (const struct node *n = step.node; n != NULL; n = n->next)
            search->footnote_count = n->as.footnote.number;
        search->footnotes =
            scratch_calloc(search->footnote_count, sizeof *search->footnotes);
    }
    struct text_range *range =
        &search->footnotes[step.node->as.footnote.number - 1];
    if (step.is_leaving)
        range->end = text_size;
    else
        range->start = text_size;
}

void section_note(struct section_search *search, struct node_step step,
                  size_t text_size, size_t leaf_start,
                  const struct headings *headings)
{
    struct node *node = step.node;
    if (node->kind == NODE_FOOTNOTE)
        note_footnote(search, step, text_size);
    if (search->heading == NULL) {
        if (!step.is_leaving || node->kind != NODE_HEADING ||
            !slice_equal(node->as.heading.id, search->id))
            return;
        search->heading = node;
        search->end = end_of(node);
        search->text.start = leaf_start;
        search->first_heading = headings->count - 1;
        return;
    }
    if (search->is_closed ||
        node != (step.is_leaving ? search->heading->parent : search->end))
        return;
    /* A heading where it ends is in the list already if it was left. */
    search->text.end = text_size;
    search->heading_end = headings->count;
    search->is_closed = true;
}

/* Which footnotes are used, by number from 0. */
struct uses {
    struct node **footnotes;
    bool *are_used;
    size_t count;
};

static struct uses uses_of(const struct section_search *search,
                           struct node *root)
{
    size_t count = search->footnote_count;
    struct uses uses = {
        .footnotes = scratch_calloc(count + 1, sizeof(struct node *)),
        .are_used = scratch_calloc(count + 1, sizeof(bool)),
        .count = count,
    };
    for (struct node *n = root->last;
         n != NULL && n->kind == NODE_FOOTNOTE && count > 0; n = n->prev) {
        n->as.footnote.first = n->as.footnote.last = NULL;
        uses.footnotes[n->as.footnote.number - 1] = n;
    }
    return uses;
}

/* Notes what the tree refers to; whether some of it was not known before. */
static bool note_uses(struct uses *uses, struct node *root)
{
    bool is_new = false;
    for (struct node_step step = {root, false}; step.node != NULL;
         step = node_next(step, root)) {
        struct node *node = step.node;
        if (step.is_leaving || node->kind != NODE_FOOTNOTE_REFERENCE)
            continue;
        uint32_t number = node->as.footnote.number;
        if (number == 0 || number > uses->count ||
            uses->footnotes[number - 1] == NULL)
            continue;
        is_new = is_new || !uses->are_used[number - 1];
        uses->are_used[number - 1] = true;
        footnote_add_reference(uses->footnotes[number - 1], node);
    }
    return is_new;
}

/* Adds the footnotes that are used, those that they use, and so on. */
static void append_footnotes(struct uses *uses, struct node *root)
{
    bool *are_noted = scratch_calloc(uses->count + 1, sizeof(bool));
    bool is_new = note_uses(uses, root);
    while (is_new) {
        is_new = false;
        for (size_t i = 0; i < uses->count; i++) {
            if (!uses->are_used[i] || are_noted[i])
                continue;
            are_noted[i] = true;
            is_new = note_uses(uses, uses->footnotes[i]) || is_new;
        }
    }
    for (size_t i = 0; i < uses->count; i++) {
        if (!uses->are_used[i])
            continue;
        uses->footnotes[i]->next = NULL;
        node_append(root, uses->footnotes[i]);
    }
}

void section_cut(struct section_search *search, struct node *root)
{
    struct uses uses = uses_of(search, root);
    struct node *node = search->heading, *next;
    root->first = root->last = NULL;
    for (; node != search->end; node = next) {
        next = node->next;
        node->next = NULL;
        node_append(root, node);
    }
    append_footnotes(&uses, root);
}
