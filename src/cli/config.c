/* config.c - the values in effect, and where they come from.
 *
 * There are four layers of settings; this shows the result, without loading a
 * document. Values that are not set are read from the settings of the site's
 * generator, as a site does. */
#include "cli/commands.h"
#include "cli/example.h"
#include "represent/write.h"
#include "search/address.h"

#include <stdio.h>

/* Without quotes, and lists with commas. */
static void append_value(const struct value *value, struct str *out)
{
    if (value->kind == VALUE_STRING)
        str_append(out, value_text(value));
    else if (value->kind == VALUE_NULL ||
             (value_is_array(value) && value->size == 0))
        str_append_char(out, '-');
    else if (!value_is_array(value))
        write_value(out, value);
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        if (i > 0)
            str_append_text(out, ", ");
        append_value(&value->as.items[i], out);
    }
}

/* The value without a password. */
static struct value shown_value(const struct settings *settings,
                                const struct setting *setting,
                                struct arena *arena)
{
    struct value value = setting_value(settings, setting, arena);
    struct slice text = value_text(&value);
    return setting->kind == SETTING_ENGINE && address_is_url(text)
               ? value_of_text(address_mask(text, arena))
               : value;
}

/* One line for each: of a value with several lines only the first. */
static void add_text_row(const struct settings *settings,
                         const struct setting *setting, struct arena *arena,
                         struct str *out)
{
    struct str text = {0};
    struct value value = shown_value(settings, setting, arena);
    append_value(&value, &text);
    struct slice line = slice_sub(str_slice(&text), 0,
                                  slice_find_char(str_slice(&text), 0, '\n'));
    str_appendf(out, "%-29s %-30.*s ", setting->key, SLICE_FMT(line));
    setting_append_origin(settings, setting, out);
    str_append_char(out, '\n');
    str_release(&text);
}

static void write_member(struct str *out, const char *key, struct slice text)
{
    write_key(out, slice_of(key));
    write_string(out, text);
}

static void add_json_row(const struct settings *settings,
                         const struct setting *setting, struct arena *arena,
                         struct str *out)
{
    struct str from = {0};
    struct value value = shown_value(settings, setting, arena);
    setting_append_origin(settings, setting, &from);
    if (out->data[out->size - 1] == '}')
        str_append_char(out, ',');
    str_append_char(out, '{');
    write_member(out, "key", slice_of(setting->key));
    write_key(out, SLICE("value"));
    write_value(out, &value);
    write_member(out, "from", str_slice(&from));
    write_member(out, "flag", slice_of(setting->flag));
    write_member(out, "variable", setting_variable(setting, arena));
    str_append_char(out, '}');
    str_release(&from);
}

/* "collections.recipes.sort", which only the file can set. */
static void add_collection_row(struct slice collection,
                               const struct member *member, enum format format,
                               struct arena *arena, struct str *out)
{
    struct slice key =
        arena_printf(arena, "collections.%.*s.%.*s", SLICE_FMT(collection),
                     SLICE_FMT(member->key));
    struct slice from =
        arena_printf(arena, SETTINGS_FILE ":%u", member->value.line);
    if (format == FORMAT_JSON) {
        str_append_text(out, ",{");
        write_member(out, "key", key);
        write_key(out, SLICE("value"));
        write_value(out, &member->value);
        write_member(out, "from", from);
        str_append_char(out, '}');
        return;
    }
    struct str text = {0};
    append_value(&member->value, &text);
    str_appendf(out, "%-29.*s %-30s %s\n", SLICE_FMT(key), text.data,
                from.data);
    str_release(&text);
}

static void add_collections(const struct value *collections, enum format format,
                            struct arena *arena, struct str *out)
{
    for (size_t i = 0; value_is_object(collections) && i < collections->size;
         i++) {
        const struct member *collection = &collections->as.members[i];
        const struct value *keys = &collection->value;
        for (size_t k = 0; value_is_object(keys) && k < keys->size; k++)
            add_collection_row(collection->key, &keys->as.members[k], format,
                               arena, out);
    }
}

static void add_rows(const struct settings *settings, enum format format,
                     struct str *out)
{
    struct arena arena = {0};
    if (format == FORMAT_JSON)
        str_append_text(out, "{\"data\":[");
    for (size_t i = 0; i < settings_count; i++) {
        if (format == FORMAT_JSON)
            add_json_row(settings, &settings_table[i], &arena, out);
        else
            add_text_row(settings, &settings_table[i], &arena, out);
    }
    add_collections(&settings->collections, format, &arena, out);
    if (format == FORMAT_JSON)
        str_append_text(out, "]}\n");
    arena_release(&arena);
}

int command_config(const struct options *options)
{
    struct settings settings;
    struct str out = {0};

    if (options->wants_reference) {
        options_print_reference();
        return EXIT_DONE;
    }
    if (options->wants_example) {
        example_append(&out, NULL);
        return message_print_output(&out, "the settings");
    }
    int code = load_settings(options, &settings);
    if (code != EXIT_DONE)
        return code;
    settings_add_generator(&settings, options->folder);
    add_rows(&settings, options->format, &out);
    settings_release(&settings);
    return message_print_output(&out, "the settings");
}
