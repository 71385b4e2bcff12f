/* layout_hugo.c - sections, their pages, and bundles.
 *
 *     content/_index.md               pages/index   /
 *     content/docs/_index.md          pages/docs    /docs
 *     content/docs/Set up.md          docs/Set up   /docs/set-up
 *     content/post/trip/index.md      posts/trip    /post/trip
 *
 * The folders are the route, in lower case. `slug` replaces the last part of
 * it, `url` all of it. An _index.md is the page of its section, at any depth,
 * but for a person's, who is described by one. */
#include "store/place.h"

#include "base/unicode.h"

/* Hugo's own word for a folder of posts is "post". */
static struct slice section_of(struct slice below)
{
    struct slice folder = first_folder(below);
    return slice_equal_nocase(folder, SLICE("post")) ? SLICE("posts") : folder;
}

static bool is_section_page(const struct source *source, struct slice section)
{
    const char *known = folder_collection(section);
    return slice_is(source->name, "_index") &&
           !(known != NULL && slice_is(slice_of(known), "authors"));
}

static struct place place(const struct layout *layout,
                          const struct source *source, struct arena *arena)
{
    struct slice below = below_root(layout->tree, source->path);
    struct slice section = section_of(below);
    struct slice folder = first_folder(below);
    struct slice inside =
        folder.size > 0 ? slice_from(below, folder.size + 1) : below;

    if (!is_section_page(source, section))
        return place_in_folder(source, section, inside, below, arena);
    return (struct place){
        .collection = SLICE("pages"),
        .path_in_collection =
            unicode_nfc(arena, without_index(without_extension(below))),
        .slug = wished_slug(source, source->name, below, arena),
    };
}

static struct slice url(const struct layout *layout,
                        const struct source *source, const struct place *place,
                        struct arena *arena)
{
    struct slice written = url_of_text(
        value_text(value_find(&source->front_matter, "url")), arena);
    if (written.data != NULL)
        return written;

    struct slice path =
        without_extension(below_root(layout->tree, source->path));
    bool is_page = slice_is(place->collection, "pages");
    path = path_is_index(path) ? SLICE("") : without_index(path);
    path = lower_path(unicode_nfc(arena, path), arena);
    if (source->slug.data == NULL || slice_is(source->name, "_index"))
        return url_of_path(path, arena);
    if (is_page && slice_find_char(place->slug, 0, '/') < place->slug.size)
        return url_of_path(place->slug, arena);
    struct slice folder = path_folder(path);
    return arena_printf(arena, "%s%.*s/%.*s", folder.size > 0 ? "/" : "",
                        SLICE_FMT(folder), SLICE_FMT(place->slug));
}

const struct generator hugo_generator = {"Hugo site", place, url};
