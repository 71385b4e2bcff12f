/* foreign_show.c - puts back into a tree what stand-ins stand for.
 *
 *     text "a <0> b"     -->  text "a ", foreign text "{{ x }}", text " b"
 *     url "<0>/b"        -->  "{{ site.url }}/b"
 *     html "<!--<0>-->"  -->  "<Tabs>"
 *
 * They may be anywhere in a tree, also in what turned out to be code. */
#include "document/foreign_hexo.h"
#include "document/foreign_notes.h"

#include "base/ascii.h"
#include "document/scratch.h"

static size_t find_start(struct slice text, size_t at)
{
    return slice_find(text, at, SLICE(STAND_IN_START));
}

/* The piece of the stand-in at `at`; NULL if a parser took it apart, which none
 * is known to do. */
static const struct foreign_piece *piece_at(const struct foreign *foreign,
                                            struct slice text, size_t at,
                                            size_t *ret_end)
{
    size_t number = 0;
    at += SLICE(STAND_IN_START).size;
    while (at < text.size && ascii_is_digit(text.data[at]))
        number = number * 10 + (size_t)(text.data[at++] - '0');
    if (number >= foreign->count ||
        !slice_starts(slice_from(text, at), STAND_IN_END))
        return NULL;
    *ret_end = at + SLICE(STAND_IN_END).size;
    return &foreign->pieces[number];
}

/* Leaves out the comment around a block. */
static void append_block(struct str *out, struct slice source,
                         struct slice text, size_t *at)
{
    size_t end = *at;
    while (end < text.size && text.data[end] == '\n')
        end++;
    if (slice_ends(str_slice(out), "<!--") &&
        slice_starts(slice_from(text, end), "-->")) {
        out->size -= SLICE("<!--").size;
        *at = end + SLICE("-->").size;
    }
    str_append(out, source);
}

/* Returns the string with what its stand-ins stand for; itself without any. */
static struct slice restored(struct slice text, const struct foreign *foreign)
{
    size_t next = find_start(text, 0), at = 0;
    struct str out = {0};
    if (next == text.size)
        return text;
    for (; next < text.size; next = find_start(text, at)) {
        size_t end = next;
        const struct foreign_piece *piece = piece_at(foreign, text, next, &end);
        if (piece == NULL)
            break;
        str_append(&out, slice_sub(text, at, next));
        at = end;
        append_block(&out, piece->source, text, &at);
    }
    str_append(&out, slice_from(text, at));
    text = scratch_copy(str_slice(&out));
    str_release(&out);
    return text;
}

size_t foreign_size(const struct foreign *foreign, struct slice masked)
{
    size_t size = masked.size, end, at = find_start(masked, 0);
    for (; at < masked.size; at = find_start(masked, at + 1)) {
        const struct foreign_piece *piece = piece_at(foreign, masked, at, &end);
        size += piece != NULL ? piece->source.size : 0;
    }
    return size;
}

static struct node *insert_piece(struct node *before,
                                 const struct foreign_piece *piece)
{
    struct node *node = node_insert_text(before, piece->source);
    if (piece->is_html)
        node->kind = NODE_HTML;
    node->as.foreign.is_set = true;
    node->as.foreign.is_line = piece->is_line;
    node->as.foreign.is_code = piece->is_code;
    node->as.foreign.words = piece->words;
    return node;
}

/* Takes a text apart where its stand-ins are. Returns the last of its nodes,
 * with all that is in it. */
static struct node_step split_text(struct notes_show *notes, struct node *node,
                                   const struct foreign *foreign)
{
    struct slice text = node->text;
    size_t next = find_start(text, 0), at = 0;
    if (next == text.size)
        return (struct node_step){node, false};
    struct node *last = node;
    node->text = SLICE("");
    for (; next < text.size; next = find_start(text, at)) {
        size_t end = next;
        const struct foreign_piece *piece = piece_at(foreign, text, next, &end);
        if (piece == NULL)
            break;
        if (next > at)
            last = node_insert_text(last, slice_sub(text, at, next));
        if (piece->shape == SHAPE_HEXO_TAG)
            last = hexo_tag_insert(last, piece);
        else
            last = piece->shape != SHAPE_NONE ? notes_insert(notes, last, piece)
                                              : insert_piece(last, piece);
        at = end;
    }
    if (at < text.size)
        last = node_insert_text(last, slice_from(text, at));
    node_unlink(node);
    return (struct node_step){last, true};
}

/* A destination that is nothing but a tag may be known; SLICE_NONE if not. */
static struct slice known_destination(struct slice url,
                                      const struct foreign *foreign)
{
    size_t end = 0;
    const struct foreign_piece *piece = slice_starts(url, STAND_IN_START)
                                            ? piece_at(foreign, url, 0, &end)
                                            : NULL;
    return piece != NULL && piece->shape == SHAPE_HEXO_TAG && end == url.size
               ? hexo_tag_destination(piece)
               : SLICE_NONE;
}

static void show_destination(struct node *node, const struct foreign *foreign)
{
    struct slice url = node->as.link.url;
    struct slice known = known_destination(url, foreign);
    node->as.link.url = known.data != NULL ? known : restored(url, foreign);
    node->as.link.is_template =
        known.data == NULL && node->as.link.url.data != url.data;
    node->as.link.title = restored(node->as.link.title, foreign);
}

static void show_node(struct node *node, const struct foreign *foreign)
{
    struct slice text = node->text;
    node->text = restored(text, foreign);
    if (node->kind == NODE_HTML || node->kind == NODE_HTML_BLOCK) {
        node->as.foreign.is_set = slice_starts(text, "<!--" STAND_IN_START);
    } else if (node->kind == NODE_CODE_BLOCK) {
        node->as.info = restored(node->as.info, foreign);
    } else if (node->kind == NODE_LINK || node->kind == NODE_IMAGE) {
        show_destination(node, foreign);
    }
}

void foreign_show(struct node *root, const struct foreign *foreign)
{
    struct notes_show notes = {.is_vault = foreign->is_vault};
    if (foreign->count == 0)
        return;
    for (struct node_step step = {root, false}; step.node != NULL;
         step = node_next(step, root)) {
        if (step.is_leaving)
            continue;
        if (step.node->kind == NODE_TEXT)
            step = split_text(&notes, step.node, foreign);
        else
            show_node(step.node, foreign);
    }
    notes_end(&notes);
}
