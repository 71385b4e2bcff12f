/* build.h - from sources to a snapshot.
 *
 *     sources -> place (layout) -> people and terms (links) -> order (index)
 *
 * One thread; pure but for the memory it takes. The result still lacks its
 * fragments and revs, which represent adds before it is published. */
#ifndef STORE_BUILD_H
#define STORE_BUILD_H

#include "store/snapshot.h"
#include "store/tree.h"

struct build_input {
    struct tree tree;
    struct slice public_url; /* or SLICE_NONE */
    struct slice timezone;
    struct source **sources; /* in any order; a reference of each is taken */
    size_t source_count;
    const struct diagnostics *diagnostics; /* found while reading the tree */
    int64_t now_ms; /* decides what is scheduled or expired */
};

struct snapshot *snapshot_build(const struct build_input *input);

#endif
