/* commands.h - the commands of headmatter, and what they share. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/options.h"
#include "site/site.h"

/* Exit codes; 22 is that of curl --fail. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_FAILED = 1,
    EXIT_USAGE = 2,
    EXIT_NOT_2XX = 22,
};

struct command {
    const char *name;
    unsigned bit; /* enum command_bit */
    const char *arguments;
    const char *summary; /* one sentence */
    const char *more;    /* in the command's own help, or NULL */
    int (*run)(const struct options *options);
};

extern const struct command commands_table[];
extern const size_t commands_count;

extern const char *const manual_pages[]; /* NULL at the end */

/* Each returns an exit code after printing what went wrong, if anything. */
int command_serve(const struct options *options);
int command_check(const struct options *options);
int command_get(const struct options *options);
int command_export(const struct options *options);
int command_types(const struct options *options);
int command_mcp(const struct options *options);
int command_health(const struct options *options);
int command_config(const struct options *options);
int command_token(const struct options *options);
int command_preview_link(const struct options *options);
int command_init(const struct options *options);
int command_completion(const struct options *options);
int command_manual(const struct options *options);

/* Reads the settings of a command, and the tokens if it needs them. On false at
 * least one error was added to `faults`. */
bool load_read_settings(const struct options *options,
                        struct settings *ret_settings,
                        struct diagnostics *faults) MUST_USE;

/* The rest return an exit code, EXIT_DONE with a result, any other after
 * printing the errors. A site must not outlive its settings. */
int load_settings(const struct options *options,
                  struct settings *ret_settings) MUST_USE;
int load_site(const struct options *options, struct settings *ret_settings,
              struct site **ret_site) MUST_USE;
/* Opens the site with its timezone, and with progress if standard error is a
 * terminal; releases the settings if it fails. `search` and `journal` follow
 * it; both may be NULL. */
int load_open_site(const struct options *options, struct settings *settings,
                   struct search *search, struct journal *journal,
                   struct site **ret_site) MUST_USE;

/* Prints an error and its hint; returns `code`. */
int message_print(enum exit_code code, const struct err *err);
/* The same for a usage error or the like; `hint` may be "". */
int message_print_text(enum exit_code code, const char *text, const char *hint);
void message_print_faults(const struct diagnostics *faults);

/* Writes to standard output, and releases, what a command has made. Returns
 * EXIT_DONE, or prints an error that names it: "the settings". */
int message_print_output(struct str *made, const char *name);

/* "warning" or "warnings", as in "3 warnings". */
const char *message_plural(size_t count, const char *one, const char *many);

#endif
