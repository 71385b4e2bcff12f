/* zola.c - sections of content, and pages with slugs.
 *
 *     content/_index.md                   pages/index   /
 *     content/docs/_index.md              pages/docs    /docs/
 *     content/docs/Set up.md              docs/Set up   /docs/set-up/
 *     content/blog/2018-10-10-hello.md    posts/hello   /blog/hello/
 *     content/blog/trip/index.md          posts/trip    /blog/trip/
 *     content/blog/hello.fr.md            French        /fr/blog/hello/
 *
 * Only names of files become slugs; folders stay as they are. `slug` replaces
 * the name, `path` all of the address. Hugo has a config.toml as well; Zola's
 * has a `base_url` in it. */
#include "layout/zola.h"

#include "base/glob.h"
#include "layout/meta_fields.h"
#include "layout/place.h"

static bool is_section(const struct meta *meta)
{
    return slice_is(path_stem(meta->path), "_index");
}

static int64_t weight_of(const struct meta *meta)
{
    const struct value *weight = value_find(&meta->fields, "weight");
    return weight != NULL && weight->kind == VALUE_INTEGER ? weight->as.integer
                                                           : 0;
}

/* "trip/2018-10-10-a" -> "trip/a". */
static struct slice without_date(struct slice path, struct arena *arena)
{
    struct slice folder = path_folder(path), date;
    struct slice rest = zola_name_after_date(path_name(path), &date);
    if (rest.data == NULL)
        return path;
    return folder.size > 0 ? arena_printf(arena, "%.*s/%.*s", SLICE_FMT(folder),
                                          SLICE_FMT(rest))
                           : rest;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    struct place found = {.collection = SLICE("pages")};
    if (is_section(meta)) {
        found.path_in_collection = path_readable(
            arena, path_without_index(path_without_extension(below)));
        found.slug = meta_wished_slug(meta, meta->name, below, arena);
    } else {
        found = place_in_folder(meta, folder, inside, below, arena);
    }
    found.path_in_collection = without_date(found.path_in_collection, arena);
    found.weight = weight_of(meta);
    return found;
}

/* What the name of a file, or of the folder of an "index.md", is in an
 * address. */
static struct slice slug_of(const struct layout *layout,
                            const struct meta *meta, struct slice name,
                            struct arena *arena)
{
    struct slice date;
    struct slice rest = zola_name_after_date(name, &date);
    bool keeps_dates = zola_is_on(layout, "slugify", "paths_keep_dates");
    if (meta->slug.data != NULL)
        return zola_slug(layout, meta->slug, arena);
    return zola_slug(layout, rest.data != NULL && !keeps_dates ? rest : name,
                     arena);
}

/* "blog/trip/index.md" is "trip" in "blog". */
static struct slice page_url(const struct layout *layout,
                             const struct meta *meta, struct slice below,
                             struct arena *arena)
{
    struct slice folder = path_folder(below), name = path_stem(below);
    if (slice_is(name, "index") && folder.size > 0) {
        name = path_name(folder);
        folder = path_folder(folder);
    }
    struct slice slug =
        slug_of(layout, meta, path_readable(arena, name), arena);
    if (slug.data == NULL)
        return SLICE_NONE;
    return arena_printf(arena, "%s%.*s/%.*s/", folder.size > 0 ? "/" : "",
                        SLICE_FMT(path_readable(arena, folder)),
                        SLICE_FMT(slug));
}

static bool is_rendered(const struct meta *meta)
{
    const struct value *render = value_find(&meta->fields, "render");
    return !value_is_false(render);
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice own = value_text(value_find(&meta->fields, "path"));
    (void)place;
    if (!is_rendered(meta))
        return SLICE_NONE;
    if (is_section(meta))
        return url_with_slash(
            url_from_path(path_readable(arena, path_folder(below)), arena),
            arena);
    if (slice_trim(own).size > 0)
        return url_with_slash(url_from_text(own, arena), arena);
    return page_url(layout, meta, below, arena);
}

/* Dates in front of names, of files and of folders with an "index.md". */
static void reread(const struct layout *layout, struct meta *meta)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice name = path_stem(below), text;
    bool is_of_folder = slice_is(name, "index") && path_folder(below).size > 0;
    struct slice rest = zola_name_after_date(
        is_of_folder ? path_name(path_folder(below)) : name, &text);
    struct date date;
    meta_accept_key(meta, "path"); /* to Zola it is the address */
    if (meta->kind != SOURCE_MARKDOWN || text.data == NULL)
        return;
    if (meta->date == NULL && date_parse(arena_copy(&meta->arena, text), &date))
        meta->date = meta_keep_date(meta, &date);
    if (rest.data != NULL && !is_of_folder)
        meta_rename(meta, rest);
}

/* Without `languages` there is one, whatever names end with. */
static const struct value *languages(const struct layout *layout)
{
    static const struct value none = {.kind = VALUE_OBJECT};
    const struct value *table = value_find(layout->config, "languages");
    return value_is_object(table) ? table : &none;
}

enum { SIGN_ZOLA = 1 << 0 };

/* The other names are for the reason that is given. */
static const struct sign signs[] = {
    {"zola.toml", SIGN_ZOLA},
    {"config.toml", 0},
    {"content", 0},
    {NULL, 0},
};
static const struct text_sign text_signs[] = {
    {"config.toml", "base_url", SIGN_ZOLA},
    {NULL, NULL, 0},
};

static enum certainty judge_signs(unsigned own, unsigned common)
{
    return (own & SIGN_ZOLA) != 0 && (common & SIGN_CONTENT) != 0 ? SURE
                                                                  : UNLIKELY;
}

/* Every file called .md is a page, and there is no other content. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    if (is_folder || tree_settings_rank(tree, path) >= 0)
        return true;
    return slice_ends(path, ".md");
}

static const char *const publishing_keys[] = {"ignored_content", NULL};

/* The globs are of absolute paths, and a star in them matches "/", too. */
static bool holds_back(const struct tree *tree, struct slice path,
                       bool is_folder)
{
    const struct value *list = value_find(&tree->publishing, "ignored_content");
    struct arena arena = {0};
    struct slice absolute = arena_printf(&arena, "/site/%.*s", SLICE_FMT(path));
    bool is_held_back = false;
    for (size_t i = 0; value_is_array(list) && i < list->size; i++) {
        struct slice pattern = value_text(&list->as.items[i]);
        is_held_back |= pattern.size > 0 &&
                        (glob_matches_flat(pattern, absolute) ||
                         glob_may_match(pattern, slice_from(absolute, 1)));
    }
    arena_release(&arena);
    return is_held_back && tree_settings_rank(tree, path) < 0 && !is_folder;
}

static const struct settings_file settings[] = {
    {"zola.toml", NULL, true},
    {"config.toml", NULL, false},
    {NULL, NULL, false},
};

/* `[markdown]` and `[slugify]` of the settings. */
static void read_dialect(const struct value *config,
                         struct markdown_dialect *dialect)
{
    const struct value *markdown = value_find(config, "markdown");
    const struct value *smart = value_find(markdown, "smart_punctuation");
    struct slice anchors =
        value_text(value_find(value_find(config, "slugify"), "anchors"));
    if (value_is_true(smart))
        dialect->smart = MARKDOWN_SMART_GOLDMARK;
    if (slice_is(anchors, "safe") || slice_is(anchors, "off"))
        dialect->ids = HEADING_IDS_ZOLA_SAFE;
}

static const struct content_root roots[] = {
    {"content", "content", false},
    {NULL, NULL, false},
};

static const struct link_prefix link_prefixes[] = {{"@/", 1}, {NULL, 0}};

const struct generator zola_generator = {
    .name = "Zola site",
    .signs = signs,
    .text_signs = text_signs,
    .judge_signs = judge_signs,
    .is_final = true,
    .roots = roots,
    .reads = reads,
    .chooses_data = true,
    /* pulldown-cmark */
    .markdown = {MARKDOWN_TABLES | MARKDOWN_STRIKETHROUGH | MARKDOWN_TASKS |
                     MARKDOWN_FOOTNOTES | MARKDOWN_ATTRIBUTES,
                 HEADING_IDS_ZOLA, MARKDOWN_NOT_SMART,
                 FOREIGN_LIQUID | FOREIGN_MATH},
    .read_dialect = read_dialect,
    .settings = settings,
    .publishing_keys = publishing_keys,
    .holds_back = holds_back,
    .link_prefixes = link_prefixes,
    .languages = languages,
    .default_language = "en",
    .survey = zola_survey,
    .place = place,
    .url = url,
    .urls_end_with_slash = true,
    .reread = reread,
    .naming = NAMED_BY_FOLDERS,
    .takes_aliases = true,
    .takes_path = true,
    .section = zola_section,
};
