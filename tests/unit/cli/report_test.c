/* report_test.c - what is printed that the cases cannot show: colours, files
 * that have gone, and how the folder was named. */
#include "test.h"

#include "cli/report.h"
#include "content.h"

static const struct file files[] = {
    {"posts/a.md", "---\ntitle: A: B\n---\n"},
    {"posts/b.md", "---\ntitle: B\nupdated: TBD\n---\n"},
};

static void assert_report(void (*add)(const struct report *report,
                                      const struct snapshot *snapshot,
                                      struct str *out),
                          const struct report *report, const char *expected)
{
    struct snapshot *snapshot = SITE(files);
    struct str out = {0};
    add(report, snapshot, &out);
    assert_string_equal(out.data, expected);
    str_release(&out);
    snapshot_unref(snapshot);
}

static void files_that_have_gone_are_reported_without_their_lines(void **state)
{
    (void)state;
    assert_report(report_text, &(struct report){.folder = "/nowhere"},
                  "read as a plain folder, because it has no files of a "
                  "generator\n\n"
                  "posts/a.md:2:9: error: title contains ': ' [yaml-syntax]\n"
                  "        = put the value in quotes: title: \"A: B\"\n"
                  "\n"
                  "posts/b.md:3:10: warning: updated: 'TBD' is not a date "
                  "[date-unreadable]\n"
                  "        = write it as 2024-05-01 or "
                  "2024-05-01T09:00:00+02:00\n"
                  "\n"
                  "1 document served (left out: 1 broken): 1 error, 1 "
                  "warning\n");
}

static void colours_are_for_those_who_want_them(void **state)
{
    (void)state;
    struct snapshot *snapshot = SITE(files);
    struct report report = {.folder = "/nowhere"};
    struct str plain = {0}, painted = {0};
    report_text(&report, snapshot, &plain);
    report.has_colour = true;
    report_text(&report, snapshot, &painted);
    assert_null(strchr(plain.data, '\x1b'));
    assert_non_null(strstr(painted.data, "\x1b[1;31merror:\x1b[0m title"));
    assert_non_null(strstr(painted.data, "\x1b[1;33mwarning:\x1b[0m updated"));
    str_release(&plain);
    str_release(&painted);
    snapshot_unref(snapshot);
}

static void assert_named(const char *folder, const char *command)
{
    struct snapshot *snapshot = SITE(files);
    struct str out = {0};
    report_github(&(struct report){.named_as = folder}, snapshot, &out);
    const char *first = strchr(out.data, '\n') + 1; /* below what it is */
    assert_memory_equal(first, command, strlen(command));
    str_release(&out);
    snapshot_unref(snapshot);
}

static void github_finds_files_from_where_the_command_ran(void **state)
{
    (void)state;
    assert_named(".", "::error file=posts/a.md,line=2,col=9,title=yaml-");
    assert_named("./", "::error file=posts/a.md,line");
    assert_named("site", "::error file=site/posts/a.md,line");
    assert_named("./my/site//", "::error file=my/site/posts/a.md,line");
    assert_named("/", "::error file=/posts/a.md,line");
    assert_named("50%: a,b", "::error file=50%25%3A a%2Cb/posts/a.md,line");
}

static void what_is_left_out_is_named_in_one_line(void **state)
{
    (void)state;
    struct str out = {0};
    left_out_append(&(struct left_out){0}, &out);
    assert_int_equal(out.size, 0);
    left_out_append(&(struct left_out){.drafts = 2, .broken = 1}, &out);
    assert_string_equal(out.data, "2 drafts, 1 broken");
    str_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_that_have_gone_are_reported_without_their_lines),
        cmocka_unit_test(colours_are_for_those_who_want_them),
        cmocka_unit_test(github_finds_files_from_where_the_command_ran),
        cmocka_unit_test(what_is_left_out_is_named_in_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
