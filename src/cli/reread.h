/* reread.h - the settings of a running server, read again. */
#ifndef CLI_REREAD_H
#define CLI_REREAD_H

#include "cli/options.h"

struct site;

/* Set the first three; all else is zero. */
struct reread {
    struct site *site;
    const struct options *options;
    const struct settings *first; /* with which it was started */
    struct settings *now;         /* NULL: the first ones */
    uint64_t told;                /* a hash of what was said last */
};

/* Reads them, gives them to the site if they have changed, and adds what there
 * is to say to *out. A file with a fault changes nothing, nor does a folder
 * that is gone. */
void reread_settings(struct reread *reread, struct str *out);

/* The site is not reloaded after it. */
void reread_release(struct reread *reread);

#endif
