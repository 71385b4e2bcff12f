/* reread.h - reads the settings of a running server again. */
#ifndef CLI_REREAD_H
#define CLI_REREAD_H

#include "cli/options.h"
#include "site/stamp.h"

struct site;

/* Set the first three; everything else is zero. */
struct reread {
    struct site *site;
    const struct options *options;
    struct settings *first; /* those that the server was started with */
    struct settings *now;   /* those in effect; NULL: the first ones */
    uint64_t reported;      /* a hash of what was last not applied */
    struct stamp tokens, settings, operators; /* of the files as last read */
};

/* Reads the files, hands the settings to the site if they have changed, and
 * appends what there is to report. A file with a fault changes nothing, nor
 * does a folder that is gone; but changes of the tokens always take effect. */
void reread_settings(struct reread *reread, struct str *out);

/* Whether the tokens file, which is not watched, has changed; or whether the
 * settings have changed for a while without a report of the watch: somebody may
 * have written them before it began. Costs two calls of stat(). */
bool reread_is_due(const struct reread *reread);

/* Do not reload the site after this. */
void reread_release(struct reread *reread);

#endif
