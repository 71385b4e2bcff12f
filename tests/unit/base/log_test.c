/* log_test.c - a log that nobody reads keeps nobody waiting. */
#include "test.h"

#include "base/log.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define LINE "a line of the log, as long as such a line is\n"

static char read_text[1 << 20];

/* All that the pipe holds. */
static const char *drain(int end)
{
    size_t size = 0;
    ssize_t got;
    while ((got = read(end, read_text + size, sizeof read_text - 1 - size)) > 0)
        size += (size_t)got;
    read_text[size] = '\0';
    return read_text;
}

static void lines_without_room_are_dropped_and_counted(void **state)
{
    (void)state;
    int ends[2], kept = dup(STDERR_FILENO);
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(fcntl(ends[0], F_SETFL, O_NONBLOCK), 0);
    assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
    log_write(SLICE(LINE));
    const char *first = drain(ends[0]);
    bool is_first = strcmp(first, LINE) == 0;
    for (int i = 0; i < 10000; i++) /* several times what a pipe holds */
        log_write(SLICE(LINE));
    size_t written = strlen(drain(ends[0])) / strlen(LINE);
    log_write(SLICE(LINE));
    const char *rest = drain(ends[0]);
    char note[128];
    (void)snprintf(note, sizeof note,
                   "headmatter: %zu lines were not logged, because standard "
                   "error was full\n" LINE,
                   10000 - written);
    bool is_noted = strcmp(rest[0] == '\n' ? rest + 1 : rest, note) == 0;
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    close(kept);
    close(ends[0]);
    close(ends[1]);
    assert_true(is_first);
    assert_true(written > 0 && written < 10000);
    assert_true(is_noted);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_without_room_are_dropped_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
