/* help.c - all options, for the terminal and for docs/settings.md.
 *
 * Both are made from the two tables that the options are read with, so neither
 * can be out of date. Help texts are in Markdown, with `code` in backquotes,
 * which are left out on a terminal. */
#include "cli/options.h"

#include <stdio.h>
#include <string.h>

#define NAME_COLUMNS 25 /* of a flag and its argument */
#define LINE_WIDTH   80

/* The help text, with the words to choose from and the default. */
static void append_meaning(const struct setting *setting, struct str *out)
{
    str_append_text(out, setting->help);
    if (setting->kind == SETTING_WORD) {
        str_append_text(out, ": ");
        setting_append_takes(setting, out);
    }
    if (setting->initial != NULL && setting->argument != NULL)
        str_appendf(out, " (default: %s)", setting->initial);
}

/* Prints text after a name, in lines of at most LINE_WIDTH. */
static void print_wrapped(struct slice text)
{
    struct slice word;
    size_t column = NAME_COLUMNS;
    for (const char *gap = ""; slice_cut(&text, ' ', &word); gap = " ") {
        if (column > NAME_COLUMNS && column + 1 + word.size > LINE_WIDTH) {
            printf("\n%*s", NAME_COLUMNS, "");
            column = NAME_COLUMNS;
            gap = "";
        }
        printf("%s%.*s", gap, SLICE_FMT(word));
        column += strlen(gap) + word.size;
    }
    (void)putchar('\n');
}

static void print_row(const char *flag, const char *argument, const char *help,
                      const char *variable)
{
    struct str text = {0};
    char name[64];
    int size =
        snprintf(name, sizeof name, "  %s%s%s", flag,
                 argument != NULL ? " " : "", argument != NULL ? argument : "");
    printf("%-*s", NAME_COLUMNS, name);
    if (size >= NAME_COLUMNS)
        printf("\n%*s", NAME_COLUMNS, "");
    for (; *help != '\0'; help++) {
        if (*help != '`')
            str_append_char(&text, *help);
    }
    print_wrapped(str_slice(&text));
    str_release(&text);
    if (variable != NULL)
        printf("%*s[env: %s]\n", NAME_COLUMNS, "", variable);
}

static void print_setting(const struct setting *setting)
{
    struct arena arena = {0};
    struct str meaning = {0};
    append_meaning(setting, &meaning);
    print_row(setting->flag, setting->argument, meaning.data,
              setting_variable(setting, &arena).data);
    str_release(&meaning);
    arena_release(&arena);
}

void options_print(unsigned command)
{
    if (command_loads(command))
        print_row("DIR", NULL,
                  "the site's folder, or its content folder (default: .)",
                  FOLDER_VARIABLE);
    for (size_t i = 0; i < options_count; i++) {
        const struct option *option = &options_table[i];
        if ((option->commands & command) != 0)
            print_row(option->flag, option->argument, option->help,
                      option->variable);
    }
    for (size_t i = 0; i < settings_count; i++) {
        if (command_uses(command, &settings_table[i]))
            print_setting(&settings_table[i]);
    }
}

static void print_flag(const char *flag, const char *argument)
{
    printf("`%s%s%s`", flag, argument != NULL ? " " : "",
           argument != NULL ? argument : "");
}

static void print_setting_reference(const struct setting *setting)
{
    struct arena arena = {0};
    struct str takes = {0};
    setting_append_takes(setting, &takes);
    printf("| `%s` | ", setting->key);
    print_flag(setting->flag, setting->argument);
    printf(" | `%s` | %s |", setting_variable(setting, &arena).data,
           takes.data);
    if (setting->initial != NULL)
        printf(" `%s`", setting->initial);
    printf(" | %s%s |\n", setting->help,
           setting->needs_restart ? "; changes with a restart" : "");
    str_release(&takes);
    arena_release(&arena);
}

void options_print_reference(void)
{
    printf("| in `" SETTINGS_FILE "` | flag | variable | takes | default | "
           "meaning |\n|---|---|---|---|---|---|\n");
    for (size_t i = 0; i < settings_count; i++)
        print_setting_reference(&settings_table[i]);
    printf("\n| in `collections.NAME` | takes | meaning |\n|---|---|---|\n");
    for (size_t i = 0; i < collection_key_count; i++)
        printf("| `%s` | %s | %s |\n", collection_keys[i].key,
               collection_keys[i].takes, collection_keys[i].help);
    printf("\n| flag | variable | of | meaning |\n|---|---|---|---|\n"
           "| `DIR` | `" FOLDER_VARIABLE "` | all | the site's folder, or its "
           "content folder (default: `.`); more of them, also as "
           "`NAME=DIR`, are in the same site |\n");
    for (size_t i = 0; i < options_count; i++) {
        const struct option *option = &options_table[i];
        printf("| ");
        print_flag(option->flag, option->argument);
        if (option->variable != NULL)
            printf(" | `%s` | ", option->variable);
        else
            printf(" | | ");
        printf("`%s` | %s |\n", option->of, option->help);
    }
}
