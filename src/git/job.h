/* job.h - what the server and its keeper say to each other. Private to this
 * room.
 *
 * One job at a time, one report for each, as packets between two halves of one
 * program. */
#ifndef GIT_JOB_H
#define GIT_JOB_H

#include "git/keeper.h"

enum git_job_kind { GIT_JOB_FETCH = 1, GIT_JOB_SWITCH };

struct git_job {
    uint32_t kind;             /* enum git_job_kind */
    char commit[GIT_ID_BYTES]; /* in use, or to switch to; or "" */
};

struct git_report {
    bool ok;
    struct keeper_tree tree;
    struct err err;
};

#endif
