/* sorted.h - a snapshot from sources in any order. */
#ifndef TESTS_UNIT_SORTED_H
#define TESTS_UNIT_SORTED_H

#include "index/index.h"
#include "lint/lint.h"
#include "store/build.h"

#include <stdlib.h>

static inline int compare_test_sources(const void *left, const void *right)
{
    return source_compare(*(struct source *const *)left,
                          *(struct source *const *)right);
}

/* A snapshot of what the input says, as it is published but for its bytes. The
 * sources are put in order first; no metas may be given with them. */
static inline struct snapshot *build_with_media(const struct build_input *input,
                                                struct media *media)
{
    qsort(input->sources, input->source_count, sizeof *input->sources,
          compare_test_sources);
    struct snapshot *snapshot = snapshot_build(input);
    index_build(snapshot,
                input->policy != NULL ? input->policy : &policy_default);
    lint_attach(snapshot, media);
    return snapshot;
}

static inline struct snapshot *build_sorted(const struct build_input *input)
{
    return build_with_media(input, NULL);
}

#endif
