/* options.h - what a command is to do, from flags and the environment. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/err.h"
#include "site/settings.h"

enum command_bit {
    COMMAND_SERVE = 1 << 0,
    COMMAND_CHECK = 1 << 1,
    COMMAND_GET = 1 << 2,
    COMMAND_HEALTH = 1 << 3,
    COMMAND_CONFIG = 1 << 4,
    COMMAND_TOKEN = 1 << 5,
    COMMAND_PREVIEW_LINK = 1 << 6,
    COMMAND_COMPLETION = 1 << 7,
    COMMAND_MANUAL = 1 << 8,
    COMMAND_INIT = 1 << 9,
    COMMAND_TYPES = 1 << 10,
    COMMAND_MCP = 1 << 11,
    COMMAND_EXPORT = 1 << 12,
};

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_GITHUB };
enum fail_on { FAIL_ON_ERROR, FAIL_ON_WARNING };

struct options {
    unsigned command; /* enum command_bit */
    const char *folder;
    bool is_folder_named;  /* on the command line */
    const char *git_cache; /* that the folder is in, or NULL; see follow.h */
    char **paths;          /* of check: what it was given, a folder or files */
    size_t path_count;
    const char *target;  /* of get; the name of a token; a document; a shell; a
                            page of the manual */
    const char *address; /* of health; NULL: that of the settings */
    const char *signer;  /* the token that signs a link; NULL: the first */
    long link_seconds;   /* the lifetime of a link */
    enum format format;
    enum fail_on fail_on;
    struct overrides overrides; /* of settings */
    const char *out;     /* of export: the folder for its files, or NULL */
    const char *targets; /* a file of more addresses, or NULL */
    bool is_coded;
    bool is_dry;
    bool wants_help;
    bool wants_reference;
    bool wants_example;
    bool watches;
};

/* An option that is not a setting, because it is about one run of a command. */
struct option {
    const char *flag;
    const char *variable;     /* NULL for none */
    const char *argument;     /* its name in --help; NULL: it takes no value */
    const char *const *words; /* that it takes, NULL at the end; or NULL */
    unsigned commands;
    const char *of; /* their names */
    const char *help;
    bool (*set)(struct options *options, const char *value, struct err *err);
};

extern const struct option options_table[];
extern const size_t options_count;

/* The variable of DIR. */
#define FOLDER_VARIABLE "HEADMATTER_DIR"

/* Whether the command reads a folder; whether a setting matters to it. */
bool command_loads(unsigned command);
bool command_uses(unsigned command, const struct setting *setting);

/* Reads the environment and then the arguments after the command's name, so
 * that flags override variables. */
bool options_read(unsigned command, int count, char **arguments,
                  struct options *ret_options, struct err *err) MUST_USE;

/* Adds a folder beside DIR, "notes=../vault". */
bool options_add_root(struct options *options, const char *folder,
                      struct err *err) MUST_USE;

/* Prints the lines of --help for the command's options. */
void options_print(unsigned command);

/* Prints all settings and options as docs/settings.md has them. */
void options_print_reference(void);

#endif
