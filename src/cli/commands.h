/* commands.h - what headmatter can be told to do. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/options.h"
#include "site/site.h"

/* Exit codes; 22 is what curl --fail says. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_NOT_2XX = 22,
};

/* Each returns an exit code and has said on standard error what went wrong. */
int command_serve(const struct options *options);
int command_check(const struct options *options);
int command_get(const struct options *options);
int command_health(const struct options *options);

/* Prints an error and its hint; returns `code`. */
int fail(enum exit_code code, const struct err *err);

/* Sets the timezone and loads the site, with progress on a terminal. */
bool load_site(const struct options *options, struct site **ret_site,
               struct err *err) MUST_USE;

/* "1 warning", "3 warnings". */
const char *plural(size_t count, const char *one, const char *many);

#endif
