/* unused_settings_test.c - what nothing comes of is told, and to the operator
 * alone. */
#include "test.h"

#include "content.h"
#include "document/frontmatter.h"
#include "layout/policy.h"

static struct arena arena;

static int release_arena(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void add_told(void *context, const struct diagnostic *found)
{
    if (found->code == DIAGNOSTIC_SETTING_UNUSED)
        str_appendf(context, "%u:%u: %.*s; %.*s\n", found->line, found->column,
                    SLICE_FMT(found->message), SLICE_FMT(found->hint));
}

static struct slice fields[] = {{"cost", 4}, {"cots", 4}};

/* Of a site of these files and that one collection. */
static void check(const struct collection_policy *rule,
                  const struct file *files, size_t count, const char *wanted)
{
    struct policy policy = policy_default;
    struct str told = {0};
    policy.collections = rule;
    policy.collection_count = 1;
    const struct build_input input = {
        .tree = {.folder_name = SLICE("site"), .content_root = SLICE("")},
        .policy = &policy,
    };
    struct snapshot *snapshot = build_files(input, files, count);
    str_append_text(&told, "");
    lint_each_diagnostic(snapshot, add_told, &told);
    assert_string_equal(told.data, wanted);
    assert_int_equal(lint_findings(snapshot)->shown_counts[SEVERITY_WARNING],
                     0);
    str_release(&told);
    snapshot_unref(snapshot);
}

#define CHECK(rule, files, wanted)                                             \
    check(rule, files, sizeof(files) / sizeof(files)[0], wanted)

static void a_name_that_no_document_has_is_told_with_the_nearest(void **state)
{
    (void)state;
    const struct collection_policy rule = {
        .name = SLICE("post"), .line = 3, .hidden_fields = {fields, 1}};
    static const struct file files[] = {
        {"posts/a.md", "x"}, {"recipes/b.md", "---\ndraft: true\n---\n"}};
    CHECK(&rule, files,
          "3:0: no document belongs to the collection 'post'; did you mean "
          "'posts'?\n");
    const struct collection_policy draft = {.name = SLICE("recipe"), .line = 1};
    CHECK(&draft, files,
          "1:0: no document belongs to the collection 'recipe'; did you mean "
          "'recipes'?\n");
    const struct collection_policy far = {.name = SLICE("wholly-other")};
    CHECK(&far, files,
          "0:0: no document belongs to the collection 'wholly-other'; set its "
          "paths or types, or remove it\n");
}

static void a_collection_of_any_site_may_be_empty(void **state)
{
    (void)state;
    const struct collection_policy rule = {.name = SLICE("posts"),
                                           .hidden_fields = {fields, 1}};
    static const struct file files[] = {{"recipes/b.md", "x"}};
    CHECK(&rule, files, "");
}

static void fields_that_no_document_has_are_told(void **state)
{
    (void)state;
    struct value said;
    struct diagnostics faults = {.arena = &arena};
    assert_true(frontmatter_parse(SLICE("hidden_fields: [cost, cots]\n"
                                        "filter: {lang: en, langg: [fr],\n"
                                        "  gone: null}\n"
                                        "sort: -date,title,wieght\n"),
                                  1, &arena, &faults, &said));
    const struct collection_policy rule = {
        .name = SLICE("posts"),
        .line = 9,
        .written = &said,
        .hidden_fields = {fields, 2},
        .filter = *value_find(&said, "filter"),
        .sort = {{SLICE("date"), true},
                 {SLICE("title"), false},
                 {SLICE("wieght"), false}},
        .sort_count = 3,
    };
    static const struct file files[] = {
        {"posts/a.md", "---\nlang: en\n---\n"},
        {"posts/b.md", "---\nlang: de\ncost: 1\nweight: 2\ndraft: true\n---\n"},
    };
    CHECK(&rule, files,
          "1:23: no document in 'posts' has the field 'cots' that is used in "
          "hidden_fields; did you mean 'cost'?\n"
          "2:27: no document in 'posts' has the field 'langg' that is used in "
          "filter; did you mean 'lang'?\n"
          "4:7: no document in 'posts' has the field 'wieght' that is used in "
          "sort; did you mean 'weight'?\n");
}

static void what_is_broken_may_have_any(void **state)
{
    (void)state;
    const struct collection_policy rule = {.name = SLICE("recipes"),
                                           .hidden_fields = {fields, 2}};
    static const struct file files[] = {
        {"recipes/a.md", "---\na: b: c\n---\n"}};
    CHECK(&rule, files, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_that_no_document_has_is_told_with_the_nearest),
        cmocka_unit_test(a_collection_of_any_site_may_be_empty),
        cmocka_unit_test(fields_that_no_document_has_are_told),
        cmocka_unit_test(what_is_broken_may_have_any),
    };
    return cmocka_run_group_tests(tests, NULL, release_arena);
}
