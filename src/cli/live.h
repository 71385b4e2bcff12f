/* live.h - the thread that keeps a served site up to date with its folder. */
#ifndef CLI_LIVE_H
#define CLI_LIVE_H

#include "cli/options.h"

struct site;
struct supervisor;
struct live; /* opaque, see live.c */

/* Where the folder comes from, if that is not written by hand. Both are called
 * by live's thread, around each reload; `ok` says whether it could look. */
struct live_source {
    void (*before)(void *context);
    void (*after)(void *context, bool ok);
    void *context;
};

/* What it works with, which must last. Until live_stop() only this thread may
 * use the site, but for its store, and the settings. */
struct live_options {
    struct site *site;
    const struct options *options;
    struct settings *settings;
    const struct supervisor *supervisor; /* or NULL */
    struct live_source source;           /* all NULL: the folder is watched */
};

/* Watches the folder that the site was opened with, logs what it does on
 * standard error, and has the supervisor know. */
bool live_start(const struct live_options *options, struct live **ret_live,
                struct err *err) MUST_USE;

/* Tells the supervisor that the content is served. After a look that was asked
 * for, `error` is why it failed, or NULL. */
void live_say_ready(const struct live *live, const char *error);

/* Everything may have changed. Somebody may wait for an answer in the log and
 * by the supervisor. */
void live_look(struct live *live, bool is_asked);
void live_stop(struct live *live); /* call before closing the site */

#endif
