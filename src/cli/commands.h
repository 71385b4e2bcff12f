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
int command_config(const struct options *options);
int command_token(const struct options *options);
int command_preview_link(const struct options *options);

/* Prints an error and its hint; returns `code`. */
int fail(enum exit_code code, const struct err *err);

/* Prints what is wrong with the settings. */
void print_faults(const struct diagnostics *faults);

/* The same as the report of a check, in the form that was asked for. */
int report_faults(const struct options *options,
                  const struct diagnostics *faults);

/* Both return an exit code, EXIT_DONE alone with what they load. A site is
 * loaded with the timezone set and with progress on a terminal; its settings
 * must outlive it. */
int load_settings(const struct options *options,
                  struct settings *ret_settings) MUST_USE;
int load_site(const struct options *options, struct settings *ret_settings,
              struct site **ret_site) MUST_USE;

/* "1 warning", "3 warnings". */
const char *plural(size_t count, const char *one, const char *many);

#endif
