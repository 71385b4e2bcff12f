/* vocabulary_test.c - words that are kept sorted. */
#include "test.h"

#include "search/vocabulary.h"

static void assert_words(struct vocabulary *vocabulary, const char *expected)
{
    char text[512] = "";
    size_t used = 0;
    const struct names *words = vocabulary_lock(vocabulary);
    for (size_t i = 0; i < words->count; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%.*s ",
                                 SLICE_FMT(words->items[i]));
    vocabulary_unlock(vocabulary);
    assert_string_equal(text, expected);
}

static void words_are_sorted_whenever_they_are_looked_at(void **state)
{
    (void)state;
    struct vocabulary *vocabulary = vocabulary_new();
    assert_words(vocabulary, "");
    assert_true(vocabulary_add(vocabulary, SLICE("pear")));
    assert_true(vocabulary_add(vocabulary, SLICE("apple")));
    assert_words(vocabulary, "apple pear ");
    assert_true(vocabulary_add(vocabulary, SLICE("zebra")));
    assert_true(vocabulary_add(vocabulary, SLICE("banana")));
    assert_true(vocabulary_add(vocabulary, SLICE("appl")));
    assert_words(vocabulary, "appl apple banana pear zebra ");
    assert_words(vocabulary, "appl apple banana pear zebra ");
    vocabulary_free(vocabulary);
}

static void a_word_is_kept_once_and_copied(void **state)
{
    (void)state;
    struct vocabulary *vocabulary = vocabulary_new();
    char word[] = "apple";
    assert_true(vocabulary_add(vocabulary, slice_of(word)));
    word[0] = 'b';
    assert_false(vocabulary_add(vocabulary, SLICE("apple")));
    assert_true(vocabulary_add(vocabulary, slice_of(word)));
    assert_words(vocabulary, "apple bpple ");
    vocabulary_free(vocabulary);
}

static void assert_forms(struct vocabulary *vocabulary, const char *lang,
                         const char *stem, const char *expected)
{
    struct arena arena = {0};
    char text[512] = "";
    size_t used = 0;
    const struct names forms =
        vocabulary_forms(vocabulary, slice_of(lang), slice_of(stem), &arena);
    for (size_t i = 0; i < forms.count; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%.*s ",
                                 SLICE_FMT(forms.items[i]));
    arena_release(&arena);
    assert_string_equal(text, expected);
}

static void words_are_found_by_their_stem_in_a_language(void **state)
{
    (void)state;
    static const char *const words[] = {"houses",  "house", "haus",  "hous",
                                        "caching", "2024",  "hauser"};
    struct vocabulary *vocabulary = vocabulary_new();
    assert_forms(vocabulary, "en", "hous", "");
    for (size_t i = 0; i < ARRAY_COUNT(words); i++)
        assert_true(vocabulary_add(vocabulary, slice_of(words[i])));
    /* Not "hous", which is the stem itself. */
    assert_forms(vocabulary, "en", "hous", "house houses ");
    assert_forms(vocabulary, "en-GB", "hous", "house houses ");
    assert_forms(vocabulary, "de", "haus", "hauser ");
    assert_forms(vocabulary, "de", "hous", "house houses ");
    assert_forms(vocabulary, "ja", "hous", "");
    assert_forms(vocabulary, "en", "2024", "");
    /* What comes later is in its place. */
    vocabulary_prepare(vocabulary, SLICE("en"));
    assert_true(vocabulary_add(vocabulary, SLICE("housed")));
    assert_true(vocabulary_add(vocabulary, SLICE("cache")));
    assert_forms(vocabulary, "en", "hous", "house housed houses ");
    assert_forms(vocabulary, "en", "cach", "cache caching ");
    vocabulary_clear(vocabulary);
    assert_forms(vocabulary, "en", "hous", "");
    vocabulary_free(vocabulary);
}

static void what_was_cleared_is_new_again(void **state)
{
    (void)state;
    struct vocabulary *vocabulary = vocabulary_new();
    assert_true(vocabulary_add(vocabulary, SLICE("apple")));
    vocabulary_clear(vocabulary);
    assert_words(vocabulary, "");
    assert_true(vocabulary_add(vocabulary, SLICE("apple")));
    assert_words(vocabulary, "apple ");
    vocabulary_free(vocabulary);
}

/* More at once than the list grows by, in an order that is not theirs. */
static void many_words_are_merged(void **state)
{
    (void)state;
    struct vocabulary *vocabulary = vocabulary_new();
    for (unsigned round = 0; round < 4; round++) {
        for (unsigned i = 0; i < 3000; i++) {
            char word[16];
            (void)snprintf(word, sizeof word, "w%05u",
                           (i * 7919 + round) % 12000);
            (void)vocabulary_add(vocabulary, slice_of(word));
        }
        const struct names *words = vocabulary_lock(vocabulary);
        for (size_t i = 1; i < words->count; i++)
            assert_true(slice_compare(words->items[i - 1], words->items[i]) <
                        0);
        vocabulary_unlock(vocabulary);
    }
    vocabulary_free(vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_sorted_whenever_they_are_looked_at),
        cmocka_unit_test(a_word_is_kept_once_and_copied),
        cmocka_unit_test(words_are_found_by_their_stem_in_a_language),
        cmocka_unit_test(what_was_cleared_is_new_again),
        cmocka_unit_test(many_words_are_merged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
