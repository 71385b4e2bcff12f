/* nuxt_publishing_test.c - what is published, in programs that are not run. */
#include "test.h"

#include "base/array.h"
#include "base/patterns.h"
#include "layout/nuxt.h"

struct example {
    const char *program, *found;
};

/* What a program says: "glob" of each source or "pattern", and "?line" for what
 * is unknown. */
static void append_found(struct str *out, const struct value *value)
{
    struct unknown_setting unknown;
    struct slice pattern;
    size_t cursor = 0;
    const struct value *sources = value_find(value, "sources");
    for (size_t i = 0; sources != NULL && i < sources->size; i++)
        str_appendf(out, "%.*s ",
                    SLICE_FMT(value_text(
                        value_find(&sources->as.items[i], "include"))));
    while (nuxt_next_ignored(value, &cursor, &pattern))
        str_appendf(out, "%.*s ", SLICE_FMT(pattern));
    cursor = 0;
    while (nuxt_next_unknown(value, &cursor, &unknown))
        str_appendf(out, "?%u ", unknown.line);
}

static void check_all(const char *path, const struct example *examples,
                      size_t count)
{
    struct arena arena = {0};
    const struct value none = {.kind = VALUE_OBJECT};
    for (size_t i = 0; i < count; i++) {
        struct str found = {0};
        struct value value = nuxt_read_publishing(
            slice_of(path), slice_of(examples[i].program), &none, &arena);
        append_found(&found, &value);
        struct slice trimmed = slice_trim(str_slice(&found));
        if (!slice_is(trimmed, examples[i].found))
            fail_msg("%s: %.*s", examples[i].program, SLICE_FMT(trimmed));
        str_release(&found);
    }
    arena_release(&arena);
}

static void ignores_are_read_where_they_are_written_out(void **state)
{
    (void)state;
    static const struct example examples[] = {
        {"export default defineNuxtConfig({ modules: ['@nuxt/content'] })", ""},
        {"({ content: { ignores: ['hidden', \"/wip/\", `x`] } })",
         "hidden /wip/ x"},
        {"({ content: { markdown: {}, ignores: ['\\\\.bak$', ''], a: 1 } })",
         "\\.bak$"},
        {"({ 'content': { 'ignores': ['a'] } })", "a"},
        {"({ content: {} }), ({ $production: { content: { ignores: ['a'] } } "
         "})",
         "a"},
        {"({ content: { // ignores: ['b']\n ignores: [] } })", ""},
        {"({ content: { markdown: { ignores: ['not these'] } } })", ""},
        {"({ meta: [{ name: 'x', content: 'ignores' }] })", ""},
        {"({ content: {\n ignores: list } })", "?2"},
        {"({ content: {\n ignores,\n } })", "?2"},
        {"({ content: {\n ignores: ['a', ...more] } })", "a ?2"},
        {"({ content: {\n ignores: ['a', `b${c}`] } })", "a ?2"},
        {"({ content: {\n ignores: ['a', 'b' + c] } })", "a ?2"},
        {"({ content: {\n ignores: dev ? [] : ['a'] } })", "?2"},
        {"({ content: {\n ignores: ['a'].concat(b) } })", "a ?2"},
        {"({ content: {\n ...shared } })", "?2"},
        {"({ content: {\n ignores: ['(?!a)b'] } })", "?2"},
    };
    check_all("nuxt.config.ts", examples, ARRAY_COUNT(examples));
}

static void a_collection_on_a_condition_publishes_nothing(void **state)
{
    (void)state;
#define ALWAYS "a: defineCollection({ source: 'a/**' })"
#define WIP    "defineCollection({ source: 'wip/**' })"
    static const struct example examples[] = {
        {"x({ collections: { " ALWAYS ", w: " WIP " } })", "a/** wip/**"},
        {"const w = " WIP "\nexport default x({ " ALWAYS ", w })",
         "wip/** a/**"},
        {"const d = e?.f ? 1 : 2\nconst w = " WIP, "wip/**"},
        {"if (dev) { log() }\nx({ " ALWAYS " })", "a/**"},
        {"x({\n ...(dev ? { w: " WIP " } : {}),\n " ALWAYS " })", "a/** ?2"},
        {"x({ " ALWAYS ",\n ...(dev && { w: " WIP " }) })", "a/** ?2"},
        {"x({\n w: dev ? " WIP " : null, " ALWAYS " })", "a/** ?2"},
        {"if (dev)\n all.w = " WIP ";\nx({ " ALWAYS " })", "a/** ?2"},
        {"if (dev) {\n all.w = " WIP " } else {\n all.w = " WIP
         " }\nx({ " ALWAYS " })",
         "a/** ?2 ?3"},
        {"switch (mode) {\n case 'dev': all.w = " WIP " }", "?2"},
    };
#undef ALWAYS
#undef WIP
    check_all("content.config.ts", examples, ARRAY_COUNT(examples));
}

/* Whether a file is held back by one pattern, or where all is unknown. */
static bool holds_back(const char *pattern, const char *path)
{
    struct arena arena = {0};
    struct err err;
    struct str program = {0};
    const struct value none = {.kind = VALUE_OBJECT};
    struct pattern_list *patterns = patterns_new();
    str_appendf(&program, "({ content: { ignores: %s } })", pattern);
    struct tree tree = {
        .content_root = SLICE("content"),
        .publishing = nuxt_read_publishing(SLICE("nuxt.config.ts"),
                                           str_slice(&program), &none, &arena),
        .ignored = patterns};
    struct slice found;
    size_t cursor = 0;
    while (nuxt_next_ignored(&tree.publishing, &cursor, &found))
        assert_true(patterns_add(patterns, found, &err));
    bool is_held = nuxt_holds_back(&tree, slice_of(path), false);
    patterns_free(patterns);
    str_release(&program);
    arena_release(&arena);
    return is_held;
}

static void ignores_are_looked_for_anywhere_in_a_path(void **state)
{
    (void)state;
    assert_true(holds_back("['hidden']", "content/a/my-hidden-page.md"));
    assert_true(holds_back("['/hidden/']", "content/hidden/a.md"));
    assert_false(holds_back("['/hidden/']", "content/hidden.md"));
    assert_true(holds_back("['/content/a']", "content/a.md"));
    assert_true(holds_back("['^/a']", "content/a.md"));
    assert_false(holds_back("['^/a']", "content/b/a.md"));
    assert_true(holds_back("['\\\\.(bak|wip)\\\\.md$']", "content/a.wip.md"));
    assert_false(holds_back("['\\\\.(bak|wip)\\\\.md$']", "content/wip.md"));
    assert_false(holds_back("['Hidden']", "content/hidden.md"));
    assert_false(holds_back("[]", "content/a.md"));
    assert_true(holds_back("unknown", "content/a.md"));
    assert_false(holds_back("unknown", "public/a.png"));
}

static void collections_take_the_place_of_ignores(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct value none = {.kind = VALUE_OBJECT};
    struct value first = nuxt_read_publishing(
        SLICE("content.config.ts"),
        SLICE("x({ a: defineCollection({ source: '**' }) })"), &none, &arena);
    struct value second = nuxt_read_publishing(
        SLICE("nuxt.config.ts"), SLICE("({ content: { ignores: ['a'] } })"),
        &first, &arena);
    assert_non_null(value_find(&second, "sources"));
    assert_null(value_find(&second, "ignores"));
    arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ignores_are_read_where_they_are_written_out),
        cmocka_unit_test(a_collection_on_a_condition_publishes_nothing),
        cmocka_unit_test(ignores_are_looked_for_anywhere_in_a_path),
        cmocka_unit_test(collections_take_the_place_of_ignores),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
