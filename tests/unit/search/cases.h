/* cases.h - reads the files of tests/cases/search, and what else these tests
 * share. */
#ifndef TESTS_UNIT_SEARCH_CASES_H
#define TESTS_UNIT_SEARCH_CASES_H

#include "test.h"

#include "search/vocabulary.h"
#include "search/words.h"

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

/* The words of a text as an index knows them; vocabulary_free() ends it. */
static inline struct vocabulary *vocabulary_of(struct slice text)
{
    struct vocabulary *vocabulary = vocabulary_new();
    struct words words;
    struct word word;
    words_begin(&words, text, SLICE_NONE, NULL);
    while (words_next(&words, &word))
        (void)vocabulary_add(vocabulary, word.text);
    words_release(&words);
    return vocabulary;
}

#endif
