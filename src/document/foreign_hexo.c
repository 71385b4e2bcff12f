/* foreign_hexo.c - the tags of Hexo that link to a post, or to a file of it.
 *
 *     {% post_link bread#crust Words %}       link, with the words, or the name
 *     {% asset_link menu.pdf "The menu" %}    likewise
 *     {% asset_img wide a.png 300 "Title" "Alt" %}    image
 *     [a]({% post_path bread %})              where a link leads, as with
 *     ![a]({% asset_path a.png %})            asset_path
 *
 * A post is named by its file; where that is published is the store's matter. A
 * file of a post is published in the folder of the post's page, so its own name
 * is its address there. (hexo.io/docs/tag-plugins, and post_link.ts and img.ts
 * of Hexo 7 for what may follow the name) */
#include "document/foreign_hexo.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/attributes.h"
#include "document/markdown.h"
#include "document/path.h"
#include "document/scratch.h"

enum tag_kind { TAG_LINK, TAG_IMAGE, TAG_PATH };

static const struct hexo_tag {
    const char *name;
    enum tag_kind kind;
    bool is_post; /* it names a post; otherwise a file */
} tags[] = {
    {"post_link", TAG_LINK, true},   {"post_path", TAG_PATH, true},
    {"asset_link", TAG_LINK, false}, {"asset_img", TAG_IMAGE, false},
    {"asset_path", TAG_PATH, false},
};

/* Takes the next word, or what is in quotes; SLICE_NONE after the last. */
static struct slice next_word(struct slice *rest)
{
    size_t at = 0, end;
    while (at < rest->size && ascii_is_space(rest->data[at]))
        at++;
    if (at == rest->size)
        return SLICE_NONE;
    char quote = rest->data[at];
    size_t close = slice_find_char(*rest, at + 1, quote);
    struct slice word;
    if ((quote == '"' || quote == '\'') && close < rest->size) {
        word = slice_sub(*rest, at + 1, close);
        end = close + 1;
    } else {
        for (end = at; end < rest->size && !ascii_is_space(rest->data[end]);)
            end++;
        word = slice_sub(*rest, at, end);
    }
    *rest = slice_from(*rest, end);
    return word;
}

/* What is in the tag after its name; NULL for any other tag. */
static const struct hexo_tag *read_tag(struct slice source,
                                       struct slice *ret_words)
{
    struct slice inner = slice_sub(source, 2, source.size - 2);
    if (slice_starts(inner, "-"))
        inner = slice_from(inner, 1);
    if (slice_ends(inner, "-"))
        inner = slice_sub(inner, 0, inner.size - 1);
    struct slice name = next_word(&inner);
    *ret_words = inner;
    for (size_t i = 0; i < ARRAY_COUNT(tags); i++) {
        if (slice_is(name, tags[i].name))
            return &tags[i];
    }
    return NULL;
}

void match_hexo_tag(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice rest = scan_rest(scan), words;
    rest = slice_sub(rest, 0, line_end(rest, 0));
    size_t end = scan_find(scan, rest, 2, "%}");
    if (end >= rest.size || scan->at < scan->raw_end)
        return;
    struct slice source = slice_sub(rest, 0, end + 2);
    if (read_tag(source, &words) != NULL && slice_trim(words).size > 0)
        *match = (struct foreign_match){.size = source.size,
                                        .shape = SHAPE_HEXO_TAG};
}

/* Where it leads: "hexo://post/bread#crust", or "a.png". */
static struct slice destination_of(const struct hexo_tag *tag,
                                   struct slice named)
{
    struct str out = {0};
    if (!tag->is_post)
        return named;
    str_append_text(&out, SLOT_HEXO_POST);
    str_append(&out, named);
    struct slice kept = scratch_copy(str_slice(&out));
    str_release(&out);
    return kept;
}

/* All that follows, but for what says whether it is escaped. */
static struct slice label_of(struct slice rest)
{
    struct slice copy = rest, first = next_word(&copy), last = first, word;
    if (slice_trim(copy).size == 0)
        return slice_is(first, "true") || slice_is(first, "false") ? SLICE_NONE
                                                                   : first;
    while ((word = next_word(&copy)).data != NULL)
        last = word;
    struct slice label = slice_trim(rest);
    if (slice_is(last, "true") || slice_is(last, "false"))
        label =
            slice_trim(slice_sub(label, 0, (size_t)(last.data - label.data)));
    copy = label;
    first = next_word(&copy);
    return slice_trim(copy).size == 0 ? first : label;
}

static struct node *insert_with_text(struct node *before, struct node *node,
                                     struct slice words)
{
    struct node *text = node_new(NODE_TEXT);
    node->line = text->line = before->line;
    text->text = words;
    node_insert_after(before, node);
    node_append(node, text);
    return node;
}

static struct node *insert_link(struct node *before, const struct hexo_tag *tag,
                                struct slice words)
{
    struct slice named = next_word(&words), label = label_of(words);
    struct node *node = node_new(NODE_LINK);
    if (label.size == 0)
        label = path_name(slice_sub(named, 0, slice_find_char(named, 0, '#')));
    node->as.link.url = destination_of(tag, named);
    return insert_with_text(before, node, label);
}

/* Up to two numbers, its width and height. */
static struct attributes *take_sizes(struct slice *words)
{
    static const char *const names[] = {"width", "height"};
    struct attributes *attributes = scratch_calloc(1, sizeof *attributes);
    attributes->capacity = ARRAY_COUNT(names);
    attributes->items =
        scratch_calloc(ARRAY_COUNT(names), sizeof *attributes->items);
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct slice rest = *words, word = next_word(&rest);
        if (!slice_is_digits(word))
            break;
        *words = rest;
        attributes->items[attributes->count++] =
            (struct attribute){slice_of(names[i]), word};
    }
    return attributes->count > 0 ? attributes : NULL;
}

/* Names of classes come first. */
static struct node *insert_image(struct node *before,
                                 const struct foreign_piece *piece,
                                 struct slice words)
{
    struct slice file = next_word(&words);
    while (file.data != NULL && !path_is_media(file))
        file = next_word(&words);
    if (file.data == NULL)
        return node_insert_text(before, piece->source);
    struct node *node = node_new(NODE_IMAGE);
    node->as.link.url = file;
    node->attributes = take_sizes(&words);
    struct slice title = next_word(&words), alt = next_word(&words);
    if (title.data != NULL)
        node->as.link.title = title;
    return insert_with_text(before, node, alt.data != NULL ? alt : SLICE(""));
}

static bool is_in_link(const struct node *node)
{
    while (node != NULL && node->kind != NODE_LINK && node->kind != NODE_IMAGE)
        node = node->parent;
    return node != NULL;
}

struct node *hexo_tag_insert(struct node *before,
                             const struct foreign_piece *piece)
{
    struct slice words;
    const struct hexo_tag *tag = read_tag(piece->source, &words);
    if (tag->kind == TAG_LINK && !is_in_link(before))
        return insert_link(before, tag, words);
    if (tag->kind == TAG_IMAGE)
        return insert_image(before, piece, words);
    struct node *node = node_insert_text(before, piece->source);
    node->as.foreign.is_set = true;
    return node;
}

struct slice hexo_tag_destination(const struct foreign_piece *piece)
{
    struct slice words;
    const struct hexo_tag *tag = read_tag(piece->source, &words);
    return tag->kind == TAG_PATH ? destination_of(tag, next_word(&words))
                                 : SLICE_NONE;
}
