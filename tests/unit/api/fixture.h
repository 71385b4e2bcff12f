/* fixture.h - one site, built before the first test of a file and asked by
 * all of them.
 *
 *     static const struct file files[] = {{"posts/a.md", "---\n..."}};
 *     return RUN_ON_SITE(files, tests); */
#ifndef TESTS_UNIT_API_FIXTURE_H
#define TESTS_UNIT_API_FIXTURE_H

#include "api/answers.h"

static struct snapshot *snapshot;

static inline int release_site(void **state)
{
    (void)state;
    snapshot_unref(snapshot);
    return 0;
}

#define RUN_ON_SITE(files, tests)                                              \
    (snapshot = prepared(files, ARRAY_COUNT(files)),                           \
     cmocka_run_group_tests(tests, NULL, release_site))

#endif
