/* stackbit.c - the type of a document says what it is.
 *
 *     content/pages/thoughts/post-one.md     type: PostLayout
 *                   '-path in collection-'
 *                            '-slug--'
 *     collection posts; url /thoughts/post-one
 *
 * The type decides, wherever the file is: a post in pages/ai/index.md is still
 * a post. But a post has a body, so a data file with the type of a post is
 * data. */
#include "layout/generator.h"

#include "base/unicode.h"
#include "layout/sections.h"

#include <string.h>

static const struct {
    const char *type;
    const char *collection;
} types[] = {
    {"PostLayout", "posts"},
    {"ProjectLayout", "projects"},
    {"PageLayout", "pages"},
    {"PostFeedLayout", "pages"},
    {"ProjectFeedLayout", "pages"},
    {"Person", "authors"},
    {"Config", "data"},
    {"ThemeStyle", "data"},
};

static const char *type_collection(struct slice type)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (slice_is(type, types[i].type))
            return types[i].collection;
    }
    return NULL;
}

/* Whether documents of that type have a page. */
static bool is_of_page(const char *collection)
{
    return strcmp(collection, "authors") != 0 &&
           strcmp(collection, "data") != 0;
}

/* Returns the path below content/pages or content/data. */
static struct slice inside_standard(const struct tree *tree,
                                    const struct meta *meta)
{
    struct slice below = path_below_root(tree, meta->path);
    struct slice folder = path_first_folder(below);
    bool is_standard = slice_is(folder, "pages") || slice_is(folder, "data");
    return slice_from(below, is_standard ? folder.size + 1 : 0);
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice folder =
        path_first_folder(path_below_root(layout->tree, meta->path));
    struct slice inside = inside_standard(layout->tree, meta);
    const char *typed = type_collection(meta->type);
    const char *by_folder = folder_collection(folder);

    struct place found = {
        .path_in_collection = path_readable(
            arena, path_without_index(path_without_extension(inside)))};
    found.lacks_body =
        meta->kind == SOURCE_DATA && typed != NULL && is_of_page(typed);
    if (typed != NULL && !found.lacks_body)
        found.collection = slice_of(typed);
    else if (meta->kind == SOURCE_DATA)
        found.collection = SLICE("data");
    else
        found.collection =
            by_folder != NULL ? slice_of(by_folder) : SLICE("pages");
    found.slug = meta_wished_slug(meta, meta->name, inside, arena);
    return found;
}

/* If a site uses `slug`, the url of a post is its folder and the slug, and the
 * slug of a page is its whole path. */
static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    if (meta->slug.data == NULL)
        return url_from_path(place->path_in_collection, arena);
    if (slice_is(place->collection, "pages"))
        return url_from_path(place->slug, arena);
    struct slice folder = path_folder(inside_standard(layout->tree, meta));
    if (folder.size == 0)
        folder = slice_is(place->collection, "posts") ? SLICE("blog")
                                                      : place->collection;
    return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                        SLICE_FMT(place->slug));
}

static bool has_habit(const struct tree *tree, const struct source *source)
{
    struct slice below = path_below_root(tree, source_path_in_root(source));
    return slice_starts(below, "pages/") &&
           type_collection(section_type(&source->front_matter)) != NULL;
}

/* No other program uses such types. */
static enum certainty judge_habit(const struct tree *tree, size_t count)
{
    (void)tree;
    return count > 0 ? CERTAIN : UNLIKELY;
}

const struct generator stackbit_generator = {
    .name = "Stackbit site",
    .markdown = {MARKDOWN_GFM, HEADING_IDS_GITHUB, MARKDOWN_NOT_SMART,
                 0}, /* its themes use markdown-to-jsx */
    .has_habit = has_habit,
    .judge_habit = judge_habit,
    .place = place,
    .url = url,
    .naming = NAMED_BY_TYPE,
    .names_people_by_type = true,
};
