/* eleventy.c - paths are routes, unless a `permalink` says otherwise.
 *
 *     posts/2024-05-01-hello.md   posts/hello   /posts/2024-05-01-hello/
 *     about/index.md              pages/about   /about/
 *     about/about.md              about/about   /about/
 *
 * A permalink may be a template, which only Eleventy can evaluate; the path is
 * used instead. The permalink `false` means that the document has no page. */
#include "layout/eleventy.h"

#include "base/unicode.h"
#include "layout/meta_fields.h"
#include "layout/rules.h"

/* A setting may name a file that would be left alone otherwise. */
static bool is_data_of_documents(const struct layout *layout,
                                 const struct meta *meta)
{
    bool is_exact;
    if (meta->kind != SOURCE_DATA || eleventy_is_data(meta->path))
        return meta->kind == SOURCE_DATA;
    return eleventy_needs_document(meta->path) &&
           !(rules_name_path(layout->policy, meta->path, &is_exact) &&
             is_exact);
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    if (folder.size == 0 && layout->is_posts_folder &&
        meta->kind == SOURCE_MARKDOWN)
        folder = SLICE("posts");
    struct place found = place_in_folder(meta, folder, inside, below, arena);
    found.is_left_out = is_data_of_documents(layout, meta);
    return found;
}

static bool is_template(struct slice text)
{
    return slice_find(text, 0, SLICE("{{")) < text.size ||
           slice_find(text, 0, SLICE("{%")) < text.size;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    (void)place;
    const struct value *link = value_find(&meta->fields, "permalink");
    struct slice text = value_text(link);
    if (value_is_false(link))
        return SLICE_NONE;
    if (text.size > 0 && !is_template(text))
        return url_from_permalink(text, arena);

    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice folder = path_readable(arena, path_folder(below));
    if (path_is_index(meta->name) ||
        slice_equal(meta->name, path_name(path_folder(below))))
        return url_with_slash(url_from_path(folder, arena), arena);
    return arena_printf(arena, "%s%.*s/%.*s/", folder.size > 0 ? "/" : "",
                        SLICE_FMT(folder), SLICE_FMT(path_stem(below)));
}

enum { SIGN_ELEVENTY = 1 << 0 };

static const struct sign signs[] = {
    {".eleventy.js", SIGN_ELEVENTY},    {".eleventy.cjs", SIGN_ELEVENTY},
    {".eleventy.mjs", SIGN_ELEVENTY},   {"eleventy.config.", SIGN_ELEVENTY},
    {".eleventyignore", SIGN_ELEVENTY}, {NULL, 0},
};

/* A data file beside documents contains defaults for them. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    struct slice name = path_name(path);
    if (tree_is_of_program(tree, path, is_folder))
        return false;
    path = path_below_root(tree, path);
    if (is_folder)
        return !is_machinery(name) || !slice_starts(name, "_");
    return !is_data_file(name) || eleventy_is_data(path) ||
           eleventy_needs_document(path) || slice_starts(path, "_data/") ||
           slice_find(path, 0, SLICE("/_data/")) < path.size;
}

/* Documentation, "Template Languages" and "JavaScript Data Files". Partial
 * templates are in _includes, which is not entered. */
static const struct unread_kind *find_unread(const struct tree *tree,
                                             struct slice path)
{
    static const char *const data[] = {".11tydata.js", ".11tydata.mjs",
                                       ".11tydata.cjs", NULL};
    static const char *const pages[] = {".html", ".njk", ".liquid", NULL};
    static const struct unread_kind program = {
        .message = "Eleventy runs this data file; what it sets, such as "
                   "permalink or draft, is not applied, because headmatter "
                   "runs no programs",
        .hint = "set it in a data file in JSON, or in front matter"};
    static const struct unread_kind page = {
        .message = "Eleventy publishes this file; it is not served, because "
                   "only Markdown is read",
        .hint = "write it in Markdown if it belongs in the API",
        .needs_front_matter = true};
    (void)tree;
    if (path_ends_with_one(path, data))
        return &program;
    return path_ends_with_one(path, pages) ? &page : NULL;
}

/* Its page is written and in no collection. (11ty.dev, "Collections") */
static void reread(const struct layout *layout, struct meta *meta)
{
    const struct value *is_out =
        value_find(&meta->fields, "eleventyExcludeFromCollections");
    (void)layout;
    if (value_is_true(is_out))
        meta_unlist(meta);
}

static const char *const second_roots[] = {"_data", NULL};

const struct generator eleventy_generator = {
    .name = "Eleventy site",
    .signs = signs,
    .second_roots = second_roots,
    .reads = reads,
    .chooses_data = true,
    .data_needs_document = eleventy_needs_document,
    .runs_templates = true,
    /* markdown-it's as it comes */
    .markdown = {MARKDOWN_TABLES | MARKDOWN_STRIKETHROUGH, HEADING_IDS_GITHUB,
                 MARKDOWN_NOT_SMART,
                 FOREIGN_LIQUID | FOREIGN_DIRECTIVES | FOREIGN_MATH},
    .ignore_files = eleventy_ignore_files,
    .inner_ignore_file = ".eleventyignore",
    .read_ignores = eleventy_read_ignores,
    .own_root = eleventy_own_root,
    .next_unknown = eleventy_next_unknown,
    .find_unread = find_unread,
    .may_lack_own_root = true,
    .holds_back = eleventy_holds_back,
    .place = place,
    .url = url,
    .reread = reread,
    .urls_end_with_slash = true,
    .find_inherited = eleventy_find_data,
    .inherited = eleventy_data_of,
    .merge = eleventy_merge,
};
