/* vault_settings.c - which notes of a vault are published.
 *
 *     .obsidian/app.json             "userIgnoreFilters": ["Private/", "/x$/"]
 *     .obsidian/publish.json         "excluded": ["Private"]
 *     .obsidian/templates.json       "folder": "Templates"
 *     .obsidian/daily-notes.json     "folder": "Daily", "format": "DD-MM-YYYY"
 *     plugins/templater-obsidian     "templates_folder": "Templates"
 *     plugins/digitalgarden          only what says `dg-publish: true`
 *     quartz.config.ts               ignorePatterns: ["private"], and only what
 *                                    says `publish: true`, if a filter wants it
 *
 * A file that is not what its program writes may hold back anything: then
 * nothing is published. (help.obsidian.md, "Manage your site", "Templates",
 * "Daily notes"; quartz.jzhao.xyz, "Private pages") */
#include "layout/vault.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/glob.h"
#include "base/patterns.h"
#include "document/data.h"
#include "layout/javascript.h"
#include "layout/javascript_items.h"

#include <string.h>

#define FORMAT_MAX_BYTES 100

#define IN_VAULT(name) ".obsidian/" name, "content/.obsidian/" name

const char *const vault_settings_files[] = {
    IN_VAULT("app.json"),
    IN_VAULT("publish.json"),
    IN_VAULT("templates.json"),
    IN_VAULT("daily-notes.json"),
    IN_VAULT("plugins/templater-obsidian/data.json"),
    IN_VAULT("plugins/digitalgarden/data.json"),
    "quartz.config.ts",
    "quartz.config.js",
    NULL,
};

/* The settings so far, with a member more. */
static struct value with(const struct value *settings, const char *name,
                         struct value value, struct arena *arena)
{
    const struct member member = {slice_of(name), value};
    const struct value more = value_of_members(&member, 1, arena);
    return value_overlay(settings, &more, arena);
}

/* The same with another item in one of its lists. */
static struct value with_item(const struct value *settings, const char *name,
                              struct slice text, struct arena *arena)
{
    struct value_list list = {0};
    const struct value *before = value_find(settings, name);
    for (size_t i = 0; before != NULL && i < before->size; i++)
        value_list_add(&list, before->as.items[i], arena);
    value_list_add(&list, value_of_text(arena_copy(arena, text)), arena);
    return with(settings, name, value_list_array(&list), arena);
}

static bool is_regular_expression(struct slice text)
{
    return text.size > 2 && slice_starts(text, "/") && slice_ends(text, "/");
}

/* A path, or a regular expression between slashes. */
static struct value with_filter(const struct value *settings,
                                struct slice filter, struct arena *arena)
{
    filter = slice_trim(filter);
    if (is_regular_expression(filter))
        return with_item(settings, "patterns",
                         slice_sub(filter, 1, filter.size - 1), arena);
    return filter.size > 0 ? with_item(settings, "excluded", filter, arena)
                           : *settings;
}

static struct value with_filters(struct value settings,
                                 const struct value *list, struct arena *arena)
{
    for (size_t i = 0; value_is_array(list) && i < list->size; i++)
        settings =
            with_filter(&settings, value_text(&list->as.items[i]), arena);
    return settings;
}

static struct value with_templates(const struct value *settings,
                                   const struct value *folder,
                                   struct arena *arena)
{
    struct slice path = path_trim_slashes(value_text(folder));
    return path.size > 0 ? with_item(settings, "templates", path, arena)
                         : *settings;
}

static struct value with_daily(const struct value *settings,
                               const struct value *json, struct arena *arena)
{
    const struct value *format = value_find(json, "format");
    struct slice written = slice_trim(value_text(format));
    const struct member members[] = {
        {SLICE("folder"), value_of_text(path_trim_slashes(
                              value_text(value_find(json, "folder"))))},
        {SLICE("format"),
         value_of_text(written.size > 0 ? written : SLICE("YYYY-MM-DD"))},
    };
    return with(settings, "daily",
                value_of_members(members, ARRAY_COUNT(members), arena), arena);
}

static struct value read_app(const struct value *before,
                             const struct value *json, struct arena *arena)
{
    const struct value *strict = value_find(json, "strictLineBreaks");
    struct value settings =
        with_filters(*before, value_find(json, "userIgnoreFilters"), arena);
    return value_is_true(strict) ? with(&settings, "strict", *strict, arena)
                                 : settings;
}

static struct value read_json(struct slice path, struct slice text,
                              const struct value *before, struct arena *arena)
{
    struct diagnostics faults = {.arena = arena};
    struct value json;
    if (!data_parse(text, arena, &faults, &json) || !value_is_object(&json))
        return with_item(before, "unknown", path, arena);
    if (slice_ends(path, "/app.json"))
        return read_app(before, &json, arena);
    if (slice_ends(path, "/publish.json"))
        return with_filters(*before, value_find(&json, "excluded"), arena);
    if (slice_ends(path, "/templates.json"))
        return with_templates(before, value_find(&json, "folder"), arena);
    if (slice_ends(path, "/templater-obsidian/data.json"))
        return with_templates(before, value_find(&json, "templates_folder"),
                              arena);
    if (slice_ends(path, "/daily-notes.json"))
        return with_daily(before, &json, arena);
    return with(before, "explicit", value_of_text(SLICE("dg-publish")), arena);
}

/* Quartz's list of globs, each a string that nothing is computed in. */
static struct value with_globs(struct value settings, struct slice path,
                               struct slice list, struct arena *arena)
{
    struct slice item;
    size_t at = 1;
    bool is_known = slice_starts(list, "[");
    while (is_known && script_next_item(list, &at, &item)) {
        struct slice glob = script_whole_string(item);
        is_known = glob.data != NULL && !slice_starts(glob, "!");
        if (is_known)
            settings = with_item(&settings, "globs", glob, arena);
    }
    return is_known ? settings : with_item(&settings, "unknown", path, arena);
}

static struct value read_quartz(struct slice path, struct slice text,
                                const struct value *before, struct arena *arena)
{
    static const char *const patterns[] = {"ignorePatterns", ":", NULL};
    static const char *const explicit[] = {"ExplicitPublish", "(", NULL};
    static const char *const breaks[] = {"HardLineBreaks", "(", NULL};
    bool has_breaks = false;
    struct value settings = *before;
    size_t at = script_skip_space(text, 0), last = at, next;
    for (; at < text.size; last = at, at = next) {
        size_t list = script_after(text, at, patterns);
        next = script_next(text, last, at);
        if (list > 0)
            settings =
                with_globs(settings, path, slice_from(text, list), arena);
        else if (script_after(text, at, explicit) > 0)
            settings = with(&settings, "explicit",
                            value_of_text(SLICE("publish")), arena);
        has_breaks |= script_after(text, at, breaks) > 0;
    }
    return has_breaks ? settings
                      : with(&settings, "strict", value_of_text(path), arena);
}

struct value vault_read_settings(struct slice path, struct slice text,
                                 const struct value *before,
                                 struct arena *arena)
{
    return slice_starts(path, "quartz.")
               ? read_quartz(path, text, before, arena)
               : read_json(path, text, before, arena);
}

bool vault_next_unknown(const struct value *settings, size_t *cursor,
                        struct unknown_setting *ret_setting)
{
    const struct value *unknown = value_find(settings, "unknown");
    if (unknown == NULL || *cursor >= unknown->size)
        return false;
    *ret_setting = (struct unknown_setting){
        .path = value_text(&unknown->as.items[(*cursor)++]),
        .message = "nothing is served: this file says what is kept back, and "
                   "cannot be read",
        .hint = "correct it, or remove it if nothing is to be kept back",
    };
    return true;
}

bool vault_next_ignored(const struct value *settings, size_t *cursor,
                        struct slice *ret_pattern)
{
    const struct value *patterns = value_find(settings, "patterns");
    if (patterns == NULL || *cursor >= patterns->size)
        return false;
    *ret_pattern = value_text(&patterns->as.items[(*cursor)++]);
    return true;
}

static bool begins_nocase(struct slice path, struct slice start)
{
    return path.size >= start.size &&
           slice_equal_nocase(slice_sub(path, 0, start.size), start);
}

/* "Private/" and "Private" are the folder, "Private/a.md" a note. */
static bool is_excluded(const struct value *settings, struct slice below,
                        bool is_folder)
{
    const struct value *paths = value_find(settings, "excluded");
    for (size_t i = 0; paths != NULL && i < paths->size; i++) {
        struct slice path = value_text(&paths->as.items[i]);
        struct slice bare = path_trim_slashes(path);
        bool is_prefix =
            !slice_ends(path, "/") || below.size > bare.size || is_folder;
        if (bare.size > 0 && is_prefix && begins_nocase(below, bare) &&
            (!slice_ends(path, "/") || below.size == bare.size ||
             below.data[bare.size] == '/'))
            return true;
    }
    return false;
}

static bool is_ignored_glob(const struct value *settings, struct slice below)
{
    const struct value *globs = value_find(settings, "globs");
    for (size_t i = 0; globs != NULL && i < globs->size; i++) {
        if (glob_matches_within(value_text(&globs->as.items[i]), below))
            return true;
    }
    return false;
}

/* Where the settings name no folder, by the names that people give it. */
static bool is_template(const struct value *settings, struct slice below)
{
    static const char *const names[] = {"templates", "template", "_templates"};
    const struct value *folders = value_find(settings, "templates");
    struct slice first = path_first_folder(below);
    for (size_t i = 0; folders != NULL && i < folders->size; i++) {
        if (path_is_within(below, value_text(&folders->as.items[i])))
            return true;
    }
    for (size_t i = 0; folders == NULL && i < ARRAY_COUNT(names); i++) {
        if (slice_equal_nocase(first.size > 0 ? first : below,
                               slice_of(names[i])))
            return true;
    }
    return false;
}

bool vault_holds_back(const struct tree *tree, struct slice path,
                      bool is_folder)
{
    const struct value *settings = &tree->publishing;
    struct slice below = path_below_root(tree, path);
    if (value_find(settings, "unknown") != NULL)
        return true;
    return is_template(settings, below) ||
           is_excluded(settings, below, is_folder) ||
           is_ignored_glob(settings, below) ||
           (!is_folder && patterns_match(tree->ignored, below));
}

/* One part of a format of dates, as Moment writes them. */
static const struct {
    const char *name;
    size_t min, max;
    enum { PART_YEAR, PART_MONTH, PART_DAY, PART_OTHER } kind;
} parts[] = {
    {"YYYY", 4, 4, PART_YEAR}, {"MM", 2, 2, PART_MONTH},
    {"M", 1, 2, PART_MONTH},   {"DD", 2, 2, PART_DAY},
    {"D", 1, 2, PART_DAY},
};

static bool take_number(struct slice *name, size_t min, size_t max,
                        unsigned *ret_number)
{
    size_t count = 0;
    *ret_number = 0;
    while (count < max && count < name->size &&
           ascii_is_digit(name->data[count]))
        *ret_number = *ret_number * 10 + (unsigned)(name->data[count++] - '0');
    *name = slice_from(*name, count);
    return count >= min;
}

/* Takes a part of the format, or one character, off both. */
static bool take_part(struct slice *format, struct slice *name,
                      unsigned *numbers)
{
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        if (!slice_starts(*format, parts[i].name))
            continue;
        *format = slice_from(*format, strlen(parts[i].name));
        return take_number(name, parts[i].min, parts[i].max,
                           &numbers[parts[i].kind]);
    }
    bool is_equal = name->size > 0 && name->data[0] == format->data[0] &&
                    !ascii_is_letter(format->data[0]);
    *format = slice_from(*format, 1);
    *name = slice_from(*name, 1);
    return is_equal;
}

bool vault_daily_date(const struct value *settings, struct slice below,
                      struct date *ret_date)
{
    const struct value *daily = value_find(settings, "daily");
    struct slice folder = value_text(value_find(daily, "folder"));
    struct slice format = value_text(value_find(daily, "format"));
    unsigned numbers[PART_OTHER] = {0};
    struct arena arena = {0};
    if (format.size == 0 || format.size > FORMAT_MAX_BYTES ||
        (folder.size > 0 && !path_is_within(below, folder)))
        return false;
    struct slice name = path_without_extension(
        slice_from(below, folder.size > 0 ? folder.size + 1 : 0));
    while (format.size > 0) {
        if (!take_part(&format, &name, numbers))
            return false;
    }
    struct slice text =
        arena_printf(&arena, "%04u-%02u-%02u", numbers[PART_YEAR],
                     numbers[PART_MONTH], numbers[PART_DAY]);
    bool is_date = name.size == 0 && date_parse(text, ret_date);
    arena_release(&arena);
    return is_date;
}
