/* cases.h - reads the files of tests/cases/search. */
#ifndef TESTS_UNIT_SEARCH_CASES_H
#define TESTS_UNIT_SEARCH_CASES_H

#include "test.h"

/* str_release() ends it. */
static inline struct str read_cases(const char *path)
{
    struct str all = {0};
    char part[4096];
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t size;
    while ((size = fread(part, 1, sizeof part, file)) > 0)
        str_append(&all, (struct slice){part, size});
    (void)fclose(file);
    return all;
}

#endif
