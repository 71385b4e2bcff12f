/* pelican.c - articles, and pages in a folder of theirs.
 *
 *     content/soup.md           posts/my-soup    /my-soup.html
 *     content/food/soup.md      posts/my-soup    with the category "food"
 *     content/pages/about.md    pages/about-us   /pages/about-us.html
 *
 * Addresses are made of titles. The settings, pelicanconf.py and
 * publishconf.py, are programs: what is written out in them is followed
 * (python.c). An article without a title or a date is skipped, as is a page
 * without a title. */
#include "layout/pelican.h"

#include "base/glob.h"
#include "layout/place.h"
#include "layout/python.h"

/* Names that other generators have for what they say. */
static const struct key_name common_names[] = {
    {"SITENAME", "title"},
    {"SITEURL", "url"},
    {"DEFAULT_LANG", "lang"},
    {"SITESUBTITLE", "description"},
    {NULL, NULL},
};

static struct value read_settings(struct slice path, struct slice text,
                                  const struct value *before,
                                  struct arena *arena)
{
    (void)path;
    const struct value settings = python_read(text, before, arena);
    return python_add_names(&settings, common_names, arena);
}

/* Settings that hold files back. */
static const char *const holding_keys[] = {
    "ARTICLE_PATHS", "ARTICLE_EXCLUDES", "PAGE_PATHS", "PAGE_EXCLUDES",
    "IGNORE_FILES",  "DEFAULT_METADATA", NULL};

static bool next_unknown(const struct value *settings, size_t *cursor,
                         struct unknown_setting *ret_setting)
{
    while (holding_keys[*cursor] != NULL) {
        const char *key = holding_keys[(*cursor)++];
        const struct value *value = value_find(settings, key);
        if (!python_is_computed(value))
            continue;
        *ret_setting = (struct unknown_setting){
            .path = SLICE("pelicanconf.py"),
            .line = value->line,
            .message = "what is computed here is not known, and may keep "
                       "files back that are served",
            .hint = "write it as a list of strings",
        };
        return true;
    }
    return false;
}

static struct slice own_root(const struct value *settings)
{
    struct slice path = value_text(value_find(settings, "PATH"));
    while (slice_starts(path, "./"))
        path = slice_from(path, 2);
    return path.size == 0 || slice_is(path, ".") ? SLICE_NONE : path;
}

static bool is_listed(const struct value *settings, const char *key,
                      struct slice below)
{
    const struct value *list = value_find(settings, key);
    for (size_t i = 0; value_is_array(list) && i < list->size; i++) {
        struct slice folder = path_trim_slashes(value_text(&list->as.items[i]));
        if (folder.size == 0 || path_is_within(below, folder))
            return true;
    }
    return false;
}

static bool is_ignored_name(const struct value *settings, struct slice path)
{
    const struct value *list = value_find(settings, "IGNORE_FILES");
    struct slice name = path_name(path);
    for (size_t i = 0; value_is_array(list) && i < list->size; i++) {
        struct slice pattern = value_text(&list->as.items[i]);
        if (pattern.size > 0 && glob_matches_flat(pattern, name))
            return true;
    }
    return false;
}

/* What is in no folder of articles or pages, or in one that is excluded. */
static bool holds_back(const struct tree *tree, struct slice path,
                       bool is_folder)
{
    const struct value *settings = &tree->publishing;
    struct slice below = path_below_root(tree, path);
    bool is_page = pelican_is_page(settings, below);
    if (is_ignored_name(settings, path))
        return true;
    if (is_folder)
        return false;
    if (is_page)
        return is_listed(settings, "PAGE_EXCLUDES", below);
    bool has_paths = value_is_array(value_find(settings, "ARTICLE_PATHS"));
    return is_listed(settings, "ARTICLE_EXCLUDES", below) ||
           (has_paths && !is_listed(settings, "ARTICLE_PATHS", below));
}

static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    if (tree->content_root.size == 0 && is_at_top(path))
        return is_folder
                   ? !is_machinery(path) && !slice_is(path_name(path), "output")
                   : !is_data_file(path) && !tree_is_paper(path);
    return is_folder || !is_data_file(path_name(path));
}

static const struct unread_kind *find_unread(const struct tree *tree,
                                             struct slice path)
{
    static const char *const formats[] = {".rst", ".html", ".htm", NULL};
    static const struct unread_kind kind = {
        .message = "Pelican publishes this file; it is not served, because "
                   "only Markdown is read",
        .hint = "write it in Markdown if it belongs in the API"};
    return path_is_within(path, tree->content_root) &&
                   path_ends_with_one(path, formats)
               ? &kind
               : NULL;
}

static bool has_title(const struct meta *meta)
{
    return value_find(&meta->fields, "title") != NULL;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    bool is_page = pelican_is_page(layout->config, below);
    bool has_default_date =
        slice_is(value_text(pelican_setting(layout, "DEFAULT_DATE")), "fs");
    struct place found = {
        .collection = is_page ? SLICE("pages") : SLICE("posts"),
        .path_in_collection =
            path_readable(arena, path_without_extension(below)),
        .is_held_back = !has_title(meta) ||
                        (!is_page && meta->date == NULL && !has_default_date),
    };
    found.slug = meta_wished_slug(meta, meta->name, below, arena);
    return found;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    (void)place;
    return pelican_url(layout, meta, path_below_root(layout->tree, meta->path),
                       arena);
}

/* The layout depends on the settings, so it is made anew each time. */
static void survey(struct layout *layout, const struct layout_input *input)
{
    (void)layout;
    (void)input;
}

static const struct sign signs[] = {
    {"pelicanconf.py", 1},
    {NULL, 0},
};

static const struct content_root roots[] = {
    {"content", "content", false},
    {NULL, NULL, false},
};

static const char *const settings_files[] = {"pelicanconf.py", "publishconf.py",
                                             NULL};

static const struct link_prefix link_prefixes[] = {
    {"{filename}", 10}, {"|filename|", 10}, {NULL, 0}};

const struct generator pelican_generator = {
    .name = "Pelican site",
    .signs = signs,
    .is_final = true,
    .roots = roots,
    .reads = reads,
    .chooses_data = true,
    .heads = HEAD_PELICAN,
    /* Python-Markdown with "extra" */
    .markdown = {MARKDOWN_TABLES | MARKDOWN_FOOTNOTES | MARKDOWN_ATTRIBUTES |
                     MARKDOWN_KRAMDOWN_LISTS | MARKDOWN_STATIC_FILES,
                 HEADING_IDS_GITHUB, MARKDOWN_NOT_SMART, FOREIGN_MATH},
    .ignore_files = settings_files,
    .ignores_are_settings = true,
    .read_ignores = read_settings,
    .next_unknown = next_unknown,
    .timezone_key = "TIMEZONE",
    .future_key = "WITH_FUTURE_DATES",
    .own_root = own_root,
    .holds_back = holds_back,
    .find_unread = find_unread,
    .link_prefixes = link_prefixes,
    .survey = survey,
    .place = place,
    .url = url,
    .reread = pelican_reread,
    .tags = pelican_tags,
    .categories = pelican_categories,
};
