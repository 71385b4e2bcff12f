/* eleventy_reading_test.c - globs in programs that are not run. */
#include "test.h"

#include "base/array.h"
#include "layout/eleventy.h"

/* What a program says, as "glob glob ?line": unknown in that line. */
static void append_found(struct str *out, const struct value *value)
{
    struct unknown_setting unknown;
    size_t cursor = 0;
    const struct value *globs = value_find(value, "ignores");
    for (size_t i = 0; i < globs->size; i++)
        str_appendf(out, "%s%.*s", out->size > 0 ? " " : "",
                    SLICE_FMT(value_text(&globs->as.items[i])));
    while (eleventy_next_unknown(value, &cursor, &unknown))
        str_appendf(out, "%s?%u", out->size > 0 ? " " : "", unknown.line);
}

struct example {
    const char *program, *found;
};

static void check_all(const struct example *examples, size_t count)
{
    struct arena arena = {0};
    for (size_t i = 0; i < count; i++) {
        struct str found = {0};
        struct value value =
            eleventy_read_ignores(SLICE("eleventy.config.js"),
                                  slice_of(examples[i].program), NULL, &arena);
        append_found(&found, &value);
        str_append_text(&found, "");
        if (!slice_is(str_slice(&found), examples[i].found))
            fail_msg("%s: %.*s", examples[i].program,
                     SLICE_FMT(str_slice(&found)));
        str_release(&found);
    }
    arena_release(&arena);
}

#define ADD "c.ignores.add('wip/**')"

static void slashes_and_quotes_hide_no_ignores(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"const fence = /^```/m;\n" ADD, "wip/**"},
        {"const url = /^https?:\\/\\/*/;\n" ADD, "wip/**"},
        {"const a = /[/`]/, b = [\n // it's\n /[\"]/]; " ADD, "wip/**"},
        {"return /`/.test(x) ? 1 : " ADD, "wip/**"},
        {"x => /`/g.test(x); " ADD, "wip/**"},
        {"if (x)\n  /`/.test(x) && " ADD, "wip/**"},
        {"let a = (b + c) / 2; " ADD "; d / e", "wip/**"},
        {"a[0] / 2; " ADD "; i++ / 2; " ADD "; 4 / 2", "wip/** wip/**"},
        {"const a = `${b}` / 2; " ADD "; c / 1", "wip/**"},
        {"const glob = src/*, x;\n" ADD, "wip/**"},
        {"/* " ADD " */ // " ADD "\n" ADD, "wip/**"},
        {"/* c.ignores.add(x) */ // c.ignores\n'ignores'", ""},
    };
    check_all(examples, ARRAY_COUNT(examples));
}

static void globs_are_read_however_they_are_written(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"c.ignores?.add(\"wip/**\")", "wip/**"},
        {"c?.ignores?.add?.('wip/**')", "wip/**"},
        {"c[\"ignores\"].add('wip/**')", "wip/**"},
        {"c['ignores']?.[ 'add' ]('wip/**').add('b')", "wip/** b"},
        {"c.ignores.add('\\x77i\\u0070/\\u{2a}\\*')", "wip/**"},
        {"c.ignores.add('wip\\/*\\\n*')", "wip/**"},
        {"c.ignores.add(`wip/${ {a: 'b'}.a }/x`)", "wip/**/x"},
        {"c.ignores.add('a'.concat('b'))", "a** ?1"},
        {"c.setInputDirectory('s\\x72c'); " ADD, "wip/**"},
    };
    check_all(examples, ARRAY_COUNT(examples));
}

static void ignores_that_get_away_are_noted(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"const i = c.ignores;\ni.add('wip/**')", "?1"},
        {"\n['wip/**'].forEach(g => c.ignores.add(g))", "?2"},
        {"const { ignores: i } = c;", "?1"},
        {"globs.forEach(c.ignores.add, c.ignores)", "?1 ?1"},
        {"c.ignores = new Set(['wip'])", "?1"},
        {"add(c['ignores'])", "?1"},
        {"const ignores = c.ignores;\nignores.add('wip')", "wip"},
        {"const { ignores } = c;\nignores.add('wip')", "wip"},
        {"c.ignores.delete('README.md'); c.ignores.has('a')", ""},
        {"c.addPlugin(p, { ignores: ['a'] }); c.watchIgnores.add('b')", ""},
    };
    check_all(examples, ARRAY_COUNT(examples));
}

/* The folder of the content, as a program says it. */
static void check_input(const char *program, const char *input)
{
    struct arena arena = {0};
    struct unknown_setting unknown;
    size_t cursor = 0;
    struct value value = eleventy_read_ignores(SLICE("eleventy.config.js"),
                                               slice_of(program), NULL, &arena);
    struct slice found = eleventy_next_unknown(&value, &cursor, &unknown)
                             ? SLICE("?")
                             : eleventy_own_root(&value);
    if (!slice_equal(found, slice_of(input)))
        fail_msg("%s: %.*s", program, SLICE_FMT(found));
    arena_release(&arena);
}

static void folders_are_found_among_other_tokens(void **state)
{
    (void)state;
    check_input(
        "const x = /`/; return { dir: { re: /[}\"]/, input: 's\\x72c' }",
        "src");
}

static void a_constant_stands_for_its_string(void **state)
{
    (void)state;
    check_input("const a = 'src';\nreturn { dir: { input: a } }", "src");
    check_input("const input = 'src'\nreturn { dir: { input } }", "src");
    check_input("const dirs = { input: 'src', output: 'o' }\n"
                "return { dir: dirs }",
                "src");
    check_input("const a = `src`; c.setInputDirectory(a)", "src");
    check_input("let a = 'src'; return { dir: { input: a } }", "?");
    check_input("const a = 'src' + b; return { dir: { input: a } }", "?");
    check_input("const a = 'src'\n.trim(); return { dir: { input: a } }", "?");
    check_input("if (x) { const a = 'b' }\nconst a = 'src';\n"
                "return { dir: { input: a } }",
                "?");
    check_input("return { dir: { input: a } }", "?");
}

static void folders_that_are_elsewhere_are_noted(void **state)
{
    (void)state;
    check_input("const dir = { input: 'src' };\nreturn { dir }", "src");
    check_input("const { dir } = require('./folders');\nreturn { a, dir }",
                "?");
    check_input("module.exports = { dir: folders }", "?");
    check_input("const folders = require('./f');\n"
                "module.exports = { dir: folders }",
                "?");
    check_input("const at = 'img'; const images = { dir: at }", "");
    check_input("return { dir: require('./folders').dir }", "?");
    check_input("c.setInputDirectory('src'); return { dir: folders }", "src");
    check_input("c.addPlugin(images, { dir: folders })", "");
    check_input("return { dir: {} }", "");
}

static bool holds_back(const char *program, const char *path)
{
    struct arena arena = {0};
    struct tree tree = {
        .publishing = eleventy_read_ignores(SLICE("eleventy.config.js"),
                                            slice_of(program), NULL, &arena)};
    bool is_held = eleventy_holds_back(&tree, slice_of(path), false);
    arena_release(&arena);
    return is_held;
}

static void without_its_format_no_markdown_is_published(void **state)
{
    (void)state;
    assert_true(holds_back("({ templateFormats: ['njk', 'html'] })", "a.md"));
    assert_true(holds_back("({ templateFormats: [] })", "a.md"));
    assert_true(holds_back("c.setTemplateFormats('njk,html')", "a.md"));
    assert_true(
        holds_back("const f = ['njk'];\n({ templateFormats: f })", "a.md"));
    assert_false(holds_back("c.setTemplateFormats('njk, md')", "a.md"));
    assert_false(holds_back("({ templateFormats: ['njk', 'md'] })", "a.md"));
    assert_false(holds_back("({ templateFormats: ['njk', ...more] })", "a.md"));
    assert_false(holds_back("({ templateFormats: formats() })", "a.md"));
    assert_false(holds_back("({ templateFormats: ['njk'] });\n"
                            "c.addTemplateFormats('md')",
                            "a.md"));
    assert_false(holds_back("c.addTemplateFormats('md');\n"
                            "({ templateFormats: ['njk'] })",
                            "a.md"));
    assert_false(holds_back("({ templateFormats: ['njk'] })", "a.png"));
    assert_false(holds_back("", "a.md"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slashes_and_quotes_hide_no_ignores),
        cmocka_unit_test(globs_are_read_however_they_are_written),
        cmocka_unit_test(ignores_that_get_away_are_noted),
        cmocka_unit_test(folders_are_found_among_other_tokens),
        cmocka_unit_test(a_constant_stands_for_its_string),
        cmocka_unit_test(folders_that_are_elsewhere_are_noted),
        cmocka_unit_test(without_its_format_no_markdown_is_published),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
