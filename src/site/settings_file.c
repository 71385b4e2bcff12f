/* settings_file.c - headmatter.yaml, every fault of it.
 *
 *     cache:              a section: what stands before the dot of a key
 *       max_age: 300      a setting: a row of the table
 *     collections:        has keys of its own, see settings_collections.c
 *
 * A key without a value is a key that was not written. Values know their line
 * and column, and every message names them: who writes by hand wants to be told
 * where, and of everything at once. */
#include "site/settings_file.h"

#include "base/nearest.h"
#include "document/bytes.h"
#include "document/frontmatter.h"
#include "site/settings_value.h"

#include <errno.h>
#include <sys/stat.h>

#define COLLECTIONS "collections"
#define OTHER_FILE  "headmatter.yml"

size_t setting_row(const struct setting *setting)
{
    return (size_t)(setting - settings_table);
}

static void tell(struct reader *reader, enum diagnostic_code code,
                 uint32_t line, uint32_t column, const char *hint,
                 struct slice message)
{
    reader->faults->path = SLICE(SETTINGS_FILE);
    diagnostics_add(reader->faults, code, line, column, hint, "%.*s",
                    SLICE_FMT(message));
}

void reader_tell(struct reader *reader, const struct value *at,
                 const char *hint, struct slice message)
{
    tell(reader, DIAGNOSTIC_SETTING_INVALID, at->line, at->column, hint,
         message);
}

/* A value of another type that may have been meant well. */
static const char *hint_for(const struct setting *setting,
                            const struct value *written, struct arena *arena)
{
    const char *text = value_text(written).data;
    struct value bare = value_null;
    if (text != NULL)
        bare = setting_of_texts(setting, &text, 1, arena);
    if (bare.kind == VALUE_INTEGER || bare.kind == VALUE_BOOLEAN)
        return "write it without quotes";
    if (setting->kind == SETTING_GLOBS && text != NULL)
        return setting_glob_hint(value_text(written));
    return setting->kind == SETTING_TEXT && text == NULL &&
                   !value_is_array(written) && !value_is_object(written)
               ? "put the text in quotes"
               : NULL;
}

void reader_append_misfit(const struct value *written, const struct value *item,
                          struct str *message)
{
    if (item == NULL) {
        str_append_text(message, ", not ");
        setting_append_shown(written, message);
        return;
    }
    str_appendf(message, "; item %zu is ",
                (size_t)(item - written->as.items) + 1);
    setting_append_shown(item, message);
}

/* The first item of a list that the setting does not take; NULL where it is not
 * an item that is wrong. */
static const struct value *find_misfit(const struct setting *setting,
                                       const struct value *written)
{
    const struct value *found = NULL;
    struct settings scratch = {0};
    bool is_list = setting_is_list(setting) && value_is_array(written);
    for (size_t i = 0; found == NULL && is_list && i < written->size; i++) {
        const struct value *item = &written->as.items[i];
        if (value_is_array(item) ||
            !setting_take(setting, item, &scratch, &scratch.arena))
            found = item;
    }
    arena_release(&scratch.arena);
    return found;
}

/* What is wrong with a value, in the words of the table. */
void reader_tell_value(struct reader *reader, const struct setting *setting,
                       const struct value *written)
{
    const struct value *item = find_misfit(setting, written);
    const struct value *at = item != NULL ? item : written;
    struct str message = {0};
    str_appendf(&message, "%s takes ", setting->key);
    setting_append_takes(setting, &message);
    if (item == NULL && setting_is_list(setting) && value_is_array(written))
        str_appendf(&message, ", not %zu", written->size);
    else
        reader_append_misfit(written, item, &message);
    reader_tell(reader, at, hint_for(setting, at, reader->faults->arena),
                str_slice(&message));
    str_release(&message);
}

/* A value knows its own place; that of its key is before it, on its line or
 * further up. Characters are counted, not bytes. */
static uint32_t column_of_key(const struct reader *reader, struct slice key,
                              const struct value *value)
{
    struct slice rest = reader->bytes, line = SLICE("");
    for (uint32_t i = 0; i < value->line; i++) {
        if (!slice_cut(&rest, '\n', &line))
            return value->column;
    }
    size_t at = slice_find(line, 0, key);
    if (at == line.size)
        return value->column;
    uint32_t column = 1;
    for (size_t i = 0; i < at; i++)
        column += ((unsigned char)line.data[i] & 0xC0) != 0x80 ? 1 : 0;
    return column;
}

void consider_name(struct nearest_name *nearest, struct slice name)
{
    unsigned distance = edit_distance(nearest->wanted, name, nearest->distance);
    if (distance < nearest->distance) {
        nearest->distance = distance;
        nearest->name = name;
    }
}

/* The name behind the section in a row's key, or SLICE_NONE. */
static struct slice name_in(struct slice section, const struct setting *setting)
{
    struct slice key = slice_of(setting->key);
    if (section.size == 0)
        return slice_sub(key, 0, slice_find_char(key, 0, '.'));
    bool is_in = key.size > section.size && key.data[section.size] == '.' &&
                 slice_equal(slice_sub(key, 0, section.size), section);
    return is_in ? slice_from(key, section.size + 1) : SLICE_NONE;
}

/* The key's last part. */
static struct slice leaf_of(const struct setting *setting)
{
    struct slice key = slice_of(setting->key);
    return slice_from(key, slice_find_char(key, 0, '.') + 1);
}

/* The nearest name of the section; else a setting elsewhere of that name. */
static struct slice suggestion_for(struct slice section, struct slice key,
                                   struct arena *arena)
{
    struct nearest_name nearest = {.wanted = key,
                                   .distance = edit_tolerance(key) + 1};
    if (section.size == 0)
        consider_name(&nearest, SLICE(COLLECTIONS));
    for (size_t i = 0; i < settings_count; i++)
        consider_name(&nearest, name_in(section, &settings_table[i]));
    if (nearest.name.data != NULL)
        return arena_printf(arena, "did you mean '%.*s'?",
                            SLICE_FMT(nearest.name));
    for (size_t i = 0; i < settings_count; i++)
        consider_name(&nearest, leaf_of(&settings_table[i]));
    for (size_t i = 0; nearest.name.data != NULL && i < settings_count; i++) {
        struct slice whole = slice_of(settings_table[i].key);
        if (slice_equal(leaf_of(&settings_table[i]), nearest.name))
            return arena_printf(
                arena, "did you mean '%.*s' in '%.*s'?",
                SLICE_FMT(nearest.name),
                SLICE_FMT(
                    slice_sub(whole, 0, whole.size - nearest.name.size - 1)));
    }
    return SLICE("headmatter config --help lists the settings");
}

void reader_tell_unknown(struct reader *reader, struct slice section,
                         const struct member *member, struct slice hint)
{
    struct arena *arena = reader->faults->arena;
    struct slice message = arena_printf(
        arena, "there is no setting '%.*s%s%.*s'", SLICE_FMT(section),
        section.size > 0 ? "." : "", SLICE_FMT(member->key));
    tell(reader, DIAGNOSTIC_SETTING_UNKNOWN, member->value.line,
         column_of_key(reader, member->key, &member->value), hint.data,
         message);
}

static bool is_section(struct slice name)
{
    for (size_t i = 0; i < settings_count; i++) {
        if (name_in(name, &settings_table[i]).data != NULL)
            return true;
    }
    return false;
}

static void read_setting(struct reader *reader, const struct setting *setting,
                         const struct value *written)
{
    struct settings *settings = reader->settings;
    if (written->kind == VALUE_NULL)
        return;
    if (!setting_take(setting, written, settings, &settings->arena)) {
        reader_tell_value(reader, setting, written);
        return;
    }
    settings->origins[setting_row(setting)] =
        (struct origin){FROM_FILE, written->line, written};
}

static void read_section(struct reader *reader, struct slice section,
                         const struct value *mapping);

static void read_member(struct reader *reader, struct slice section,
                        const struct member *member)
{
    struct arena *arena = &reader->settings->arena;
    struct slice key =
        section.size > 0 ? arena_printf(arena, "%.*s.%.*s", SLICE_FMT(section),
                                        SLICE_FMT(member->key))
                         : member->key;
    const struct setting *setting = setting_find(key);
    if (setting != NULL)
        read_setting(reader, setting, &member->value);
    else if (section.size == 0 && is_section(member->key))
        read_section(reader, member->key, &member->value);
    else if (section.size == 0 && slice_is(key, COLLECTIONS))
        reader_read_collections(reader, &member->value);
    else
        reader_tell_unknown(
            reader, section, member,
            suggestion_for(section, member->key, reader->faults->arena));
}

bool reader_wants_mapping(struct reader *reader, struct slice name,
                          const struct value *value)
{
    struct str message = {0};
    if (value_is_object(value) || value->kind == VALUE_NULL)
        return value_is_object(value);
    str_appendf(&message, "%.*s takes a mapping of names to values, not ",
                SLICE_FMT(name));
    setting_append_shown(value, &message);
    reader_tell(reader, value, "write each setting as  name: value",
                str_slice(&message));
    str_release(&message);
    return false;
}

static void read_section(struct reader *reader, struct slice section,
                         const struct value *mapping)
{
    struct slice name = section.size > 0 ? section : SLICE("the file");
    if (!reader_wants_mapping(reader, name, mapping))
        return;
    for (size_t i = 0; i < mapping->size; i++)
        read_member(reader, section, &mapping->as.members[i]);
}

static bool is_there(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

/* A neighbour that looks like the file but is not it would be a silent way
 * for all of it to be ignored. */
static void look_for_other_name(struct reader *reader, const char *folder)
{
    struct arena *arena = &reader->settings->arena;
    struct slice path = arena_printf(arena, "%s/%s", folder, OTHER_FILE);
    if (is_there(path.data))
        tell(reader, DIAGNOSTIC_SETTING_INVALID, 0, 0,
             "rename it to " SETTINGS_FILE,
             SLICE("there is none, but a " OTHER_FILE ", which is not read"));
}

void reader_read(struct reader *reader, const char *folder)
{
    struct arena *arena = &reader->settings->arena;
    struct slice path = arena_printf(arena, "%s/%s", folder, SETTINGS_FILE);
    struct value root;
    struct err err;

    if (!is_there(path.data)) {
        look_for_other_name(reader, folder);
        return;
    }
    reader->faults->path = SLICE(SETTINGS_FILE);
    if (!bytes_read(path.data, SETTINGS_MAX_FILE_BYTES, arena, &reader->bytes,
                    &err))
        tell(reader,
             err.code == ERR_LIMIT ? DIAGNOSTIC_FILE_TOO_LARGE
                                   : DIAGNOSTIC_FILE_UNREADABLE,
             0, 0, err.hint, slice_of(err.text));
    else if (frontmatter_parse(reader->bytes, 1, arena, reader->faults, &root))
        read_section(reader, SLICE(""), &root);
}
