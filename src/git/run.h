/* run.h - the program git: one run of it, within limits. Private to this room.
 *
 * It asks nobody for a password, runs no hook and no filter that the
 * configuration of this machine names, and speaks only the protocols listed in
 * run.c. */
#ifndef GIT_RUN_H
#define GIT_RUN_H

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

#define GIT_MAX_ARGUMENTS 64
#define GIT_MAX_OUTPUT    (256 * 1024 * 1024)

/* What all runs share. */
struct git_runner {
    const char *ssh_key, *known_hosts; /* files, or "" */
    const char
        *credentials_of; /* "https://host", which gets the token; or "" */
    const char *token;   /* its file */
    unsigned timeout_s;
    uint64_t max_bytes; /* of each file that is written */
    int cancel;         /* a descriptor: its other end is closed, it is over */
};

struct git_run {
    const char *arguments[GIT_MAX_ARGUMENTS]; /* after "git"; NULL at the end */
    const char *folder;                       /* that it runs in; or NULL */
    const char *index;                        /* the file of it; or NULL */
    bool is_remote;                           /* it asks the remote */
};

/* Runs it and appends its output to *out, which may be NULL. False if it
 * failed, with the sentence that git says why, or took too long. */
bool git_run(const struct git_runner *runner, const struct git_run *run,
             struct str *out, struct err *err) MUST_USE;

#endif
