/* mirror.h - the folder of a repository that is followed: what is fetched, and
 * the trees made of it (git/keeper.h draws it). Private to this room; used by
 * the keeper's process alone. */
#ifndef GIT_MIRROR_H
#define GIT_MIRROR_H

#include "git/keeper.h"
#include "git/run.h"

struct mirror {
    struct keeper_options options;
    struct git_runner runner;
    struct str repository, trees, current, index, host;
};

/* Prepares the paths; `cancel` ends runs of git, see git/run.h. */
void mirror_init(struct mirror *mirror, const struct keeper_options *options,
                 int cancel);
void mirror_release(struct mirror *mirror);

/* As keeper_fetch() and keeper_switch(). */
bool mirror_fetch(struct mirror *mirror, const char *in_use,
                  struct keeper_tree *ret_tree, struct err *err) MUST_USE;
bool mirror_switch(struct mirror *mirror, const char *commit,
                   struct err *err) MUST_USE;

#endif
