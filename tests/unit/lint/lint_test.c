/* lint_test.c - how the findings of a snapshot are listed and counted. */
#include "test.h"

#include "content.h"

static void a_notice_of_many_files_is_one(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntitle: A\ntoc: true\n---\n"},
        {"posts/b.md", "---\ntoc: true\n---\n"},
        {"posts/c.md", "---\ntoc: true\nrev: x\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    struct wanted_diagnostic first = {.code = DIAGNOSTIC_FIELD_COMPUTED,
                                      .says = "'toc'"};
    lint_each_diagnostic(snapshot, count_diagnostic, &first);
    assert_int_equal(first.count, 1);
    assert_slice_is(first.last->path, "posts/a.md");
    assert_int_equal(first.last->line, 3);
    assert_int_equal(first.last->more, 2);

    struct wanted_diagnostic other = {.code = DIAGNOSTIC_FIELD_COMPUTED,
                                      .says = "'rev'"};
    lint_each_diagnostic(snapshot, count_diagnostic, &other);
    assert_int_equal(other.count, 1);
    assert_int_equal(other.last->more, 0);

    const struct findings *findings = lint_findings(snapshot);
    assert_int_equal(findings->counts[SEVERITY_NOTICE], 2);
    assert_int_equal(findings->counts[SEVERITY_WARNING], 0);
    assert_int_equal(findings->shown_counts[SEVERITY_WARNING], 0);
    snapshot_unref(snapshot);
}

static void a_warning_of_many_files_stays_with_each(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntitle: [x]\n---\n"},
        {"posts/b.md", "---\ntitle: [x]\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 2);
    snapshot_unref(snapshot);
}

static void warnings_of_drafts_are_listed_and_not_shown(void **state)
{
    (void)state;
    static const struct file files[] = {
        {"posts/a.md", "---\ntitle: [x]\n---\n"},
        {"posts/b.md", "---\ntitle: [x]\ndraft: true\n---\n"},
    };
    struct snapshot *snapshot = SITE(files);
    const struct findings *findings = lint_findings(snapshot);
    assert_int_equal(findings->counts[SEVERITY_WARNING], 2);
    assert_int_equal(findings->shown_counts[SEVERITY_WARNING], 1);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_notice_of_many_files_is_one),
        cmocka_unit_test(a_warning_of_many_files_stays_with_each),
        cmocka_unit_test(warnings_of_drafts_are_listed_and_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
