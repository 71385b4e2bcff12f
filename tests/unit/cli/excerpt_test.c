/* excerpt_test.c - where the caret stands, and what a line may not do. */
#include "test.h"

#include "cli/excerpt.h"

#include <stdlib.h>
#include <unistd.h>

/* The line as it is shown, and how far from its start the caret stands. */
static void assert_shown(struct slice line, uint32_t column, size_t width,
                         const char *text, size_t left)
{
    struct str out = {0};
    size_t got = excerpt_render(line, column, width, &out);
    assert_slice_is(str_slice(&out), text);
    assert_int_equal(got, left);
    str_release(&out);
}

static void a_short_line_is_shown_as_it_is(void **state)
{
    (void)state;
    assert_shown(SLICE("title: a: b"), 9, 70, "title: a: b", 8);
    assert_shown(SLICE("ab"), 1, 70, "ab", 0);
    assert_shown(SLICE(""), 1, 70, "", 0);
}

static void what_is_missing_at_the_end_is_behind_it(void **state)
{
    (void)state;
    assert_shown(SLICE("ab"), 3, 70, "ab", 2);
    assert_shown(SLICE("ab"), 99, 70, "ab", 2);
    assert_shown(SLICE("ab"), 3, 2, "ab", 2);
}

static void a_tab_fills_up_to_the_next_stop(void **state)
{
    (void)state;
    assert_shown(SLICE("\tx"), 2, 70, "    x", 4);
    assert_shown(SLICE("ab\tx"), 4, 70, "ab  x", 4);
    assert_shown(SLICE("abcd\tx"), 5, 70, "abcd    x", 4);
}

static void wide_characters_take_two_columns_and_marks_none(void **state)
{
    (void)state;
    assert_shown(SLICE("日本: x"), 3, 70, "日本: x", 4);
    assert_shown(SLICE("e\xCC\x81: x"), 3, 70, "e\xCC\x81: x", 1);
}

static void of_a_long_line_the_part_around_the_place_is_shown(void **state)
{
    (void)state;
    struct slice line = SLICE("abcdefghijklmnopqrstuvwxyz");
    assert_shown(line, 1, 26, "abcdefghijklmnopqrstuvwxyz", 0);
    assert_shown(line, 1, 10, "abcdefg...", 0);
    assert_shown(line, 7, 10, "abcdefg...", 6);
    assert_shown(line, 14, 10, "...lmno...", 5);
    assert_shown(line, 26, 10, "...uvwxyz", 8);
    assert_shown(line, 27, 10, "...uvwxyz", 9);
}

static void a_wide_character_on_the_edge_leaves_blanks(void **state)
{
    (void)state;
    assert_shown(SLICE("a日本日本日本"), 1, 10, "a日本日...", 0);
    assert_shown(SLICE("日本日本日本"), 1, 10, "日本日 ...", 0);
}

static void nothing_acts_upon_the_terminal(void **state)
{
    (void)state;
    assert_shown(SLICE("a\x1b[31mb\x07\x7f"), 1, 70, "a␛[31mb␇␡", 0);
    assert_shown(SLICE("a\0b"), 3, 70, "a␀b", 2);
    assert_shown(SLICE("a\xC2\x9B"
                       "b"),
                 3, 70,
                 "a\xEF\xBF\xBD"
                 "b",
                 2);
    assert_shown(SLICE("a\xE2\x80\xAE"
                       "b"),
                 3, 70,
                 "a\xEF\xBF\xBD"
                 "b",
                 2);
    assert_shown(SLICE("a\xFF"
                       "b"),
                 3, 70,
                 "a\xEF\xBF\xBD"
                 "b",
                 2);
    struct str out = {0};
    visible_append(&out, SLICE("two\nlines"));
    assert_slice_is(str_slice(&out), "two␊lines");
    str_release(&out);
}

static char folder[64];

static int make_folder(void **state)
{
    (void)state;
    (void)snprintf(folder, sizeof folder, P_tmpdir "/excerpt_test_XXXXXX");
    return mkdtemp(folder) != NULL ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

static void put(const char *name, const char *text)
{
    char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void lines_are_found_in_any_order(void **state)
{
    (void)state;
    struct excerpts excerpts = {.folder = folder};
    struct slice line;
    put("a.md", "\xEF\xBB\xBFone\r\ntwo\n\nfour");
    put("b.md", "other\n");
    assert_true(excerpts_find(&excerpts, SLICE("a.md"), 1, &line));
    assert_slice_is(line, "one");
    assert_true(excerpts_find(&excerpts, SLICE("a.md"), 4, &line));
    assert_slice_is(line, "four");
    assert_true(excerpts_find(&excerpts, SLICE("a.md"), 2, &line));
    assert_slice_is(line, "two");
    assert_true(excerpts_find(&excerpts, SLICE("a.md"), 3, &line));
    assert_slice_is(line, "");
    assert_true(excerpts_find(&excerpts, SLICE("b.md"), 1, &line));
    assert_slice_is(line, "other");
    assert_true(excerpts_find(&excerpts, SLICE("a.md"), 1, &line));
    assert_slice_is(line, "one");
    excerpts_release(&excerpts);
}

static void a_file_or_line_that_is_gone_has_no_excerpt(void **state)
{
    (void)state;
    struct excerpts excerpts = {.folder = folder};
    struct slice line;
    put("a.md", "one\ntwo\n");
    put("empty.md", "");
    assert_false(excerpts_find(&excerpts, SLICE("gone.md"), 1, &line));
    assert_false(excerpts_find(&excerpts, SLICE("gone.md"), 2, &line));
    assert_false(excerpts_find(&excerpts, SLICE("empty.md"), 1, &line));
    assert_false(excerpts_find(&excerpts, SLICE("a.md"), 3, &line));
    assert_false(excerpts_find(&excerpts, SLICE("a.md"), 0, &line));
    assert_true(excerpts_find(&excerpts, SLICE("a.md"), 2, &line));
    assert_slice_is(line, "two");
    excerpts_release(&excerpts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_short_line_is_shown_as_it_is),
        cmocka_unit_test(what_is_missing_at_the_end_is_behind_it),
        cmocka_unit_test(a_tab_fills_up_to_the_next_stop),
        cmocka_unit_test(wide_characters_take_two_columns_and_marks_none),
        cmocka_unit_test(of_a_long_line_the_part_around_the_place_is_shown),
        cmocka_unit_test(a_wide_character_on_the_edge_leaves_blanks),
        cmocka_unit_test(nothing_acts_upon_the_terminal),
        cmocka_unit_test_setup_teardown(lines_are_found_in_any_order,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(
            a_file_or_line_that_is_gone_has_no_excerpt, make_folder,
            remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
