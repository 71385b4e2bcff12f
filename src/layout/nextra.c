/* nextra.c - paths are routes.
 *
 *     content/index.mdx            pages/index     /
 *     content/guide/set-up.mdx     guide/set-up    /guide/set-up
 *     app/blog/(posts)/a/page.mdx  blog/a          /blog/a
 *     pages/guide/set-up.mdx       guide/set-up    /guide/set-up
 *     content/guide/_meta.js       what is in its menu
 *
 * Version 4 has its pages in "content", or each in a folder of "app"; versions
 * 2 and 3 have them in "pages". Names that start with "_" are not pages.
 * (Documentation of Nextra 4, "Page map" and "File conventions"; `slug` means
 * nothing to it.) */
#include "layout/generator.h"

#include <string.h>

#define APP "app/" /* beside the content root */

static struct slice routed(const struct tree *tree, const struct meta *meta,
                           struct arena *arena)
{
    struct slice path = path_below_root(tree, meta->path);
    bool is_in_app = slice_starts(path, APP);
    if (is_in_app)
        path = slice_from(path, strlen(APP));
    path = is_in_app ? path_folder(path) : path_without_extension(path);
    path = path_readable(arena, path_without_groups(path, arena));
    return path.size > 0 ? path : SLICE("index");
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = meta->kind == SOURCE_DATA
                             ? path_below_root(layout->tree, meta->path)
                             : routed(layout->tree, meta, arena);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    struct place found = place_in_folder(meta, folder, inside, below, arena);
    if (meta->kind == SOURCE_MARKDOWN) { /* a name may have dots here */
        found.path_in_collection = path_without_index(inside);
        if (meta->slug.data == NULL &&
            (!path_is_index(path_name(inside)) || is_at_top(below)))
            found.slug = path_name(inside);
    }
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    (void)place;
    return url_from_path(path_without_index(routed(layout->tree, meta, arena)),
                         arena);
}

/* Pages of "app" are beside its components. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    struct slice below = path_below_root(tree, path);
    return tree_reads_public(tree, path, is_folder) &&
           (is_folder || !slice_starts(below, APP) ||
            slice_is(path_stem(path), "page"));
}

enum {
    SIGN_THEME = 1 << 0,
    SIGN_COMPONENTS = 1 << 1,
    SIGN_NEXT = 1 << 2,
};

static const struct sign signs[] = {
    {"theme.config.", SIGN_THEME},
    {"mdx-components.", SIGN_COMPONENTS},
    {"next.config.", SIGN_NEXT},
    {NULL, 0},
};

/* Each of these names alone is also of other programs. */
static enum certainty judge_signs(unsigned own, unsigned common)
{
    bool is_old = (own & SIGN_THEME) != 0;
    bool is_new = (own & SIGN_COMPONENTS) != 0 && (common & SIGN_CONTENT) != 0;
    return (own & SIGN_NEXT) != 0 && (is_old || is_new) ? SURE : UNLIKELY;
}

static const struct content_root roots[] = {
    {"content", "content", false},
    {"pages", "pages", false},
    {"src/pages", "src/pages", false},
    {"src/content", "src/content", false},
    {NULL, NULL, false},
};

static const char *const second_roots[] = {"app", NULL};

const struct generator nextra_generator = {
    .name = "Nextra site",
    .markdown = {MARKDOWN_GFM | MARKDOWN_ATTRIBUTES, HEADING_IDS_SLUGGER,
                 MARKDOWN_NOT_SMART, FOREIGN_DIRECTIVES | FOREIGN_MATH},
    .signs = signs,
    .judge_signs = judge_signs,
    .is_final = true,
    .roots = roots,
    .second_roots = second_roots,
    .second_root_beside = "content",
    .reads = reads,
    .place = place,
    .url = url,
    .naming = NAMED_BY_PATH,
};
