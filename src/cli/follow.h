/* follow.h - the thread that keeps the content at the newest commit of a
 * repository.
 *
 *     interval, webhook, SIGHUP --> keeper_fetch() --> a tree
 *                                                       |
 *     live: keeper_switch(), then a look at everything <-'
 *
 * What is served changes in live's thread alone, so that the link, the look and
 * the snapshot are of one commit. */
#ifndef CLI_FOLLOW_H
#define CLI_FOLLOW_H

#include "cli/live.h"

struct follow; /* opaque, see follow.c */

/* Reads the operator's settings (not those of a folder). *ret_follow is NULL
 * unless they name a repository; then its content is fetched, or there from an
 * earlier run, in follow_folder(). Call it before any thread starts, and before
 * the sandbox. Returns an exit code, after printing what was wrong. */
int follow_open(const struct options *options, struct follow **ret_follow);
void follow_close(struct follow *follow); /* accepts NULL */

/* The path of the content, which stays the same; and the folder that it and all
 * trees are in. */
const char *follow_folder(const struct follow *follow);
const char *follow_cache(const struct follow *follow);

/* A line for people: what is followed, and the commit that is there. */
void follow_append(const struct follow *follow, struct str *out);

/* What the webhook is signed with; SLICE_NONE: there is none. */
struct slice follow_secret(const struct follow *follow);

/* What live asks before and tells after each reload. */
struct live_source follow_source(struct follow *follow, struct site *site);

bool follow_start(struct follow *follow, struct live *live,
                  struct err *err) MUST_USE;
void follow_stop(struct follow *follow); /* before live_stop() */

/* Looks at the remote now. Any thread may call it. The context is a struct
 * follow. */
void follow_wake(void *context);
/* The same, and has live confirm it afterwards, as live_look() does. */
void follow_look(struct follow *follow);

#endif
