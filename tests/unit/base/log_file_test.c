/* log_file_test.c - lines in a file that another thread writes. */
#include "test.h"

#include "base/counters.h"
#include "base/log_file.h"
#include "folder.h"

#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define LINE "a line of the log, as long as such a line is\n"

static char root[] = "/tmp/log_file.XXXXXX";
static char path[64], old_path[64];

static int make_root(void **state)
{
    (void)state;
    if (mkdtemp(root) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/a.log", root);
    (void)snprintf(old_path, sizeof old_path, "%s/a.log.1", root);
    return 0;
}

static int remove_root(void **state)
{
    (void)state;
    return folder_remove(root);
}

static struct log_file *opened(const char *where)
{
    struct log_file *file = NULL;
    struct err err;
    if (!log_file_open(slice_of(where), &file, &err))
        fail_msg("%s", err.text);
    return file;
}

static void assert_content(const char *of, const char *wanted)
{
    char text[1024] = "";
    int fd = open(of, O_RDONLY);
    assert_true(fd >= 0);
    assert_true(read(fd, text, sizeof text - 1) >= 0);
    close(fd);
    assert_string_equal(text, wanted);
}

static void lines_are_appended_to_a_file(void **state)
{
    struct stat status;
    (void)state;
    mode_t mask = umask(022);
    struct log_file *file = opened(path);
    log_file_write(file, SLICE("one\n"));
    log_file_close(file);
    file = opened(path);
    log_file_write(file, SLICE("two\n"));
    log_file_write(file, SLICE("three\n"));
    log_file_close(file);
    (void)umask(mask);
    assert_content(path, "one\ntwo\nthree\n");
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0640);
    assert_int_equal(unlink(path), 0);
}

static void a_renamed_file_is_left_when_it_is_opened_anew(void **state)
{
    (void)state;
    struct log_file *file = opened(path);
    log_file_write(file, SLICE("one\n"));
    assert_int_equal(rename(path, old_path), 0);
    log_file_write(file, SLICE("two\n"));
    log_file_reopen(file);
    while (access(path, F_OK) != 0)
        (void)usleep(1000);
    log_file_write(file, SLICE("three\n"));
    log_file_close(file);
    assert_content(old_path, "one\ntwo\n");
    assert_content(path, "three\n");
    assert_int_equal(unlink(path), 0);
    assert_int_equal(unlink(old_path), 0);
}

static void where_no_file_can_be_opened_the_old_one_stays(void **state)
{
    (void)state;
    struct log_file *file = opened(path);
    assert_int_equal(rename(path, old_path), 0);
    assert_int_equal(mkdir(path, 0700), 0);
    log_file_reopen(file);
    log_file_write(file, SLICE("one\n"));
    log_file_close(file);
    assert_content(old_path, "one\n");
    assert_int_equal(rmdir(path), 0);
    assert_int_equal(unlink(old_path), 0);
}

static void a_pipe_that_nobody_reads_keeps_nobody_waiting(void **state)
{
    char where[16], text[PIPE_BUF];
    int ends[2];
    size_t written = 0, count = LOG_FILE_MAX_WAITING_BYTES / strlen(LINE) * 3;
    uint64_t before = counters_get(COUNTER_ACCESS_DROPPED);
    ssize_t got;
    (void)state;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    (void)snprintf(where, sizeof where, "fd:%d", ends[1]);
    assert_true(log_file_is_descriptor(slice_of(where)));
    struct log_file *file = opened(where);
    (void)close(ends[1]);
    for (size_t i = 0; i < count; i++)
        log_file_write(file, SLICE(LINE));
    log_file_reopen(file); /* nothing to open */
    log_file_close(file);  /* what waits is given up */
    while ((got = read(ends[0], text, sizeof text)) > 0)
        written += (size_t)got;
    (void)close(ends[0]);
    uint64_t dropped = counters_get(COUNTER_ACCESS_DROPPED) - before;
    assert_true(dropped > 0);
    /* A line may be cut at the end. */
    assert_true(written / strlen(LINE) + dropped == count);
}

static void a_full_disk_costs_lines_only(void **state)
{
    uint64_t before = counters_get(COUNTER_ACCESS_DROPPED);
    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    struct log_file *file = opened("/dev/full");
    log_file_write(file, SLICE("one\ntwo\n"));
    log_file_close(file);
    assert_int_equal(counters_get(COUNTER_ACCESS_DROPPED) - before, 2);
}

static void what_cannot_be_opened_is_named(void **state)
{
    struct log_file *file = NULL;
    struct err err;
    (void)state;
    assert_false(log_file_open(slice_of("/nowhere/a.log"), &file, &err));
    assert_string_equal(err.text, "cannot write the access log to "
                                  "/nowhere/a.log: No such file or directory");
    assert_false(log_file_open(slice_of("fd:65000"), &file, &err));
    assert_string_equal(err.text, "cannot write the access log to fd:65000: "
                                  "Bad file descriptor");
    assert_false(log_file_is_descriptor(SLICE("fd:")));
    assert_false(log_file_is_descriptor(SLICE("fd:-1")));
    assert_false(log_file_is_descriptor(SLICE("fd:123456")));
    log_file_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_appended_to_a_file),
        cmocka_unit_test(a_renamed_file_is_left_when_it_is_opened_anew),
        cmocka_unit_test(where_no_file_can_be_opened_the_old_one_stays),
        cmocka_unit_test(a_pipe_that_nobody_reads_keeps_nobody_waiting),
        cmocka_unit_test(a_full_disk_costs_lines_only),
        cmocka_unit_test(what_cannot_be_opened_is_named),
    };
    return cmocka_run_group_tests(tests, make_root, remove_root);
}
