/* jekyll.c - _posts, collections, pages, and their permalinks.
 *
 *     _posts/2024-05-01-hello.md        posts/hello    /2024/05/01/hello.html
 *     cooking/_posts/2024-05-01-x.md    posts/x        /cooking/2024/...
 *     _recipes/soup.md                  recipes/soup   /recipes/soup.html
 *     about.md                          pages/about    /about.html
 *
 * Only the files in _posts are posts: a folder "blog" contains pages. Jekyll
 * copies a file without front matter unchanged, unless it is a post.
 * `permalink` sets the form of addresses: in a document, for a collection, or
 * for the site. The settings file is not a document. With `collections_dir`,
 * the folders that start with "_" are inside another folder, and mean the
 * same. */
#include "layout/jekyll.h"

#include "base/percent.h"
#include "base/unicode.h"
#include "layout/permalink.h"

#include <string.h>

/* People and data have their usual folders; no folder name stands for posts. */
static struct slice collection_of_folder(struct slice folder,
                                         struct arena *arena)
{
    struct slice own = folder_own_collection(folder, arena);
    const char *known = folder_collection(own);
    bool is_kept = known != NULL && !slice_is(slice_of(known), "posts");
    return is_kept ? slice_of(known) : own;
}

static struct place place_page(const struct meta *meta, struct slice path,
                               struct arena *arena)
{
    bool is_data = meta->kind == SOURCE_DATA;
    return (struct place){
        .collection = is_data ? SLICE("data") : SLICE("pages"),
        .path_in_collection = path_readable(
            arena, path_without_index(path_without_extension(path))),
        .slug = meta_wished_slug(meta, meta->name, path, arena),
        .is_left_out = is_data || !jekyll_has_front_matter(meta->source),
    };
}

/* "_posts/index.md" has no date, so Jekyll does not treat it as a post; its
 * author meant the page that lists the posts. */
static bool is_page_of_posts(const struct meta *meta, struct slice inside)
{
    return meta->kind == SOURCE_MARKDOWN && slice_is(inside, "index.md") &&
           meta->date == NULL;
}

/* A folder of `include` holds pages, in spite of its underscore. Its name is in
 * their addresses on the site; among the pages here, "_pages" would be noise.
 */
static struct place place_included(const struct meta *meta, struct slice path,
                                   struct arena *arena)
{
    bool is_noise = slice_starts(path, "_pages/");
    return place_page(
        meta, is_noise ? slice_from(path, strlen("_pages/")) : path, arena);
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice path = tree_collections_path(layout->tree, meta->path), above,
                 inside;
    struct slice folder = path_first_folder(path);
    struct place found = {0};

    if (jekyll_find_posts(layout, path, &above, &inside)) {
        found.collection = SLICE("posts");
        if (is_page_of_posts(meta, inside))
            return (struct place){
                .collection = SLICE("pages"),
                .path_in_collection = SLICE("posts"),
                .slug = meta_wished_slug(meta, SLICE("posts"), inside, arena)};
        found.is_held_back = jekyll_is_beyond_limit(layout, meta);
    } else if (jekyll_includes(layout, folder)) {
        return place_included(meta, path, arena);
    } else if (slice_starts(folder, "_")) {
        found.collection = collection_of_folder(folder, arena);
        found.is_reserved = collection_name_is_reserved(found.collection);
        found.is_left_out = meta->kind == SOURCE_MARKDOWN &&
                            !jekyll_has_front_matter(meta->source);
        inside = slice_from(path, folder.size + 1);
    } else {
        return place_page(meta, path, arena);
    }
    if (found.is_reserved) {
        found = place_page(meta, path, arena);
        found.is_reserved = true;
        return found;
    }
    found.path_in_collection = path_readable(
        arena, path_without_index(path_without_extension(inside)));
    found.slug = meta_wished_slug(meta, meta->name, inside, arena);
    return found;
}

/* Whether Jekyll writes pages for a collection: if there are settings, they
 * have to enable it. */
static bool has_output(const struct layout *layout,
                       const struct value *settings)
{
    const struct value *output = value_find(settings, "output");
    if (layout->config == NULL)
        return true;
    return value_is_true(output);
}

static struct slice page_url(struct slice path, struct slice suffix,
                             struct arena *arena)
{
    path = path_without_extension(path);
    if (path_is_index(path_stem(path)))
        return url_with_slash(
            url_from_path(path_readable(arena, path_folder(path)), arena),
            arena);
    path = arena_printf(arena, "%.*s%.*s", SLICE_FMT(path), SLICE_FMT(suffix));
    return url_from_path(path_readable(arena, path), arena);
}

/* "/:collection/:path" followed by the suffix of the site's style. */
static struct slice collection_pattern(const struct value *settings,
                                       struct slice suffix, struct arena *arena)
{
    struct slice pattern = value_text(value_find(settings, "permalink"));
    return pattern.size > 0 ? jekyll_pattern(pattern)
                            : arena_printf(arena, "/:collection/:path%.*s",
                                           SLICE_FMT(suffix));
}

/* The pattern of the collection, else the style of the site. */
static struct slice posts_pattern(const struct value *settings,
                                  struct slice style)
{
    struct slice pattern = value_text(value_find(settings, "permalink"));
    return jekyll_pattern(pattern.size > 0 ? pattern : style);
}

static struct slice page_permalink(const struct meta *meta, struct slice path,
                                   struct slice pattern,
                                   const struct place *place,
                                   struct arena *arena)
{
    const struct permalink permalink = {
        .meta = meta,
        .place = place,
        .path = path_folder(path),
    };
    return jekyll_permalink(pattern, &permalink, arena);
}

/* What a document says itself may be encoded: "/a%20b/". Jekyll decodes it for
 * the file that it writes. */
static struct slice own_permalink_of(const struct meta *meta,
                                     struct arena *arena)
{
    struct slice own = value_text(value_find(&meta->fields, "permalink"));
    struct slice decoded;
    if (own.size == 0)
        return own;
    return jekyll_pattern(percent_decode(own, false, arena, &decoded) ? decoded
                                                                      : own);
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct slice own = own_permalink_of(meta, arena);
    struct slice style = value_text(value_find(layout->config, "permalink"));
    struct slice path = tree_collections_path(layout->tree, meta->path), above,
                 inside;
    struct slice suffix = jekyll_suffix(style),
                 folder = path_first_folder(path);
    bool is_post = jekyll_find_posts(layout, path, &above, &inside);
    bool is_page = !is_post && (!slice_starts(folder, "_") ||
                                jekyll_includes(layout, folder));
    const struct value *settings =
        value_find_slice(value_find(layout->config, "collections"),
                         is_post ? SLICE("posts") : slice_from(folder, 1));

    if (is_post && slice_is(place->collection, "pages"))
        return url_from_permalink(own, arena);
    if (is_page)
        return own.size > 0 ? page_permalink(meta, path, own, place, arena)
                            : page_url(path, suffix, arena);
    if (!is_post && !has_output(layout, settings))
        return SLICE_NONE;

    const struct permalink permalink = {
        .meta = meta,
        .place = place,
        .categories = jekyll_categories(layout, meta, arena, NULL),
        .path = path_without_extension(
            is_post ? inside : slice_from(path, folder.size + 1)),
    };
    if (own.size == 0 && is_post)
        own = posts_pattern(settings, style);
    else if (own.size == 0)
        own = collection_pattern(settings, suffix, arena);
    return jekyll_permalink(own, &permalink, arena);
}

enum { SIGN_JEKYLL = 1 << 0 }; /* its settings */

static const struct sign signs[] = {
    {"_config.yml", SIGN_JEKYLL},
    {"_config.yaml", SIGN_JEKYLL},
    {"_config.toml", SIGN_JEKYLL},
    {NULL, 0},
};

/* Other generators also use `_posts`, so beside a package.json and without any
 * file of Jekyll's it proves little. A content folder beside Jekyll's settings
 * is common on GitHub Pages. */
static enum certainty judge_signs(unsigned own, unsigned common)
{
    bool has_settings = (own & SIGN_JEKYLL) != 0;
    if ((common & SIGN_POSTS) != 0)
        return has_settings || (common & SIGN_PROJECT) == 0 ? LIKELY : UNLIKELY;
    return has_settings && (common & SIGN_CONTENT) == 0 ? LIKELY : UNLIKELY;
}

/* Pages may be anywhere. Names that start with "_" belong to Jekyll, except for
 * posts and, at the top, collections. Only files in _data are data. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    bool is_settings = tree_settings_rank(tree, path) >= 0;
    path = tree_collections_path(tree, path);
    struct slice name = path_name(path);
    bool is_top = is_at_top(path), is_private = slice_starts(name, "_");

    if (!is_folder && is_data_file(name))
        return slice_starts(path, "_data/") || is_settings;
    if (!is_folder)
        return !is_top || (!is_private && !tree_is_paper(name));
    if (slice_is(name, "_posts") || slice_is(name, "_drafts") ||
        slice_starts(path, "_data/"))
        return true;
    return is_top ? !is_machinery(name) : !is_private;
}

/* Posts may be in any format that has a date in its name; other files are pages
 * if they have front matter. */
static const struct unread_kind *find_unread(const struct tree *tree,
                                             struct slice path)
{
    static const char *const formats[] = {".html", ".htm", ".textile", ".text",
                                          NULL};
#define MESSAGE                                                                \
    "Jekyll publishes this file; it is not served, because only Markdown is "  \
    "read"
    static const char hint[] = "write it in Markdown if it belongs in the API";
    static const struct unread_kind post = {.message = MESSAGE, .hint = hint};
    static const struct unread_kind page = {
        .message = MESSAGE, .hint = hint, .needs_front_matter = true};
#undef MESSAGE
    struct slice below = tree_collections_path(tree, path), rest;
    struct date date;
    if (!path_ends_with_one(path, formats) || path_is_in_drafts(path))
        return NULL;
    if (!slice_starts(below, "_posts/") &&
        slice_find(below, 0, SLICE("/_posts/")) == below.size)
        return &page;
    bool is_dated = date_from_file_name(path_stem(path), &date, &rest) ||
                    date_from_short_name(path_stem(path), &date, &rest);
    return is_dated && rest.size > 0 ? &post : NULL;
}

static const struct settings_file settings[] = {
    {"_config.yml", NULL, true},
    {"_config.yaml", NULL, false},
    {"_config.toml", NULL, false},
    {NULL, NULL, false},
};

static const char *const draft_keys[] = {"show_drafts", "unpublished", NULL};

/* Its content is never in a separate folder. */
static const struct content_root no_roots[] = {{NULL, NULL, false}};

const struct generator jekyll_generator = {
    .name = "Jekyll site",
    .signs = signs,
    .judge_signs = judge_signs,
    .is_final = true,
    .roots = no_roots,
    .lone_folder = "_posts",
    .reads = reads,
    .chooses_data = true,
    .runs_templates = true,
    /* kramdown's, with its parser for GFM */
    .markdown = {MARKDOWN_TABLES | MARKDOWN_STRIKETHROUGH | MARKDOWN_TASKS |
                     MARKDOWN_FOOTNOTES | MARKDOWN_ATTRIBUTES |
                     MARKDOWN_KRAMDOWN_LISTS | MARKDOWN_SPAN_HTML,
                 HEADING_IDS_KRAMDOWN_GFM, MARKDOWN_SMART_KRAMDOWN,
                 FOREIGN_LIQUID | FOREIGN_MATH},
    .read_dialect = jekyll_read_dialect,
    .settings = settings,
    .timezone_key = "timezone",
    .collections_dir_key = "collections_dir",
    .future_key = "future",
    .draft_keys = draft_keys,
    .publishing_keys = jekyll_publishing_keys,
    .own_root = jekyll_own_root,
    .holds_back = jekyll_holds_back,
    .find_unread = find_unread,
    .place = place,
    .url = url,
    .urls_end_with_slash = true,
    .reread = jekyll_reread,
    .find_inherited = jekyll_find_defaults,
    .inherited = jekyll_defaults_of,
    .merge = value_merge,
    .finish = jekyll_limit_posts,
    .tags = jekyll_tags,
    .categories = jekyll_categories,
};
