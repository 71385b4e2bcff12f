/* medium.c - posts that Medium has exported.
 *
 *     2019-03-01_On-soup-1f2e3d4c5b6a.md    posts/On-soup    /posts/On-soup
 *     draft_On-bread-6a5b4c3d2e1f.md        a draft
 *
 * A name ends with the id of the post, and begins with its day or says that it
 * is a draft. Front matter that a converter has added comes first. */
#include "layout/generator.h"

#include "base/ascii.h"
#include "layout/meta_fields.h"

#include <string.h>

#define ID_MIN_DIGITS 6
#define ID_MAX_DIGITS 12

static bool is_hexadecimal(char c)
{
    return ascii_is_digit(c) || (c >= 'a' && c <= 'f');
}

/* "On-soup-1f2e3d4c5b6a" without the id; SLICE_NONE without one. */
static struct slice without_id(struct slice name)
{
    size_t start = name.size;
    bool has_digit = false; /* "my-decade" has none */
    while (start > 0 && is_hexadecimal(name.data[start - 1]))
        has_digit |= ascii_is_digit(name.data[--start]);
    size_t digits = name.size - start;
    bool is_id = has_digit && digits >= ID_MIN_DIGITS &&
                 digits <= ID_MAX_DIGITS && start > 0 &&
                 name.data[start - 1] == '-';
    while (start > 0 && name.data[start - 1] == '-')
        start--;
    return is_id && start > 0 ? slice_sub(name, 0, start) : SLICE_NONE;
}

/* A name of Medium's, taken apart. */
struct post_name {
    struct slice day; /* or SLICE_NONE */
    struct slice title;
    bool is_draft;
};

/* False if it is none. */
static bool read_name(struct slice stem, struct post_name *ret_name)
{
    struct date date;
    size_t dash = slice_find_char(stem, 0, '_');
    struct slice first = slice_sub(stem, 0, dash);
    struct slice title = without_id(slice_from(stem, dash + 1));
    bool is_draft = slice_is(first, "draft");
    if (dash >= stem.size || title.data == NULL ||
        (!is_draft &&
         (first.size != strlen("2019-03-01") || !date_parse(first, &date))))
        return false;
    *ret_name =
        (struct post_name){is_draft ? SLICE_NONE : first, title, is_draft};
    return true;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct place found =
        place_in_folder(meta, SLICE("posts"), below, below, arena);
    struct post_name name;
    if (read_name(path_stem(meta->path), &name))
        found.path_in_collection = path_readable(arena, name.title);
    else if (meta->kind != SOURCE_MARKDOWN)
        found = place_in_folder(meta, path_first_folder(below), below, below,
                                arena);
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    (void)layout;
    if (slice_starts(meta->slug, "/")) /* "/@ana/on-soup-1f2e3d4c5b6a" */
        return url_from_path(place->slug, arena);
    return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(place->collection),
                        SLICE_FMT(place->slug));
}

static void reread(const struct layout *layout, struct meta *meta)
{
    (void)layout;
    struct post_name name;
    struct date date;
    if (!read_name(path_stem(meta->path), &name))
        return;
    meta->is_draft |= name.is_draft;
    meta_rename(meta, name.title);
    if (meta->date != NULL || name.day.data == NULL ||
        !date_parse(name.day, &date))
        return;
    meta->date = meta_keep_date(meta, &date);
}

static bool has_habit(const struct tree *tree, const struct source *source)
{
    (void)tree;
    struct post_name name;
    return read_name(path_stem(source_path_in_root(source)), &name);
}

static enum certainty judge_habit(const struct tree *tree, size_t count)
{
    (void)tree;
    return count > 0 ? LIKELY : UNLIKELY;
}

const struct generator medium_generator = {
    .name = "Medium export",
    .markdown = {MARKDOWN_GFM, HEADING_IDS_GITHUB, MARKDOWN_NOT_SMART, 0},
    .has_habit = has_habit,
    .judge_habit = judge_habit,
    .place = place,
    .url = url,
    .reread = reread,
};
