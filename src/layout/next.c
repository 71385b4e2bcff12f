/* next.c - Next.js, whose routes are folders; the rest of the content is where
 * its program looks for it.
 *
 *     app/(site)/blog/soup/page.mdx    posts/soup        /blog/soup
 *     src/pages/docs/start.mdx         pages/docs/start  /docs/start
 *     data/blog/2024/bread.mdx         posts/bread       /blog/2024/bread
 *     posts/hello.md                   posts/hello       /posts/hello
 *
 * In the App Router a page is a file called "page"; folders in round brackets
 * and those that begin with "@" are in no address, those that begin with "_"
 * are private, and a name in square brackets is a template of many pages. In
 * the Pages Router every file is a page, but for those that begin with "_".
 * (Next.js 15, project structure, pages and dynamic routes)
 *
 * Contentlayer and Velite say in their settings which folder the other content
 * is in. Its addresses are made by the program; by convention they are the path
 * in that folder. */
#include "layout/generator.h"
#include "layout/javascript_value.h"
#include "layout/meta_fields.h"
#include "layout/plain.h"

#include <string.h>

#define APP "app"

static struct slice below_src(const struct tree *tree, struct slice path)
{
    path = path_below_root(tree, path);
    return slice_starts(path, "src/") ? slice_from(path, strlen("src/")) : path;
}

static bool is_routed(struct slice below)
{
    struct slice first = path_first_folder(below);
    return slice_is(first, APP) || slice_is(first, "pages");
}

static bool is_template(struct slice name)
{
    return slice_starts(name, "[");
}

/* In no address: groups, slots, and routes that another one intercepts. */
static bool is_silent(struct slice name)
{
    return slice_starts(name, "(") || slice_starts(name, "@");
}

static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    struct slice name = path_name(path), below = below_src(tree, path);
    if (tree_is_of_program(tree, path, is_folder))
        return false;
    if (!is_routed(below))
        return is_folder || !tree_is_loose_paper(name);
    if (slice_starts(name, "_") || is_template(name) ||
        slice_starts(name, "(."))
        return false;
    bool is_of_app = slice_is(path_first_folder(below), APP);
    return is_folder || (!is_data_file(name) &&
                         (!is_of_app || slice_is(path_stem(name), "page")));
}

/* "app/(site)/blog/soup/page.mdx" -> "pages/blog/soup/index.mdx" */
static struct slice as_page(struct slice below, struct arena *arena)
{
    struct str path = {0};
    struct slice folder, rest = path_folder(slice_from(below, strlen(APP "/")));
    str_append_text(&path, "pages");
    while (slice_cut(&rest, '/', &folder)) {
        if (folder.size > 0 && !is_silent(folder))
            str_appendf(&path, "/%.*s", SLICE_FMT(folder));
    }
    str_append_text(&path, "/index.mdx");
    struct slice kept = arena_copy(arena, str_slice(&path));
    str_release(&path);
    return kept;
}

static struct slice route_of(const struct layout *layout,
                             const struct meta *meta, struct arena *arena)
{
    struct slice below = below_src(layout->tree, meta->path);
    return slice_is(path_first_folder(below), APP) ? as_page(below, arena)
                                                   : below;
}

/* A page is called what its folder is. */
static void reread(const struct layout *layout, struct meta *meta)
{
    struct slice below = below_src(layout->tree, meta->path);
    if (slice_is(path_first_folder(below), APP))
        meta_rename(meta, SLICE("index"));
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    return plain_place(layout, meta, route_of(layout, meta, arena), arena);
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct slice route = route_of(layout, meta, arena);
    struct slice folder = path_first_folder(route);
    if (is_routed(route) || folder.size == 0 ||
        slice_is(place->collection, "pages"))
        return plain_url(meta, place, route, arena);
    while (slice_starts(folder, "_"))
        folder = slice_from(folder, 1);
    return arena_printf(arena, "/%.*s/%.*s", SLICE_FMT(folder),
                        SLICE_FMT(place->path_in_collection));
}

/* What else the settings say is said to a program. */
static const char *const files[] = {
    "contentlayer.config.ts",
    "contentlayer.config.js",
    "contentlayer.config.mjs",
    "velite.config.ts",
    "velite.config.js",
    "velite.config.mjs",
    NULL,
};

static struct value read_settings(struct slice path, struct slice text,
                                  const struct value *before,
                                  struct arena *arena)
{
    const char *key = slice_starts(path, "velite") ? "root" : "contentDirPath";
    struct value settings = script_default_export(text, arena);
    const struct value *folder = value_find(&settings, key);
    if (!value_is_string(folder))
        return *before;
    struct member *root = arena_alloc(arena, 1, sizeof *root);
    *root = (struct member){SLICE("root"), *folder};
    return (struct value){.kind = VALUE_OBJECT, .as.members = root, .size = 1};
}

static struct slice own_root(const struct value *publishing)
{
    struct slice root = value_text(value_find(publishing, "root"));
    return root.size > 0 && !slice_is(root, ".") ? root : SLICE_NONE;
}

enum { SIGN_NEXT = 1 << 0 };

static const struct sign signs[] = {
    {"next.config.", SIGN_NEXT},
    {NULL, 0},
};

static const struct content_root roots[] = {
    {"content", "content", false},
    {"src/content", "src/content", false},
    {"data/blog", "data", true},
    {"data/posts", "data", true},
    {"src/data/blog", "src/data", true},
    {"src/posts", "src", true},
    {"src/_posts", "src", true},
    {"src/blog", "src", true},
    {"docs/content", "docs/content", true},
    {"docs/src/content", "docs/src/content", true},
    {"site/content", "site/content", true},
    {"website/content", "website/content", true},
    {"www/content", "www/content", true},
    {NULL, NULL, false},
};

static const char *const routes[] = {"app", "src/app", "pages", "src/pages",
                                     NULL};

const struct generator next_generator = {
    .name = "Next.js site",
    .markdown = {MARKDOWN_GFM, HEADING_IDS_SLUGGER, MARKDOWN_NOT_SMART,
                 FOREIGN_DIRECTIVES | FOREIGN_MATH},
    .signs = signs,
    .roots = roots,
    .second_roots = routes,
    .reads = reads,
    .is_loose = true,
    .ignore_files = files,
    .read_ignores = read_settings,
    .own_root = own_root,
    .may_lack_own_root = true,
    .place = place,
    .url = url,
    .reread = reread,
};
