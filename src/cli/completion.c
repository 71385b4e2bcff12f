/* completion.c - what the shell completes after `headmatter`.
 *
 * Each shell has a language of its own for that; a script in it is made from
 * the tables of commands, options and settings. It holds all words, so pressing
 * TAB starts no program but the shell's own. */
#include "cli/commands.h"

#include "base/array.h"
#include "cli/flags.h"

#include <stdio.h>
#include <string.h>

static const char *const shells[] = {"bash", "zsh", "fish", NULL};

/* What a command takes besides its flags. */
enum positional {
    POSITIONAL_NONE,
    POSITIONAL_FOLDER,
    POSITIONAL_FILE,
    POSITIONAL_WORD
};

static enum positional positional_of(const struct command *command)
{
    if (command->bit == COMMAND_CHECK)
        return POSITIONAL_FILE;
    if (command->bit == COMMAND_COMPLETION || command->bit == COMMAND_MANUAL)
        return POSITIONAL_WORD;
    return command_loads(command->bit) ? POSITIONAL_FOLDER : POSITIONAL_NONE;
}

static const char *const *words_of(const struct command *command)
{
    return command->bit == COMMAND_COMPLETION ? shells : manual_pages;
}

static void append_words(struct str *out, const char *const *words)
{
    for (size_t i = 0; words[i] != NULL; i++)
        str_appendf(out, "%s%s", i > 0 ? " " : "", words[i]);
}

static void append_commands(struct str *out)
{
    for (size_t i = 0; i < commands_count; i++)
        str_appendf(out, "%s ", commands_table[i].name);
    str_append_text(out, "help");
}

/* Appends help for the inside of single quotes, with a backslash before each
 * of `special`. */
static void append_quoted(struct str *out, const char *help,
                          const char *special, const char *quote)
{
    for (; *help != '\0'; help++) {
        if (*help == '\'')
            str_append_text(out, quote);
        else if (*help != '`')
            str_appendf(out, "%s%c", strchr(special, *help) != NULL ? "\\" : "",
                        *help);
    }
}

/* What follows a flag: its words, a file, or something unknown. */
static void append_bash_value(struct str *out, const struct flag *flag)
{
    str_appendf(out, "        %s) ", flag->name);
    if (flag->words != NULL) {
        str_append_text(out, "kind=words words='");
        append_words(out, flag->words);
        str_append_text(out, "' ;;\n");
    } else {
        str_appendf(out, "kind='%s' ;;\n", flag->is_file ? "file" : "none");
    }
}

static void append_bash_command(struct str *out, const struct command *command)
{
    static const char *const kinds[] = {
        [POSITIONAL_NONE] = "none",
        [POSITIONAL_FOLDER] = "folder",
        [POSITIONAL_FILE] = "file",
        [POSITIONAL_WORD] = "words",
    };
    struct flag flags[FLAGS_MAX];
    size_t count = flags_of(command->bit, flags);
    enum positional positional = positional_of(command);

    str_appendf(out, "    %s)\n        kind='%s'", command->name,
                kinds[positional]);
    if (positional == POSITIONAL_WORD) {
        str_append_text(out, " words='");
        append_words(out, words_of(command));
        str_append_char(out, '\'');
    }
    str_append_text(out, "\n        flags='--help");
    for (size_t i = 0; i < count; i++)
        str_appendf(out, " %s", flags[i].name);
    str_append_text(out, "'\n        case $before in\n");
    for (size_t i = 0; i < count; i++) {
        if (flags[i].argument != NULL)
            append_bash_value(out, &flags[i]);
    }
    str_append_text(out, "        *) is_value= ;;\n        esac\n        ;;\n");
}

static void append_bash(struct str *out)
{
    str_append_text(
        out, "# bash completion for headmatter; `headmatter completion bash` "
             "prints it.\n"
             "_headmatter()\n"
             "{\n"
             "    local cur=${COMP_WORDS[COMP_CWORD]} before flags kind words\n"
             "    local is_value=1\n"
             "    before=${COMP_WORDS[COMP_CWORD - 1]}\n"
             "    COMPREPLY=()\n"
             "    # Readline cuts --flag=value into three words.\n"
             "    if [[ $cur == = ]]; then\n"
             "        cur=\n"
             "    elif [[ $before == = ]]; then\n"
             "        before=${COMP_WORDS[COMP_CWORD - 2]}\n"
             "    fi\n"
             "    if [[ $COMP_CWORD -eq 1 ]]; then\n"
             "        mapfile -t COMPREPLY < <(compgen -W '");
    append_commands(out);
    str_append_text(out, " --help --version' -- \"$cur\")\n"
                         "        return\n"
                         "    fi\n"
                         "    case ${COMP_WORDS[1]} in\n");
    for (size_t i = 0; i < commands_count; i++)
        append_bash_command(out, &commands_table[i]);
    str_append_text(
        out, "    *) return ;;\n"
             "    esac\n"
             "    if [[ -z $is_value && $cur == -* ]]; then\n"
             "        kind=words words=$flags\n"
             "    fi\n"
             "    case $kind in\n"
             "    words) mapfile -t COMPREPLY < <(compgen -W \"$words\" -- "
             "\"$cur\") ;;\n"
             "    file)\n"
             "        compopt -o filenames 2>/dev/null\n"
             "        mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n"
             "        ;;\n"
             "    folder)\n"
             "        compopt -o filenames 2>/dev/null\n"
             "        mapfile -t COMPREPLY < <(compgen -d -- \"$cur\")\n"
             "        ;;\n"
             "    esac\n"
             "}\n"
             "complete -F _headmatter headmatter\n");
}

/* '*--listen=[address to listen on]:ADDR\:PORT: ' of _arguments. */
static void append_zsh_flag(struct str *out, const struct flag *flag)
{
    str_appendf(out, " \\\n            '%s%s%s[", flag->is_list ? "*" : "",
                flag->name, flag->argument != NULL ? "=" : "");
    append_quoted(out, flag->help, "[]:\\", "'\\''");
    str_append_char(out, ']');
    if (flag->argument != NULL) {
        str_append_char(out, ':');
        append_quoted(out, flag->argument, ":", "");
        str_append_char(out, ':');
    }
    if (flag->words != NULL) {
        str_append_char(out, '(');
        append_words(out, flag->words);
        str_append_char(out, ')');
    } else if (flag->argument != NULL) {
        str_append_text(out, flag->is_file ? "_files" : " ");
    }
    str_append_char(out, '\'');
}

static void append_zsh_positional(struct str *out,
                                  const struct command *command)
{
    static const char *const actions[] = {
        [POSITIONAL_NONE] = "::ADDRESS: ",
        [POSITIONAL_FOLDER] = "*:DIR:_files -/",
        [POSITIONAL_FILE] = "*:FILE:_files",
        [POSITIONAL_WORD] = "1:WORD:(",
    };
    enum positional positional = positional_of(command);
    str_appendf(out, " \\\n            '%s", actions[positional]);
    if (positional == POSITIONAL_WORD) {
        append_words(out, words_of(command));
        str_append_char(out, ')');
    }
    str_append_text(out, "' ;;\n");
}

static void append_zsh(struct str *out)
{
    struct flag flags[FLAGS_MAX];
    str_append_text(out, "#compdef headmatter\n"
                         "# `headmatter completion zsh` prints it.\n"
                         "_headmatter() {\n"
                         "    local curcontext=\"$curcontext\" state\n"
                         "    local -a commands line\n"
                         "    typeset -A opt_args\n"
                         "    commands=(\n");
    for (size_t i = 0; i < commands_count; i++) {
        str_appendf(out, "        '%s:", commands_table[i].name);
        append_quoted(out, commands_table[i].summary, ":\\", "'\\''");
        str_append_text(out, "'\n");
    }
    str_append_text(out,
                    "    )\n"
                    "    _arguments -C '(- *)--help[list the commands]' \\\n"
                    "        '(- *)--version[print the version]' \\\n"
                    "        '1:COMMAND:->command' '*::ARGUMENT:->argument'\n"
                    "    case $state in\n"
                    "    command) _describe command commands ;;\n"
                    "    argument)\n"
                    "        case $words[1] in\n");
    for (size_t i = 0; i < commands_count; i++) {
        const struct command *command = &commands_table[i];
        size_t count = flags_of(command->bit, flags);
        str_appendf(out,
                    "        %s) _arguments "
                    "'(- *)--help[list the options]'",
                    command->name);
        for (size_t f = 0; f < count; f++)
            append_zsh_flag(out, &flags[f]);
        append_zsh_positional(out, command);
    }
    str_append_text(out, "        esac ;;\n"
                         "    esac\n"
                         "}\n"
                         "if [ \"$funcstack[1]\" = _headmatter ]; then\n"
                         "    _headmatter \"$@\"\n"
                         "else\n"
                         "    compdef _headmatter headmatter\n"
                         "fi\n");
}

static void append_fish_flag(struct str *out, const struct command *command,
                             const struct flag *flag)
{
    str_appendf(out,
                "complete -c headmatter -n '__fish_seen_subcommand_from %s' "
                "-l %s",
                command->name, flag->name + strlen("--"));
    if (flag->words != NULL) {
        str_append_text(out, " -x -a '");
        append_words(out, flag->words);
        str_append_char(out, '\'');
    } else if (flag->argument != NULL) {
        str_append_text(out, flag->is_file ? " -r -F" : " -x");
    }
    str_append_text(out, " -d '");
    append_quoted(out, flag->help, "\\", "\\'");
    str_append_text(out, "'\n");
}

static void append_fish_command(struct str *out, const struct command *command)
{
    struct flag flags[FLAGS_MAX];
    size_t count = flags_of(command->bit, flags);
    enum positional positional = positional_of(command);

    str_appendf(out,
                "complete -c headmatter -n __fish_use_subcommand -a %s -d '",
                command->name);
    append_quoted(out, command->summary, "\\", "\\'");
    str_append_text(out, "'\n");
    if (positional != POSITIONAL_NONE) {
        str_appendf(out,
                    "complete -c headmatter -n '__fish_seen_subcommand_from "
                    "%s' ",
                    command->name);
        if (positional == POSITIONAL_WORD) {
            str_append_text(out, "-a '");
            append_words(out, words_of(command));
            str_append_text(out, "'\n");
        } else {
            str_append_text(out, positional == POSITIONAL_FILE
                                     ? "-F\n"
                                     : "-a '(__fish_complete_directories)'\n");
        }
    }
    for (size_t i = 0; i < count; i++)
        append_fish_flag(out, command, &flags[i]);
}

static void append_fish(struct str *out)
{
    str_append_text(
        out, "# `headmatter completion fish` prints it.\n"
             "complete -c headmatter -f\n"
             "complete -c headmatter -l help -d 'List commands or options'\n"
             "complete -c headmatter -n __fish_use_subcommand -l version -d "
             "'Print the version'\n");
    for (size_t i = 0; i < commands_count; i++)
        append_fish_command(out, &commands_table[i]);
}

int command_completion(const struct options *options)
{
    static void (*const append[])(struct str *) = {append_bash, append_zsh,
                                                   append_fish};
    const char *shell = options->target != NULL ? options->target : "";
    for (size_t i = 0; i < ARRAY_COUNT(append); i++) {
        struct str out = {0};
        if (strcmp(shell, shells[i]) != 0)
            continue;
        append[i](&out);
        return message_print_output(&out, "the completions");
    }
    return message_print_text(EXIT_USAGE, "unknown shell",
                              "headmatter completion takes bash, zsh or fish");
}
