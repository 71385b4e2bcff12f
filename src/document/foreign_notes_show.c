/* foreign_notes_show.c - the nodes of what Obsidian has in its notes.
 *
 *     [[a/b#c|words]]   link "a/b#c" with the text "words"
 *     ![[a.png|300]]    image "a.png" with a width
 *     ![[note]]         link: an embed shows another note, which is one request
 *                       away, and may embed this one
 *     ==a *b*==         mark around "a" and the emphasis
 *     words ^id         "words", in a block with the id "^id"
 *
 * A mark that nothing closes in the same parent is text again. */
#include "document/foreign_notes.h"

#include "document/attributes.h"
#include "document/note_link.h"
#include "document/path.h"
#include "document/scratch.h"

#include <stdio.h>

static bool is_in_link(const struct node *node)
{
    while (node != NULL && node->kind != NODE_LINK && node->kind != NODE_IMAGE)
        node = node->parent;
    return node != NULL;
}

/* "note#Part" is shown as Obsidian does it: "note > Part". */
static struct slice words_of(const struct note_link *link, struct slice target,
                             bool is_vault)
{
    if (link->label.data != NULL)
        return link->label;
    if (!is_vault)
        return target;
    if (link->path.size == 0 || link->part.size == 0 ||
        slice_starts(link->part, "^"))
        return link->path.size > 0 ? link->path : link->part;
    struct str words = {0};
    str_appendf(&words, "%.*s > %.*s", SLICE_FMT(link->path),
                SLICE_FMT(link->part));
    struct slice kept = scratch_copy(str_slice(&words));
    str_release(&words);
    return kept;
}

static void add_number(struct attributes *attributes, const char *name,
                       uint32_t number)
{
    char digits[16];
    if (number == 0)
        return;
    int size = snprintf(digits, sizeof digits, "%u", number);
    attributes->items[attributes->count++] = (struct attribute){
        slice_of(name), scratch_copy((struct slice){digits, (size_t)size})};
}

static void set_size(struct node *image, uint32_t width, uint32_t height)
{
    if (width == 0)
        return;
    struct attributes *attributes = scratch_calloc(1, sizeof *attributes);
    attributes->items = scratch_calloc(2, sizeof *attributes->items);
    attributes->capacity = 2;
    add_number(attributes, "width", width);
    add_number(attributes, "height", height);
    image->attributes = attributes;
}

static bool is_picture(struct slice path)
{
    static const char *const ends[] = {".png",  ".jpg",  ".jpeg", ".gif",
                                       ".bmp",  ".svg",  ".webp", ".avif",
                                       ".apng", ".heic", NULL};
    const char *const *end = ends;
    while (*end != NULL && !slice_ends_nocase(path, *end))
        end++;
    return *end != NULL;
}

static struct node *insert_image(struct node *before,
                                 const struct note_link *link)
{
    uint32_t width, height;
    struct slice label = note_link_size(link->label, &width, &height);
    struct node *image = node_new(NODE_IMAGE), *text = node_new(NODE_TEXT);
    image->line = text->line = before->line;
    image->as.link.url = link->path;
    image->as.link.is_note = true;
    text->text = label.data != NULL ? label : path_name(link->path);
    node_insert_after(before, image);
    node_append(image, text);
    set_size(image, width, height);
    return image;
}

static struct node *insert_link(const struct notes_show *show,
                                struct node *before,
                                const struct foreign_piece *piece,
                                const struct note_link *link)
{
    struct slice source = piece->source;
    size_t start = piece->shape == SHAPE_EMBED ? 3 : 2;
    struct slice inner = slice_sub(source, start, source.size - 2);
    struct slice target = slice_sub(inner, 0, slice_find_char(inner, 0, '|'));
    if (slice_ends(target, "\\"))
        target.size--;
    struct slice words = words_of(link, target, show->is_vault);
    if (is_in_link(before))
        return node_insert_text(before, show->is_vault ? words : source);
    struct node *node = node_new(NODE_LINK), *text = node_new(NODE_TEXT);
    node->line = text->line = before->line;
    node->as.link.url = target;
    node->as.link.is_note = true;
    text->text = words;
    if (!show->is_vault)
        node->as.link.title =
            slice_sub(source, 0, (size_t)(words.data - source.data));
    node_insert_after(before, node);
    node_append(node, text);
    return node;
}

static struct node *insert_note(const struct notes_show *show,
                                struct node *before,
                                const struct foreign_piece *piece)
{
    struct note_link link;
    bool is_embed = piece->shape == SHAPE_EMBED;
    struct slice inner =
        slice_sub(piece->source, is_embed ? 3 : 2, piece->source.size - 2);
    if (!note_link_parse(inner, &link))
        return node_insert_text(before, piece->source);
    if (is_embed && is_picture(link.path))
        return insert_image(before, &link);
    return insert_link(show, before, piece, &link);
}

/* A text again. */
static void drop_mark(struct notes_show *show)
{
    if (show->mark != NULL && show->mark->first == NULL)
        show->mark->kind = NODE_TEXT;
    show->mark = NULL;
}

/* Moves what is between the two signs into the first one. */
static struct node *close_mark(struct notes_show *show)
{
    struct node *mark = show->mark, *next;
    mark->text = SLICE("");
    for (struct node *node = mark->next; node != NULL; node = next) {
        next = node->next;
        node_unlink(node);
        node->prev = node->next = NULL;
        node_append(mark, node);
    }
    show->mark = NULL;
    return mark;
}

static struct node *insert_mark(struct notes_show *show, struct node *before,
                                const struct foreign_piece *piece)
{
    bool is_open = show->mark != NULL && show->mark->parent == before->parent;
    if (is_open && piece->shape != SHAPE_MARK_START)
        return close_mark(show);
    drop_mark(show);
    if (piece->shape == SHAPE_MARK_END)
        return node_insert_text(before, piece->source);
    struct node *mark = node_insert_text(before, piece->source);
    mark->kind = NODE_MARK;
    show->mark = mark;
    return mark;
}

static struct node *block_around(struct node *node)
{
    while (node != NULL && node->kind != NODE_PARAGRAPH &&
           node->kind != NODE_HEADING && node->kind != NODE_TABLE_CELL)
        node = node->parent;
    return node;
}

/* The paragraph of an item without blank lines is not shown itself; one that is
 * nothing but the id names the block before. */
static struct node *block_named(struct node *before)
{
    struct node *block = block_around(before);
    bool is_alone = block != NULL && block->kind == NODE_PARAGRAPH &&
                    block->first == before && before->text.size == 0;
    if (block == NULL || block->kind == NODE_TABLE_CELL)
        return NULL;
    if (is_alone && block->prev != NULL) {
        node_unlink(block);
        return block->prev;
    }
    bool is_tight = block->kind == NODE_PARAGRAPH &&
                    block->parent->kind == NODE_ITEM &&
                    block->parent->parent->as.list.is_tight;
    return is_tight ? block->parent : block;
}

static struct node *name_block(struct node *before,
                               const struct foreign_piece *piece)
{
    struct node *block = block_named(before);
    if (block == NULL)
        return node_insert_text(before, piece->source);
    if (block->attributes == NULL)
        block->attributes = scratch_calloc(1, sizeof *block->attributes);
    block->attributes->id = piece->source;
    while (before->kind == NODE_TEXT && slice_ends(before->text, " "))
        before->text.size--;
    return before;
}

struct node *notes_insert(struct notes_show *show, struct node *before,
                          const struct foreign_piece *piece)
{
    switch (piece->shape) {
    case SHAPE_MARK:
    case SHAPE_MARK_START:
    case SHAPE_MARK_END:
        return insert_mark(show, before, piece);
    case SHAPE_BLOCK_ID:
        return name_block(before, piece);
    case SHAPE_NOTE:
    case SHAPE_EMBED:
    case SHAPE_NONE:
    default:
        return insert_note(show, before, piece);
    }
}

void notes_end(struct notes_show *show)
{
    drop_mark(show);
}
