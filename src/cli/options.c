/* options.c - flags and variables.
 *
 * Most of them are settings and are in the table of settings (site/setting.h);
 * the others, about one run of a command, have a row here. A variable has the
 * name of its flag. An empty variable counts as absent; the list in a variable
 * is split at commas and spaces, while a flag is repeated for each item.
 *
 * Values are checked here, where the name of the flag is known; they take
 * effect after the file has been read (settings_read()). */
#include "cli/options.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/nearest.h"
#include "store/preview.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOADS                                                                  \
    (COMMAND_SERVE | COMMAND_CHECK | COMMAND_GET | COMMAND_CONFIG |            \
     COMMAND_TOKEN | COMMAND_PREVIEW_LINK | COMMAND_INIT | COMMAND_TYPES |     \
     COMMAND_MCP | COMMAND_EXPORT)
#define DEFAULT_LINK_SECONDS (2L * 24 * 3600)

#define TAKES_TARGET                                                           \
    (COMMAND_GET | COMMAND_TOKEN | COMMAND_PREVIEW_LINK | COMMAND_COMPLETION | \
     COMMAND_MANUAL)

static const char *const check_formats[] = {
    [FORMAT_TEXT] = "text",
    [FORMAT_JSON] = "json",
    [FORMAT_GITHUB] = "github",
    NULL,
};
static const char *const config_formats[] = {
    [FORMAT_TEXT] = "text",
    [FORMAT_JSON] = "json",
    NULL,
};
static const char *const fail_on_words[] = {
    [FAIL_ON_ERROR] = "error",
    [FAIL_ON_WARNING] = "warning",
    NULL,
};

/* The index of a word; -1 after an error, which starts with `takes`. */
static int choose(const char *const *words, const char *takes,
                  const char *value, struct err *err)
{
    for (int i = 0; words[i] != NULL; i++) {
        if (strcmp(value, words[i]) == 0)
            return i;
    }
    err_set(err, ERR_INVALID, "%s, not '%.80s'", takes, value);
    return -1;
}

static bool set_format(struct options *options, const char *value,
                       struct err *err)
{
    bool has_github = options->command == COMMAND_CHECK;
    int chosen = choose(has_github ? check_formats : config_formats,
                        has_github ? "--format takes text, json or github"
                                   : "--format takes text or json",
                        value, err);
    if (chosen >= 0)
        options->format = (enum format)chosen;
    return chosen >= 0;
}

static bool set_fail_on(struct options *options, const char *value,
                        struct err *err)
{
    int chosen =
        choose(fail_on_words, "--fail-on takes error or warning", value, err);
    if (chosen >= 0)
        options->fail_on = (enum fail_on)chosen;
    return chosen >= 0;
}

static bool set_reference(struct options *options, const char *value,
                          struct err *err)
{
    (void)value;
    (void)err;
    options->wants_reference = true;
    return true;
}

static bool set_example(struct options *options, const char *value,
                        struct err *err)
{
    (void)value;
    (void)err;
    options->wants_example = true;
    return true;
}

static bool set_file(struct options *options, const char *value,
                     struct err *err)
{
    (void)err;
    options->overrides.file = value;
    return true;
}

static bool set_watches(struct options *options, const char *value,
                        struct err *err)
{
    (void)value;
    (void)err;
    options->watches = true;
    return true;
}

/* "90m", "12h", "2d", "1w"; 0 for anything else. */
static long parse_duration(const char *text)
{
    static const struct {
        char unit;
        long seconds;
    } units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}, {'w', 604800}};
    long number = 0;
    for (; ascii_is_digit(*text) && number <= PREVIEW_MAX_SECONDS; text++)
        number = number * 10 + (*text - '0');
    for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
        if (*text != units[i].unit || text[1] != '\0')
            continue;
        number *= units[i].seconds;
        return number <= PREVIEW_MAX_SECONDS ? number : 0;
    }
    return 0;
}

static bool set_duration(struct options *options, const char *value,
                         struct err *err)
{
    options->link_seconds = parse_duration(value);
    return options->link_seconds > 0 ||
           err_set(err, ERR_INVALID,
                   "--for takes a time such as 90m, 12h, 2d or 1w, at most a "
                   "year, not '%.80s'",
                   value);
}

static bool set_signer(struct options *options, const char *value,
                       struct err *err)
{
    (void)err;
    options->signer = value;
    return true;
}

static bool set_out(struct options *options, const char *value, struct err *err)
{
    (void)err;
    options->out = value;
    return true;
}

static bool set_targets(struct options *options, const char *value,
                        struct err *err)
{
    (void)err;
    options->targets = value;
    return true;
}

static bool set_coded(struct options *options, const char *value,
                      struct err *err)
{
    (void)value;
    (void)err;
    options->is_coded = true;
    return true;
}

static bool set_dry(struct options *options, const char *value, struct err *err)
{
    (void)value;
    (void)err;
    options->is_dry = true;
    return true;
}

const struct option options_table[] = {
    {"--settings", "HEADMATTER_SETTINGS", "FILE", NULL, LOADS | COMMAND_HEALTH,
     "all",
     "another file of settings, which overrides `headmatter.yaml` in DIR",
     set_file},
    {"--format", "HEADMATTER_FORMAT", "FORMAT", check_formats, COMMAND_CHECK,
     "check",
     "`text` (default), `json` or `github` (annotations in a pull request)",
     set_format},
    {"--format", NULL, "FORMAT", config_formats, COMMAND_CONFIG, "config",
     "`text` (default) or `json`", set_format},
    {"--fail-on", "HEADMATTER_FAIL_ON", "SEVERITY", fail_on_words,
     COMMAND_CHECK, "check", "fail on: `error` (default) or `warning`",
     set_fail_on},
    {"--watch", NULL, NULL, NULL, COMMAND_CHECK, "check",
     "go on, and print what is new or fixed whenever a file is saved",
     set_watches},
    {"--out", NULL, "DIST", NULL, COMMAND_EXPORT, "export",
     "the folder for the files: new, empty, or that of an earlier export",
     set_out},
    {"--targets", NULL, "FILE", NULL, COMMAND_EXPORT, "export",
     "more addresses to export, one a line, such as `/posts?tags=go`",
     set_targets},
    {"--precompress", NULL, NULL, NULL, COMMAND_EXPORT, "export",
     "write `.gz` and `.br` beside each file that gets smaller", set_coded},
    {"--dry-run", NULL, NULL, NULL, COMMAND_EXPORT, "export",
     "print what would be written and removed, and change nothing", set_dry},
    {"--for", NULL, "TIME", NULL, COMMAND_PREVIEW_LINK, "preview-link",
     "how long the link is valid: `90m`, `12h`, `2d` (default), `1w`",
     set_duration},
    {"--by", NULL, "NAME", NULL, COMMAND_PREVIEW_LINK, "preview-link",
     "the token to sign with (default: the first); without it the link ends",
     set_signer},
    {"--reference", NULL, NULL, NULL, COMMAND_CONFIG, "config",
     "print a reference of all settings and options as Markdown",
     set_reference},
    {"--example", NULL, NULL, NULL, COMMAND_CONFIG, "config",
     "print a file of all settings, each in a comment", set_example},
};
const size_t options_count = ARRAY_COUNT(options_table);

bool command_loads(unsigned command)
{
    return (command & LOADS) != 0;
}

bool command_uses(unsigned command, const struct setting *setting)
{
    if (command == COMMAND_HEALTH)
        return strcmp(setting->key, "listen") == 0;
    if (!command_loads(command))
        return false;
    if (setting->kind == SETTING_FILE &&
        (command & (COMMAND_TOKEN | COMMAND_PREVIEW_LINK)) != 0)
        return true;
    if (command == COMMAND_TOKEN)
        return false;
    return !setting->is_for_server ||
           (command & (COMMAND_SERVE | COMMAND_CONFIG)) != 0;
}

static bool add_override(struct options *options, const struct setting *setting,
                         const char *name, const char *value,
                         enum origin_kind kind, struct err *err)
{
    struct overrides *overrides = &options->overrides;
    long count = 0;
    if (!setting_accepts(setting, name, value, err))
        return false;
    for (size_t i = 0; i < overrides->count; i++)
        count += overrides->items[i].setting == setting &&
                         overrides->items[i].kind == kind
                     ? 1
                     : 0;
    if ((setting_is_list(setting) && count == setting->max) ||
        overrides->count == SETTINGS_MAX_OVERRIDES)
        return err_set(err, ERR_LIMIT, "%s is given more than %ld times", name,
                       count);
    overrides->items[overrides->count++] =
        (struct override){setting, value, kind};
    return true;
}

/* NULL if it is not set or empty. */
static char *variable_value(const char *name)
{
    char *value = getenv(name);
    return value != NULL && value[0] != '\0' ? value : NULL;
}

/* Cuts a list in place: the environment lasts as long as the options, and
 * nothing else reads this variable. */
static bool read_variable(struct options *options,
                          const struct setting *setting, const char *name,
                          struct err *err)
{
    char *value = variable_value(name), *rest = NULL;
    if (value == NULL)
        return true;
    if (!setting_is_list(setting))
        return add_override(options, setting, name, value, FROM_VARIABLE, err);
    for (char *part = strtok_r(value, ", ", &rest); part != NULL;
         part = strtok_r(NULL, ", ", &rest)) {
        if (!add_override(options, setting, name, part, FROM_VARIABLE, err))
            return false;
    }
    return true;
}

static bool read_environment(unsigned command, struct options *options,
                             struct err *err)
{
    struct arena arena = {0};
    bool ok = true;
    for (size_t i = 0; ok && i < settings_count; i++) {
        const struct setting *setting = &settings_table[i];
        if (command_uses(command, setting))
            ok = read_variable(options, setting,
                               setting_variable(setting, &arena).data, err);
    }
    for (size_t i = 0; ok && i < options_count; i++) {
        const struct option *option = &options_table[i];
        char *value =
            option->variable != NULL ? variable_value(option->variable) : NULL;
        if ((option->commands & command) != 0 && value != NULL)
            ok = option->set(options, value, err);
    }
    arena_release(&arena);
    return ok;
}

static bool unknown_option(unsigned command, struct slice flag, struct err *err)
{
    struct nearest nearest = nearest_to(flag);
    for (size_t i = 0; i < settings_count; i++) {
        if (command_uses(command, &settings_table[i]))
            (void)nearest_consider(&nearest, slice_of(settings_table[i].flag));
    }
    for (size_t i = 0; i < options_count; i++) {
        if ((options_table[i].commands & command) != 0)
            (void)nearest_consider(&nearest, slice_of(options_table[i].flag));
    }
    err_set(err, ERR_INVALID, "unknown option '%.*s'",
            SLICE_FMT(slice_sub(flag, 0, 80)));
    return nearest.name.data != NULL
               ? err_set_hint(err, "did you mean %.*s?",
                              SLICE_FMT(nearest.name))
               : err_set_hint(err, "--help lists the options");
}

static const struct option *find_option(unsigned command, struct slice flag)
{
    for (size_t i = 0; i < options_count; i++) {
        if (slice_is(flag, options_table[i].flag) &&
            (options_table[i].commands & command) != 0)
            return &options_table[i];
    }
    return NULL;
}

/* Reads "--flag value" or "--flag=value"; moves *at past what it has used. A
 * flag that takes no value is "true". */
static bool read_flag(unsigned command, int count, char **arguments, int *at,
                      struct options *options, struct err *err)
{
    struct slice argument = slice_of(arguments[*at]);
    size_t equals = slice_find_char(argument, 0, '=');
    struct slice flag = slice_sub(argument, 0, equals);
    const struct option *option = find_option(command, flag);
    const struct setting *setting = setting_find_flag(flag);
    const char *value = "true";

    if (option == NULL && (setting == NULL || !command_uses(command, setting)))
        return unknown_option(command, flag, err);
    const char *name = option != NULL ? option->flag : setting->flag;
    const char *takes = option != NULL ? option->argument : setting->argument;
    if (equals < argument.size)
        value = argument.data + equals + 1;
    else if (takes != NULL && *at + 1 >= count)
        return err_set(err, ERR_INVALID, "%s needs a value: %s %s", name, name,
                       takes);
    else if (takes != NULL)
        value = arguments[++*at];
    return option != NULL
               ? option->set(options, value, err)
               : add_override(options, setting, name, value, FROM_FLAG, err);
}

/* Those that look at a whole site. */
static bool takes_roots(unsigned command)
{
    return command_loads(command) && command != COMMAND_INIT;
}

bool options_add_root(struct options *options, const char *folder,
                      struct err *err)
{
    struct overrides *overrides = &options->overrides;
    if (overrides->root_count == SETTINGS_MAX_ROOTS)
        return err_set(err, ERR_LIMIT,
                       "there can be at most %d folders beside the first",
                       SETTINGS_MAX_ROOTS);
    overrides->roots[overrides->root_count++] = folder;
    return true;
}

static bool read_positional(unsigned command, const char *argument,
                            struct options *options, struct err *err)
{
    if ((command & TAKES_TARGET) != 0 && options->target == NULL) {
        options->target = argument;
        return true;
    }
    if (command == COMMAND_HEALTH && options->address == NULL) {
        options->address = argument;
        return true;
    }
    if (command == COMMAND_CHECK) {
        options->paths[options->path_count++] = (char *)argument;
        return true;
    }
    if (options->folder != NULL && takes_roots(command))
        return options_add_root(options, argument, err);
    if (options->folder != NULL || !command_loads(command)) {
        err_set(err, ERR_INVALID, "unexpected argument '%.80s'", argument);
        return err_set_hint(err, "there can be only one %s",
                            command_loads(command)          ? "folder"
                            : command == COMMAND_HEALTH     ? "address"
                            : command == COMMAND_COMPLETION ? "shell"
                                                            : "page");
    }
    options->folder = argument;
    options->is_folder_named = true;
    return true;
}

static bool read_arguments(unsigned command, int count, char **arguments,
                           struct options *options, struct err *err)
{
    bool have_ended = false; /* the options */
    for (int i = 0; i < count; i++) {
        const char *argument = arguments[i];
        bool ok = true;
        if (have_ended || argument[0] != '-' || argument[1] == '\0')
            ok = read_positional(command, argument, options, err);
        else if (strcmp(argument, "--") == 0)
            have_ended = true; /* POSIX, XBD 12.2, guideline 10 */
        else if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)
            options->wants_help = true;
        else
            ok = read_flag(command, count, arguments, &i, options, err);
        if (!ok)
            return false;
    }
    return true;
}

bool options_read(unsigned command, int count, char **arguments,
                  struct options *ret_options, struct err *err)
{
    struct options options = {.command = command,
                              /* Each is moved to the front when it is read. */
                              .paths = arguments,
                              .link_seconds = DEFAULT_LINK_SECONDS};
    if (!read_environment(command, &options, err) ||
        !read_arguments(command, count, arguments, &options, err))
        return false;
    if (options.folder == NULL)
        options.folder = variable_value(FOLDER_VARIABLE);
    if (options.folder == NULL)
        options.folder = ".";
    *ret_options = options;
    return true;
}
