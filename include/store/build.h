/* build.h - from sources to a snapshot.
 *
 *     sources -> fields, places (layout) -> slugs, urls -> people, terms, links
 *
 * Pure but for the memory it takes. The result still lacks its orders and
 * fields, which index_build() adds, and its fragments and revs, which represent
 * adds before it is published. */
#ifndef STORE_BUILD_H
#define STORE_BUILD_H

#include "layout/policy.h"
#include "layout/tree.h"
#include "store/snapshot.h"

struct build_input {
    struct tree tree;
    const struct policy *policy; /* NULL: the default */
    /* Sorted by source_compare(); references are taken of all. */
    struct source **sources;
    size_t source_count;
    /* The fields of each source, in and out: those of the last build are used
     * again where nothing has changed, and replaced elsewhere. `shown` are
     * those without hidden keys. NULL: nothing is kept. The references are the
     * caller's. */
    struct meta **metas, **shown;
    const struct diagnostics *diagnostics; /* found while reading the tree */
    bool is_preview; /* what is not published is in it too */
    int64_t now_ms;  /* decides what is scheduled or expired */
};

struct snapshot *snapshot_build(const struct build_input *input);

#endif
