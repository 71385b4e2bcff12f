/* hugo.c - sections, their pages, and bundles.
 *
 *     content/_index.md               pages/index      /
 *     content/docs/_index.md          pages/docs       /docs
 *     content/docs/Set up.md          docs/Set up      /docs/set-up
 *     content/post/trip/index.md      posts/trip       /post/trip
 *     content/post/trip/notes.md      posts/trip/notes (a part of trip)
 *
 * The folders are the route, in lower case, unless `permalinks` in the settings
 * has a pattern for the section. `slug` replaces the last part of the route,
 * `url` all of it; with `uglyURLs` an address ends in ".html". An _index.md is
 * the page of its section, at any depth. The exception is the folder of an
 * author, whose _index.md describes that person.
 *
 * Hugo treats everything beside or below an index.md as part of that page (a
 * leaf bundle), for its template to use; only its translations, such as
 * index.fr.md, are pages. A part is published with its page, can be requested
 * by its path, and is not in any list. */
#include "layout/hugo.h"

#include "base/array.h"
#include "base/unicode.h"
#include "layout/meta_fields.h"
#include "layout/permalink.h"

static bool is_section_page(const struct meta *meta, struct slice section)
{
    const char *known = folder_collection(section);
    return slice_is(meta->name, "_index") &&
           !(known != NULL && slice_is(slice_of(known), "authors"));
}

/* `build: {list: never, render: false}`, called `_build` before; `headless` is
 * for leaf bundles only. */
static bool is_never(const struct meta *meta, const char *key)
{
    const struct value *root = &meta->fields;
    const struct value *build = value_find(root, "build");
    return hugo_is_never(value_find_nocase(build, slice_of(key))) ||
           (slice_is(meta->name, "index") &&
            hugo_is_true(value_find(root, "headless")));
}

/* A page that Hugo renders and lists nowhere is a route like others. */
static void reread(const struct layout *layout, struct meta *meta)
{
    hugo_reread(layout, meta);
    if (is_never(meta, "list"))
        meta_unlist(meta);
}

/* Only templates can find a page that is neither listed nor rendered. */
static bool is_nowhere(const struct meta *meta)
{
    return meta->kind == SOURCE_MARKDOWN && is_never(meta, "list") &&
           is_never(meta, "render");
}

/* `disableKinds: [page]` */
static bool is_of_disabled_kind(const struct layout *layout,
                                const struct meta *meta)
{
    const struct value *kinds =
        value_find_nocase(layout->config, SLICE("disableKinds"));
    struct slice folder =
        path_folder(path_below_root(layout->tree, meta->path));
    const char *kind = "page";
    if (slice_is(meta->name, "_index"))
        kind = folder.size > 0 ? "section" : "home";
    struct slice disabled;
    size_t cursor = 0;
    while (hugo_next_text(kinds, &cursor, &disabled)) {
        if (slice_is(disabled, kind))
            return meta->kind == SOURCE_MARKDOWN;
    }
    return false;
}

static int64_t weight_of(const struct meta *meta)
{
    const struct value *weight = value_find(&meta->fields, "weight");
    return weight != NULL && weight->kind == VALUE_INTEGER ? weight->as.integer
                                                           : 0;
}

static struct place place_part(const struct meta *meta,
                               const struct meta *owner, struct place whole,
                               struct slice inside, struct arena *arena)
{
    bool is_person = slice_is(whole.collection, "authors");
    if (meta->kind == SOURCE_DATA && !is_person) {
        whole.collection = SLICE("data");
        whole.path_in_collection =
            path_readable(arena, path_without_extension(inside));
    }
    whole.owner = owner;
    whole.is_unlisted = true;
    whole.slug = whole.path_in_collection;
    return whole;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    const struct meta *owner = hugo_owner(layout, meta);
    struct place found;

    if (!is_section_page(meta, folder)) {
        found = place_in_folder(meta, folder, inside, below, arena);
    } else {
        found = (struct place){
            .collection = SLICE("pages"),
            .path_in_collection = path_readable(
                arena, path_without_index(path_without_extension(below))),
            .slug = meta_wished_slug(meta, meta->name, below, arena),
        };
    }
    found.weight = weight_of(meta);
    found.is_held_back = is_of_disabled_kind(layout, meta) ||
                         hugo_is_second_index(layout, meta) ||
                         is_nowhere(owner != NULL ? owner : meta);
    return owner != NULL ? place_part(meta, owner, found, inside, arena)
                         : found;
}

/* Whether the key of a pattern names the folder or one of its parents. */
static bool names_section(struct slice key, struct slice folder)
{
    if (key.size == 0 || folder.size < key.size)
        return key.size == folder.size;
    return slice_equal_nocase(slice_sub(folder, 0, key.size), key) &&
           (folder.size == key.size || folder.data[key.size] == '/');
}

/* Returns the first pattern in the table that applies to the section. */
static struct slice pattern_in(const struct value *table, struct slice section)
{
    for (size_t i = 0; value_is_object(table) && i < table->size; i++) {
        const struct member *row = &table->as.members[i];
        struct slice key = path_trim_slashes(slice_trim(row->key));
        if (value_is_string(&row->value) && names_section(key, section))
            return value_text(&row->value);
    }
    return SLICE_NONE;
}

/* `permalinks: {page: {posts: ...}}`, or, as in older versions of Hugo,
 * `permalinks: {posts: ...}`, which applies to pages. */
static struct slice find_pattern(const struct layout *layout,
                                 const struct meta *meta, struct slice section)
{
    const struct value *all =
        value_find_nocase(layout->config, SLICE("permalinks"));
    bool is_section = slice_is(meta->name, "_index");
    struct slice pattern =
        pattern_in(value_find(all, is_section ? "section" : "page"), section);
    return pattern.size > 0 || is_section ? pattern : pattern_in(all, section);
}

static struct slice in_case(const struct layout *layout, struct slice path,
                            struct arena *arena)
{
    const struct value *is_kept =
        value_find_nocase(layout->config, SLICE("disablePathToLower"));
    return hugo_path(path, !hugo_is_true(is_kept), arena);
}

/* Builds the url from the folders and the slug. */
static struct slice routed(const struct layout *layout, const struct meta *meta,
                           const struct place *place, struct slice below,
                           struct arena *arena)
{
    struct slice path = path_without_extension(below);
    bool is_page = slice_is(place->collection, "pages");
    path = path_is_index(path) ? SLICE("") : path_without_index(path);
    path = in_case(layout, path_readable(arena, path), arena);
    struct slice slug = path_trim_slashes(meta->slug);
    if (meta->slug.data == NULL && hugo_dates_files(layout))
        slug = path_without_date(path_name(path));
    if (slug.size == 0 || slice_is(meta->name, "_index"))
        return url_from_path(path, arena);
    if (is_page && slice_find_char(slug, 0, '/') < slug.size)
        return url_from_path(in_case(layout, slug, arena), arena);
    struct slice folder = path_folder(path);
    slug = in_case(layout, slug, arena);
    return arena_printf(arena, "%s%.*s/%.*s", folder.size > 0 ? "/" : "",
                        SLICE_FMT(folder), SLICE_FMT(slug));
}

/* `uglyURLs: true`, or `uglyURLs: {posts: true}` for a section. */
static bool is_ugly(const struct layout *layout, struct slice below)
{
    const struct value *ugly =
        value_find_nocase(layout->config, SLICE("uglyURLs"));
    return hugo_is_true(value_is_object(ugly)
                            ? value_find_nocase(ugly, path_first_folder(below))
                            : ugly);
}

/* Returns the address with ".html" at its end, except for the front page. */
static struct slice as_file(struct slice url, struct arena *arena)
{
    url = url_without_slash(url);
    return slice_is(url, "/") || slice_ends(url, ".html")
               ? url
               : arena_printf(arena, "%.*s.html", SLICE_FMT(url));
}

/* Returns the url that the front matter sets, which takes precedence over all
 * settings, or SLICE_NONE. */
static struct slice written_url(const struct meta *meta,
                                const struct permalink *permalink,
                                struct arena *arena)
{
    struct slice text =
        slice_trim(value_text(value_find(&meta->fields, "url")));
    if (text.size > 0 && slice_find(text, 0, SLICE("://")) == text.size)
        text = hugo_permalink(text, permalink, arena);
    struct slice url = text.size > 0 ? url_from_text(text, arena) : SLICE_NONE;
    bool is_file =
        slice_find_char(path_name(url), 0, '.') < path_name(url).size;
    return url.data != NULL && !is_file ? url_with_slash(url, arena) : url;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice section = hugo_section_path(layout, meta, below);
    struct slice pattern = find_pattern(layout, meta, section);
    const struct permalink permalink = {
        .meta = meta,
        .place = place,
        .sections = in_case(layout, path_readable(arena, section), arena),
    };

    if (hugo_owner(layout, meta) != NULL || is_never(meta, "render"))
        return SLICE_NONE;
    struct slice found = written_url(meta, &permalink, arena);
    if (found.size > 0)
        return found;
    found = pattern.size > 0 ? hugo_permalink(pattern, &permalink, arena)
                             : routed(layout, meta, place, below, arena);
    return is_ugly(layout, below) ? as_file(found, arena)
                                  : url_with_slash(found, arena);
}

enum {
    SIGN_HUGO = 1 << 0,
    SIGN_CONFIG = 1 << 1,   /* a sign of Hugo only with a content folder */
    SIGN_SETTINGS = 1 << 2, /* of any program; a sign of Hugo with themes */
    SIGN_THEMES = 1 << 3,
};

static const struct sign signs[] = {
    {"hugo.toml", SIGN_HUGO},         {"hugo.yaml", SIGN_HUGO},
    {"hugo.yml", SIGN_HUGO},          {"hugo.json", SIGN_HUGO},
    {"config.toml", SIGN_CONFIG},     {"archetypes", SIGN_CONFIG},
    {"config.yaml", SIGN_SETTINGS},   {"config.yml", SIGN_SETTINGS},
    {"config.json", SIGN_SETTINGS},   {"config", SIGN_SETTINGS},
    {"config/_default", SIGN_CONFIG}, {"layouts", SIGN_THEMES},
    {"themes", SIGN_THEMES},          {NULL, 0},
};

static enum certainty judge_signs(unsigned own, unsigned common)
{
    bool has_content = (common & SIGN_CONTENT) != 0;
    if ((own & SIGN_HUGO) != 0 || ((own & SIGN_CONFIG) != 0 && has_content))
        return SURE;
    return (own & SIGN_SETTINGS) != 0 && (own & SIGN_THEMES) != 0 && has_content
               ? LIKELY
               : UNLIKELY;
}

static bool has_habit(const struct tree *tree, const struct source *source)
{
    return tree_has_content_folder(tree) &&
           slice_is(path_stem(source_path_in_root(source)), "_index");
}

/* A single name may be a coincidence if no content folder was found. */
static enum certainty judge_habit(const struct tree *tree, size_t count)
{
    return count >= (tree->content_root.size > 0 ? 1 : 2) ? LIKELY : UNLIKELY;
}

/* Only the authors are read from its data; the rest is for its templates. */
static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    struct slice data = SLICE("data/");
    if (tree_is_of_program(tree, path, is_folder))
        return false;
    if (tree->content_root.size == 0 || !slice_starts(path, data.data))
        return true;
    struct slice name = is_folder ? path_name(path) : path_stem(path);
    return slice_starts(path, "data/authors/") ||
           (is_at_top(slice_from(path, data.size)) &&
            slice_is(name, "authors"));
}

/* Documentation, "Content formats". HTML without front matter is copied as it
 * is, and a file in a bundle is a part of its page. */
static const struct unread_kind *find_unread(const struct tree *tree,
                                             struct slice path)
{
    static const char *const html[] = {".html", ".htm", NULL};
    static const char *const others[] = {".org", ".adoc",   ".asciidoc", ".ad",
                                         ".rst", ".pandoc", ".pdc",      NULL};
#define MESSAGE                                                                \
    "Hugo publishes this file; it is not served, because only Markdown is "    \
    "read"
    static const char hint[] = "write it in Markdown if it belongs in the API";
    static const struct unread_kind page = {
        .message = MESSAGE, .hint = hint, .may_be_part = true};
    static const struct unread_kind page_in_html = {.message = MESSAGE,
                                                    .hint = hint,
                                                    .needs_front_matter = true,
                                                    .may_be_part = true};
#undef MESSAGE
    if (!tree_has_content_folder(tree) ||
        !path_is_within(path, tree->content_root))
        return NULL;
    if (path_ends_with_one(path, html))
        return &page_in_html;
    return path_ends_with_one(path, others) ? &page : NULL;
}

/* An index makes its folder a section or a bundle in any format, and its front
 * matter may keep the folder back. */
static bool reads_index(const struct tree *tree, struct slice path)
{
    struct slice stem = path_stem(path);
    struct slice name = slice_sub(stem, 0, slice_find_char(stem, 0, '.'));
    return (slice_is(name, "index") || slice_is(name, "_index")) &&
           find_unread(tree, path) != NULL;
}

/* Hugo ignores the case of keys, and has other names for some. Of two dates it
 * takes the first in this order (resources/page/pagemeta). */
static const struct key_name keys[] = {
    {"title", "title"},
    {"date", "date"},
    {"publishdate", "publishDate"},
    {"pubdate", "publishDate"},
    {"lastmod", "lastmod"},
    {"modified", "lastmod"},
    {"expirydate", "expiryDate"},
    {"unpublishdate", "expiryDate"},
    {"draft", "draft"},
    {"published", "published"},
    {"headless", "headless"},
    {"build", "build"},
    {"_build", "build"},
    {"slug", "slug"},
    {"url", "url"},
    {"aliases", "aliases"},
    {"weight", "weight"},
    {"type", "type"},
    {"layout", "layout"},
    {"description", "description"},
    {"summary", "summary"},
    {"keywords", "keywords"},
    {"tags", "tags"},
    {"categories", "categories"},
    {"author", "author"},
    {"authors", "authors"},
    {"translationkey", "translationKey"},
    {NULL, NULL},
};

static const char *const draft_keys[] = {"buildDrafts", NULL};

#define LAYER(stem, key)                                                       \
    {stem ".toml", key, true}, {stem ".yaml", key, false},                     \
        {stem ".yml", key, false},                                             \
    {                                                                          \
        stem ".json", key, false                                               \
    }
#define FOLDER(folder)                                                         \
    LAYER(folder "/config", NULL), LAYER(folder "/hugo", NULL),                \
        LAYER(folder "/languages", "languages"),                               \
        LAYER(folder "/permalinks", "permalinks"),                             \
        LAYER(folder "/module", "module"), LAYER(folder "/markup", "markup"),  \
        LAYER(folder "/frontmatter", "frontmatter"),                           \
        LAYER(folder "/cascade", "cascade")

/* The files at the top, then a folder for all environments, then that of the
 * one which sites are built in. In a folder each key may have its own file. */
static const struct settings_file settings[] = {
    {"hugo.toml", NULL, true},    {"hugo.yaml", NULL, false},
    {"hugo.yml", NULL, false},    {"hugo.json", NULL, false},
    {"config.toml", NULL, false}, {"config.yaml", NULL, false},
    {"config.yml", NULL, false},  {"config.json", NULL, false},
    FOLDER("config/_default"),    FOLDER("config/production"),
    {NULL, NULL, false},
};
_Static_assert(ARRAY_COUNT(settings) <= SETTINGS_MAX_FILES + 1,
               "settings have room for each");

static const char *const second_roots[] = {"data", NULL};

const struct generator hugo_generator = {
    .name = "Hugo site",
    .markdown = {MARKDOWN_GFM | MARKDOWN_ATTRIBUTES, HEADING_IDS_HUGO,
                 MARKDOWN_SMART_GOLDMARK, FOREIGN_SHORTCODES | FOREIGN_MATH},
    .read_dialect = hugo_read_dialect,
    .signs = signs,
    .judge_signs = judge_signs,
    .has_habit = has_habit,
    .judge_habit = judge_habit,
    .second_roots = second_roots,
    .reads = reads,
    .find_unread = find_unread,
    .reads_index = reads_index,
    .chooses_data = true,
    .reads_toml = true,
    .reads_json = true,
    .settings = settings,
    .own_settings = 4, /* those called "hugo" */
    .settings_ignore_case = true,
    .timezone_key = "timeZone",
    .future_key = "buildFuture",
    .expired_key = "buildExpired",
    .draft_keys = draft_keys,
    .publishing_keys = hugo_publishing_keys,
    .own_root = hugo_own_root,
    .next_ignored = hugo_next_ignored,
    .next_root = hugo_next_root,
    .holds_back = hugo_holds_back,
    .keys = keys,
    .languages = hugo_languages,
    .default_language = "en",
    .survey = hugo_survey,
    .place = place,
    .url = url,
    .urls_end_with_slash = true,
    .naming = NAMED_BY_FOLDERS,
    .takes_aliases = true,
    .takes_url = true,
    .reread = reread,
    .reread_key = "frontmatter",
    .find_inherited = hugo_find_cascades,
    .inherited = hugo_cascade_of,
    .merge = value_overlay,
    .section = hugo_section,
};
