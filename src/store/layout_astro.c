/* layout_astro.c - a folder for each collection.
 *
 *     src/content/blog/Hello.mdx   posts/Hello   /blog/hello
 *     src/posts/hello.md           posts/hello   /posts/hello
 *     src/pages/about.md           pages/about   /about
 *
 * Pages are routed by their paths; they may lie beside src/content, and data
 * among them is the program's. A collection is routed by a program of the
 * site's own, which by custom puts a document's identity, its `slug` or its
 * path in lower case, behind the name of the collection. */
#include "store/place.h"

#include "base/unicode.h"

#include <string.h>

/* Pages lie beside the content: both are in "src". */
static struct slice below_src(const struct layout *layout,
                              const struct source *source)
{
    struct slice below = below_root(layout->tree, source->path);
    return slice_starts(below, "src/pages/") ? slice_from(below, strlen("src/"))
                                             : below;
}

static bool is_routed(struct slice below)
{
    return slice_equal_nocase(first_folder(below), SLICE("pages"));
}

static struct place place(const struct layout *layout,
                          const struct source *source, struct arena *arena)
{
    struct slice below = below_src(layout, source);
    struct slice folder = first_folder(below);
    struct slice inside =
        folder.size > 0 ? slice_from(below, folder.size + 1) : below;
    if (folder.size == 0 && layout->is_posts_folder &&
        source->kind == SOURCE_MARKDOWN)
        folder = SLICE("posts");
    struct place found = place_in_folder(source, folder, inside, below, arena);
    found.is_left_out = source->kind == SOURCE_DATA && is_routed(below);
    return found;
}

static struct slice url(const struct layout *layout,
                        const struct source *source, const struct place *place,
                        struct arena *arena)
{
    struct slice below = without_extension(below_src(layout, source));
    struct slice folder = first_folder(below);
    bool has_slug = source->slug.data != NULL;

    if (is_routed(below))
        return url_of_path(unicode_nfc(arena, without_index(slice_from(
                                                  below, folder.size + 1))),
                           arena);
    if (folder.size == 0 && !slice_is(place->collection, "pages"))
        folder = place->collection;
    if (has_slug && folder.size > 0)
        return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                            SLICE_FMT(place->slug));
    if (has_slug)
        return url_of_path(place->slug, arena);
    struct slice path =
        lower_path(unicode_nfc(arena, without_index(below)), arena);
    if (first_folder(below).size == 0 && folder.size > 0)
        return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                            SLICE_FMT(path));
    return url_of_path(path, arena);
}

const struct generator astro_generator = {"Astro site", place, url, false};
