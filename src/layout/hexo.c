/* hexo.c - source/_posts, pages beside it, and their permalinks.
 *
 *     source/_posts/hello.md         posts/hello    /2024/05/01/hello/
 *     source/_posts/trip/day-1.md    posts/day-1    /2024/05/01/trip/day-1/
 *     source/_drafts/idea.md         a draft
 *     source/about/index.md          pages/about    /about/
 *     source/notes/a.md              pages/notes/a  /notes/a.html
 *     source/_data/links.yml         data/links
 *
 * `source` is no part of any address. What is beside it, such as `scaffolds`
 * and `themes`, is never content. Hexo has no address for a post without a date
 * but one by the time at which its file was made, which no copy of the site
 * keeps; its url is null here. */
#include "layout/hexo.h"

#include "layout/place.h"

#include <string.h>

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path), inside;
    struct place found = {.collection = SLICE("pages")};
    bool is_data = meta->kind == SOURCE_DATA;
    if (hexo_find_post(below, &inside)) {
        found.collection = SLICE("posts");
        found.is_left_out = is_data;
    } else if (is_data) {
        found.is_left_out = !slice_starts(below, "_data/");
        found.collection = SLICE("data");
        inside = slice_starts(below, "_data/")
                     ? slice_from(below, strlen("_data/"))
                     : below;
    } else {
        inside = below;
    }
    found.path_in_collection = path_readable(
        arena, path_without_index(path_without_extension(inside)));
    found.slug = meta_wished_slug(meta, meta->name, inside, arena);
    return found;
}

static bool is_off(const struct layout *layout, const char *group,
                   const char *key)
{
    return value_is_false(value_find(value_find(layout->config, group), key));
}

/* `permalink` of a page is the path of its file: "about" is "/about.html". */
static struct slice page_path(const struct meta *meta, struct slice below,
                              struct arena *arena)
{
    struct slice own = path_trim_slashes(
        slice_trim(value_text(value_find(&meta->fields, "permalink"))));
    bool is_folder =
        slice_ends(value_text(value_find(&meta->fields, "permalink")), "/");
    if (own.size == 0 && !is_folder)
        return path_without_extension(path_readable(arena, below));
    if (is_folder)
        return own.size > 0 ? arena_printf(arena, "%.*s/index", SLICE_FMT(own))
                            : SLICE("index");
    return path_without_extension(own);
}

static struct slice page_url(const struct layout *layout,
                             const struct meta *meta, struct slice below,
                             struct arena *arena)
{
    struct slice path = page_path(meta, below, arena);
    if (slice_is(path_name(path), "index"))
        return url_with_slash(url_from_path(path_folder(path), arena), arena);
    if (is_off(layout, "pretty_urls", "trailing_html"))
        return url_from_path(path, arena);
    return arena_printf(arena, "/%.*s.html", SLICE_FMT(path));
}

/* `pretty_urls` takes ".html" off, and the settings of post assets need a
 * folder. */
static struct slice post_url(const struct layout *layout,
                             const struct meta *meta, struct slice inside,
                             struct arena *arena)
{
    struct slice own = value_text(value_find(&meta->fields, "permalink"));
    struct slice found = own.size > 0
                             ? url_from_permalink(own, arena)
                             : hexo_permalink(layout, meta, inside, arena);
    const struct value *assets =
        value_find(layout->config, "post_asset_folder");
    bool has_folder = value_is_true(assets);
    if (found.data == NULL)
        return found;
    if (has_folder && !slice_ends(found, ".html"))
        return url_with_slash(found, arena);
    if (slice_ends(found, ".html") &&
        is_off(layout, "pretty_urls", "trailing_html"))
        found = slice_sub(found, 0, found.size - strlen(".html"));
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path), inside;
    (void)place;
    return hexo_find_post(below, &inside)
               ? post_url(layout, meta, inside, arena)
               : page_url(layout, meta, below, arena);
}

enum {
    SIGN_SETTINGS = 1 << 0, /* of Jekyll, too */
    SIGN_POSTS_IN_SOURCE = 1 << 1,
    SIGN_SCAFFOLDS = 1 << 2,
    SIGN_RUBY = 1 << 3, /* of Jekyll or Octopress, which may have "source" */
};

static const struct sign signs[] = {
    {"_config.yml", SIGN_SETTINGS},
    {"_config.yaml", SIGN_SETTINGS},
    {"_config.json", SIGN_SETTINGS},
    {"source/_posts", SIGN_POSTS_IN_SOURCE},
    {"source/_drafts", SIGN_POSTS_IN_SOURCE},
    {"scaffolds", SIGN_SCAFFOLDS},
    {"Gemfile", SIGN_RUBY},
    {"Rakefile", SIGN_RUBY},
    {NULL, 0},
};

static enum certainty judge_signs(unsigned own, unsigned common)
{
    bool has_posts = (own & SIGN_POSTS_IN_SOURCE) != 0;
    bool has_scaffolds = (own & SIGN_SCAFFOLDS) != 0;
    (void)common;
    if ((own & SIGN_SETTINGS) == 0)
        return UNLIKELY;
    return has_scaffolds || (has_posts && (own & SIGN_RUBY) == 0) ? SURE
                                                                  : UNLIKELY;
}

/* Only data in _data is data. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    bool is_settings = tree_settings_rank(tree, path) >= 0;
    struct slice below = path_below_root(tree, path);
    if (is_folder)
        return true;
    if (is_data_file(path_name(path)))
        return slice_starts(below, "_data/") || is_settings;
    return !is_at_top(below) || !tree_is_paper(path_name(path));
}

/* Renderers for these come with Hexo or are installed beside it. */
static const struct unread_kind *find_unread(const struct tree *tree,
                                             struct slice path)
{
    static const char *const formats[] = {".html", ".htm", ".org",
                                          ".adoc", ".rst", NULL};
    static const struct unread_kind kind = {
        .message = "Hexo publishes this file; it is not served, because only "
                   "Markdown is read",
        .hint = "write it in Markdown if it belongs in the API",
        .needs_front_matter = true};
    bool is_content =
        path_is_within(path, tree->content_root) && !path_is_in_drafts(path);
    return is_content && path_ends_with_one(path, formats) ? &kind : NULL;
}

/* `marked: {breaks: false, smartypants: false, headerIds: false}`, of
 * hexo-renderer-marked. */
static void read_dialect(const struct value *settings,
                         struct markdown_dialect *dialect)
{
    const struct value *marked = value_find(settings, "marked");
    const struct value *breaks = value_find(marked, "breaks");
    const struct value *smart = value_find(marked, "smartypants");
    const struct value *anchors = value_find(marked, "modifyAnchors");
    if (value_is_false(breaks))
        dialect->extensions &= ~(unsigned)MARKDOWN_HARD_BREAKS;
    if (value_is_false(smart))
        dialect->smart = MARKDOWN_NOT_SMART;
    if (anchors != NULL && anchors->kind == VALUE_INTEGER &&
        anchors->as.integer == 1)
        dialect->ids = HEADING_IDS_HEXO_LOWER;
}

/* post_link names a post by its file, without what `new_post_name` has around
 * the title. */
static struct slice link_id(const struct layout *layout,
                            const struct meta *meta, struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path), inside;
    if (!hexo_find_post(below, &inside))
        return SLICE_NONE;
    return arena_printf(arena, "%s%.*s", SLOT_HEXO_POST,
                        SLICE_FMT(hexo_name_of(layout, inside, arena).title));
}

static const struct content_root roots[] = {
    {"source", "source", false},
    {NULL, NULL, false},
};

static const struct settings_file settings[] = {
    {"_config.yml", NULL, true},
    {"_config.yaml", NULL, false},
    {"_config.json", NULL, false},
    {NULL, NULL, false},
};

static const char *const draft_keys[] = {"render_drafts", NULL};

const struct generator hexo_generator = {
    .name = "Hexo site",
    .signs = signs,
    .judge_signs = judge_signs,
    .is_final = true,
    .roots = roots,
    .reads = reads,
    .chooses_data = true,
    .runs_templates = true,
    .heads = HEAD_HEXO,
    /* hexo-renderer-marked */
    .markdown = {MARKDOWN_TABLES | MARKDOWN_STRIKETHROUGH | MARKDOWN_AUTOLINKS |
                     MARKDOWN_TASKS | MARKDOWN_HARD_BREAKS,
                 HEADING_IDS_HEXO, MARKDOWN_SMART_KRAMDOWN,
                 FOREIGN_LIQUID | FOREIGN_MATH | FOREIGN_HEXO},
    .read_dialect = read_dialect,
    .settings = settings,
    .timezone_key = "timezone",
    .future_key = "future",
    .draft_keys = draft_keys,
    .publishing_keys = hexo_publishing_keys,
    .own_root = hexo_own_root,
    .holds_back = hexo_holds_back,
    .find_unread = find_unread,
    .place = place,
    .url = url,
    .urls_end_with_slash = true,
    .reread = hexo_reread,
    .reread_key = "new_post_name",
    .link_id = link_id,
};
