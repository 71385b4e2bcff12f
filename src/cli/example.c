/* example.c - a file of settings to start from.
 *
 *     # how long browsers may use an answer ...
 *     cache:
 *     #  max_age: 0
 *
 * Every setting is in a comment, with its default: taking away the sign at the
 * start of its line makes it count. Sections are not, because one without
 * settings counts as absent. */
#include "cli/example.h"

#include "base/array.h"
#include "base/ascii.h"
#include "represent/write.h"

#include <stdlib.h>
#include <string.h>

#define LINE_WIDTH 80

/* Appends a comment in lines of at most LINE_WIDTH. */
static void append_comment(struct str *out, struct slice text)
{
    struct slice word;
    size_t column = 1;
    str_append_char(out, '#');
    while (slice_cut(&text, ' ', &word)) {
        if (column > 1 && column + 1 + word.size > LINE_WIDTH) {
            str_append_text(out, "\n#");
            column = 1;
        }
        str_appendf(out, " %.*s", SLICE_FMT(word));
        column += 1 + word.size;
    }
    str_append_char(out, '\n');
}

static void append_help(struct str *out, const struct setting *setting)
{
    struct str text = {0};
    const char *first = setting->help;
    str_append_char(&text, ascii_to_upper(*first));
    for (const char *c = first + 1; *c != '\0'; c++) {
        if (*c != '`')
            str_append_char(&text, *c);
    }
    if (setting->kind == SETTING_WORD) {
        str_append_text(&text, ": ");
        setting_append_takes(setting, &text);
    }
    str_append_char(&text, '.');
    append_comment(out, str_slice(&text));
    str_release(&text);
}

/* As YAML, of which JSON is a part; nothing for a list without items. */
static void append_value(struct str *out, const struct value *value)
{
    bool is_empty = value->kind == VALUE_NULL ||
                    (value_is_array(value) && value->size == 0);
    const struct value *only =
        value_is_array(value) && value->size == 1 ? value->as.items : value;
    struct slice text = value_text(only);
    bool is_plain = text.size > 0;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        is_plain &= ascii_is_letter_or_digit(c) ||
                    (c == '/' || c == '.' || c == '-' || c == '_') ||
                    (c == ':' && i > 0 && i + 1 < text.size);
    }
    if (is_empty)
        return;
    str_append_char(out, ' ');
    if (is_plain)
        str_append(out, text);
    else
        write_value(out, only);
}

/* Whether it describes a site, rather than the process that serves it. */
static bool is_of_site(const struct setting *setting)
{
    static const char *const keys[] = {"exclude", "base_path",
                                       "markdown.flavor", "cors.origins"};
    for (size_t i = 0; i < ARRAY_COUNT(keys); i++) {
        if (strcmp(setting->key, keys[i]) == 0)
            return true;
    }
    return slice_starts(slice_of(setting->key), "site.");
}

static void append_origin(struct str *out, const struct settings *settings,
                          const struct setting *setting)
{
    enum origin_kind kind = settings->origins[setting_row(setting)].kind;
    if (kind == FROM_GENERATOR)
        str_appendf(out, " # from %.*s", SLICE_FMT(settings->generator_file));
}

void example_append(struct str *out, const struct settings *settings)
{
    const struct overrides none = {0};
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct settings defaults;
    struct slice section = SLICE("");
    if (!settings_read(NULL, &none, &defaults, &faults))
        abort(); /* a test reads every row */
    for (size_t i = 0; i < settings_count; i++) {
        const struct setting *setting = &settings_table[i];
        struct slice key = slice_of(setting->key);
        size_t dot = slice_find_char(key, 0, '.');
        bool is_in_section = dot < key.size;
        struct slice its = slice_sub(key, 0, is_in_section ? dot : 0);
        if (settings != NULL && !is_of_site(setting))
            continue;
        struct value value = setting_value(
            settings != NULL ? settings : &defaults, setting, &arena);
        if (i > 0)
            str_append_char(out, '\n');
        if (its.size > 0 && !slice_equal(its, section))
            str_appendf(out, "%.*s:\n", SLICE_FMT(its));
        section = its;
        append_help(out, setting);
        str_appendf(out, "#%s%s:", is_in_section ? "  " : "",
                    setting->key + (is_in_section ? dot + 1 : 0));
        append_value(out, &value);
        if (settings != NULL)
            append_origin(out, settings, setting);
        str_append_char(out, '\n');
    }
    settings_release(&defaults);
    arena_release(&arena);
}
