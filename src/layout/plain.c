/* plain.c - folders of no known generator.
 *
 *     posts/hello.md                            posts   /posts/hello
 *     about.md                                  pages   /about
 *     apps/site/pages/en/blog/news/hello.md     posts   /en/blog/news/hello
 *     '-package-'     '---- as routed ----'
 *
 * The first folder decides what a document is; a folder of posts does so at any
 * depth. Below a folder of pages the path is the route, as in Next.js and most
 * similar programs. What an export says of the address that a page had is its
 * address: "permalink: /2020/05/01/hello/" of WordPress, "url: /2011/a.html" of
 * Blogger. */
#include "layout/plain.h"

#include "layout/generator.h"

#include "base/unicode.h"

/* The path of a document, as slices. */
struct spot {
    struct slice folder; /* that says what it is, or "" */
    struct slice inside; /* below that folder */
    struct slice below;  /* below the content root and the package */
    struct slice routed; /* below a folder of pages around it, or NONE */
};

/* Folders that contain posts at any depth. At the top there are more such
 * names, because no other folder around them has a meaning. */
static const char *const posts_folders[] = {"posts", "post", "_posts", "blog"};

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
    struct slice first = path_first_folder(path);
    if (!slice_is(first, "apps") && !slice_is(first, "packages"))
        return path;
    struct slice rest = slice_from(path, first.size + 1);
    struct slice package = path_first_folder(rest);
    return package.size > 0 ? slice_from(rest, package.size + 1) : path;
}

/* People and data are not turned into posts by a folder inside theirs. */
static bool may_hold_posts(const struct meta *meta, struct slice first)
{
    const char *known = folder_collection(first);
    return meta->kind == SOURCE_MARKDOWN &&
           (known == NULL || slice_is(slice_of(known), "pages"));
}

static struct spot find_spot(const struct meta *meta, struct slice below)
{
    below = inside_package(below);
    struct slice first = path_first_folder(below), folder = first, rest = below;
    struct spot spot = {.folder = first, .below = below};

    spot.inside = first.size > 0 ? slice_from(below, first.size + 1) : below;
    if (slice_equal_nocase(first, SLICE("pages")))
        spot.routed = spot.inside;
    for (; may_hold_posts(meta, first) && folder.size > 0;
         folder = path_first_folder(rest)) {
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

struct place plain_place(const struct layout *layout, const struct meta *meta,
                         struct slice below, struct arena *arena)
{
    struct spot spot = find_spot(meta, below);
    if (spot.folder.size == 0 && layout->is_posts_folder &&
        meta->kind == SOURCE_MARKDOWN)
        spot.folder = SLICE("posts");
    return place_in_folder(meta, spot.folder, spot.inside, spot.below, arena);
}

/* Returns "a/b" with another last segment. */
static struct slice with_name(struct slice path, struct slice name,
                              struct arena *arena)
{
    struct slice folder = path_folder(path);
    if (folder.size == 0)
        return url_from_path(name, arena);
    return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                        SLICE_FMT(name));
}

/* The address of a page is its `slug`, otherwise the path of its file. */
struct slice plain_url(const struct meta *meta, const struct place *place,
                       struct slice below, struct arena *arena)
{
    bool has_slug = meta->slug.data != NULL;
    struct slice routed = find_spot(meta, below).routed;
    if (slice_is(place->collection, "pages"))
        return url_from_path(has_slug ? place->slug : place->path_in_collection,
                             arena);
    if (routed.data != NULL) {
        struct slice path = path_readable(
            arena, path_without_index(path_without_extension(routed)));
        return has_slug ? with_name(path, place->slug, arena)
                        : url_from_path(path, arena);
    }
    return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(place->collection),
                        SLICE_FMT(place->slug));
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    return plain_place(layout, meta, path_below_root(layout->tree, meta->path),
                       arena);
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    return plain_url(meta, place, path_below_root(layout->tree, meta->path),
                     arena);
}

const struct generator plain_generator = {
    .name = "plain folder",
    .markdown = {MARKDOWN_GFM | MARKDOWN_ATTRIBUTES, HEADING_IDS_GITHUB,
                 MARKDOWN_NOT_SMART,
                 FOREIGN_LIQUID | FOREIGN_SHORTCODES | FOREIGN_DIRECTIVES |
                     FOREIGN_MATH | FOREIGN_NOTES | FOREIGN_WORDPRESS},
    .place = place,
    .url = url,
    .takes_site_paths = true, /* as exports have them */
};
