/* words_test.c - what the words of a text are, in many languages. The cases are
 * in cases/search/words.txt. */
#include "cases.h"

#define CASES "cases/search/words.txt"

/* Appends a word as the cases write it. */
static void append_word(struct str *out, const struct word *word,
                        struct language *language)
{
    struct str buffer = {0};
    if (out->size > 0)
        str_append_char(out, ' ');
    if (word->kind == WORD_BESIDE)
        str_append_char(out, '=');
    str_append(out, word->text);
    if (word->stem.data != NULL)
        str_appendf(out, "//%.*s", SLICE_FMT(word->stem));
    struct slice stem = language != NULL && word->kind == WORD_PLAIN
                            ? words_stem_of(language, word->text, &buffer)
                            : SLICE_NONE;
    if (word->stem.data == NULL && stem.data != NULL)
        str_appendf(out, "/%.*s", SLICE_FMT(stem));
    str_release(&buffer);
    if (word->kind == WORD_LAST)
        str_append_char(out, '.');
}

static void append_words(struct str *out, struct slice text, struct slice lang,
                         struct stemmers *stemmers)
{
    struct words words;
    struct word word;
    size_t start = 0;
    words_begin(&words, text, lang, stemmers);
    while (words_next(&words, &word)) {
        assert_true(word.start < word.end && word.end <= text.size);
        assert_true(word.start >= start);
        assert_true(word.text.size > 0);
        assert_true(word.text.size <= WORD_MAX_BYTES);
        start = word.start;
        append_word(out, &word, words.language);
    }
    words_release(&words);
}

/* Counts the cases that went wrong, and prints them. */
static size_t check_case(struct slice line, struct stemmers *stemmers)
{
    struct slice lang, text, expected;
    struct str found = {0};
    assert_true(slice_cut(&line, '|', &lang));
    assert_true(slice_cut(&line, '|', &text));
    assert_true(slice_cut(&line, '|', &expected));
    lang = slice_trim(lang);
    expected = slice_trim(expected);
    append_words(&found, slice_trim(text),
                 slice_is(lang, "-") ? SLICE_NONE : lang, stemmers);
    bool is_right = slice_equal(str_slice(&found), expected) ||
                    found.size + expected.size == 0;
    if (!is_right)
        print_error("%.*s|%.*s\n  found:    %.*s\n  expected: %.*s\n",
                    SLICE_FMT(lang), SLICE_FMT(text),
                    SLICE_FMT(str_slice(&found)), SLICE_FMT(expected));
    str_release(&found);
    return is_right ? 0 : 1;
}

/* Twice, since a stem that is remembered must be the same. */
static void texts_have_the_words_that_the_cases_say(void **state)
{
    (void)state;
    struct str all = read_cases(CASES);
    struct stemmers *stemmers = stemmers_new();
    size_t count = 0, wrong = 0;
    for (int i = 0; i < 2; i++) {
        struct slice rest = str_slice(&all), line;
        while (slice_cut(&rest, '\n', &line)) {
            if (line.size == 0 || line.data[0] == '#')
                continue;
            wrong += check_case(line, stemmers);
            count++;
        }
    }
    stemmers_free(stemmers);
    str_release(&all);
    assert_true(count > 100);
    assert_int_equal(wrong, 0);
}

static void without_stemmers_there_are_no_stems(void **state)
{
    (void)state;
    struct str found = {0};
    append_words(&found, SLICE("Die H\xC3\xA4user caching"), SLICE("de"), NULL);
    assert_slice_is(str_slice(&found), "die hauser caching");
    str_release(&found);
}

static void a_long_word_is_cut_between_characters(void **state)
{
    (void)state;
    struct stemmers *stemmers = stemmers_new();
    struct str text = {0}, found = {0};
    for (int i = 0; i < 100000; i++)
        str_append_text(&text, "a");
    append_words(&found, str_slice(&text), SLICE("en"), stemmers);
    assert_int_equal(found.size, WORD_MAX_BYTES);
    str_clear(&text);
    str_clear(&found);
    for (int i = 0; i < 100000; i++)
        str_append_text(&text, "\xD0\x96"); /* Cyrillic */
    append_words(&found, str_slice(&text), SLICE_NONE, stemmers);
    assert_int_equal(found.size, WORD_MAX_BYTES);
    str_clear(&text);
    str_append_text(&text, "e");
    for (int i = 0; i < 100000; i++)
        str_append_text(&text, "\xCC\x81"); /* accents */
    str_clear(&found);
    append_words(&found, str_slice(&text), SLICE_NONE, stemmers);
    assert_slice_is(str_slice(&found), "e");
    str_release(&text);
    str_release(&found);
    stemmers_free(stemmers);
}

static void marks_and_joiners_without_a_letter_are_no_words(void **state)
{
    (void)state;
    struct str found = {0};
    append_words(&found,
                 SLICE("\xCC\x81 \xE2\x80\x8D \xC2\xAD\xD9\x80 \xEF\xB8\x8F"),
                 SLICE_NONE, NULL);
    assert_int_equal(found.size, 0);
    append_words(&found, SLICE("a\0b"), SLICE_NONE, NULL);
    assert_slice_is(str_slice(&found), "a b");
    str_release(&found);
}

/* More words than are remembered, and then the first ones again. */
static void what_is_pushed_out_of_memory_is_found_again(void **state)
{
    (void)state;
    struct stemmers *stemmers = stemmers_new();
    struct str text = {0}, first = {0}, second = {0};
    for (unsigned i = 0; i < 30000; i++)
        str_appendf(&text, "%c%c%cing\xC3\xA4s %c%c%cing ", 'a' + (i % 26),
                    'a' + (i / 26 % 26), 'a' + (i / 676 % 26), 'a' + (i % 26),
                    'a' + (i / 26 % 26), 'a' + (i / 676 % 26));
    append_words(&first, str_slice(&text), SLICE("en"), stemmers);
    append_words(&second, str_slice(&text), SLICE("en"), stemmers);
    assert_true(slice_equal(str_slice(&first), str_slice(&second)));
    str_release(&text);
    str_release(&first);
    str_release(&second);
    stemmers_free(stemmers);
}

static void languages_with_a_stemmer_are_known(void **state)
{
    (void)state;
    assert_true(stemmers_know(SLICE("de")));
    assert_true(stemmers_know(SLICE("pt-BR")));
    assert_true(stemmers_know(SLICE("EN_us")));
    assert_false(stemmers_know(SLICE("ja")));
    assert_false(stemmers_know(SLICE("english")));
    assert_false(stemmers_know(SLICE("")));
    assert_false(stemmers_know(SLICE_NONE));
    stemmers_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_have_the_words_that_the_cases_say),
        cmocka_unit_test(without_stemmers_there_are_no_stems),
        cmocka_unit_test(a_long_word_is_cut_between_characters),
        cmocka_unit_test(marks_and_joiners_without_a_letter_are_no_words),
        cmocka_unit_test(what_is_pushed_out_of_memory_is_found_again),
        cmocka_unit_test(languages_with_a_stemmer_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
