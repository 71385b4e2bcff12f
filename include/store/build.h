/* build.h - from sources to a snapshot.
 *
 *     sources -> place (layout) -> people and terms (links) -> order (index)
 *
 * One thread; pure but for the memory it takes. The result still lacks its
 * fragments and revs, which represent adds before it is published. */
#ifndef STORE_BUILD_H
#define STORE_BUILD_H

#include "store/policy.h"
#include "store/snapshot.h"
#include "store/tree.h"

/* Files that are no documents, as far as they are known; relative to the
 * site's folder. */
struct media_paths {
    struct slice *items;
    size_t count;
};

struct build_input {
    struct tree tree;
    const struct policy *policy; /* NULL: the default */
    struct source **sources; /* in any order; a reference of each is taken */
    size_t source_count;
    struct media_paths media; /* none: nothing is said of missing files */
    const struct diagnostics *diagnostics; /* found while reading the tree */
    int64_t now_ms; /* decides what is scheduled or expired */
};

struct snapshot *snapshot_build(const struct build_input *input);

#endif
