/* live.h - the thread that keeps a served site as its folder is. */
#ifndef CLI_LIVE_H
#define CLI_LIVE_H

#include "cli/options.h"

struct site;
struct live; /* opaque, see live.c */

/* Watches the folder that the site was opened with, and says on standard error
 * what it does. From here on the site is the thread's alone, but for its
 * store, and so are the settings; they and the options last as long. */
bool live_start(struct site *site, const struct options *options,
                struct settings *settings, struct live **ret_live,
                struct err *err) MUST_USE;

void live_look(struct live *live); /* everything may have changed */
void live_stop(struct live *live); /* the site can only be closed then */

#endif
