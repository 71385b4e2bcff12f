/* latin_test.c - slugs as hexo-util 3.3 makes them. */
#include "test.h"

#include "base/latin.h"

static void slugs_are_those_of_hexo(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"What's new in v1.2?", "What-s-new-in-v1-2"},
        {"this & that", "this-that"},
        {" a  b ", "a-b"},
        {"2.0 -- 3.0", "2-0-3-0"},
        {"Über Größe", "Uber-Grose"},
        {"snake_case", "snake-case"},
        {"日本語 の 見出し", "日本語-の-見出し"},
        {"Łódź æon Œuvre", "Lodz-aeon-OEuvre"},
        {"Й ё", "Й-ё"},
        {"a\tb", "ab"},
        {"a\xE3\x80\x80z", "a-z"},
        {"!!!", ""},
        {"", ""},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_slice_is(latin_slug(&arena, slice_of(cases[i][0])), cases[i][1]);
    assert_slice_is(latin_slug_lower(&arena, SLICE("ÉTÉ #2")), "ete-2");
    arena_release(&arena);
}

/* As Text::Unidecode has them. */
static void names_are_written_in_ascii(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"Größe: “Œuvre” – 5 €", "grosse: \"oeuvre\" - 5 eur"},
        {"Łódź Çelik Ørsted Þór", "lodz celik orsted thor"},
        {"Привет, мир! Щука", "privet, mir! shchuka"},
        {"Ёлка й", "iolka i"},
        {"☃ a", " a"},
    };
    struct arena arena = {0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_slice_is(latin_ascii(&arena, slice_of(cases[i][0])),
                        cases[i][1]);
    assert_null(latin_ascii(&arena, SLICE("a 中文")).data);
    assert_slice_is(latin_ascii_slug(&arena, SLICE("What's new -- in v1.2?")),
                    "what-s-new-in-v1-2");
    assert_slice_is(latin_ascii_slug(&arena, SLICE("!!")), "");
    assert_null(latin_ascii_slug(&arena, SLICE("語")).data);
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slugs_are_those_of_hexo),
        cmocka_unit_test(names_are_written_in_ascii),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
