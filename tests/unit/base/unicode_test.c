/* unicode_test.c - letters of all scripts. */
#include "test.h"

#include "base/unicode.h"

struct pair {
    const char *input, *expected;
};

static void check_pairs(struct slice (*convert)(struct arena *, struct slice),
                        const struct pair *pairs, size_t count)
{
    struct arena arena = {0};
    for (size_t i = 0; i < count; i++)
        assert_slice_is(convert(&arena, slice_of(pairs[i].input)),
                        pairs[i].expected);
    arena_release(&arena);
}

#define CHECK(convert, pairs)                                                  \
    check_pairs(convert, pairs, sizeof(pairs) / sizeof(pairs)[0])

static void the_first_invalid_byte_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } cases[] = {
        {"", 0},      /* valid: the end */
        {"plain", 5}, /* valid */
        {"a\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", 10},
        {"ab\xFF", 2},           /* no byte of UTF-8 */
        {"ab\xC3", 2},           /* cut off */
        {"ab\xC3(", 2},          /* not continued */
        {"\xC0\xAF", 0},         /* overlong */
        {"\xED\xA0\x80", 0},     /* a surrogate */
        {"\xF4\x90\x80\x80", 0}, /* beyond U+10FFFF */
        {"\x80", 0},             /* continuation of nothing */
    };
    for (size_t i = 0; i < ARRAY_COUNT(cases); i++)
        assert_int_equal(utf8_find_invalid(slice_of(cases[i].text)),
                         cases[i].at);
    assert_int_equal(utf8_find_invalid(SLICE("a\0b")), 3);
    assert_int_equal(utf8_find_invalid(SLICE_NONE), 0);
}

static void repaired_text_is_valid_and_keeps_the_rest(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"", ""},
        {"ok \xC3\xA4", "ok \xC3\xA4"},
        {"a\xFF"
         "b",
         "a\xEF\xBF\xBD"
         "b"},
        {"a\xC3", "a\xEF\xBF\xBD"},
        {"\xFF\xFE", "\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    CHECK(utf8_repair, pairs);
    struct arena arena = {0};
    assert_int_equal(utf8_repair(&arena, SLICE("a\0\xFF")).size, 5);
    arena_release(&arena);
}

static void code_points_are_read_one_by_one(void **state)
{
    (void)state;
    struct slice text = SLICE("a\xC3\xA4\xF0\x9F\x98\x80\xFFz");
    static const int32_t expected[] = {'a', 0xE4, 0x1F600, 0xFFFD, 'z'};
    size_t at = 0;
    for (size_t i = 0; i < 5; i++)
        assert_int_equal(utf8_next(text, &at), expected[i]);
    assert_int_equal(at, text.size);
}

static void a_sequence_cut_off_at_the_end_is_not_read_beyond(void **state)
{
    (void)state;
    static const char bytes[] = {'a', (char)0xE2, (char)0x82};
    struct slice text = {bytes, sizeof bytes};
    size_t at = 1;
    assert_int_equal(utf8_next(text, &at), 0xFFFD);
    assert_int_equal(at, 2);
}

static void code_points_are_written_as_they_are_read(void **state)
{
    (void)state;
    static const int32_t samples[] = {'a',   0x7F,   0x80,    0x7FF,
                                      0x800, 0xFFFD, 0x10000, 0x10FFFF};
    struct str out = {0};
    for (size_t i = 0; i < 8; i++)
        utf8_append(&out, samples[i]);
    size_t at = 0;
    for (size_t i = 0; i < 8; i++)
        assert_int_equal(utf8_next(str_slice(&out), &at), samples[i]);
    str_release(&out);
}

static void letters_marks_and_the_rest_are_told_apart(void **state)
{
    (void)state;
    static const int32_t letters[] = {'a',    'Z',   '5',   0xE4,  0x416,
                                      0x4E00, 0x905, 0x661, 0xAC00};
    static const int32_t others[] = {'-', '_', ' ', '.', 0x2014, 0x1F600, 0x20};
    for (size_t i = 0; i < ARRAY_COUNT(letters); i++)
        assert_true(unicode_is_letter_or_digit(letters[i]));
    for (size_t i = 0; i < ARRAY_COUNT(others); i++)
        assert_false(unicode_is_letter_or_digit(others[i]));
    assert_true(unicode_is_mark(0x301));
    assert_true(unicode_is_mark(0x93F));
    assert_false(unicode_is_mark('a'));
}

static void scripts_without_blanks_are_known(void **state)
{
    (void)state;
    static const int32_t inside[] = {0x4E00, 0x3042,  0x30A2, 0xAC00,
                                     0x3005, 0x20000, 0xFF71};
    static const int32_t outside[] = {'a', 0xE4, 0x416, 0x5D0, 0x1F600, 0x3001};
    for (size_t i = 0; i < ARRAY_COUNT(inside); i++)
        assert_true(unicode_is_cjk(inside[i]));
    for (size_t i = 0; i < ARRAY_COUNT(outside); i++)
        assert_false(unicode_is_cjk(outside[i]));
}

static void characters_are_as_wide_as_terminals_show_them(void **state)
{
    (void)state;
    assert_int_equal(unicode_width('a'), 1);
    assert_int_equal(unicode_width(0xE4), 1);
    assert_int_equal(unicode_width(0x4E00), 2);
    assert_int_equal(unicode_width(0xFF21), 2);
    assert_int_equal(unicode_width(0x1F600), 2);
    assert_int_equal(unicode_width(0x301), 0);
    assert_int_equal(unicode_width(0x1B), 0);
}

static void lower_case_is_not_only_ascii(void **state)
{
    (void)state;
    assert_int_equal(unicode_to_lower('A'), 'a');
    assert_int_equal(unicode_to_lower('['), '[');
    assert_int_equal(unicode_to_lower(0xC4), 0xE4);
    assert_int_equal(unicode_to_lower(0x416), 0x436);
    assert_int_equal(unicode_to_lower(0x4E00), 0x4E00);
}

static void names_are_composed(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"plain", "plain"},
        {"u\xCC\x88", "\xC3\xBC"},
        {"\xC3\xBC", "\xC3\xBC"},
        {"", ""},
    };
    CHECK(unicode_nfc, pairs);
}

static void folding_makes_look_ups_blind_for_case(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"JavaScript", "javascript"},
        {"STRASSE", "strasse"},
        {"Stra\xC3\x9F"
         "e",
         "strasse"},
        {"\xC3\x84", "\xC3\xA4"},
        {"A\xCC\x88", "\xC3\xA4"},
        {"\xD0\x96", "\xD0\xB6"},
        {"", ""},
    };
    CHECK(unicode_casefold, pairs);
}

static void a_search_ignores_case_and_latin_and_greek_accents(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"Caf\xC3\xA9", "cafe"},
        {"CAFE\xCC\x81", "cafe"},
        {"\xC3\x84pfel", "apfel"},
        {"\xE1\xBA\xBF", "e"},
        {"\xC5\x81\xC3\xB3"
         "d\xC5\xBA",
         "lodz"},
        {"\xCE\x86\xCE\xAD", "\xCE\xB1\xCE\xB5"},
        {"\xD0\x99\xD0\x81", "\xD0\xB9\xD0\xB5"},
        {"\xE3\x81\x8C\xED\x95\x9C", "\xE3\x81\x8C\xED\x95\x9C"},
        {"", ""},
    };
    CHECK(unicode_search, pairs);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct str out = {0};
        unicode_append_search(&out, slice_of(pairs[i].input));
        assert_slice_is(str_slice(&out), pairs[i].expected);
        str_release(&out);
    }
}

static void names_become_slugs(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"Hello World", "hello-world"},
        {"  Hello,  World!  ", "hello-world"},
        {"C", "c"},
        {"C++", "cplusplus"},
        {"F#", "fsharp"},
        {"Caf\xC3\xA9", "cafe"},
        {"Cafe\xCC\x81", "cafe"},
        {"Stra\xC3\x9F"
         "e",
         "strasse"},
        {"\xC3\x98rsted \xC5\x81\xC3\xB3"
         "d\xC5\xBA",
         "orsted-lodz"},
        /* Only Latin and Greek letters lose their marks. */
        {"\xD0\x99\xD0\xB8", "\xD0\xB9\xD0\xB8"},
        {"\xD0\xB8\xCC\x86", "\xD0\xB9"},
        {"\xD1\x91\xD1\x97", "\xD1\x91\xD1\x97"},
        {"\xCE\x86\xE1\xBC\x80", "\xCE\xB1\xCE\xB1"},
        {"don't", "dont"},
        {"don\xE2\x80\x99t", "dont"},
        {"\xE6\x97\xA5\xE6\x9C\xAC", "\xE6\x97\xA5\xE6\x9C\xAC"},
        {"\xED\x95\x9C\xEA\xB5\xAD", "\xED\x95\x9C\xEA\xB5\xAD"},
        {"a/b_c.d", "a-b-c-d"},
        {"--a--", "a"},
        {"!!!", ""},
        {"", ""},
    };
    CHECK(unicode_slug, pairs);
}

static void file_names_become_readable(void **state)
{
    (void)state;
    static const struct pair pairs[] = {
        {"hello-big_world", "Hello big world"},
        {"-a--b-", "A b"},
        {"\xC3\xA4pfel", "\xC3\x84pfel"},
        {"v1.2", "V1.2"},
        {"", ""},
    };
    CHECK(unicode_readable, pairs);
}

static void truncated_text_ends_with_a_whole_character(void **state)
{
    (void)state;
    struct slice text = SLICE("a\xE2\x82\xAC"
                              "b");
    static const size_t sizes[] = {0, 1, 1, 1, 4, 5, 5};
    for (size_t max = 0; max < 7; max++)
        assert_int_equal(utf8_truncate(text, max).size, sizes[max]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_invalid_byte_is_named),
        cmocka_unit_test(repaired_text_is_valid_and_keeps_the_rest),
        cmocka_unit_test(code_points_are_read_one_by_one),
        cmocka_unit_test(a_sequence_cut_off_at_the_end_is_not_read_beyond),
        cmocka_unit_test(code_points_are_written_as_they_are_read),
        cmocka_unit_test(letters_marks_and_the_rest_are_told_apart),
        cmocka_unit_test(scripts_without_blanks_are_known),
        cmocka_unit_test(characters_are_as_wide_as_terminals_show_them),
        cmocka_unit_test(lower_case_is_not_only_ascii),
        cmocka_unit_test(names_are_composed),
        cmocka_unit_test(folding_makes_look_ups_blind_for_case),
        cmocka_unit_test(a_search_ignores_case_and_latin_and_greek_accents),
        cmocka_unit_test(names_become_slugs),
        cmocka_unit_test(file_names_become_readable),
        cmocka_unit_test(truncated_text_ends_with_a_whole_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
