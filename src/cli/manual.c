/* manual.c - headmatter(1) and headmatter.yaml(5), for man.
 *
 *     tables of commands, options, settings --> roff --> man, or a package
 *
 * What the tables do not say is short and stands here. A page has no date: two
 * builds of the same source give the same bytes. */
#include "cli/commands.h"

#include "base/array.h"
#include "base/ascii.h"
#include "cli/flags.h"

#include <stdio.h>
#include <string.h>

const char *const manual_pages[] = {"headmatter", "headmatter.yaml", NULL};

/* Appends text in which roff sees no requests; `code` in backquotes is bold. */
static void append_text(struct str *out, const char *text)
{
    bool is_code = false, is_at_start = true;
    for (; *text != '\0'; text++) {
        if (is_at_start && (*text == '.' || *text == '\''))
            str_append_text(out, "\\&");
        is_at_start = *text == '\n';
        if (*text == '`') {
            is_code = !is_code;
            str_append_text(out, is_code ? "\\fB" : "\\fR");
        } else if (*text == '-') {
            str_append_text(out, "\\-");
        } else if (*text == '\\') {
            str_append_text(out, "\\e");
        } else {
            str_append_char(out, *text);
        }
    }
}

static void append_head(struct str *out, const char *title, const char *section,
                        const char *name)
{
    str_appendf(out,
                ".\\\" `headmatter manual` prints it.\n"
                ".TH %s %s \"\" \"headmatter " HEADMATTER_VERSION "\"\n"
                ".SH NAME\n",
                title, section);
    append_text(out, name);
    str_append_char(out, '\n');
}

/* A paragraph under a label, which is bold up to its argument. */
static void append_entry(struct str *out, const char *label,
                         const char *argument)
{
    str_append_text(out, ".TP\n\\fB");
    append_text(out, label);
    str_append_text(out, "\\fR");
    if (argument != NULL && argument[0] != '\0') {
        str_append_text(out, " \\fI");
        append_text(out, argument);
        str_append_text(out, "\\fR");
    }
    str_append_char(out, '\n');
}

/* Of a clause, as help is, a sentence. */
static void append_sentence(struct str *out, const char *clause)
{
    const char first[] = {ascii_to_upper(clause[0]), '\0'};
    append_text(out, first);
    append_text(out, clause + 1);
    str_append_text(out, ".\n");
}

static void append_commands(struct str *out)
{
    for (size_t i = 0; i < commands_count; i++) {
        const struct command *command = &commands_table[i];
        append_entry(out, command->name, command->arguments);
        append_text(out, command->summary);
        str_append_char(out, '\n');
        if (command->more != NULL) {
            append_text(out, command->more);
            str_append_char(out, '\n');
        }
    }
}

/* What a setting takes, unless the help lists it, and its default. */
static void append_limits(struct str *out, const struct setting *setting)
{
    struct str limits = {0};
    if (setting->kind != SETTING_SWITCH && setting->kind != SETTING_TEXT) {
        str_append_text(&limits, "Takes ");
        setting_append_takes(setting, &limits);
        str_append_text(&limits, ".\n");
    }
    if (setting->initial != NULL)
        str_appendf(&limits, "Default: `%s`.\n", setting->initial);
    if (limits.size > 0)
        append_text(out, limits.data);
    str_release(&limits);
}

static void append_flag(struct str *out, const struct flag *flag,
                        const char *of)
{
    struct arena arena = {0};
    const char *variable = flag->setting != NULL
                               ? setting_variable(flag->setting, &arena).data
                               : flag->variable;
    append_entry(out, flag->name, flag->argument);
    if (of != NULL)
        str_appendf(out, "(\\fB%s\\fR) ", of);
    append_sentence(out, flag->help);
    if (flag->setting != NULL)
        append_limits(out, flag->setting);
    if (variable != NULL)
        str_appendf(out, "Variable: \\fB%s\\fR.\n", variable);
    arena_release(&arena);
}

static void append_options(struct str *out)
{
    struct flag flags[FLAGS_MAX];
    for (size_t i = 0; i < options_count; i++) {
        const struct option *option = &options_table[i];
        const struct flag flag = {.name = option->flag,
                                  .argument = option->argument,
                                  .help = option->help,
                                  .variable = option->variable};
        append_flag(out, &flag, option->of);
    }
    size_t count = flags_of(COMMAND_SERVE, flags);
    for (size_t i = 0; i < count; i++) {
        if (flags[i].setting != NULL) /* the others are in the table above */
            append_flag(out, &flags[i], NULL);
    }
}

static void append_signals(struct str *out)
{
    static const struct {
        const char *name, *effect;
    } signals[] = {
        {"SIGTERM, SIGINT",
         "`serve` stops accepting connections, finishes the requests in flight "
         "for at most 10 seconds, and ends with 0. A second signal ends it at "
         "once"},
        {"SIGHUP",
         "`serve` looks at all files again, and for new commits of the "
         "repository that it follows. If the terminal that it was "
         "started from is gone, it stops"},
        {"SIGUSR1", "`serve` opens the file of the access log anew"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(signals); i++) {
        append_entry(out, signals[i].name, NULL);
        append_sentence(out, signals[i].effect);
    }
}

static void append_exit_codes(struct str *out)
{
    static const struct {
        enum exit_code code;
        const char *meaning;
    } codes[] = {
        {EXIT_DONE, "It is done"},
        {EXIT_FAILED, "It failed; `check` has found a broken document; "
                      "`health` has found no server"},
        {EXIT_USAGE, "An option, a variable or a setting is wrong"},
        {EXIT_NOT_2XX, "`get` has printed an error of the API"},
    };
    for (size_t i = 0; i < ARRAY_COUNT(codes); i++) {
        struct str label = {0};
        str_appendf(&label, "%d", (int)codes[i].code);
        append_entry(out, label.data, NULL);
        append_sentence(out, codes[i].meaning);
        str_release(&label);
    }
}

static void append_program(struct str *out)
{
    append_head(out, "HEADMATTER", "1",
                "headmatter - serve a folder of Markdown as a JSON API");
    str_append_text(out, ".SH SYNOPSIS\n"
                         ".B headmatter\n"
                         ".I COMMAND\n"
                         "[\\fIarguments\\fR] [\\fIoptions\\fR]\n"
                         ".SH DESCRIPTION\n");
    append_text(
        out, "`headmatter` reads a folder of Markdown files with YAML or TOML "
             "front matter and serves it as a read-only JSON API. It "
             "recognises the static site generator that the folder was written "
             "for, and watches it while it is served.\n");
    str_append_text(out, ".SH COMMANDS\n");
    append_commands(out);
    str_append_text(out, ".SH OPTIONS\n");
    append_text(out, "Each setting of `headmatter.yaml`(5) is an option and a "
                     "variable, too. A flag overrides a variable, which "
                     "overrides the file. `headmatter COMMAND --help` lists "
                     "the options of a "
                     "command.\n");
    append_options(out);
    str_append_text(out, ".SH ENVIRONMENT\n");
    append_entry(out, FOLDER_VARIABLE, NULL);
    append_sentence(out, "The folder, where no argument says which");
    append_entry(out, "NOTIFY_SOCKET, WATCHDOG_USEC", NULL);
    append_sentence(out, "Set by a supervisor such as systemd, which `serve` "
                         "tells that it is ready, reloading, alive or "
                         "stopping");
    str_append_text(out, ".SH SIGNALS\n");
    append_signals(out);
    str_append_text(out, ".SH EXIT STATUS\n");
    append_exit_codes(out);
    str_append_text(out, ".SH EXAMPLES\n.nf\n");
    append_text(out, "headmatter serve my-site --listen 127.0.0.1:9000\n"
                     "headmatter check my-site\n"
                     "headmatter get '/posts?limit=3&fields=title' my-site\n");
    str_append_text(out, ".fi\n.SH SEE ALSO\n"
                         ".BR headmatter.yaml (5)\n");
}

static void append_setting(struct str *out, const struct setting *setting)
{
    struct arena arena = {0};
    append_entry(out, setting->key, NULL);
    append_sentence(out, setting->help);
    append_limits(out, setting);
    append_text(out, "Flag: `");
    append_text(out, setting->flag);
    append_text(out, "`; variable: `");
    append_text(out, setting_variable(setting, &arena).data);
    append_text(out, "`.\n");
    if (setting->needs_restart)
        append_text(out, "A change takes effect with a restart.\n");
    arena_release(&arena);
}

static void append_file(struct str *out)
{
    append_head(out, "HEADMATTER.YAML", "5",
                "headmatter.yaml - settings of headmatter");
    str_append_text(out, ".SH DESCRIPTION\n");
    append_text(
        out, "A file `headmatter.yaml` in the folder that `headmatter`(1) "
             "serves has its settings, in YAML. None is needed, and the file "
             "itself is never served. A key with a dot is a key in a "
             "section: `site.title` is `title` under `site`. A key that does "
             "not exist, or a value that its setting does not take, is "
             "reported with its line, and the file then has no effect at "
             "all.\n");
    str_append_text(out, ".PP\n");
    append_text(out, "A running server applies changes of the file at once, "
                     "but for settings that need a restart.\n");
    str_append_text(out, ".SH SETTINGS\n");
    for (size_t i = 0; i < settings_count; i++)
        append_setting(out, &settings_table[i]);
    str_append_text(out, ".SH COLLECTIONS\n");
    append_text(out, "Keys of a collection, under `collections` and its "
                     "name:\n");
    for (size_t i = 0; i < collection_key_count; i++) {
        const struct collection_key *key = &collection_keys[i];
        append_entry(out, key->key, NULL);
        append_sentence(out, key->help);
        append_text(out, "Takes ");
        append_text(out, key->takes);
        str_append_text(out, ".\n");
    }
    str_append_text(out, ".SH EXAMPLE\n.nf\n");
    append_text(out, "site:\n"
                     "  title: Notes from the workshop\n"
                     "  timezone: Europe/Berlin\n"
                     "listen: 127.0.0.1:8080\n"
                     "cors:\n"
                     "  origins: [https://example.org]\n"
                     "collections:\n"
                     "  recipes:\n"
                     "    paths: cooking/**\n"
                     "    sort: title\n");
    str_append_text(out, ".fi\n.SH SEE ALSO\n"
                         ".BR headmatter (1)\n");
}

int command_manual(const struct options *options)
{
    const char *page =
        options->target != NULL ? options->target : manual_pages[0];
    struct str out = {0};
    if (strcmp(page, manual_pages[0]) == 0) {
        append_program(&out);
    } else if (strcmp(page, manual_pages[1]) == 0) {
        append_file(&out);
    } else {
        return message_print_text(
            EXIT_USAGE, "unknown page",
            "headmatter manual takes headmatter or headmatter.yaml");
    }
    return message_print_output(&out, "the page");
}
