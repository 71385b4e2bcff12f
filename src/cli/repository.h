/* repository.h - the repository that the operator has named: where it is kept,
 * and who fetches it. Private to this room. */
#ifndef CLI_REPOSITORY_H
#define CLI_REPOSITORY_H

#include "git/keeper.h"
#include "site/settings.h"

struct repository {
    struct settings settings; /* of the operator; set it first */
    struct arena arena;
    struct keeper *keeper;
    struct slice cache;  /* the folder of all that is kept of it */
    struct slice folder; /* the content in it, by the link that is current */
    struct slice secret; /* of its webhook, or SLICE_NONE */
};

/* Makes the folder, reads the secret and starts the process; before any thread
 * is. repository_close() ends all of it, also after a failure. */
bool repository_open(struct repository *repository, struct err *err) MUST_USE;
void repository_close(struct repository *repository);

/* The commit that is there from an earlier run; false if none is. */
bool repository_find_current(const struct repository *repository,
                             char ret_commit[GIT_ID_BYTES]);

#endif
