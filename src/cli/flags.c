/* flags.c - one list of two tables: options of a run, and settings. */
#include "cli/flags.h"

#include <string.h>

static struct flag of_option(const struct option *option)
{
    return (struct flag){
        .name = option->flag,
        .argument = option->argument,
        .help = option->help,
        .words = option->words,
        .variable = option->variable,
        .is_file =
            option->argument != NULL && strcmp(option->argument, "FILE") == 0,
    };
}

static struct flag of_setting(const struct setting *setting)
{
    return (struct flag){
        .name = setting->flag,
        .argument = setting->argument,
        .help = setting->help,
        .words = setting->kind == SETTING_WORD ? setting->words : NULL,
        .setting = setting,
        .is_file = setting->kind == SETTING_FILE ||
                   setting->kind == SETTING_PATH ||
                   setting->kind == SETTING_LOG,
        .is_list = setting_is_list(setting),
    };
}

size_t flags_of(unsigned command, struct flag ret_flags[FLAGS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < options_count && count < FLAGS_MAX; i++) {
        if ((options_table[i].commands & command) != 0)
            ret_flags[count++] = of_option(&options_table[i]);
    }
    for (size_t i = 0; i < settings_count && count < FLAGS_MAX; i++) {
        if (command_uses(command, &settings_table[i]))
            ret_flags[count++] = of_setting(&settings_table[i]);
    }
    return count;
}

void help_append_plain(const char *help, struct str *out)
{
    for (; *help != '\0'; help++) {
        if (*help != '`')
            str_append_char(out, *help);
    }
}
