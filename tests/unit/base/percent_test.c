/* percent_test.c - percent-encoding, undone once and strictly. */
#include "test.h"

#include "base/percent.h"

struct example {
    const char *text, *plus_kept, *plus_space; /* NULL: refused */
};

static void check(const char *text, bool plus_is_space, const char *wanted)
{
    struct arena arena = {0};
    struct slice decoded = SLICE("untouched");
    bool ok = percent_decode(slice_of(text), plus_is_space, &arena, &decoded);
    assert_int_equal(ok, wanted != NULL);
    assert_slice_is(decoded, wanted != NULL ? wanted : "untouched");
    arena_release(&arena);
}

static void what_is_encoded_is_decoded_once(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"", "", ""},
        {"abc", "abc", "abc"},
        {"a+b", "a+b", "a b"},
        {"a%2Bb", "a+b", "a+b"},
        {"%41%6a%6A", "Ajj", "Ajj"},
        {"%2541", "%41", "%41"},
        {"caf%C3%A9", "caf\xC3\xA9", "caf\xC3\xA9"},
        {"%2F", "/", "/"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        check(examples[i].text, false, examples[i].plus_kept);
        check(examples[i].text, true, examples[i].plus_space);
    }
}

static void what_is_no_encoding_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "%",   "a%",  "%4",     "%4g",    "%g4", "%%41",
        "%00", "%-1", "%C3%28", "caf%E9", "%FF", "%ED%A0%80",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        check(texts[i], true, NULL);
}

static void raw_bytes_are_taken_if_they_are_text(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct slice decoded;
    check("caf\xC3\xA9", true, "caf\xC3\xA9");
    check("caf\xE9", true, NULL);
    assert_false(percent_decode(SLICE("a\0b"), true, &arena, &decoded));
    arena_release(&arena);
}

/* People write addresses by hand: "100%.md" is a file. */
static void what_is_no_escape_stays(void **state)
{
    (void)state;
    static const struct {
        const char *text, *wanted;
        bool is_changed;
    } examples[] = {
        {"", "", false},        {"a b+c", "a b+c", false},
        {"a%20b", "a b", true}, {"100%", "100%", false},
        {"%4", "%4", false},    {"%zz%41", "%zzA", true},
        {"%2541", "%41", true}, {"%FF", "\xFF", true},
    };
    for (size_t i = 0; i < ARRAY_COUNT(examples); i++) {
        struct str out = {0};
        str_append_text(&out, "<");
        bool is_changed =
            percent_append_decoded(&out, slice_of(examples[i].text));
        assert_int_equal(is_changed, examples[i].is_changed);
        assert_slice_is(slice_from(str_slice(&out), 1), examples[i].wanted);
        str_release(&out);
    }
}

static void a_path_keeps_what_may_stand_in_one(void **state)
{
    (void)state;
    static const struct {
        const char *path, *whole, *least;
    } examples[] = {
        {"/a/b-c.d_e~f", "/a/b-c.d_e~f", "/a/b-c.d_e~f"},
        {"/q?uest#hash", "/q%3Fuest%23hash", "/q%3Fuest%23hash"},
        {"/100%", "/100%25", "/100%25"},
        {"/a%20b", "/a%2520b", "/a%2520b"},
        {"/what's (new)", "/what%27s%20%28new%29", "/what's%20(new)"},
        {"/a+b,c;d=e@f:g", "/a%2Bb%2Cc%3Bd%3De%40f%3Ag", "/a+b,c;d=e@f:g"},
        {"/[a]|b^c", "/%5Ba%5D%7Cb%5Ec", "/%5Ba%5D%7Cb%5Ec"},
        {"/\xC3\xA9", "/%C3%A9", "/%C3%A9"},
        {"", "", ""},
    };
    for (size_t i = 0; i < ARRAY_COUNT(examples); i++) {
        struct arena arena = {0};
        struct slice path = slice_of(examples[i].path);
        assert_slice_is(percent_encode(path, &arena), examples[i].whole);
        assert_slice_is(percent_encode_path(path, &arena), examples[i].least);
        arena_release(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_encoded_is_decoded_once),
        cmocka_unit_test(a_path_keeps_what_may_stand_in_one),
        cmocka_unit_test(what_is_no_escape_stays),
        cmocka_unit_test(what_is_no_encoding_is_refused),
        cmocka_unit_test(raw_bytes_are_taken_if_they_are_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
