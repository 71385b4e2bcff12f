/* export.h - a snapshot as files, which any static server answers with.
 *
 *     api_each_target --> targets --api_respond--> answers --> DIST/posts.json
 *          --targets FILE -'    ^                    |         DIST/posts/a.md
 *                               '-- pages of lists --'
 *
 * Files are written beside the old ones and moved to their places at the end,
 * so an export that is broken off has changed nothing. Those that would be the
 * same are left alone. The answers are those of a server without search. */
#ifndef EXPORT_EXPORT_H
#define EXPORT_EXPORT_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct snapshot;

#define EXPORT_MAX_FILES 5000000

struct export_options {
    const char *folder;  /* DIST: it is new, empty, or of an earlier export */
    const char *targets; /* a file of more addresses, one a line; or NULL */
    bool is_coded;       /* with .gz and .br beside what gets smaller */
    bool is_dry;         /* nothing is written, not even DIST */
    int64_t now_ms;
    /* Called now and then, by any thread; or NULL. */
    void (*progress)(size_t done, size_t total);
    /* Called for each file that is written or removed, by any thread; or
     * NULL. `change` is "write" or "remove". */
    void (*report)(const char *change, const char *name);
};

struct export_result {
    size_t written, removed, unchanged; /* files */
    size_t redirects;
    uint64_t written_bytes;
    bool has_feeds; /* false: the site's own address is not known */
};

/* False if anything could not be answered or written; DIST then is as it was,
 * unless the system failed while the files were moved to their places, which
 * the next export mends. */
bool export_run(struct snapshot *snapshot, const struct export_options *options,
                struct export_result *ret_result, struct err *err) MUST_USE;

#endif
