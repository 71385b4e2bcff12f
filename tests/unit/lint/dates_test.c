/* dates_test.c - collections whose dates are under a key that is not known. */
#include "test.h"

#include "content.h"

#define POST(name, lines)                                                      \
    {                                                                          \
        "posts/" name ".md", "---\n" lines "\n---\n"                           \
    }

static size_t unknown(const struct snapshot *snapshot, const char *path,
                      const char *says)
{
    return diagnostics_of(snapshot, DIAGNOSTIC_DATE_KEY_UNKNOWN, path, says);
}

static void a_shared_key_with_dates_is_one_warning(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "title: A\nwent_live: 2024-05-01\nreviewed: 2024-06-01"),
        POST("b", "title: B\nwent_live: 2024-05-08"),
        POST("c", "title: C\nwent_live: 2024-06-02T10:00:00Z"),
        POST("undated", "title: All"),
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(unknown(snapshot, NULL, NULL), 1);
    assert_int_equal(
        unknown(snapshot, "posts/a.md",
                "none of the 4 documents of posts has a date, but 3 have one "
                "under the unknown key 'went_live'"),
        1);
    assert_int_equal(lint_findings(snapshot)->counts[SEVERITY_WARNING], 1);
    snapshot_unref(snapshot);
}

static void a_collection_with_a_date_is_not_asked(void **state)
{
    (void)state;
    static const struct file dated[] = {
        POST("a", "live: 2024-05-01"),
        POST("b", "live: 2024-05-08"),
        POST("c", "live: 2024-06-02"),
        POST("d", "live: 2024-05-02\ndate: 2024-05-02"),
    };
    static const struct file by_name[] = {
        POST("2024-05-01-a", "live: 2024-05-01"),
        POST("2024-05-08-b", "live: 2024-05-08"),
        POST("2024-06-02-c", "live: 2024-06-02"),
    };
    struct snapshot *snapshot = SITE(dated);
    assert_int_equal(unknown(snapshot, NULL, NULL), 0);
    snapshot_unref(snapshot);
    snapshot = SITE(by_name);
    assert_int_equal(unknown(snapshot, NULL, NULL), 0);
    snapshot_unref(snapshot);
}

static void too_few_other_values_and_known_keys_are_left_alone(void **state)
{
    (void)state;
    static const struct file files[] = {
        POST("a", "live: 2024-05-01"),
        POST("b", "live: 2024-05-08"),
        POST("c", "live: soon"),
        {"pages/a.md", "---\nupdated: 2024-05-01\nedition: 2024\n---\n"},
        {"pages/b.md", "---\nupdated: 2024-05-01\nedition: 2023\n---\n"},
        {"pages/c.md", "---\nupdated: 2024-05-01\nedition: 2022\n---\n"},
        {"notes/a.md", "---\nseen: 2024-05-01\n---\n"},
        {"notes/b.md", "---\nseen: 2024-05-01\n---\n"},
        {"notes/c.md", "---\nseen: 2024-05-01\n---\n"},
        {"notes/d.md", ""},
        {"notes/e.md", ""},
    };
    struct snapshot *snapshot = SITE(files);
    assert_int_equal(unknown(snapshot, NULL, NULL), 0);
    snapshot_unref(snapshot);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_shared_key_with_dates_is_one_warning),
        cmocka_unit_test(a_collection_with_a_date_is_not_asked),
        cmocka_unit_test(too_few_other_values_and_known_keys_are_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
