/* jekyll_paths.c - what a path means to Jekyll.
 *
 *     cooking/_posts/2024-05-01-x.md    a post, with the category cooking
 *     _recipes/soup.md                  of the collection recipes
 *     about.md                          a page, if it has front matter */
#include "layout/jekyll.h"

#include "base/glob.h"
#include "layout/place.h"

#include <string.h>

/* Where the path of a post starts: after "_posts/", at any depth. */
bool jekyll_find_posts(const struct layout *layout, struct slice path,
                       struct slice *ret_above, struct slice *ret_inside)
{
    struct slice rest = path, folder;
    while ((folder = path_first_folder(rest)).size > 0) {
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

static bool names(const struct value *written, struct slice folder)
{
    struct slice pattern = path_trim_slashes(value_text(written));
    return folder.size > 0 && pattern.size > 0 &&
           glob_matches_flat(pattern, folder);
}

bool jekyll_includes(const struct layout *layout, struct slice folder)
{
    const struct value *include = value_find(layout->config, "include");
    for (size_t i = 0; value_is_array(include) && i < include->size; i++) {
        if (names(&include->as.items[i], folder))
            return true;
    }
    return names(include, folder);
}

bool jekyll_has_front_matter(const struct source *source)
{
    const size_t least = strlen("---\n---");
    return source->front_matter.size > 0 ||
           source->file_bytes >= source->markdown.size + least;
}

struct slice jekyll_type(const struct layout *layout,
                         const struct source *source)
{
    struct slice path = tree_collections_path(layout->tree,
                                              source_path_in_root(source)),
                 above, inside;
    struct slice folder = path_first_folder(path);
    if (source->kind != SOURCE_MARKDOWN)
        return SLICE_NONE;
    if (jekyll_find_posts(layout, path, &above, &inside))
        return SLICE("posts");
    if (slice_starts(folder, "_") && !jekyll_includes(layout, folder))
        return slice_from(folder, 1);
    return jekyll_has_front_matter(source) ? SLICE("pages") : SLICE_NONE;
}

struct slice jekyll_category_folders(const struct layout *layout,
                                     const struct meta *meta)
{
    struct slice path = tree_collections_path(layout->tree, meta->path), above,
                 inside;
    return jekyll_find_posts(layout, path, &above, &inside) ? above : SLICE("");
}
