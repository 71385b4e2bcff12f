/* docusaurus_folders.c - in which folder of Docusaurus a path is.
 *
 *     docs/guides/a.md                       docs, current    guides/a.md
 *     versioned_docs/version-1.0/a.md        docs, 1.0        a.md
 *     community_versioned_docs/version-1/a.md    likewise, of "community"
 *     blog/2024-05-01-a.md                   blog             2024-05-01-a.md
 * and in French, below i18n/fr:
 *
 *     docusaurus-plugin-content-docs/current/a.md    docs, current    a.md
 *     docusaurus-plugin-content-blog/a.md            blog             a.md
 *
 * (Documentation of Docusaurus 3, "Versioning" and "i18n - Tutorial".) */
#include "layout/docusaurus.h"

#include "layout/language_tag.h"

#include <string.h>

#define CURRENT    "current"
#define DEFAULT_ID "default"
#define VERSION    "version-"
#define VERSIONED  "versioned_docs"
#define PLUGIN     "docusaurus-plugin-content-"

/* By enum docusaurus_kind: those of a new site. */
static const struct {
    const char *name, *path, *route;
} kinds[] = {
    [DOCUSAURUS_DOCS] = {"docs", "docs", "docs"},
    [DOCUSAURUS_BLOG] = {"blog", "blog", "blog"},
    [DOCUSAURUS_PAGES] = {"pages", "src/pages", ""},
};

static enum docusaurus_kind kind_of(struct slice name)
{
    size_t kind = DOCUSAURUS_DOCS;
    while (kind < DOCUSAURUS_PAGES && !slice_is(name, kinds[kind].name))
        kind++;
    return (enum docusaurus_kind)kind;
}

/* Returns the string of an option, or what it is by default. */
static struct slice option(const struct value *options, const char *key,
                           const char *otherwise)
{
    const struct value *value = value_find(options, key);
    struct slice text =
        value_is_string(value) ? value_text(value) : slice_of(otherwise);
    while (slice_starts(text, "./"))
        text = slice_from(text, 2);
    return path_trim_slashes(text);
}

bool docusaurus_next_folder(const struct value *settings, size_t *cursor,
                            struct docusaurus_folder *ret_folder)
{
    const struct value *folders = value_find(settings, "folders");
    if (folders == NULL || *cursor >= folders->size)
        return false;
    const struct value *folder = &folders->as.items[(*cursor)++];
    const struct value *options = value_find(folder, "options");
    enum docusaurus_kind kind = kind_of(value_text(value_find(folder, "kind")));
    *ret_folder = (struct docusaurus_folder){
        .kind = kind,
        .id = option(options, "id", DEFAULT_ID),
        .path = option(options, "path", kinds[kind].path),
        .route = option(options, "routeBasePath", kinds[kind].route),
        .keeps_numbers =
            value_is_false(value_find(options, "numberPrefixParser")),
        .exclude = value_find(options, "exclude"),
        .options = options,
    };
    return true;
}

/* Returns the rest of a path below a folder; SLICE_NONE if it is elsewhere. */
static struct slice below(struct slice path, struct slice folder)
{
    return path.size > folder.size && path_is_within(path, folder)
               ? path_trim_slashes(slice_from(path, folder.size))
               : SLICE_NONE;
}

/* "version-1.0/a.md" -> "1.0", "a.md". */
static bool take_version(struct slice path, struct slice *ret_version,
                         struct slice *ret_inside)
{
    struct slice first = path_first_folder(path);
    if (!slice_starts(first, VERSION))
        return false;
    *ret_version = slice_from(first, strlen(VERSION));
    *ret_inside = slice_from(path, first.size + 1);
    return true;
}

/* Whether the folder's first name is that of the versions of these docs. */
static bool holds_versions(const struct docusaurus_folder *folder,
                           struct slice first)
{
    if (folder->kind != DOCUSAURUS_DOCS)
        return false;
    if (slice_is(folder->id, DEFAULT_ID))
        return slice_is(first, VERSIONED);
    return slice_begins(first, folder->id) &&
           slice_is(slice_from(first, folder->id.size), "_" VERSIONED);
}

bool docusaurus_find(const struct value *settings, struct slice path,
                     struct docusaurus_spot *ret_spot)
{
    struct docusaurus_spot spot = {.version = SLICE(CURRENT)};
    struct slice first = path_first_folder(path);
    bool is_found = false;
    size_t cursor = 0;
    while (docusaurus_next_folder(settings, &cursor, &spot.folder)) {
        struct slice inside = below(path, spot.folder.path);
        spot.version = SLICE(CURRENT);
        if (holds_versions(&spot.folder, first) &&
            take_version(slice_from(path, first.size + 1), &spot.version,
                         &spot.inside)) {
            *ret_spot = spot;
            return true;
        }
        /* The innermost of folders inside each other. */
        if (inside.data != NULL &&
            (!is_found || inside.size < ret_spot->inside.size)) {
            spot.inside = inside;
            *ret_spot = spot;
            is_found = true;
        }
    }
    return is_found;
}

/* "docs-community" is that of the docs "community". */
static bool is_of_plugin(const struct docusaurus_folder *folder,
                         struct slice plugin)
{
    struct slice name = slice_of(kinds[folder->kind].name);
    if (!slice_begins(plugin, name))
        return false;
    return slice_is(folder->id, DEFAULT_ID)
               ? plugin.size == name.size
               : slice_equal(slice_from(plugin, name.size + 1), folder->id);
}

/* "current/a.md" -> "docs/a.md". */
static struct slice original_docs(const struct docusaurus_folder *folder,
                                  struct slice rest, struct arena *arena)
{
    struct slice version, inside;
    struct slice id = slice_is(folder->id, DEFAULT_ID) ? SLICE("") : folder->id;
    if (slice_is(path_first_folder(rest), CURRENT))
        return arena_printf(arena, "%.*s/%.*s", SLICE_FMT(folder->path),
                            SLICE_FMT(slice_from(rest, strlen(CURRENT "/"))));
    if (!take_version(rest, &version, &inside))
        return SLICE_NONE;
    return arena_printf(arena, "%.*s%s" VERSIONED "/" VERSION "%.*s/%.*s",
                        SLICE_FMT(id), id.size > 0 ? "_" : "",
                        SLICE_FMT(version), SLICE_FMT(inside));
}

/* "docs-community/current/a.md" -> "community/a.md", below PLUGIN. */
static struct slice original_of(const struct value *settings,
                                struct slice below_plugin, struct arena *arena)
{
    struct docusaurus_folder folder;
    struct slice plugin = path_first_folder(below_plugin);
    struct slice rest = slice_from(below_plugin, plugin.size + 1);
    size_t cursor = 0;
    while (docusaurus_next_folder(settings, &cursor, &folder)) {
        if (!is_of_plugin(&folder, plugin))
            continue;
        if (folder.kind == DOCUSAURUS_DOCS)
            return original_docs(&folder, rest, arena);
        return arena_printf(arena, "%.*s/%.*s", SLICE_FMT(folder.path),
                            SLICE_FMT(rest));
    }
    return SLICE_NONE;
}

struct slice docusaurus_original(const struct value *settings,
                                 struct slice path, struct slice *ret_language,
                                 struct arena *arena)
{
    struct slice rest = below(path, SLICE("i18n"));
    struct slice language = path_first_folder(rest);
    rest = slice_from(rest, language.size + 1);
    *ret_language = SLICE_NONE;
    if (language.size == 0 || !slice_starts(rest, PLUGIN) ||
        path_first_folder(rest).size == 0 ||
        language_tag(language, arena).data == NULL)
        return path;
    struct slice original =
        original_of(settings, slice_from(rest, strlen(PLUGIN)), arena);
    if (original.data == NULL)
        return path;
    *ret_language = language;
    return original;
}

static bool has_text(const struct value *list, struct slice text)
{
    for (size_t i = 0; value_is_array(list) && i < list->size; i++) {
        if (slice_equal(value_text(&list->as.items[i]), text))
            return true;
    }
    return false;
}

/* The versions of other docs than the first are in files that are not read. */
static const struct value *versions_of(const struct value *settings,
                                       const struct docusaurus_folder *folder)
{
    return slice_is(folder->id, DEFAULT_ID) ? value_find(settings, "versions")
                                            : NULL;
}

/* The version that has the plain route. */
static struct slice last_version(const struct value *versions,
                                 const struct value *options)
{
    struct slice last = value_text(value_find(options, "lastVersion"));
    for (size_t i = 0;
         last.size == 0 && value_is_array(versions) && i < versions->size;
         i++) {
        struct slice version = value_text(&versions->as.items[i]);
        if (!slice_is(version, CURRENT))
            last = version;
    }
    return last.size > 0 ? last : SLICE(CURRENT);
}

bool docusaurus_has_version(const struct value *settings,
                            const struct docusaurus_spot *spot)
{
    const struct value *options = spot->folder.options;
    const struct value *versions = versions_of(settings, &spot->folder);
    const struct value *only = value_find(options, "onlyIncludeVersions");
    bool is_current = slice_is(spot->version, CURRENT);
    if (value_is_array(only) && !has_text(only, spot->version))
        return false;
    if (is_current)
        return !value_is_false(value_find(options, "includeCurrentVersion"));
    return versions == NULL ? !slice_is(spot->folder.id, DEFAULT_ID)
                            : has_text(versions, spot->version);
}

uint32_t docusaurus_version_number(const struct value *settings,
                                   const struct docusaurus_spot *spot)
{
    const struct value *versions = versions_of(settings, &spot->folder);
    uint32_t number = 0;
    while (value_is_array(versions) && number < versions->size &&
           !slice_equal(value_text(&versions->as.items[number]), spot->version))
        number++;
    return number;
}

struct slice docusaurus_version_route(const struct value *settings,
                                      const struct docusaurus_spot *spot)
{
    const struct value *options = spot->folder.options;
    const struct value *own = value_find(
        value_find_slice(value_find(options, "versions"), spot->version),
        "path");
    if (value_is_string(own))
        return path_trim_slashes(value_text(own));
    if (slice_equal(
            spot->version,
            last_version(versions_of(settings, &spot->folder), options)))
        return SLICE("");
    return slice_is(spot->version, CURRENT) ? SLICE("next") : spot->version;
}
