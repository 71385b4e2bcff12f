/* python_test.c - what settings in Python say without being run. */
#include "test.h"

#include "layout/python.h"

static struct value read(const char *text, struct arena *arena)
{
    return python_read(slice_of(text), &value_null, arena);
}

static void literals_are_read(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct value settings =
        read("#!/usr/bin/env python\n"
             "'''Words\nabout = 'it'\n'''\n"
             "import os\n"
             "NAME = 'Soup' # not 'this'\n"
             "BOTH = ('a' \"b\"\n   'c')\n"
             "RAW = r'\\d{4}-(?P<x>.*)'\n"
             "LONG = \"\"\"a\nb\"\"\"\n"
             "ESCAPED = 'it\\'s\\n'\n"
             "YEAR = -12\n"
             "ON, OFF = True, False\n"
             "YES = True\n"
             "PAGES = (\n"
             "    (\"pages/x.md\", 'pages',), # a comment\n"
             "    [],\n"
             ")\n"
             "SAME = {NAME: YEAR}\n"
             "MAP = {'a': {'b': (1, None)}, }\n",
             &arena);
    assert_slice_is(value_text(value_find(&settings, "NAME")), "Soup");
    assert_slice_is(value_text(value_find(&settings, "BOTH")), "abc");
    assert_slice_is(value_text(value_find(&settings, "RAW")),
                    "\\d{4}-(?P<x>.*)");
    assert_slice_is(value_text(value_find(&settings, "LONG")), "a\nb");
    assert_slice_is(value_text(value_find(&settings, "ESCAPED")), "it's\n");
    assert_int_equal(value_find(&settings, "YEAR")->as.integer, -12);
    assert_true(value_find(&settings, "YES")->as.boolean);
    assert_null(value_find(&settings, "about"));
    assert_int_equal(
        value_find(value_find(&settings, "SAME"), "Soup")->as.integer, -12);
    const struct value *pages = value_find(&settings, "PAGES");
    assert_int_equal(pages->size, 2);
    assert_slice_is(value_text(&pages->as.items[0].as.items[1]), "pages");
    const struct value *inner =
        value_find(value_find(value_find(&settings, "MAP"), "a"), "b");
    assert_int_equal(inner->as.items[0].as.integer, 1);
    arena_release(&arena);
}

static void what_is_computed_is_not_known(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "X = os.path.join('a', 'b')\n",
        "X = 'a' + Y\n",
        "X = f'{a}'\n",
        "X = ['a', b]\n",
        "X = ['a']\nX += ['b']\n",
        "X = ['a']\nX.append('b')\n",
        "if y:\n    X = 'a'\n",
        "X = ['a'\n",
        "X = 'a\n",
        "X = {'a': 1}\nX['b'] = 2\n",
        "X = 'a' if y else 'b'\n",
        "X = 1.5\n",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct arena arena = {0};
        const struct value settings = read(texts[i], &arena);
        const struct value *found = value_find(&settings, "X");
        if (!python_is_computed(found))
            fail_msg("%s", texts[i]);
        arena_release(&arena);
    }
}

static void later_files_win_and_lines_are_known(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct value first = read("A = 'a'\nB = 'b'\n", &arena);
    const struct value both =
        python_read(SLICE("from a import *\n\nB = other()\n"), &first, &arena);
    assert_slice_is(value_text(value_find(&both, "A")), "a");
    assert_true(python_is_computed(value_find(&both, "B")));
    assert_int_equal(value_find(&both, "B")->line, 3);
    arena_release(&arena);
}

static void depth_is_bounded(void **state)
{
    (void)state;
    struct arena arena = {0};
    char text[256] = "X = ";
    memset(text + 4, '[', 100);
    const struct value settings = read(text, &arena);
    assert_true(python_is_computed(value_find(&settings, "X")));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(literals_are_read),
        cmocka_unit_test(what_is_computed_is_not_known),
        cmocka_unit_test(later_files_win_and_lines_are_known),
        cmocka_unit_test(depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
