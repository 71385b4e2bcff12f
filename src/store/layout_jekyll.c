/* layout_jekyll.c - _posts, collections, pages, and their permalinks.
 *
 *     _posts/2024-05-01-hello.md        posts/hello    /2024/05/01/hello.html
 *     cooking/_posts/2024-05-01-x.md    posts/x        /cooking/2024/...
 *     _recipes/soup.md                  recipes/soup   /recipes/soup.html
 *     about.md                          pages/about    /about.html
 *
 * Posts are what is in _posts, nothing else: a folder "blog" holds pages. A
 * file without front matter is copied by Jekyll as it is, and no page. How
 * addresses look is said by `permalink`, in a document, for a collection, or
 * for the site; its settings are no document. With `collections_dir` the
 * folders that begin with "_" are in another one, and all the same. */
#include "store/place.h"

#include "base/unicode.h"
#include "store/jekyll_names.h"
#include "store/permalink.h"

#include <string.h>

/* Where posts begin in the path: behind "_posts/" at any depth. */
static bool find_posts(const struct layout *layout, struct slice path,
                       struct slice *ret_above, struct slice *ret_inside)
{
    struct slice rest = path, folder;
    while ((folder = first_folder(rest)).size > 0) {
        size_t at = (size_t)(rest.data - path.data);
        rest = slice_from(rest, folder.size + 1);
        if (!slice_is(folder, "_posts") && !slice_is(folder, "_drafts"))
            continue;
        *ret_above = slice_sub(path, 0, at > 0 ? at - 1 : 0);
        *ret_inside = rest;
        return true;
    }
    *ret_above = SLICE("");
    *ret_inside = path;
    return slice_is(layout->tree->folder_name, "_posts");
}

static bool has_front_matter(const struct source *source)
{
    const size_t least = strlen("---\n---");
    return source->front_matter.size > 0 ||
           source->file_bytes >= source->markdown.size + least;
}

/* People and data under their usual names; no folder holds posts. */
static struct slice collection_of_folder(struct slice folder,
                                         struct arena *arena)
{
    struct slice own = own_collection(folder, arena);
    const char *known = folder_collection(own);
    bool is_kept = known != NULL && !slice_is(slice_of(known), "posts");
    return is_kept ? slice_of(known) : own;
}

struct slice jekyll_type(const struct layout *layout,
                         const struct source *source)
{
    struct slice path = tree_collections_path(layout->tree, source->path),
                 above, inside;
    struct slice folder = first_folder(path);
    if (source->kind != SOURCE_MARKDOWN)
        return SLICE_NONE;
    if (find_posts(layout, path, &above, &inside))
        return SLICE("posts");
    if (slice_starts(folder, "_"))
        return slice_from(folder, 1);
    return has_front_matter(source) ? SLICE("pages") : SLICE_NONE;
}

struct slice jekyll_category_folders(const struct layout *layout,
                                     const struct source *source)
{
    struct slice path = tree_collections_path(layout->tree, source->path),
                 above, inside;
    return find_posts(layout, path, &above, &inside) ? above : SLICE("");
}

static struct place place_page(const struct source *source, struct slice path,
                               struct arena *arena)
{
    bool is_data = source->kind == SOURCE_DATA;
    return (struct place){
        .collection = is_data ? SLICE("data") : SLICE("pages"),
        .path_in_collection =
            unicode_nfc(arena, without_index(without_extension(path))),
        .slug = wished_slug(source, source->name, path, arena),
        .is_left_out = is_data || !has_front_matter(source),
    };
}

/* "_posts/index.md" has no date and is no post to Jekyll; whoever put it there
 * meant the page that lists them. */
static bool is_page_of_posts(const struct source *source, struct slice inside)
{
    return source->kind == SOURCE_MARKDOWN && slice_is(inside, "index.md") &&
           source->date == NULL;
}

static struct place place(const struct layout *layout,
                          const struct source *source, struct arena *arena)
{
    struct slice path = tree_collections_path(layout->tree, source->path),
                 above, inside;
    struct slice folder = first_folder(path);
    struct place found = {0};

    if (find_posts(layout, path, &above, &inside)) {
        found.collection = SLICE("posts");
        if (is_page_of_posts(source, inside))
            return (struct place){
                .collection = SLICE("pages"),
                .path_in_collection = SLICE("posts"),
                .slug = wished_slug(source, SLICE("posts"), inside, arena)};
    } else if (slice_starts(folder, "_")) {
        found.collection = collection_of_folder(folder, arena);
        found.is_reserved = is_reserved_name(found.collection);
        inside = slice_from(path, folder.size + 1);
    } else {
        return place_page(source, path, arena);
    }
    if (found.is_reserved) {
        found = place_page(source, path, arena);
        found.is_reserved = true;
        return found;
    }
    found.path_in_collection =
        unicode_nfc(arena, without_index(without_extension(inside)));
    found.slug = wished_slug(source, source->name, inside, arena);
    return found;
}

/* Whether Jekyll makes pages of a collection: where there are settings, they
 * have to say so. */
static bool has_output(const struct layout *layout,
                       const struct value *settings)
{
    const struct value *output = value_find(settings, "output");
    if (layout->config == NULL)
        return true;
    return output != NULL && output->kind == VALUE_BOOLEAN &&
           output->as.boolean;
}

static struct slice page_url(struct slice path, struct slice suffix,
                             struct arena *arena)
{
    path = without_extension(path);
    if (path_is_index(path_stem(path)))
        return url_of_path(unicode_nfc(arena, path_folder(path)), arena);
    path = arena_printf(arena, "%.*s%.*s", SLICE_FMT(path), SLICE_FMT(suffix));
    return url_of_path(unicode_nfc(arena, path), arena);
}

/* "/:collection/:path", and the suffix of the site's style. */
static struct slice collection_pattern(const struct value *settings,
                                       struct slice suffix, struct arena *arena)
{
    struct slice pattern = value_text(value_find(settings, "permalink"));
    return pattern.size > 0 ? jekyll_pattern(pattern)
                            : arena_printf(arena, "/:collection/:path%.*s",
                                           SLICE_FMT(suffix));
}

static struct slice page_permalink(const struct source *source,
                                   struct slice path, struct slice pattern,
                                   const struct place *place,
                                   struct arena *arena)
{
    const struct permalink permalink = {
        .source = source,
        .place = place,
        .path = path_folder(path),
    };
    return jekyll_permalink(pattern, &permalink, arena);
}

static struct slice url(const struct layout *layout,
                        const struct source *source, const struct place *place,
                        struct arena *arena)
{
    struct slice own =
        value_text(value_find(&source->front_matter, "permalink"));
    struct slice style = value_text(value_find(layout->config, "permalink"));
    struct slice path = tree_collections_path(layout->tree, source->path),
                 above, inside;
    struct slice suffix = jekyll_suffix(style), folder = first_folder(path);
    const struct value *settings = value_find_slice(
        value_find(layout->config, "collections"), slice_from(folder, 1));
    bool is_post = find_posts(layout, path, &above, &inside);

    own = own.size > 0 ? jekyll_pattern(own) : own;
    if (is_post && slice_is(place->collection, "pages"))
        return url_of_text(own, arena);
    if (!is_post && !slice_starts(folder, "_"))
        return own.size > 0 ? page_permalink(source, path, own, place, arena)
                            : page_url(path, suffix, arena);
    if (!is_post && !has_output(layout, settings))
        return SLICE_NONE;

    const struct permalink permalink = {
        .source = source,
        .place = place,
        .categories = jekyll_categories(layout, source, arena, NULL),
        .path = without_extension(is_post ? inside
                                          : slice_from(path, folder.size + 1)),
    };
    if (own.size == 0)
        own = is_post ? jekyll_pattern(style)
                      : collection_pattern(settings, suffix, arena);
    return jekyll_permalink(own, &permalink, arena);
}

const struct generator jekyll_generator = {"Jekyll site", place, url, false};
