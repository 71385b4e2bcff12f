/* faults_test.c - each fault is reported once when it comes and when it goes.
 */
#include "test.h"

#include "cli/faults.h"
#include "content.h"

static struct faults faults;
static struct str reported;

static int forget(void **state)
{
    (void)state;
    faults_release(&faults);
    str_release(&reported);
    return 0;
}

/* What is said when the site is these files now. */
static const char *update(const struct file *files, size_t count)
{
    struct snapshot *snapshot = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        files, count);
    str_clear(&reported);
    str_append_text(&reported, "");
    faults_update(&faults, snapshot, &reported);
    snapshot_unref(snapshot);
    return reported.data;
}

static const struct file broken[] = {{"posts/a.md", "---\ntitle: a: b\n---\n"}};
static const struct file broken_lower[] = {
    {"posts/a.md", "---\n# hello\n\ntitle: a: b\n---\n"}};
static const struct file good[] = {{"posts/a.md", "---\ntitle: a\n---\n"}};

static void a_fault_is_reported_with_its_place_and_the_way_out(void **state)
{
    (void)state;
    assert_string_equal(update(broken, 1),
                        "error: posts/a.md:2:9: title contains ': ' "
                        "[yaml-syntax]; put the value in quotes: title: \"a: "
                        "b\"\n");
}

static void a_fault_is_reported_once(void **state)
{
    (void)state;
    (void)update(broken, 1);
    assert_string_equal(update(broken, 1), "");
    assert_string_equal(update(broken_lower, 1), ""); /* it only moved */
}

static void a_fixed_fault_is_reported_once(void **state)
{
    (void)state;
    (void)update(broken, 1);
    assert_string_equal(
        update(good, 1),
        "fixed: posts/a.md:2:9: title contains ': ' [yaml-syntax]\n");
    assert_string_equal(update(good, 1), "");
    assert_non_null(strstr(update(broken, 1), "error: posts/a.md:2:9"));
}

static void a_fault_whose_file_is_gone_was_not_fixed(void **state)
{
    (void)state;
    (void)update(broken, 1);
    assert_string_equal(
        update(NULL, 0),
        "gone: posts/a.md:2:9: title contains ': ' [yaml-syntax]\n");
}

static void what_is_not_to_be_reported_is_known_all_the_same(void **state)
{
    (void)state;
    struct snapshot *snapshot = build_tree(
        (struct tree){.folder_name = SLICE("site"), .content_root = SLICE("")},
        broken, 1);
    faults_update(&faults, snapshot, NULL);
    snapshot_unref(snapshot);
    assert_string_equal(update(broken, 1), "");
}

static void a_flood_is_cut_short(void **state)
{
    (void)state;
    enum { COUNT = 100 };
    static char paths[COUNT][32];
    struct file files[COUNT];
    for (int i = 0; i < COUNT; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "posts/%d.md", i);
        files[i] = (struct file){paths[i], broken[0].text};
    }
    const char *text = update(files, COUNT);
    size_t lines = 0;
    for (const char *at = text; (at = strchr(at, '\n')) != NULL; at++)
        lines++;
    assert_int_equal(lines, 21);
    assert_non_null(strstr(text, "error: and 80 more\n"));
}

static void a_name_cannot_write_to_the_terminal(void **state)
{
    (void)state;
    static const struct file odd[] = {
        {"posts/a\x1b[31m.md", "---\ntitle: a: b\n---\n"}};
    assert_null(strchr(update(odd, 1), '\x1b'));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_teardown(name, forget)
    const struct CMUnitTest tests[] = {
        TEST(a_fault_is_reported_with_its_place_and_the_way_out),
        TEST(a_fault_is_reported_once),
        TEST(a_fixed_fault_is_reported_once),
        TEST(a_fault_whose_file_is_gone_was_not_fixed),
        TEST(what_is_not_to_be_reported_is_known_all_the_same),
        TEST(a_flood_is_cut_short),
        TEST(a_name_cannot_write_to_the_terminal),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
