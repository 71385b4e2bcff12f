/* options.c - the one table of flags and variables.
 *
 * Every option has a flag, a variable of the same name and a line of help, and
 * the three come from one row. A variable is read as if its flag stood first
 * on the command line; lists in variables are split at commas. */
#include "cli/options.h"

#include "base/nearest.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

#define MOST_WORKERS    4096
#define FOLDER_VARIABLE "HEADMATTER_DIR"

struct option {
    const char *flag;
    const char *variable;
    const char *argument; /* as help names it */
    unsigned commands;
    const char *help;
    bool (*set)(struct options *options, const char *value, struct err *err);
};

static bool set_listen(struct options *options, const char *value,
                       struct err *err)
{
    struct server_options *server = &options->server;
    if (server->listen_count == SERVER_MAX_ADDRESSES)
        return err_set(err, ERR_LIMIT, "--listen stands more than %d times",
                       SERVER_MAX_ADDRESSES);
    server->listen[server->listen_count++] = value;
    return true;
}

static bool set_workers(struct options *options, const char *value,
                        struct err *err)
{
    char *end;
    long workers = strtol(value, &end, 10);
    if (end == value || *end != '\0' || workers < 1 || workers > MOST_WORKERS)
        return err_set(err, ERR_INVALID,
                       "--workers takes a number from 1 to %d, not '%s'",
                       MOST_WORKERS, value);
    options->server.workers = (unsigned)workers;
    return true;
}

/* Which of the words it is; -1 after an error. `takes` names them all. */
static int choose(const char *const *words, int count, const char *takes,
                  const char *value, struct err *err)
{
    for (int i = 0; i < count; i++) {
        if (strcmp(value, words[i]) == 0)
            return i;
    }
    err_set(err, ERR_INVALID, "%s, not '%s'", takes, value);
    return -1;
}

static bool set_access_log(struct options *options, const char *value,
                           struct err *err)
{
    static const char *const words[] = {
        [ACCESS_LOG_OFF] = "off",
        [ACCESS_LOG_TEXT] = "text",
        [ACCESS_LOG_JSON] = "json",
    };
    int chosen = choose(words, COUNT(words),
                        "--access-log takes off, text or json", value, err);
    if (chosen < 0)
        return false;
    options->server.access_log = (enum access_log)chosen;
    return true;
}

static bool set_public_url(struct options *options, const char *value,
                           struct err *err)
{
    struct slice url = slice_of(value);
    if (!slice_starts(url, "http://") && !slice_starts(url, "https://"))
        return err_set(err, ERR_INVALID,
                       "--public-url takes a url such as "
                       "https://example.org, not '%s'",
                       value);
    options->public_url = value;
    return true;
}

static bool set_timezone(struct options *options, const char *value,
                         struct err *err)
{
    (void)err; /* timezone_set() knows which there are */
    options->timezone = value;
    return true;
}

static bool set_format(struct options *options, const char *value,
                       struct err *err)
{
    static const char *const words[] = {
        [FORMAT_TEXT] = "text",
        [FORMAT_JSON] = "json",
        [FORMAT_GITHUB] = "github",
    };
    int chosen = choose(words, COUNT(words),
                        "--format takes text, json or github", value, err);
    if (chosen < 0)
        return false;
    options->format = (enum format)chosen;
    return true;
}

static bool set_fail_on(struct options *options, const char *value,
                        struct err *err)
{
    static const char *const words[] = {
        [FAIL_ON_ERROR] = "error",
        [FAIL_ON_WARNING] = "warning",
    };
    int chosen = choose(words, COUNT(words), "--fail-on takes error or warning",
                        value, err);
    if (chosen < 0)
        return false;
    options->fail_on = (enum fail_on)chosen;
    return true;
}

#define LOADS (COMMAND_SERVE | COMMAND_CHECK | COMMAND_GET)

static const struct option table[] = {
    {"--listen", "HEADMATTER_LISTEN", "ADDR:PORT",
     COMMAND_SERVE | COMMAND_HEALTH,
     "where to listen (127.0.0.1:8080); may be repeated; port 0 is any",
     set_listen},
    {"--access-log", "HEADMATTER_ACCESS_LOG", "FORM", COMMAND_SERVE,
     "a line for each request on standard error: off (default), text, json",
     set_access_log},
    {"--workers", "HEADMATTER_WORKERS", "N", COMMAND_SERVE,
     "connections served at once (256)", set_workers},
    {"--format", "HEADMATTER_FORMAT", "FORM", COMMAND_CHECK,
     "text (default), json, or github: notes in a pull request", set_format},
    {"--fail-on", "HEADMATTER_FAIL_ON", "SEVERITY", COMMAND_CHECK,
     "what makes the exit code 1: error (default) or warning", set_fail_on},
    {"--public-url", "HEADMATTER_PUBLIC_URL", "URL", LOADS,
     "where the site's pages are, for whoever asks at /", set_public_url},
    {"--timezone", "HEADMATTER_TIMEZONE", "ZONE", LOADS,
     "of dates without an offset, such as Europe/Berlin (UTC)", set_timezone},
};

/* Each part of a variable's value, as if its flag had been given. */
static bool set_from_variable(const struct option *option,
                              struct options *options, struct err *err)
{
    char *value = getenv(option->variable), *rest = NULL;
    if (value == NULL || value[0] == '\0')
        return true;
    if (option->set != set_listen)
        return option->set(options, value, err);

    /* Cut in place: the environment lasts as long as the options do, and
     * nobody else reads this variable. */
    for (char *part = strtok_r(value, ", ", &rest); part != NULL;
         part = strtok_r(NULL, ", ", &rest)) {
        if (!option->set(options, part, err))
            return false;
    }
    return true;
}

static bool read_environment(unsigned command, struct options *options,
                             struct err *err)
{
    for (size_t i = 0; i < COUNT(table); i++) {
        if ((table[i].commands & command) != 0 &&
            !set_from_variable(&table[i], options, err))
            return false;
    }
    return true;
}

static bool unknown_option(unsigned command, struct slice flag, struct err *err)
{
    const char *nearest = NULL;
    unsigned best = edit_tolerance(flag) + 1;
    for (size_t i = 0; i < COUNT(table); i++) {
        unsigned distance = edit_distance(flag, slice_of(table[i].flag), best);
        if ((table[i].commands & command) != 0 && distance < best) {
            best = distance;
            nearest = table[i].flag;
        }
    }
    err_set(err, ERR_INVALID, "there is no option '%.*s' here",
            SLICE_FMT(flag));
    return nearest != NULL ? err_set_hint(err, "did you mean %s?", nearest)
                           : err_set_hint(err, "--help lists the options");
}

/* "--flag value" and "--flag=value"; *at moves past what was used. */
static bool read_flag(unsigned command, int count, char **arguments, int *at,
                      struct options *options, struct err *err)
{
    struct slice argument = slice_of(arguments[*at]);
    size_t equals = slice_find_char(argument, 0, '=');
    struct slice flag = slice_sub(argument, 0, equals);

    for (size_t i = 0; i < COUNT(table); i++) {
        if (!slice_is(flag, table[i].flag) ||
            (table[i].commands & command) == 0)
            continue;
        if (equals < argument.size)
            return table[i].set(options, argument.data + equals + 1, err);
        if (*at + 1 >= count)
            return err_set(err, ERR_INVALID, "%s needs a value: %s %s",
                           table[i].flag, table[i].flag, table[i].argument);
        return table[i].set(options, arguments[++*at], err);
    }
    return unknown_option(command, flag, err);
}

static bool read_positional(unsigned command, const char *argument,
                            struct options *options, struct err *err)
{
    if (command == COMMAND_GET && options->target == NULL) {
        options->target = argument;
        return true;
    }
    if (command == COMMAND_HEALTH)
        return set_listen(options, argument, err);
    if (options->folder != NULL) {
        err_set(err, ERR_INVALID, "'%s' is one folder too many", argument);
        return err_set_hint(err, "one site is served at a time");
    }
    options->folder = argument;
    return true;
}

static bool read_arguments(unsigned command, int count, char **arguments,
                           struct options *options, struct err *err)
{
    struct server_options inherited = options->server;
    options->server.listen_count = 0; /* a flag replaces the variable */
    for (int i = 0; i < count; i++) {
        const char *argument = arguments[i];
        bool ok = true;
        if (strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0)
            options->wants_help = true;
        else if (argument[0] == '-' && argument[1] != '\0')
            ok = read_flag(command, count, arguments, &i, options, err);
        else
            ok = read_positional(command, argument, options, err);
        if (!ok)
            return false;
    }
    if (options->server.listen_count == 0) {
        memcpy(options->server.listen, inherited.listen,
               sizeof inherited.listen);
        options->server.listen_count = inherited.listen_count;
    }
    return true;
}

bool options_read(unsigned command, int count, char **arguments,
                  struct options *ret_options, struct err *err)
{
    struct options options = {.timezone = "UTC"};
    if (!read_environment(command, &options, err) ||
        !read_arguments(command, count, arguments, &options, err))
        return false;
    if (options.folder == NULL) {
        const char *folder = getenv(FOLDER_VARIABLE);
        options.folder = folder != NULL && folder[0] != '\0' ? folder : ".";
    }
    if (options.server.listen_count == 0)
        options.server.listen[options.server.listen_count++] = "127.0.0.1:8080";
    *ret_options = options;
    return true;
}

void options_print(unsigned command)
{
    if ((command & LOADS) != 0)
        printf("  %-22s %s\n  %-22s   or %s\n", "DIR",
               "a site's folder or its content folder (.)", "",
               FOLDER_VARIABLE);
    for (size_t i = 0; i < COUNT(table); i++) {
        char name[48];
        if ((table[i].commands & command) == 0)
            continue;
        (void)snprintf(name, sizeof name, "%s %s", table[i].flag,
                       table[i].argument);
        printf("  %-22s %s\n  %-22s   or %s\n", name, table[i].help, "",
               table[i].variable);
    }
}
