/* casefold_test.c - folding of much text says what folding says. */
#include "test.h"

#include "base/unicode.h"

static void check(struct slice text)
{
    struct arena arena = {0};
    struct str fast = {0};
    struct slice slow = unicode_casefold(&arena, text);
    str_append_text(&fast, "before");
    unicode_append_casefold(&fast, text);
    struct slice got = slice_from(str_slice(&fast), 6);
    if (!slice_equal(got, slow))
        fail_msg("'%.*s' is folded to '%.*s' and not to '%.*s'",
                 SLICE_FMT(text), SLICE_FMT(got), SLICE_FMT(slow));
    str_release(&fast);
    arena_release(&arena);
}

static void every_code_point_is_folded_as_it_is_alone(void **state)
{
    (void)state;
    for (int32_t c = 1; c < 0x20000; c++) {
        struct str text = {0};
        if (c >= 0xD800 && c < 0xE000)
            continue;
        str_append_char(&text, 'A');
        utf8_append(&text, c);
        str_append_char(&text, 'Z');
        check(str_slice(&text));
        str_release(&text);
    }
}

static void texts_are_folded_as_a_whole(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "PLAIN Text",
        "Grüße aus der STRASSE, ÄÖÜ und ß",
        "ΑΒΓ Σίσυφος ΟΔΟΣ",
        "Привет МИР",
        "日本語のテキスト、かな",
        "한국어 TEXT",
        "e\xCC\x81t\xC3\xA9 E\xCC\x81", /* a mark, and the letter with it */
        "K\xE2\x84\xAA \xC5\xBF \xEF\xAC\x81",  /* Kelvin, long s, ligature */
        "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", /* Hangul in parts */
        "smile \xF0\x9F\x98\x80 \xE2\x80\x9CQuoted\xE2\x80\x9D \xE2\x80\x94",
        "\xE3\x81\x8B\xE3\x82\x99", /* ka and a voiced mark */
        "İstanbul ŉ ǰ",
    };
    for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
        check(slice_of(texts[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_is_folded_as_it_is_alone),
        cmocka_unit_test(texts_are_folded_as_a_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
