/* build.h - from sources to a snapshot.
 *
 *     sources -> fields, places (layout) -> slugs, urls -> people, terms, links
 *
 * Apart from allocating memory it is pure. The result still lacks its orders
 * and fields, which index_build() adds, and its fragments and revs, which
 * represent adds before it is published. */
#ifndef STORE_BUILD_H
#define STORE_BUILD_H

#include "layout/policy.h"
#include "layout/tree.h"
#include "store/snapshot.h"

struct build_input {
    struct tree tree;              /* of DIR */
    const struct tree *more_trees; /* of the other roots */
    size_t more_count;
    const struct policy *policy;      /* NULL: the default */
    struct markdown_options markdown; /* of what is in no file of an entry */
    /* Sorted by source_compare(); references are taken of all. */
    struct source **sources;
    size_t source_count;
    /* The fields of each source, in and out: those of the last build are reused
     * if nothing has changed, otherwise replaced. `shown` are those without
     * hidden keys. NULL: nothing is kept. The caller owns the references. */
    struct meta **metas, **shown;
    struct media *media; /* the files that are not documents; NULL: there are
                            none */
    const struct diagnostics *diagnostics; /* found while reading the tree */
    size_t held_back;      /* files that the generator does not publish */
    size_t data_elsewhere; /* data files that are not content */
    bool is_preview;       /* includes unpublished documents */
    unsigned threads;      /* that read pictures; 0: one per core */
    int64_t now_ms;        /* decides what is scheduled or expired */
};

struct snapshot *snapshot_build(const struct build_input *input);

#endif
