/* reread.h - the settings of a running server, read again. */
#ifndef CLI_REREAD_H
#define CLI_REREAD_H

#include "cli/options.h"

#include <sys/types.h>
#include <time.h>

struct site;

/* Set the first three; all else is zero. */
struct reread {
    struct site *site;
    const struct options *options;
    struct settings *first; /* with which it was started */
    struct settings *now;   /* NULL: the first ones */
    uint64_t told;          /* a hash of what was not done, as said last */
    struct file_stamp {
        ino_t inode;
        off_t size;
        struct timespec modified, changed; /* its bytes; who may read it */
    } tokens, settings; /* the files as they were read last */
};

/* Reads them, gives them to the site if they have changed, and adds what there
 * is to say to *out. A file with a fault changes nothing, nor does a folder
 * that is gone; but the tokens are those of their file in any case. */
void reread_settings(struct reread *reread, struct str *out);

/* Whether the file of tokens, which lies outside of what is watched, has been
 * written since; or the settings have been for a while, and nobody said so:
 * they may have been written before anything was watched. Costs a look at two
 * names. */
bool reread_is_due(const struct reread *reread);

/* The site is not reloaded after it. */
void reread_release(struct reread *reread);

#endif
