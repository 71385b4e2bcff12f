/* layout_plain.c - folders that nobody has explained, and Next.js.
 *
 *     posts/hello.md                            posts   /posts/hello
 *     about.md                                  pages   /about
 *     apps/site/pages/en/blog/news/hello.md     posts   /en/blog/news/hello
 *     '-package-'     '---- as routed ----'
 *
 * The first folder says what a document is, and one for posts says it at any
 * depth. Below a folder of pages the path is the route: that is what such
 * folders are for, in Next.js and in most of its kind. */
#include "store/place.h"

#include "base/unicode.h"

/* Where a document lies, as slices of its path. */
struct spot {
    struct slice folder; /* that says what it is, or "" */
    struct slice inside; /* below that folder */
    struct slice below;  /* below the content root and the package */
    struct slice routed; /* below a folder of pages around it, or NONE */
};

/* Folders for posts that are so at any depth: fewer than at the top, where
 * nothing around them says otherwise. */
static const char *const posts_folders[] = {"posts", "_posts", "blog"};

static bool is_posts_folder(struct slice folder)
{
    size_t count = sizeof posts_folders / sizeof posts_folders[0];
    for (size_t i = 0; i < count; i++) {
        if (slice_equal_nocase(folder, slice_of(posts_folders[i])))
            return true;
    }
    return false;
}

/* "apps/site/x.md" -> "x.md": a package of a larger repository. */
static struct slice inside_package(struct slice path)
{
    struct slice first = first_folder(path);
    if (!slice_is(first, "apps") && !slice_is(first, "packages"))
        return path;
    struct slice rest = slice_from(path, first.size + 1);
    struct slice package = first_folder(rest);
    return package.size > 0 ? slice_from(rest, package.size + 1) : path;
}

/* People and data stay what they are, whatever folders are in theirs. */
static bool may_hold_posts(const struct source *source, struct slice first)
{
    const char *known = folder_collection(first);
    return source->kind == SOURCE_MARKDOWN &&
           (known == NULL || slice_is(slice_of(known), "pages"));
}

static struct spot find_spot(const struct layout *layout,
                             const struct source *source)
{
    struct slice below = inside_package(below_root(layout->tree, source->path));
    struct slice first = first_folder(below), folder = first, rest = below;
    struct spot spot = {.folder = first, .below = below};

    spot.inside = first.size > 0 ? slice_from(below, first.size + 1) : below;
    if (slice_equal_nocase(first, SLICE("pages")))
        spot.routed = spot.inside;
    for (; may_hold_posts(source, first) && folder.size > 0;
         folder = first_folder(rest)) {
        rest = slice_from(rest, folder.size + 1);
        if (is_posts_folder(folder)) {
            spot.folder = folder;
            spot.inside = rest;
            break;
        }
    }
    if (spot.routed.data != NULL)
        spot.below = spot.routed;
    return spot;
}

static struct place place(const struct layout *layout,
                          const struct source *source, struct arena *arena)
{
    struct spot spot = find_spot(layout, source);
    if (spot.folder.size == 0 && layout->is_posts_folder &&
        source->kind == SOURCE_MARKDOWN)
        spot.folder = SLICE("posts");
    return place_in_folder(source, spot.folder, spot.inside, spot.below, arena);
}

/* "a/b" with another last segment. */
static struct slice with_name(struct slice path, struct slice name,
                              struct arena *arena)
{
    struct slice folder = path_folder(path);
    if (folder.size == 0)
        return url_of_path(name, arena);
    return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                        SLICE_FMT(name));
}

/* A page is where its `slug` says, or else where its file is. */
static struct slice url(const struct layout *layout,
                        const struct source *source, const struct place *place,
                        struct arena *arena)
{
    bool has_slug = source->slug.data != NULL;
    struct slice routed = find_spot(layout, source).routed;
    if (slice_is(place->collection, "pages"))
        return url_of_path(has_slug ? place->slug : place->path_in_collection,
                           arena);
    if (routed.data != NULL) {
        struct slice path =
            unicode_nfc(arena, without_index(without_extension(routed)));
        return has_slug ? with_name(path, place->slug, arena)
                        : url_of_path(path, arena);
    }
    return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(place->collection),
                        SLICE_FMT(place->slug));
}

const struct generator plain_generator = {"plain folder", place, url, false};
const struct generator next_generator = {"Next.js site", place, url, false};
