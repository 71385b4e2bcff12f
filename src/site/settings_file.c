/* settings_file.c - headmatter.yaml, every fault of it.
 *
 *     cache:              a section: the part of a key before the dot
 *       max_age: 300      a setting: a row of the table
 *     collections:        has keys of its own, see settings_collections.c
 *
 * A key without a value counts as absent. The file that an operator names has
 * the same settings but no collections: those belong to the content, and its
 * checks name the lines of headmatter.yaml. */
#include "site/settings_reader.h"

#include "base/nearest.h"
#include "document/bytes.h"
#include "document/frontmatter.h"
#include "site/settings_value.h"

#include <errno.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#define COLLECTIONS "collections"
#define OTHER_FILE  "headmatter.yml"

/* The name after the section in a row's key, or SLICE_NONE. */
static struct slice name_in(struct slice section, const struct setting *setting)
{
    struct slice key = slice_of(setting->key);
    if (section.size == 0)
        return slice_sub(key, 0, slice_find_char(key, 0, '.'));
    bool is_in = key.size > section.size && key.data[section.size] == '.' &&
                 slice_begins(key, section);
    return is_in ? slice_from(key, section.size + 1) : SLICE_NONE;
}

/* The nearest name in the section; else a setting of that name elsewhere. */
static struct slice suggestion_for(struct slice section, struct slice key,
                                   struct arena *arena)
{
    struct nearest nearest = nearest_to(key);
    if (section.size == 0)
        (void)nearest_consider(&nearest, SLICE(COLLECTIONS));
    for (size_t i = 0; i < settings_count; i++)
        (void)nearest_consider(&nearest, name_in(section, &settings_table[i]));
    if (nearest.name.data != NULL)
        return arena_printf(arena, "did you mean '%.*s'?",
                            SLICE_FMT(nearest.name));
    struct slice other_section = SLICE_NONE;
    for (size_t i = 0; i < settings_count; i++) {
        struct slice whole = slice_of(settings_table[i].key);
        size_t dot = slice_find_char(whole, 0, '.');
        if (dot < whole.size &&
            nearest_consider(&nearest, slice_from(whole, dot + 1)))
            other_section = slice_sub(whole, 0, dot);
    }
    return nearest.name.data != NULL
               ? arena_printf(arena, "did you mean '%.*s' in '%.*s'?",
                              SLICE_FMT(nearest.name), SLICE_FMT(other_section))
               : SLICE("headmatter config --help lists the settings");
}

static bool is_section(struct slice name)
{
    for (size_t i = 0; i < settings_count; i++) {
        if (name_in(name, &settings_table[i]).data != NULL)
            return true;
    }
    return false;
}

static void read_setting(struct settings_reader *reader,
                         const struct setting *setting,
                         const struct value *written)
{
    struct settings *settings = reader->settings;
    if (written->kind == VALUE_NULL)
        return;
    if (!setting_take(setting, written, settings, &settings->arena)) {
        reader_report_value(reader, setting, written);
        return;
    }
    settings->origins[setting_row(setting)] =
        (struct setting_origin){reader->origin, written->line, written};
}

static void read_section(struct settings_reader *reader, struct slice section,
                         const struct value *mapping);

static void read_member(struct settings_reader *reader, struct slice section,
                        const struct member *member)
{
    struct arena *arena = &reader->settings->arena;
    struct slice key =
        section.size > 0 ? arena_printf(arena, "%.*s.%.*s", SLICE_FMT(section),
                                        SLICE_FMT(member->key))
                         : member->key;
    const struct setting *setting = setting_find(key);
    if (setting != NULL && setting->is_operators && reader->origin == FROM_FILE)
        reader_report_at(
            reader, &member->value,
            "set it by a flag, a variable or the file of --settings",
            arena_printf(arena, "%s cannot be set by the content",
                         setting->key));
    else if (setting != NULL)
        read_setting(reader, setting, &member->value);
    else if (section.size == 0 && is_section(member->key))
        read_section(reader, member->key, &member->value);
    else if (section.size == 0 && slice_is(key, COLLECTIONS) &&
             reader->origin == FROM_OPERATOR)
        reader_report_at(reader, &member->value,
                         "write them into " SETTINGS_FILE " in DIR",
                         SLICE("collections cannot be set here"));
    else if (section.size == 0 && slice_is(key, COLLECTIONS))
        settings_read_collections(reader, &member->value);
    else
        reader_report_unknown(
            reader, section, member,
            suggestion_for(section, member->key, reader->faults->arena));
}

static void read_section(struct settings_reader *reader, struct slice section,
                         const struct value *mapping)
{
    struct slice name = section.size > 0 ? section : SLICE("the file");
    if (!reader_expect_mapping(reader, name, mapping))
        return;
    for (size_t i = 0; i < mapping->size; i++)
        read_member(reader, section, &mapping->as.members[i]);
}

static bool is_there(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

static void read_bytes(struct settings_reader *reader, const char *path)
{
    struct arena *arena = &reader->settings->arena;
    struct value root;
    struct err err;

    reader->faults->path = reader->file;
    if (!bytes_read(path, SETTINGS_MAX_FILE_BYTES, arena, &reader->bytes, &err))
        reader_report(reader,
                      err.code == ERR_LIMIT ? DIAGNOSTIC_FILE_TOO_LARGE
                                            : DIAGNOSTIC_FILE_UNREADABLE,
                      0, 0, err.hint, slice_of(err.text));
    else if (frontmatter_parse(reader->bytes, 1, arena, reader->faults, &root))
        read_section(reader, SLICE(""), &root);
}

void settings_read_file(struct settings_reader *reader, const char *folder)
{
    struct arena *arena = &reader->settings->arena;
    struct slice path = arena_printf(arena, "%s/%s", folder, SETTINGS_FILE);
    struct slice other = arena_printf(arena, "%s/%s", folder, OTHER_FILE);

    reader->file = SLICE(SETTINGS_FILE);
    reader->origin = FROM_FILE;
    if (!is_there(path.data)) {
        if (is_there(other.data)) /* to ignore it silently would be unkind */
            reader_report(
                reader, DIAGNOSTIC_SETTING_INVALID, 0, 0,
                "rename it to " SETTINGS_FILE,
                SLICE("there is a " OTHER_FILE " instead, which is not read"));
        return;
    }
    read_bytes(reader, path.data);
}

void settings_read_operator_file(struct settings_reader *reader,
                                 const char *path)
{
    char here[PATH_MAX];
    bool is_absolute = path[0] == '/' || getcwd(here, sizeof here) == NULL;
    reader->file =
        arena_printf(reader->faults->arena, "%s%s%s", is_absolute ? "" : here,
                     is_absolute ? "" : "/", path);
    reader->origin = FROM_OPERATOR;
    reader->settings->operator_file =
        arena_copy(&reader->settings->arena, reader->file);
    read_bytes(reader, path);
}
