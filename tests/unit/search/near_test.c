/* near_test.c - similar words. */
#include "test.h"

#include "base/nearest.h"
#include "search/near.h"
#include "search/words.h"

#include <stdlib.h>

static int compare(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left,
                         *(const struct slice *)right);
}

static void the_tolerance_grows_with_the_length(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        unsigned tolerance;
    } cases[] = {
        {"", 0},
        {"cac", 0},
        {"cach", 1}, /* a letter may be missing */
        {"cache", 1},
        {"header", 1},
        {"headers", 2}, /* of nine letters two may be missing */
        {"headings", 2},
        {"expiredly", 2},
        {"2024", 0},
        {"20240131", 0}, /* a number */
        {"es2015", 0},
        {"utf8proc", 2},
        {"\xD0\xBC\xD0\xB8\xD1\x80", 0},                 /* three letters */
        {"\xD0\xBC\xD0\xB8\xD1\x80\xD1\x8B\xD0\xB0", 1}, /* five */
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(near_tolerance(slice_of(cases[i].word)),
                         cases[i].tolerance);
}

static void edits_are_of_characters(void **state)
{
    (void)state;
    static const struct {
        const char *wanted, *word;
        unsigned distance; /* 3: more than two */
    } cases[] = {
        {"cache", "cache", 0},
        {"cachng", "caching", 1},   /* one is missing */
        {"cachinng", "caching", 1}, /* one is too many */
        {"xaching", "caching", 1},  /* another */
        {"cacihng", "caching", 1},  /* two are swapped */
        {"acching", "caching", 1},  /* at the start */
        {"cachign", "caching", 1},  /* at the end */
        {"acchign", "caching", 2},
        {"aching", "caching", 1},
        {"cachi", "caching", 2},
        {"cach", "caching", 3},
        {"caching", "cach", 3},
        {"", "ab", 2},
        {"ab", "", 2},
        {"ca", "abc", 3}, /* no edit between what was swapped */
        {"\xD0\xBC\xD0\xB8\xD1\x80", "\xD0\xBC\xD0\xB0\xD1\x80", 1},
        {"\xD0\xBC\xD0\xB8\xD1\x80", "\xD0\xB8\xD0\xBC\xD1\x80", 1},
        {"\xF0\x9F\x91\x8D", "a", 1},
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
        struct arena arena = {0};
        struct slice word = slice_of(cases[i].word);
        const struct names vocabulary = {&word, 1};
        struct near_word *found;
        for (unsigned max = 0; max <= 2; max++) {
            size_t count = near_find(slice_of(cases[i].wanted), &vocabulary,
                                     max, &arena, &found);
            assert_int_equal(count, cases[i].distance <= max ? 1 : 0);
            if (count == 1)
                assert_int_equal(found[0].distance, cases[i].distance);
        }
        arena_release(&arena);
    }
}

/* The next word of a few letters, so that many are near each other. */
static struct slice make_word(struct arena *arena, unsigned *seed)
{
    char letters[8];
    *seed = *seed * 1103515245 + 12345;
    size_t size = 1 + (*seed >> 16) % sizeof letters;
    for (size_t i = 0; i < size; i++) {
        *seed = *seed * 1103515245 + 12345;
        letters[i] = (char)('a' + (*seed >> 16) % 4);
    }
    return arena_copy(arena, (struct slice){letters, size});
}

static void all_words_are_found_that_are_near(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct slice words[3000];
    const struct names vocabulary = {words, ARRAY_COUNT(words)};
    unsigned seed = 1;
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        words[i] = make_word(&arena, &seed);
    qsort(words, ARRAY_COUNT(words), sizeof words[0], compare);
    for (unsigned round = 0; round < 200; round++) {
        struct slice wanted = make_word(&arena, &seed);
        unsigned max = round % 3;
        struct near_word *found;
        size_t expected = 0, count;
        count = near_find(wanted, &vocabulary, max, &arena, &found);
        for (size_t i = 0; i < ARRAY_COUNT(words); i++)
            expected += edit_distance(wanted, words[i], max) <= max ? 1 : 0;
        assert_int_equal(count,
                         expected < NEAR_MAX_WORDS ? expected : NEAR_MAX_WORDS);
        for (size_t i = 0; i < count; i++)
            assert_int_equal(found[i].distance,
                             edit_distance(wanted, found[i].word, max));
    }
    arena_release(&arena);
}

static void of_too_many_the_nearest_are_kept(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct slice words[NEAR_MAX_WORDS + 10];
    const struct names vocabulary = {words, ARRAY_COUNT(words)};
    for (size_t i = 0; i < NEAR_MAX_WORDS + 9; i++)
        words[i] = SLICE("caaaaaabb");
    words[NEAR_MAX_WORDS + 9] = SLICE("caaaaaacd");
    struct near_word *found;
    assert_int_equal(
        near_find(SLICE("caaaaaacd"), &vocabulary, 2, &arena, &found),
        NEAR_MAX_WORDS);
    unsigned nearest = 2;
    for (size_t i = 0; i < NEAR_MAX_WORDS; i++)
        nearest = found[i].distance < nearest ? found[i].distance : nearest;
    assert_int_equal(nearest, 0);
    arena_release(&arena);
}

static void long_words_and_empty_vocabularies_are_no_trouble(void **state)
{
    (void)state;
    struct arena arena = {0};
    char letters[WORD_MAX_BYTES + 20];
    (void)memset(letters, 'a', sizeof letters);
    struct slice words[] = {{letters, WORD_MAX_BYTES - 1},
                            {letters, WORD_MAX_BYTES},
                            {letters, sizeof letters}};
    const struct names vocabulary = {words, ARRAY_COUNT(words)};
    const struct names nothing = {NULL, 0};
    struct near_word *found;
    assert_int_equal(near_find(words[1], &vocabulary, 2, &arena, &found), 2);
    assert_int_equal(near_find(words[2], &vocabulary, 2, &arena, &found), 2);
    assert_int_equal(near_find(words[1], &nothing, 2, &arena, &found), 0);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_tolerance_grows_with_the_length),
        cmocka_unit_test(edits_are_of_characters),
        cmocka_unit_test(all_words_are_found_that_are_near),
        cmocka_unit_test(of_too_many_the_nearest_are_kept),
        cmocka_unit_test(long_words_and_empty_vocabularies_are_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
