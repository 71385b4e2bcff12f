/* sieve_test.c - which words of a text are worth a look. */
#include "test.h"

#include "search/sieve.h"

/* The words of a text that are let through, apart by spaces. */
static void sift(const struct sieve *sieve, struct slice text, struct str *out)
{
    size_t end;
    for (size_t at = 0; (at = sieve_next(sieve, text, at)) < text.size;
         at = end + 1) {
        end = slice_find_char(text, at, ' ');
        if (out->size > 0)
            str_append_char(out, ' ');
        str_append(out, slice_sub(text, at, end));
    }
}

static void check(const char *lang, const char *form, const char *text,
                  const char *expected)
{
    struct stemmers *stemmers = stemmers_new();
    struct sieve sieve;
    struct str out = {0};
    sieve_init(&sieve, stemmers_find(stemmers, slice_of(lang)));
    sieve_add(&sieve, slice_of(form));
    sift(&sieve, slice_of(text), &out);
    assert_slice_is(str_slice(&out), expected);
    str_release(&out);
    stemmers_free(stemmers);
}

static void words_count_that_begin_alike(void **state)
{
    (void)state;
    check("en", "caching", "The Cache-control Caches can tell of C++ c ca x",
          "Cache-control Caches can ca");
    check("en", "c", "The Cache c C++ xc", "Cache c C++");
    check("en", "c++", "The Cache c C++ c-d", "c C++ c-d");
    check("en", "10", "9 10 v10 v9 x10 1x", "10 v10");
    check("en", "die", "dying diet dead", "dying diet");
    check("en", "", "dying", "");
}

static void accents_and_wide_letters_count_as_their_letters(void **state)
{
    (void)state;
    check("fr", "etude", "\xC3\x89tude \xC3\xA9t\xC3\xA9 Etude ete Autre",
          "\xC3\x89tude \xC3\xA9t\xC3\xA9 Etude ete");
    check("en", "file", "\xEF\xAC\x81le \xEF\xBC\xA6ile x", /* fi, wide F */
          "\xEF\xAC\x81le \xEF\xBC\xA6ile");
    check("en", "file", "f\xC3\xA9 x", "f\xC3\xA9"); /* not so easily told */
    /* Russian: "i" and a breve are a short "i". */
    check("ru", "\xD0\xB9\xD0\xBE\xD0\xB4",
          "\xD0\x98\xCC\x86\xD0\xBE\xD0\xB4 \xD0\x99\xD0\xBE "
          "\xD0\xB4\xD0\xBE\xD0\xBC \xD0\xB8",
          "\xD0\x98\xCC\x86\xD0\xBE\xD0\xB4 \xD0\x99\xD0\xBE");
}

static void characters_without_spaces_count_by_themselves(void **state)
{
    (void)state;
    struct stemmers *stemmers = stemmers_new();
    struct sieve sieve;
    struct slice text =
        SLICE("\xE5\x85\xA8\xE6\x96\x87\xE6\xA4\x9C\xE7\xB4\xA2"); /* 4 */
    sieve_init(&sieve, stemmers_find(stemmers, SLICE("ja")));
    sieve_add(&sieve, slice_sub(text, 6, 12));
    assert_int_equal(sieve_next(&sieve, text, 0), 6);
    assert_int_equal(sieve_next(&sieve, text, 9), text.size);
    stemmers_free(stemmers);
}

static void every_word_counts_where_stems_lose_the_first_letter(void **state)
{
    (void)state;
    check("id", "baca", "membaca dibaca", "membaca dibaca");
    check("en", "baca", "membaca dibaca", "");
    check("fi", "ti", "tty oma", "tty"); /* it keeps one letter */
    check("en", "ti", "tty oma", "");
}

/* What a sieve relies on, for words of which stemmers may think so. */
static void stems_keep_the_letters_that_they_should(void **state)
{
    (void)state;
    static const char *const words[] = {"dying",
                                        "lying",
                                        "skies",
                                        "ugly",
                                        "oed",
                                        "ability",
                                        "eaten",
                                        "aal",
                                        "ijs",
                                        "yes",
                                        "ubuntu",
                                        "abi",
                                        "tty",
                                        "ssl",
                                        "gegeben",
                                        "ooievaar",
                                        "naaien",
                                        "uit",
                                        "\xC3\xBC"
                                        "ber",
                                        "\xC3\xA9t\xC3\xA9s",
                                        "\xC3\xB8rer",
                                        "\xC5\xBE"
                                        "od\xC5\xBE"
                                        "iai",
                                        "\xD1\x8F\xD0\xBC\xD1\x8B",
                                        "\xD0\xB5\xD1\x91"};
    static const char *const languages[] = {
        "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr",
        "ga", "hi", "hu", "hy", "id", "it", "lt", "ne", "nl", "no",
        "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"};
    struct stemmers *stemmers = stemmers_new();
    for (size_t i = 0; i < ARRAY_COUNT(languages); i++) {
        struct language *language =
            stemmers_find(stemmers, slice_of(languages[i]));
        for (size_t j = 0; j < ARRAY_COUNT(words); j++) {
            struct words walk;
            struct word word;
            struct sieve sieve;
            struct slice text = slice_of(words[j]);
            words_begin(&walk, text, slice_of(languages[i]), stemmers);
            assert_true(words_next(&walk, &word));
            sieve_init(&sieve, language);
            sieve_add(&sieve, word.stem.size > 0 ? word.stem : word.text);
            if (sieve_next(&sieve, text, 0) != 0)
                fail_msg("%s: %s has the stem %.*s", languages[i], words[j],
                         SLICE_FMT(word.stem));
            words_release(&walk);
        }
    }
    stemmers_free(stemmers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_count_that_begin_alike),
        cmocka_unit_test(accents_and_wide_letters_count_as_their_letters),
        cmocka_unit_test(characters_without_spaces_count_by_themselves),
        cmocka_unit_test(every_word_counts_where_stems_lose_the_first_letter),
        cmocka_unit_test(stems_keep_the_letters_that_they_should),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
