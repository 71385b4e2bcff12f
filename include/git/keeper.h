/* keeper.h - the process that runs git, since the server may not.
 *
 *     server --job--> keeper --fork, exec--> git --> repository --> a tree
 *            <-report-        time, size             bare, shallow  of files
 *
 * It is forked before the server gives up its right to start programs and to
 * write. What it keeps is in one folder:
 *
 *     repository/       bare: what was fetched
 *     trees/COMMIT/     the files of a commit, never changed from then on
 *     current           a link to the tree that is served
 *     lock              held by the one process that may write here
 *
 * A tree is whole before anybody is told of it, so whoever follows the link
 * sees one commit. Any thread may call these functions; a second caller waits
 * for the first. */
#ifndef GIT_KEEPER_H
#define GIT_KEEPER_H

#include "base/err.h"
#include "base/str.h"

#include <stdint.h>

/* A commit's name in hexadecimal digits, of SHA-1 or SHA-256, and a NUL. */
#define GIT_ID_BYTES 65

#define GIT_MAX_URL_BYTES  2048
#define GIT_MAX_FILE_BYTES 4096 /* of a file with a secret */

/* Strings must last until keeper_open() returns: the fork has its own. */
struct keeper_options {
    const char *url;    /* of the repository, or its path */
    const char *branch; /* or a name that begins with "refs/"; "": the remote's
                           HEAD */
    const char *path;   /* of the content in it; "" for all of it */
    const char *cache;  /* the folder above: absolute, and it exists */
    const char *ssh_key, *known_hosts; /* files, or "" */
    const char *token;  /* a file with TOKEN or USER:TOKEN, for https; or "" */
    unsigned timeout_s; /* of one run of git */
    uint64_t max_bytes; /* of a tree, and of what is fetched at once */
};

struct keeper; /* opaque, see keeper.c */

/* Whether git can fetch from there; the error says what is wrong. */
bool keeper_check_url(const char *url, struct err *err) MUST_USE;

/* Fails if the cache is in use, or git is not installed. Call it before any
 * thread starts. */
bool keeper_open(const struct keeper_options *options,
                 struct keeper **ret_keeper, struct err *err) MUST_USE;
/* Ends what is running: a call in another thread fails at once. */
void keeper_stop(struct keeper *keeper);
void keeper_close(struct keeper *keeper); /* after all calls; accepts NULL */

/* What a look at the remote has found. */
struct keeper_tree {
    char commit[GIT_ID_BYTES];
    uint32_t submodules; /* that were not followed */
    uint32_t pointers;   /* files that are kept elsewhere (LFS) */
    char pointer[256];   /* the path of the first of them */
};

/* Fetches, and makes the tree of the commit if it is not there. Other trees
 * than that of the link and of `in_use` (a commit, or "") are removed. */
bool keeper_fetch(struct keeper *keeper, const char *in_use,
                  struct keeper_tree *ret_tree, struct err *err) MUST_USE;

/* Lets the link lead to the tree of a commit that was fetched. */
bool keeper_switch(struct keeper *keeper, const char *commit,
                   struct err *err) MUST_USE;

/* The commit that the link leads to, from an earlier run; false if there is
 * none whose tree is there. */
bool keeper_find_current(const char *cache, const char *path,
                         char ret_commit[GIT_ID_BYTES]);

#endif
