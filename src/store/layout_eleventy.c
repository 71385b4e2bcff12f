/* layout_eleventy.c - paths are routes, unless a `permalink` says otherwise.
 *
 *     posts/2024-05-01-hello.md   posts/hello   /posts/hello
 *     about/index.md              pages/about   /about
 *     about/about.md              about/about   /about
 *
 * The date in a file's name is in no address. A permalink may be a template,
 * which nobody but Eleventy can evaluate: then the path has to do. One that is
 * `false` says that there is no page. */
#include "store/place.h"

#include "base/unicode.h"

static struct place place(const struct layout *layout,
                          const struct source *source, struct arena *arena)
{
    struct slice below = below_root(layout->tree, source->path);
    struct slice folder = first_folder(below);
    struct slice inside =
        folder.size > 0 ? slice_from(below, folder.size + 1) : below;
    if (folder.size == 0 && layout->is_posts_folder &&
        source->kind == SOURCE_MARKDOWN)
        folder = SLICE("posts");
    return place_in_folder(source, folder, inside, below, arena);
}

static bool is_template(struct slice text)
{
    return slice_find(text, 0, SLICE("{{")) < text.size ||
           slice_find(text, 0, SLICE("{%")) < text.size;
}

static struct slice url(const struct layout *layout,
                        const struct source *source, const struct place *place,
                        struct arena *arena)
{
    (void)place;
    const struct value *link = value_find(&source->front_matter, "permalink");
    struct slice text = value_text(link);
    if (link != NULL && link->kind == VALUE_BOOLEAN && !link->as.boolean)
        return SLICE_NONE;
    if (text.size > 0 && !is_template(text))
        return url_of_text(text, arena);

    struct slice below = below_root(layout->tree, source->path);
    struct slice folder = unicode_nfc(arena, path_folder(below));
    if (path_is_index(source->name) ||
        slice_equal(source->name, last_segment(path_folder(below))))
        return url_of_path(folder, arena);
    return arena_printf(arena, "%s%.*s/%.*s", folder.size > 0 ? "/" : "",
                        SLICE_FMT(folder), SLICE_FMT(source->name));
}

const struct generator eleventy_generator = {"Eleventy site", place, url,
                                             false};
