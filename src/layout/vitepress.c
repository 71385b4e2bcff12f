/* vitepress.c - paths are routes.
 *
 *     index.md              pages/index      /
 *     guide/index.md        pages/guide      /guide/
 *     guide/set-up.md       guide/set-up     /guide/set-up.html
 *     fr/guide/set-up.md    guide/fr/set-up  /fr/guide/set-up.html
 *     pkg/[name].md         a template, and no document
 *
 * With `cleanUrls` addresses have no ".html", and `rewrites` change paths. Only
 * ".md" is read, from `srcDir`, and no data. The settings are not run: what
 * they compute of an address is not followed, and where they compute what is
 * left out, nothing is served. (Documentation of VitePress 1, "Routing" and
 * "Site Config") */
#include "layout/generator.h"

#include "base/array.h"
#include "base/glob.h"
#include "layout/javascript_value.h"

#include <string.h>

#define MAX_PARAMETERS 8 /* of a rewrite */
#define CONFIG         ".vitepress/config"

static const char *const files[] = {
    CONFIG ".js",        CONFIG ".ts",        CONFIG ".mjs",
    CONFIG ".mts",       CONFIG "/index.js",  CONFIG "/index.ts",
    CONFIG "/index.mjs", CONFIG "/index.mts", NULL,
};

/* "./src/" -> "src" */
static struct slice folder_of(const struct value *settings, struct arena *arena)
{
    struct str clean = {0};
    struct slice folder = SLICE("");
    if (path_clean(value_text(value_find(settings, "srcDir")), &clean))
        folder = arena_copy(arena, str_slice(&clean));
    str_release(&clean);
    return folder;
}

/* Each language but that of the root has a folder of its name, as
 * layout/languages.c takes them: {fr: {contentDir: "src/fr"}}. */
static struct value read_languages(const struct value *settings,
                                   struct arena *arena)
{
    const struct value *locales = value_find(settings, "locales");
    struct slice folder = folder_of(settings, arena);
    size_t count = value_is_object(locales) ? locales->size : 0, kept = 0;
    struct member *members = arena_alloc(arena, count + 1, sizeof *members);
    for (size_t i = 0; i < count; i++) {
        struct slice key = path_trim_slashes(locales->as.members[i].key);
        if (slice_is(key, "root") || slice_is(key, SCRIPT_SPREAD))
            continue;
        const struct member directory = {
            SLICE("contentDir"),
            value_of_text(arena_printf(arena, "%.*s/%.*s", SLICE_FMT(folder),
                                       SLICE_FMT(key)))};
        members[kept++] =
            (struct member){key, value_of_members(&directory, 1, arena)};
    }
    return value_of_members(members, kept, arena);
}

static const struct value *root_language(const struct value *settings)
{
    const struct value *root =
        value_find(value_find(settings, "locales"), "root");
    const struct value *lang = value_find(root, "lang");
    return value_is_string(lang) ? lang : value_find(settings, "lang");
}

/* The settings as they are written, under names that other generators' have. */
static struct value read_settings(struct slice path, struct slice text,
                                  const struct value *before,
                                  struct arena *arena)
{
    if (before->size > 0)
        return *before;
    const struct value settings = script_default_export(text, arena);
    const struct value *lang = root_language(&settings);
    const struct member members[] = {
        {SLICE("path"), value_of_text(arena_copy(arena, path))},
        {SLICE("languages"), read_languages(&settings, arena)},
        {SLICE("lang"), lang != NULL ? *lang : value_of_text(SLICE("en"))},
    };
    const struct value more =
        value_of_members(members, ARRAY_COUNT(members), arena);
    return value_is_object(&settings) ? value_overlay(&settings, &more, arena)
                                      : more;
}

static struct slice own_root(const struct value *publishing)
{
    struct slice folder = value_text(value_find(publishing, "srcDir"));
    return folder.size > 0 && !slice_is(folder, ".") && !slice_is(folder, "./")
               ? folder
               : SLICE_NONE;
}

/* Whether the globs of what is left out are computed. */
static bool is_unknown(const struct value *publishing)
{
    const struct value *globs = value_find(publishing, "srcExclude");
    for (size_t i = 0; value_is_array(globs) && i < globs->size; i++) {
        if (!value_is_string(&globs->as.items[i]))
            return true;
    }
    return globs != NULL && !value_is_array(globs);
}

static bool next_unknown(const struct value *publishing, size_t *cursor,
                         struct unknown_setting *ret_setting)
{
    if (*cursor > 0 || !is_unknown(publishing))
        return false;
    *cursor = 1;
    *ret_setting = (struct unknown_setting){
        .path = value_text(value_find(publishing, "path")),
        .line = value_find(publishing, "srcExclude")->line,
        .message = "no content is served: what VitePress leaves out is not "
                   "known, because `srcExclude` is computed",
        .hint = "write its globs as strings, in a list",
    };
    return true;
}

static bool reads(const struct tree *tree, struct slice path, bool is_folder)
{
    return !tree_is_of_program(tree, path, is_folder) &&
           (is_folder || slice_ends(path, ".md"));
}

static bool holds_back(const struct tree *tree, struct slice path,
                       bool is_folder)
{
    const struct value *settings = tree_publishing(tree);
    const struct value *globs = value_find(settings, "srcExclude");
    struct slice inside = path_below_root(tree, path);
    if (is_folder || !slice_ends(path, ".md"))
        return false;
    if (is_unknown(settings))
        return true;
    for (size_t i = 0; value_is_array(globs) && i < globs->size; i++) {
        struct slice glob = value_text(&globs->as.items[i]);
        while (slice_starts(glob, "./") || slice_starts(glob, "/"))
            glob = slice_from(glob, slice_starts(glob, "/") ? 1 : 2);
        if (glob_may_match(glob, inside) || glob_matches_within(glob, inside))
            return true;
    }
    return false;
}

/* A page for each of several parameters is made of it. */
static bool is_template(struct slice path)
{
    size_t open = slice_find_char(path, 0, '[');
    return slice_find_char(path, open, ']') < path.size;
}

static struct place place(const struct layout *layout, const struct meta *meta,
                          struct arena *arena)
{
    struct slice below = path_below_root(layout->tree, meta->path);
    struct slice folder = path_first_folder(below);
    struct slice inside = path_below_first(below);
    struct place found = place_in_folder(meta, folder, inside, below, arena);
    found.is_left_out = is_template(below);
    return found;
}

/* What ":name" and ":name*" of a rewrite stand for. */
struct rewrite_names {
    struct slice names[MAX_PARAMETERS], values[MAX_PARAMETERS];
    size_t count;
};

/* Matches "packages/:pkg/src/:slug*" with a path, a name at a time. */
static bool match_rewrite(struct slice pattern, struct slice path,
                          struct rewrite_names *ret)
{
    struct slice part, name;
    ret->count = 0;
    while (slice_cut(&pattern, '/', &part)) {
        bool is_rest = slice_starts(part, ":") && slice_ends(part, "*");
        if (is_rest)
            part = slice_sub(part, 0, part.size - 1);
        if (slice_starts(part, ":") && ret->count < MAX_PARAMETERS) {
            ret->names[ret->count] = part;
            ret->values[ret->count++] = path;
        }
        if (is_rest)
            return pattern.size == 0 && path.size > 0;
        if (!slice_cut(&path, '/', &name))
            return false;
        if (slice_starts(part, ":") && ret->count > 0)
            ret->values[ret->count - 1] = name;
        else if (!slice_equal(part, name))
            return false;
    }
    return path.size == 0;
}

/* Fills in the parameters. */
static struct slice fill_rewrite(struct slice pattern,
                                 const struct rewrite_names *parameters,
                                 struct arena *arena)
{
    struct str path = {0};
    struct slice part;
    while (slice_cut(&pattern, '/', &part)) {
        if (slice_starts(part, ":") && slice_ends(part, "*"))
            part = slice_sub(part, 0, part.size - 1);
        for (size_t i = 0; i < parameters->count; i++) {
            if (slice_equal(part, parameters->names[i]))
                part = parameters->values[i];
        }
        str_append_text(&path, path.size > 0 ? "/" : "");
        str_append(&path, part);
    }
    struct slice kept = arena_copy(arena, str_slice(&path));
    str_release(&path);
    return kept;
}

/* The first rewrite that matches counts. */
static struct slice rewritten(const struct value *settings, struct slice path,
                              struct arena *arena)
{
    const struct value *all = value_find(settings, "rewrites");
    for (size_t i = 0; value_is_object(all) && i < all->size; i++) {
        const struct member *rewrite = &all->as.members[i];
        struct rewrite_names parameters;
        if (value_is_string(&rewrite->value) &&
            match_rewrite(rewrite->key, path, &parameters))
            return fill_rewrite(value_text(&rewrite->value), &parameters,
                                arena);
    }
    return path;
}

static struct slice url(const struct layout *layout, const struct meta *meta,
                        const struct place *place, struct arena *arena)
{
    const struct value *settings = tree_publishing(layout->tree);
    const struct value *clean = value_find(settings, "cleanUrls");
    bool is_clean = value_is_true(clean);
    struct slice path = path_without_extension(
        rewritten(settings, path_below_root(layout->tree, meta->path), arena));
    (void)place;
    path = path_readable(arena, path);
    if (slice_is(path_name(path), "index"))
        return url_with_slash(url_from_path(path_folder(path), arena), arena);
    return arena_printf(arena, "/%.*s%s", SLICE_FMT(path),
                        is_clean ? "" : ".html");
}

static const struct value *languages(const struct layout *layout)
{
    const struct value *all =
        value_find(tree_publishing(layout->tree), "languages");
    return all != NULL && all->size > 0 ? all : NULL;
}

/* Its settings are known before any document is. */
static void survey(struct layout *layout, const struct layout_input *input)
{
    (void)input;
    layout->config = tree_publishing(layout->tree);
}

enum { SIGN_VITEPRESS = 1 << 0 };

static const struct sign signs[] = {
    {".vitepress", SIGN_VITEPRESS},
    {NULL, 0},
};

static const struct content_root no_roots[] = {{NULL, NULL, false}};

const struct generator vitepress_generator = {
    .name = "VitePress site",
    .markdown = {MARKDOWN_GFM | MARKDOWN_ATTRIBUTES, HEADING_IDS_VITEPRESS,
                 MARKDOWN_NOT_SMART, FOREIGN_DIRECTIVES | FOREIGN_MATH},
    .signs = signs,
    .is_final = true,
    .roots = no_roots,
    .reads = reads,
    .chooses_data = true,
    .ignore_files = files,
    .read_ignores = read_settings,
    .next_unknown = next_unknown,
    .own_root = own_root,
    .holds_back = holds_back,
    .languages = languages,
    .default_language = "en",
    .survey = survey,
    .place = place,
    .url = url,
    .urls_end_with_slash = true,
    .naming = NAMED_BY_PATH,
};
