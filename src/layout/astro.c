/* astro.c - a folder for each collection.
 *
 *     src/content/blog/Hello.mdx   posts/hello   /blog/hello
 *     src/content/docs/a/b.md      docs/a/b      /a/b, with Starlight
 *     src/posts/hello.md           posts/hello   /posts/hello
 *     src/pages/about.md           pages/about   /about
 *
 * Pages are routed by their paths; they may be in a folder beside src/content,
 * and data files among them belong to the program of the site. A collection is
 * routed by code of the site; by convention its addresses are the name of the
 * collection followed by the id of the document, which is its `slug` or its
 * path, each name as github-slugger writes it. A site whose settings or
 * dependencies name Starlight has its collection "docs" at the top. */
#include "layout/generator.h"

#include "base/unicode.h"
#include "layout/sections.h"
#include "layout/starlight.h"

#include <string.h>

/* Pages are beside the content: both folders are in "src". */
static struct slice below_src(const struct layout *layout,
                              const struct meta *meta)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    return slice_starts(below, "src/pages/") ? slice_from(below, strlen("src/"))
                                             : below;
}

static bool is_routed(struct slice below)
{
    return slice_equal_nocase(path_first_folder(below), SLICE("pages"));
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = below_src(layout, meta);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    if (folder.size == 0 && layout->is_posts_folder &&
        meta->kind == SOURCE_MARKDOWN)
        folder = SLICE("posts");
    struct place found = place_in_folder(meta, folder, inside, below, arena);
    found.is_left_out = meta->kind == SOURCE_DATA && is_routed(below);
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct slice below = path_without_extension(below_src(layout, meta));
    struct slice folder = path_first_folder(below);
    bool has_slug = meta->slug.data != NULL;

    if (starlight_has(layout, below))
        return starlight_url(meta, below, arena);
    if (is_routed(below))
        return url_from_path(path_readable(arena, path_without_index(slice_from(
                                                      below, folder.size + 1))),
                             arena);
    if (folder.size == 0 && !slice_is(place->collection, "pages"))
        folder = place->collection;
    if (has_slug && folder.size > 0)
        return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                            SLICE_FMT(place->slug));
    if (has_slug)
        return url_from_path(place->slug, arena);
    struct slice path =
        path_slugged(path_readable(arena, path_without_index(below)), arena);
    if (path_first_folder(below).size == 0 && folder.size > 0)
        return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                            SLICE_FMT(path));
    return url_from_path(path, arena);
}

enum { SIGN_ASTRO = 1 << 0 };

static const struct sign signs[] = {
    {"astro.config.", SIGN_ASTRO},
    {NULL, 0},
};

static const struct content_root roots[] = {
    {"src/content", "src/content", false},
    {"content", "content", false},
    {"src/posts", "src", true},
    {"src/_posts", "src", true},
    {"src/blog", "src", true},
    {"src/data/blog", "src/data", true},
    {"src/pages", "src", false},
    {"docs/content", "docs/content", true},
    {"docs/src/content", "docs/src/content", true},
    {"site/content", "site/content", true},
    {"website/content", "website/content", true},
    {"www/content", "www/content", true},
    {NULL, NULL, false},
};

/* True for a layout that is written in Astro. */
static bool has_habit(const struct tree *tree, const struct source *source)
{
    (void)tree;
    return slice_ends(section_type(&source->front_matter), ".astro");
}

static enum certainty judge_habit(const struct tree *tree, size_t count)
{
    (void)tree;
    return count > 0 ? SURE : UNLIKELY;
}

static const char *const marked[] = {
    "package.json",     "astro.config.mjs", "astro.config.ts",
    "astro.config.mts", "astro.config.js",  NULL,
};

static const char *const files[] = {
    "astro.config.mjs",
    "astro.config.ts",
    "astro.config.mts",
    "astro.config.js",
    NULL,
};

static const char *const second_roots[] = {"src/pages", NULL};

static const struct menu_habits menu_habits = {.need_mark = true,
                                               .decides_neighbours = true,
                                               .folders_weigh_least = true,
                                               .names_have_no_case = true};

const struct generator astro_generator = {
    .name = "Astro site",
    /* smartypants is on by default */
    .markdown = {MARKDOWN_GFM, HEADING_IDS_ASTRO, MARKDOWN_SMARTYPANTS,
                 FOREIGN_DIRECTIVES | FOREIGN_MATH},
    .signs = signs,
    .has_habit = has_habit,
    .judge_habit = judge_habit,
    .roots = roots,
    .mark = STARLIGHT_MODULE,
    .marked_files = marked,
    .second_roots = second_roots,
    .second_root_beside = "src/content",
    .reads = tree_reads_public,
    .reads_toml = true,
    .ignore_files = files,
    .read_ignores = starlight_read_settings,
    .ignores_are_settings = true,
    .languages = starlight_languages,
    .default_language = "en",
    .languages_are_routed = true,
    .shows_untranslated = true,
    .original = starlight_original,
    .menu_habits = &menu_habits,
    .menu_spot = starlight_menu_spot,
    .place = place,
    .url = url,
    .naming = NAMED_BY_ID,
};
