/* build.h - from sources to a snapshot.
 *
 *     sources -> place (layout) -> people and terms (links) -> order (index)
 *
 * Pure but for the memory it takes, and for what is noted in sources that are
 * met or placed for the first time: so one thread builds at a time. The result
 * still lacks its fragments and revs, which represent adds before it is
 * published. What comes out depends on no snapshot before; at most it shares
 * memory. */
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

#define BUILD_BEFORE_COUNT 2

struct build_input {
    struct tree tree;
    const struct policy *policy; /* NULL: the default */
    struct source **sources; /* in any order; a reference of each is taken */
    size_t source_count;
    struct media_paths media; /* none: nothing is said of missing files */
    const struct diagnostics *diagnostics; /* found while reading the tree */
    /* Snapshots of much the same sources, which share what they have made of
     * them; or NULL. */
    const struct snapshot *before[BUILD_BEFORE_COUNT];
    bool is_preview; /* what is not published is in it too */
    int64_t now_ms;  /* decides what is scheduled or expired */
};

struct snapshot *snapshot_build(const struct build_input *input);

#endif
