/* nikola.c - what POSTS and PAGES of conf.py name.
 *
 *     POSTS = (("posts/x.md", "blog", "post.tmpl"),)      a glob for x
 *     PAGES = (("pages/x.md", "", "page.tmpl"),)
 *
 *     posts/trip/soup.md    posts/soup     /blog/trip/soup/
 *     posts/soup.fr.md      French         /fr/blog/soup/
 *     pages/about.md        pages/about    /about/
 *
 * The glob is one of names, at any depth of its folder; the second string is
 * where its pages go. conf.py is a program, of which what is written out is
 * followed (python.c): if POSTS or PAGES is computed, nothing is served. */
#include "layout/nikola.h"

#include "base/glob.h"
#include "layout/meta_fields.h"
#include "layout/place.h"
#include "layout/python.h"

static const char *const row_keys[] = {"POSTS", "PAGES"};

bool nikola_knows_rows(const struct value *settings)
{
    return value_is_array(value_find(settings, "POSTS")) &&
           value_is_array(value_find(settings, "PAGES"));
}

/* Whether the file is named by the glob of a row: "posts/x.md". */
static bool is_of_row(const struct value *row, struct slice path,
                      struct slice *ret_inside)
{
    struct slice wildcard = value_is_array(row) && row->size >= 2
                                ? value_text(&row->as.items[0])
                                : SLICE("");
    struct slice folder = path_folder(wildcard), name = path_name(path);
    struct slice pattern = path_name(wildcard);
    if (pattern.size == 0 || !path_is_within(path, folder))
        return false;
    *ret_inside = folder.size > 0 ? slice_from(path, folder.size + 1) : path;
    return glob_matches_flat(pattern, name);
}

struct nikola_row nikola_row_of(const struct value *settings, struct slice path)
{
    for (size_t k = 0; k < sizeof row_keys / sizeof row_keys[0]; k++) {
        const struct value *rows = value_find(settings, row_keys[k]);
        for (size_t i = 0; value_is_array(rows) && i < rows->size; i++) {
            struct nikola_row row = {.is_post = k == 0};
            if (!is_of_row(&rows->as.items[i], path, &row.inside))
                continue;
            row.destination = &rows->as.items[i].as.items[1];
            return row;
        }
    }
    return (struct nikola_row){0};
}

/* Names that other generators have for what they say. */
static const struct key_name common_names[] = {
    {"BLOG_TITLE", "title"},
    {"SITE_URL", "url"},
    {"DEFAULT_LANG", "lang"},
    {"BLOG_DESCRIPTION", "description"},
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

static bool next_unknown(const struct value *settings, size_t *cursor,
                         struct unknown_setting *ret_setting)
{
    while (*cursor < sizeof row_keys / sizeof row_keys[0]) {
        const struct value *value = value_find(settings, row_keys[*cursor]);
        ++*cursor;
        if (value_is_array(value))
            continue;
        *ret_setting = (struct unknown_setting){
            .path = SLICE("conf.py"),
            .line = value != NULL ? value->line : 0,
            .message = "no content is served: POSTS and PAGES, which name it, "
                       "are not both written out",
            .hint = "write them as tuples of strings",
        };
        return true;
    }
    return false;
}

/* A translation is named by the glob in its own way: "soup.fr.md" by "x.md". */
static bool holds_back(const struct tree *tree, struct slice path,
                       bool is_folder)
{
    const struct value *settings = &tree->publishing;
    if (is_folder || slice_ends(path, ".meta"))
        return false;
    return !nikola_knows_rows(settings) ||
           nikola_row_of(settings, path).destination == NULL;
}

/* What Nikola and its themes are made of, and what it makes. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    static const char *const folders[] = {"output", "cache", "plugins",
                                          "templates", NULL};
    const char *const *folder = folders;
    (void)tree;
    if (!is_folder)
        return !is_data_file(path_name(path));
    while (*folder != NULL && !slice_is(path, *folder))
        folder++;
    return *folder == NULL && (!is_at_top(path) || !is_machinery(path));
}

static const struct unread_kind *find_unread(const struct tree *tree,
                                             struct slice path)
{
    static const struct unread_kind kind = {
        .message = "Nikola publishes this file; it is not served, because only "
                   "Markdown is read",
        .hint = "write it in Markdown if it belongs in the API"};
    return !slice_ends(path, ".meta") &&
                   nikola_row_of(&tree->publishing, path).destination != NULL
               ? &kind
               : NULL;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct nikola_row row = nikola_row_of(layout->config, meta->path);
    struct place found = {
        .collection = row.is_post ? SLICE("posts") : SLICE("pages"),
        .path_in_collection = path_readable(
            arena, path_without_index(path_without_extension(row.inside))),
        .is_left_out = row.destination == NULL,
        .is_held_back = row.is_post && meta->date == NULL,
    };
    found.slug = meta_wished_slug(meta, meta->name, row.inside, arena);
    return found;
}

/* A destination is a string, or has one for each language. */
static struct slice destination_of(const struct layout *layout,
                                   const struct value *destination)
{
    struct slice lang = value_text(value_find(layout->config, "DEFAULT_LANG"));
    return path_trim_slashes(
        value_is_object(destination)
            ? value_text(value_find_slice(destination, lang))
            : value_text(destination));
}

static bool is_pretty(const struct layout *layout, const struct meta *meta)
{
    static const char *const no[] = {"false", "no", "0", "off", NULL};
    const struct value *own = value_find(&meta->fields, "pretty_url");
    const struct value *usual = value_find(layout->config, "PRETTY_URLS");
    if (own != NULL)
        return !value_is_word(own, no);
    return !slice_is(meta->slug, "index") && !value_is_false(usual);
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct nikola_row row = nikola_row_of(layout->config, meta->path);
    struct slice top = destination_of(layout, row.destination);
    struct slice folder = path_folder(row.inside), slug = meta->slug;
    (void)place;
    if (slug.data == NULL)
        return SLICE_NONE;
    if (slice_is(top, "."))
        top = SLICE("");
    struct slice way = arena_printf(
        arena, "/%.*s%s%.*s%s%.*s%s", SLICE_FMT(top), top.size > 0 ? "/" : "",
        SLICE_FMT(folder), folder.size > 0 ? "/" : "", SLICE_FMT(slug),
        is_pretty(layout, meta) ? "/" : ".html");
    return url_from_permalink(way, arena);
}

/* Without TRANSLATIONS there is one language, whatever names end with. */
static const struct value *languages(const struct layout *layout)
{
    static const struct value none = {.kind = VALUE_OBJECT};
    const struct value *table = value_find(layout->config, "TRANSLATIONS");
    return value_is_object(table) && !python_is_computed(table) ? table : &none;
}

static const struct sign signs[] = {{"conf.py", 0}, {NULL, 0}};
static const struct text_sign text_signs[] = {{"conf.py", "BLOG_TITLE", 1},
                                              {NULL, NULL, 0}};

static const char *const settings_files[] = {"conf.py", NULL};

/* Its content is never in one folder. */
static const struct content_root no_roots[] = {{NULL, NULL, false}};

const struct generator nikola_generator = {
    .name = "Nikola site",
    .signs = signs,
    .text_signs = text_signs,
    .is_final = true,
    .roots = no_roots,
    .reads = reads,
    .reads_index = nikola_reads_meta_file,
    .chooses_data = true,
    .heads = HEAD_NIKOLA,
    /* Python-Markdown with "extra" */
    .markdown = {MARKDOWN_TABLES | MARKDOWN_FOOTNOTES | MARKDOWN_ATTRIBUTES |
                     MARKDOWN_KRAMDOWN_LISTS,
                 HEADING_IDS_GITHUB, MARKDOWN_NOT_SMART,
                 FOREIGN_SHORTCODES | FOREIGN_MATH},
    .ignore_files = settings_files,
    .ignores_are_settings = true,
    .read_ignores = read_settings,
    .next_unknown = next_unknown,
    .timezone_key = "TIMEZONE",
    .future_key = "FUTURE_IS_NOW",
    .holds_back = holds_back,
    .find_unread = find_unread,
    .languages = languages,
    .default_language = "en",
    .survey = nikola_survey,
    .place = place,
    .url = url,
    .urls_end_with_slash = true,
    .reread = nikola_reread,
    .find_inherited = nikola_find_meta_files,
    .inherited = nikola_meta_file_of,
    .merge = nikola_merge,
    .tags = nikola_tags,
    .categories = nikola_categories,
};
