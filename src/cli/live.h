/* live.h - the thread that keeps a served site up to date with its folder. */
#ifndef CLI_LIVE_H
#define CLI_LIVE_H

#include "cli/options.h"

struct site;
struct supervisor;
struct live; /* opaque, see live.c */

/* What it works with, which must last. Until live_stop() only this thread may
 * use the site, but for its store, and the settings. */
struct live_options {
    struct site *site;
    const struct options *options;
    struct settings *settings;
    const struct supervisor *supervisor; /* or NULL */
};

/* Watches the folder that the site was opened with, logs what it does on
 * standard error, and has the supervisor know. */
bool live_start(const struct live_options *options, struct live **ret_live,
                struct err *err) MUST_USE;

/* Tells the supervisor that the content is served. After a look that was asked
 * for, `error` is why it failed, or NULL. */
void live_say_ready(const struct live *live, const char *error);

void live_look(struct live *live); /* everything may have changed */
void live_stop(struct live *live); /* call before closing the site */

#endif
