/* language_tag_test.c - which words are languages, and how they are spelled. */
#include "test.h"

#include "layout/language_tag.h"

static void tags_have_one_spelling(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"fr", "fr"},       {"FR", "fr"},           {"pt-BR", "pt-BR"},
        {"pt_br", "pt-BR"}, {"zh-hant", "zh-Hant"}, {"ZH-HANT", "zh-Hant"},
        {"zu", "zu"},       {"aa", "aa"},           {"ES_419", "es-419"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_slice_is(language_tag(slice_of(cases[i][0]), &arena),
                        cases[i][1]);
    arena_release(&arena);
}

static void other_words_are_none(void **state)
{
    (void)state;
    static const char *const words[] = {
        "",    "f",     "xx",       "english", "fr-",    "fr-B", "fr-BRA",
        "go",  "go-BR", "fr-b1",    "1.2",     "fr BR",  "min",  "md",
        "a f", "fr--B", "fr-Hantx", "es-41",   "es-4190"};
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        assert_null(language_tag(slice_of(words[i]), &arena).data);
    assert_null(language_tag(SLICE_NONE, &arena).data);
    arena_release(&arena);
}

static void a_tag_begins_with_its_language(void **state)
{
    (void)state;
    assert_slice_is(language_primary(SLICE("pt-BR")), "pt");
    assert_slice_is(language_primary(SLICE("pt")), "pt");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_have_one_spelling),
        cmocka_unit_test(other_words_are_none),
        cmocka_unit_test(a_tag_begins_with_its_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
