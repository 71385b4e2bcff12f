/* settings_reader.c - the messages about headmatter.yaml.
 *
 * Values know their line and column, and every message names them: somebody
 * who writes by hand wants to know where, and to see all faults at once. */
#include "site/settings_reader.h"

#include "site/settings_value.h"

void reader_report(struct settings_reader *reader, enum diagnostic_code code,
                   uint32_t line, uint32_t column, const char *hint,
                   struct slice message)
{
    reader->faults->path = reader->file;
    diagnostics_add(reader->faults, code, line, column, hint, "%.*s",
                    SLICE_FMT(message));
}

void reader_report_at(struct settings_reader *reader, const struct value *at,
                      const char *hint, struct slice message)
{
    reader_report(reader, DIAGNOSTIC_SETTING_INVALID, at->line, at->column,
                  hint, message);
}

/* Quotes change the type of a value; often that is all that is wrong. */
static const char *hint_for(const struct setting *setting,
                            const struct value *written, struct arena *arena)
{
    const char *text = value_text(written).data;
    struct value bare = value_null;
    if (text != NULL)
        bare = setting_of_texts(setting, &text, 1, arena);
    if (bare.kind == VALUE_INTEGER || bare.kind == VALUE_BOOLEAN)
        return "write it without quotes";
    if (text != NULL)
        return setting_hint(setting, value_text(written));
    return setting->kind == SETTING_TEXT && !value_is_array(written) &&
                   !value_is_object(written)
               ? "put the value in quotes"
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

/* The first item of a list that the setting does not take; NULL if the items
 * are not what is wrong. */
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

void reader_report_value(struct settings_reader *reader,
                         const struct setting *setting,
                         const struct value *written)
{
    const struct value *item = find_misfit(setting, written);
    const struct value *at = item != NULL ? item : written;
    struct str message = {0};
    str_appendf(&message, "%s takes ", setting->key);
    setting_append_takes(setting, &message);
    if (item == NULL && setting_is_list(setting) && value_is_array(written))
        str_appendf(&message, ", not %zu", written->size);
    else if (!value_is_string(at) || !setting_hides(setting, value_text(at)))
        reader_append_misfit(written, item, &message);
    reader_report_at(reader, at, hint_for(setting, at, reader->faults->arena),
                     str_slice(&message));
    str_release(&message);
}

/* A value knows its own place; that of its key is before it, on its line or
 * further up. Counts characters, not bytes. */
static uint32_t column_of_key(const struct settings_reader *reader,
                              struct slice key, const struct value *value)
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

void reader_report_unknown(struct settings_reader *reader, struct slice section,
                           const struct member *member, struct slice hint)
{
    struct slice message =
        arena_printf(reader->faults->arena, "unknown setting '%.*s%s%.*s'",
                     SLICE_FMT(section), section.size > 0 ? "." : "",
                     SLICE_FMT(member->key));
    reader_report(reader, DIAGNOSTIC_SETTING_UNKNOWN, member->value.line,
                  column_of_key(reader, member->key, &member->value), hint.data,
                  message);
}

bool reader_expect_mapping(struct settings_reader *reader, struct slice name,
                           const struct value *value)
{
    struct str message = {0};
    if (value_is_object(value) || value->kind == VALUE_NULL)
        return value_is_object(value);
    str_appendf(&message, "%.*s must be a mapping of names to values, not ",
                SLICE_FMT(name));
    setting_append_shown(value, &message);
    reader_report_at(reader, value, "write each setting as  name: value",
                     str_slice(&message));
    str_release(&message);
    return false;
}
