/* live.h - the thread that keeps a served site as its folder is. */
#ifndef CLI_LIVE_H
#define CLI_LIVE_H

#include "base/err.h"
#include "watch/watch.h"

struct site;
struct live; /* opaque, see live.c */

/* Watches `folder`, which the site was opened with, and says on standard error
 * what it does. From here on the site is the thread's alone, but for its
 * store. */
bool live_start(struct site *site, const char *folder, enum watch_mode mode,
                struct live **ret_live, struct err *err) MUST_USE;

void live_look(struct live *live); /* everything may have changed */
void live_stop(struct live *live);

#endif
