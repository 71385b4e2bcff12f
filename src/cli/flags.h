/* flags.h - the flags of a command, settings or not, for what is made from
 * them. Private to this room. */
#ifndef CLI_FLAGS_H
#define CLI_FLAGS_H

#include "cli/options.h"

#define FLAGS_MAX 128

struct flag {
    const char *name;              /* "--listen" */
    const char *argument;          /* NULL: it takes no value */
    const char *help;              /* with `code` in backquotes */
    const char *const *words;      /* that it takes, NULL at the end; or NULL */
    const struct setting *setting; /* or NULL */
    const char *variable;          /* of one that is no setting; or NULL */
    bool is_file;                  /* it takes the path of one */
    bool is_list;                  /* it can be repeated */
};

/* Fills in those of a command, in the order of --help; returns how many. */
size_t flags_of(unsigned command, struct flag ret_flags[FLAGS_MAX]);

/* Appends help without its backquotes. */
void help_append_plain(const char *help, struct str *out);

#endif
