/* front_matter_test.c - which documents are judged by which schema, and what a
 * reference leads to. */
#include "test.h"

#include "content.h"
#include "document/data.h"

static void judge_by(struct snapshot *snapshot, const char *name,
                     const char *schema, bool is_for_all)
{
    const struct schema_text text = {slice_of(name), slice_of(name),
                                     slice_of(schema)};
    const struct owner_schemas owner = {schemas_new(&text, 1), is_for_all};
    assert_int_equal(schemas_faults(owner.schemas)->count, 0);
    lint_judge_by(snapshot, &owner);
    schemas_unref(owner.schemas);
}

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A\nauthor: ana\n---\n"},
    {"posts/b.md", "---\nauthor: Nobody\n---\n"},
    {"posts/c.md", "No front matter.\n"},
    {"pages/p.md", "---\nlead: x\n---\n"},
    {"authors/ana.md", "---\nname: Ana Luz\n---\n"},
    {"authors/ben.json", "{\n\"name\": 5}"},
};

static void a_collection_has_its_own_schema(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(files);
    judge_by(snapshot, "posts.json", "{\"required\": [\"title\"]}", false);
    const enum diagnostic_code code = DIAGNOSTIC_SCHEMA_KEY_MISSING;
    assert_int_equal(diagnostics_of(snapshot, code, NULL, NULL), 2);
    assert_int_equal(diagnostics_of(snapshot, code, "posts/a.md", NULL), 0);
    assert_int_equal(diagnostics_of(snapshot, code, "posts/c.md", NULL), 1);
    assert_int_equal(
        diagnostics_of(snapshot, DIAGNOSTIC_SCHEMA_UNUSED, NULL, NULL), 0);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_ERROR], 2);
    assert_int_equal(lint_findings(snapshot)->shown_counts[SEVERITY_ERROR], 2);
    snapshot_unref(snapshot);
}

static void data_files_of_a_collection_are_judged(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(files);
    judge_by(snapshot, "authors.json",
             "{\"properties\": {\"name\": {\"type\": \"string\"}}}", false);
    const struct diagnostic *found =
        diagnostic_of(snapshot, DIAGNOSTIC_SCHEMA_VALUE, NULL, NULL);
    assert_non_null(found);
    assert_slice_is(found->path, "authors/ben.json");
    assert_int_equal(found->line, 2);
    assert_int_equal(found->column, 9);
    snapshot_unref(snapshot);
}

static void one_schema_is_for_all_that_have_front_matter(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(files);
    judge_by(snapshot, "any.json", "{\"required\": [\"title\"]}", true);
    const enum diagnostic_code code = DIAGNOSTIC_SCHEMA_KEY_MISSING;
    assert_int_equal(diagnostics_of(snapshot, code, NULL, NULL), 3);
    assert_int_equal(diagnostics_of(snapshot, code, "posts/c.md", NULL), 0);
    assert_int_equal(diagnostics_of(snapshot, code, "authors/ben.json", NULL),
                     0);
    assert_int_equal(diagnostics_of(snapshot, code, "pages/p.md", NULL), 1);
    snapshot_unref(snapshot);
}

static void a_schema_of_no_collection_is_a_notice(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(files);
    judge_by(snapshot, "psots.json", "{}", false);
    const struct diagnostic *found =
        diagnostic_of(snapshot, DIAGNOSTIC_SCHEMA_UNUSED, NULL, NULL);
    assert_non_null(found);
    assert_slice_is(found->hint, "did you mean posts.json?");
    snapshot_unref(snapshot);
}

/* "Nobody" is a person of the snapshot, too, but only by that name. */
static void a_name_alone_describes_nobody(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(files);
    judge_by(snapshot, "posts.json",
             "{\"properties\": {\"author\": {\"x-headmatter-reference\": "
             "\"authors\"}}}",
             false);
    assert_non_null(entry_of(snapshot, "authors", "nobody"));
    const enum diagnostic_code code = DIAGNOSTIC_SCHEMA_REFERENCE;
    assert_int_equal(diagnostics_of(snapshot, code, NULL, NULL), 1);
    assert_int_equal(diagnostics_of(snapshot, code, "posts/b.md",
                                    "'author' leads to nothing in authors"),
                     1);
    snapshot_unref(snapshot);
}

/* What is found of drafts is listed, but not counted for everybody. */
static void drafts_are_judged_where_there_is_a_preview(void **state)
{
    (void)state;
    static const struct file some[] = {
        {"posts/a.md", "---\ntitle: A\n---\n"},
        {"posts/draft.md", "---\ndraft: true\n---\n"},
    };
    static const char schema[] = "{\"required\": [\"title\"]}";
    const enum diagnostic_code code = DIAGNOSTIC_SCHEMA_KEY_MISSING;
    struct snapshot *without = SITE(some), *with = SITE(some);
    with->preview = build_shown(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        some, ARRAY_COUNT(some), true);
    judge_by(without, "posts.json", schema, false);
    judge_by(with, "posts.json", schema, false);
    assert_int_equal(diagnostics_of(without, code, NULL, NULL), 0);
    assert_int_equal(diagnostics_of(with, code, "posts/draft.md", NULL), 1);
    assert_int_equal(lint_findings(with)->counts[SEVERITY_ERROR], 1);
    assert_int_equal(lint_findings(with)->shown_counts[SEVERITY_ERROR], 0);
    snapshot_unref(without);
    snapshot_unref(with);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_collection_has_its_own_schema),
        cmocka_unit_test(data_files_of_a_collection_are_judged),
        cmocka_unit_test(one_schema_is_for_all_that_have_front_matter),
        cmocka_unit_test(a_schema_of_no_collection_is_a_notice),
        cmocka_unit_test(a_name_alone_describes_nobody),
        cmocka_unit_test(drafts_are_judged_where_there_is_a_preview),
    };
    data_init();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
