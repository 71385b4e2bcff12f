/* options.h - what a command was told, by flags and by the environment. */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/err.h"
#include "http/server.h"

enum command_bit {
    COMMAND_SERVE = 1 << 0,
    COMMAND_CHECK = 1 << 1,
    COMMAND_GET = 1 << 2,
    COMMAND_HEALTH = 1 << 3,
};

enum format { FORMAT_TEXT, FORMAT_JSON, FORMAT_GITHUB };
enum fail_on { FAIL_ON_ERROR, FAIL_ON_WARNING };

struct options {
    const char *folder;
    const char *target; /* of get */
    const char *public_url;
    const char *timezone;
    enum format format;
    enum fail_on fail_on;
    struct server_options server;
    bool wants_help;
};

/* Reads the environment and then the arguments behind the command's name, so
 * that a flag overrules a variable. */
bool options_read(unsigned command, int count, char **arguments,
                  struct options *ret_options, struct err *err) MUST_USE;

/* The lines of --help that describe the command's options. */
void options_print(unsigned command);

#endif
