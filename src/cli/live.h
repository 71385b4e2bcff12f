/* live.h - the thread that keeps a served site up to date with its folder. */
#ifndef CLI_LIVE_H
#define CLI_LIVE_H

#include "cli/options.h"

struct site;
struct live; /* opaque, see live.c */

/* Watches the folder that the site was opened with, and logs what it does on
 * standard error. Until live_stop() only this thread may use the site, but for
 * its store, and the settings; both must last, as must the options. */
bool live_start(struct site *site, const struct options *options,
                struct settings *settings, struct live **ret_live,
                struct err *err) MUST_USE;

void live_look(struct live *live); /* everything may have changed */
void live_stop(struct live *live); /* call before closing the site */

#endif
