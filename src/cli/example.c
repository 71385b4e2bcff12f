/* example.c - a file of settings to start from.
 *
 *     # how long browsers may use an answer ...
 *     cache:
 *     #  max_age: 0
 *
 * Every setting is in a comment, with its default: taking away the sign at the
 * start of its line makes it count. Sections are not, because one without
 * settings counts as absent. */
#include "base/ascii.h"
#include "cli/options.h"

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

static void append_setting(struct str *out, const struct setting *setting,
                           struct slice name, bool is_in_section)
{
    const char *value = setting->initial != NULL ? setting->initial : "";
    bool is_plain = ascii_is_letter_or_digit(value[0]) || value[0] == '/';
    const char *quote = is_plain || value[0] == '\0' ? "" : "\"";
    str_appendf(out, "#%s%.*s:%s%s%s%s\n", is_in_section ? "  " : "",
                SLICE_FMT(name), value[0] != '\0' ? " " : "", quote, value,
                quote);
}

void example_append(struct str *out)
{
    struct slice section = SLICE("");
    for (size_t i = 0; i < settings_count; i++) {
        const struct setting *setting = &settings_table[i];
        struct slice key = slice_of(setting->key);
        size_t dot = slice_find_char(key, 0, '.');
        bool is_in_section = dot < key.size;
        struct slice its = slice_sub(key, 0, is_in_section ? dot : 0);
        if (i > 0)
            str_append_char(out, '\n');
        if (its.size > 0 && !slice_equal(its, section))
            str_appendf(out, "%.*s:\n", SLICE_FMT(its));
        section = its;
        append_help(out, setting);
        append_setting(out, setting,
                       is_in_section ? slice_from(key, dot + 1) : key,
                       is_in_section);
    }
}
