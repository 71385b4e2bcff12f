/* docusaurus_settings.c - what docusaurus.config.js says about folders.
 *
 *     presets: [['classic', {docs: {routeBasePath: '/'}, blog: false}]]
 *     plugins: [['@docusaurus/plugin-content-docs',
 *                {id: 'community', path: 'community'}]]
 *                                    -->
 *     {folders: [{kind: "docs", id: "default", options: {...}}, ...],
 *      versions: ["2.0", "1.0"], title, url, baseurl, lang, slash}
 *
 * The program is not run. Where presets and plugins are not written out, the
 * folders are those of a new site. Options that are computed may exclude what
 * they like, so their folder is not served, and a warning says so. The versions
 * are in a file of their own, the newest first. */
#include "layout/docusaurus.h"

#include "base/array.h"
#include "layout/javascript_value.h"

#define MAX_UNKNOWN 20 /* warnings */

const char *const docusaurus_files[] = {
    "docusaurus.config.js",  "docusaurus.config.ts",
    "docusaurus.config.mjs", "docusaurus.config.mts",
    "docusaurus.config.cjs", "docusaurus.config.cts",
    "versions.json",         NULL,
};

/* By enum docusaurus_kind. */
static const char *const kinds[] = {"docs", "blog", "pages"};

struct config {
    struct arena *arena;
    struct slice path;
    struct value_list folders, unknown;
};

static void note_unknown(struct config *config, uint32_t line)
{
    struct value at = value_of_text(arena_copy(config->arena, config->path));
    at.line = line;
    if (config->unknown.count < MAX_UNKNOWN)
        value_list_add(&config->unknown, at, config->arena);
}

static bool are_strings(const struct value *list)
{
    for (size_t i = 0; value_is_array(list) && i < list->size; i++) {
        if (!value_is_string(&list->as.items[i]))
            return false;
    }
    return list == NULL || value_is_array(list);
}

/* Whether what they leave out is written out. */
static bool are_known(const struct value *options)
{
    return value_find(options, SCRIPT_SPREAD) == NULL &&
           are_strings(value_find(options, "exclude")) &&
           are_strings(value_find(options, "include"));
}

/* Options may be missing, and `false` switches a plugin off. */
static void add_folder(struct config *config, enum docusaurus_kind kind,
                       const struct value *options)
{
    bool is_off = value_is_false(options);
    bool is_known =
        options == NULL || (value_is_object(options) && are_known(options));
    if (is_off)
        return;
    if (!is_known) {
        note_unknown(config, options->line);
        return;
    }
    const struct value none = {.kind = VALUE_OBJECT};
    const struct member members[] = {
        {SLICE("kind"), value_of_text(slice_of(kinds[kind]))},
        {SLICE("options"), options != NULL ? *options : none},
    };
    value_list_add(
        &config->folders,
        value_of_members(members, ARRAY_COUNT(members), config->arena),
        config->arena);
}

static void read_preset(struct config *config, const struct value *preset)
{
    const struct value *options = value_is_array(preset) && preset->size > 1
                                      ? &preset->as.items[1]
                                      : NULL;
    struct slice name = value_is_array(preset) && preset->size > 0
                            ? value_text(&preset->as.items[0])
                            : value_text(preset);
    if (!slice_is(name, "classic") && !slice_ends(name, "preset-classic"))
        return;
    if (options != NULL && (!value_is_object(options) ||
                            value_find(options, SCRIPT_SPREAD) != NULL)) {
        note_unknown(config, options->line);
        return;
    }
    for (size_t kind = 0; kind < ARRAY_COUNT(kinds); kind++)
        add_folder(config, (enum docusaurus_kind)kind,
                   value_find(options, kinds[kind]));
}

static void read_plugin(struct config *config, const struct value *plugin)
{
    const struct value *options = value_is_array(plugin) && plugin->size > 1
                                      ? &plugin->as.items[1]
                                      : NULL;
    struct slice name = value_is_array(plugin) && plugin->size > 0
                            ? value_text(&plugin->as.items[0])
                            : value_text(plugin);
    for (size_t kind = 0; kind < ARRAY_COUNT(kinds); kind++) {
        size_t at = slice_find(name, 0, SLICE("content-"));
        if (at < name.size && slice_is(slice_from(name, at + 8), kinds[kind]))
            add_folder(config, (enum docusaurus_kind)kind, options);
    }
}

/* A list of plugins or presets; what is in it on a condition is unknown, and
 * mostly no folder. */
static void read_list(struct config *config, const struct value *list,
                      void (*read)(struct config *, const struct value *))
{
    for (size_t i = 0; value_is_array(list) && i < list->size; i++)
        read(config, &list->as.items[i]);
}

static void read_folders(struct config *config, const struct value *settings)
{
    const struct value *presets = value_find(settings, "presets");
    const struct value *plugins = value_find(settings, "plugins");
    read_list(config, presets, read_preset);
    read_list(config, plugins, read_plugin);
    if (value_is_array(presets) || config->folders.count > 0)
        return;
    for (size_t kind = 0; kind < ARRAY_COUNT(kinds); kind++)
        add_folder(config, (enum docusaurus_kind)kind, NULL);
}

static struct value text_or_null(const struct value *text, const char *other)
{
    return value_is_string(text) ? *text : value_of_text(slice_of(other));
}

/* What the keys of other generators' settings are, where it means the same. */
static struct value read_config(struct slice path, struct slice text,
                                struct arena *arena)
{
    const struct value settings = script_default_export(text, arena);
    struct config config = {.arena = arena, .path = path};
    const struct value *i18n = value_find(&settings, "i18n");
    const struct value *slash = value_find(&settings, "trailingSlash");
    read_folders(&config, &settings);
    const struct member members[] = {
        {SLICE("folders"), value_list_array(&config.folders)},
        {SLICE("unknown"), value_list_array(&config.unknown)},
        {SLICE("title"), text_or_null(value_find(&settings, "title"), "")},
        {SLICE("description"),
         text_or_null(value_find(&settings, "tagline"), "")},
        {SLICE("url"), text_or_null(value_find(&settings, "url"), "")},
        {SLICE("baseurl"), text_or_null(value_find(&settings, "baseUrl"), "")},
        {SLICE("lang"), text_or_null(value_find(i18n, "defaultLocale"), "en")},
        {SLICE("slash"), slash != NULL ? *slash : value_null},
    };
    return value_of_members(members, ARRAY_COUNT(members), arena);
}

/* A list of names, and nothing that would need a parser. */
static struct value read_versions(struct slice text, struct arena *arena)
{
    struct str module = {0};
    str_append_text(&module, "export default {versions:");
    str_append(&module, text);
    str_append_text(&module, "}");
    struct value read =
        script_default_export(arena_copy(arena, str_slice(&module)), arena);
    str_release(&module);
    return read;
}

struct value docusaurus_read_settings(struct slice path, struct slice text,
                                      const struct value *before,
                                      struct arena *arena)
{
    bool is_versions = slice_ends(path, ".json");
    if (!is_versions && value_find(before, "folders") != NULL)
        return *before; /* of a file of higher precedence */
    const struct value more = is_versions ? read_versions(text, arena)
                                          : read_config(path, text, arena);
    return value_is_object(&more) ? value_overlay(before, &more, arena)
                                  : *before;
}

bool docusaurus_next_unknown(const struct value *publishing, size_t *cursor,
                             struct unknown_setting *ret_setting)
{
    const struct value *unknown = value_find(publishing, "unknown");
    if (unknown == NULL || *cursor >= unknown->size)
        return false;
    const struct value *at = &unknown->as.items[(*cursor)++];
    *ret_setting = (struct unknown_setting){
        .path = value_text(at),
        .line = at->line,
        .message = "what Docusaurus publishes here is not known, because it "
                   "is computed: the files of this plugin are not served",
        .hint = "write the options of docs, blog and pages as strings and "
                "lists",
    };
    return true;
}
