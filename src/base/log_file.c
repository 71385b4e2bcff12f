/* log_file.c - one thread that writes for all.
 *
 * O_NONBLOCK means nothing to a regular file, so a write can only be kept from
 * blocking an answer by another thread's doing it. That thread waits for a
 * moment after the first line, so that a busy server makes 20 large writes a
 * second instead of thousands of small ones. What is lost by a crash is the
 * lines of that moment. */
#include "base/log_file.h"

#include "base/clock.h"
#include "base/counters.h"
#include "base/log.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define MODE       0640
#define CLOSING_MS 500
#define LOOK_MS    100 /* whether it is to be closed, while a pipe is full */
#define REPORT_US  10000000 /* from one report of dropped lines to the next */

struct log_file {
    pthread_mutex_t lock;
    pthread_cond_t is_asked;
    pthread_t thread;
    struct str waiting;
    size_t dropped; /* lines without room */
    bool is_over, wants_reopen;
    /* Of the thread: */
    struct str where;
    int descriptor;  /* the thread's own */
    bool is_regular; /* else a pipe or the like, which can be full */
    bool is_cut;     /* the last line was not written to its end */
    struct str lines;
    size_t unreported; /* dropped lines since the last report */
    int64_t reported_at_us;
};

bool log_file_is_descriptor(struct slice where)
{
    return slice_starts(where, "fd:") && where.size <= strlen("fd:12345") &&
           slice_is_digits(slice_from(where, strlen("fd:")));
}

static int open_where(const char *where)
{
    if (log_file_is_descriptor(slice_of(where)))
        return fcntl((int)strtol(where + strlen("fd:"), NULL, 10),
                     F_DUPFD_CLOEXEC, 0);
    return open(where,
                O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY |
                    O_NONBLOCK,
                MODE);
}

static void use(struct log_file *file, int descriptor)
{
    struct stat status;
    file->descriptor = descriptor;
    file->is_regular =
        fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

static void report(const char *what, const char *why)
{
    struct str line = {0};
    str_appendf(&line, "headmatter: access log: %s%s\n", what, why);
    log_write(str_slice(&line));
    str_release(&line);
}

static bool is_over(struct log_file *file)
{
    pthread_mutex_lock(&file->lock);
    bool is = file->is_over;
    pthread_mutex_unlock(&file->lock);
    return is;
}

/* Waits until a pipe has room for PIPE_BUF bytes; false at the end. */
static bool await_room(struct log_file *file)
{
    struct pollfd room = {.fd = file->descriptor, .events = POLLOUT};
    for (unsigned waited = 0; waited < CLOSING_MS;
         waited += is_over(file) ? LOOK_MS : 0) {
        if (poll(&room, 1, LOOK_MS) > 0)
            return true;
    }
    errno = EAGAIN;
    return false;
}

/* Returns how much was written; less than all only with errno. */
static size_t write_some(struct log_file *file, struct slice text)
{
    size_t at = 0;
    while (at < text.size) {
        if (!file->is_regular && !await_room(file))
            break;
        struct slice part = file->is_regular
                                ? slice_from(text, at)
                                : slice_sub(text, at, at + PIPE_BUF);
        ssize_t written = write(file->descriptor, part.data, part.size);
        if (written > 0)
            at += (size_t)written;
        else if (written == 0 || (errno != EINTR && errno != EAGAIN))
            break;
    }
    return at;
}

/* `why` may be that of the last of them only. */
static void note_dropped(struct log_file *file, size_t count, const char *why)
{
    int64_t now_us = clock_monotonic_us();
    struct str text = {0};
    counters_add(COUNTER_ACCESS_DROPPED, count);
    file->unreported += count;
    if (count == 0 || now_us - file->reported_at_us < REPORT_US)
        return;
    str_appendf(&text, "%zu lines were dropped: ", file->unreported);
    report(text.data, why);
    str_release(&text);
    file->unreported = 0;
    file->reported_at_us = now_us;
}

static void write_lines(struct log_file *file)
{
    struct slice lines = str_slice(&file->lines);
    if (lines.size == 0)
        return;
    errno = 0;
    if (file->is_cut && write_some(file, SLICE("\n")) == 1)
        file->is_cut = false;
    size_t written = file->is_cut ? 0 : write_some(file, lines);
    if (written > 0)
        file->is_cut = lines.data[written - 1] != '\n';
    note_dropped(file, slice_count_char(slice_from(lines, written), '\n'),
                 strerror(errno));
    str_clear(&file->lines);
}

static void reopen(struct log_file *file)
{
    if (log_file_is_descriptor(str_slice(&file->where)))
        return;
    int descriptor = open_where(file->where.data);
    if (descriptor < 0) {
        report("still in the old file, since the new one cannot be opened: ",
               strerror(errno));
        return;
    }
    (void)close(file->descriptor);
    use(file, descriptor);
    file->is_cut = false;
}

/* Waits for lines, and then for more of them; false at the end. Called and
 * returns with the lock held. */
static bool await_lines(struct log_file *file)
{
    while (file->waiting.size == 0 && !file->is_over && !file->wants_reopen)
        (void)pthread_cond_wait(&file->is_asked, &file->lock);
    const struct timespec until = clock_moment_in(LOG_FILE_BATCH_MS);
    while (!file->is_over && !file->wants_reopen &&
           file->waiting.size < LOG_FILE_MAX_WAITING_BYTES / 2 &&
           pthread_cond_timedwait(&file->is_asked, &file->lock, &until) == 0)
        ;
    return file->waiting.size > 0 || file->wants_reopen || !file->is_over;
}

static void *run(void *context)
{
    struct log_file *file = context;
    pthread_mutex_lock(&file->lock);
    while (await_lines(file)) {
        struct str empty = file->lines;
        size_t dropped = file->dropped;
        bool wants_reopen = file->wants_reopen;
        file->lines = file->waiting;
        file->waiting = empty;
        file->dropped = 0;
        file->wants_reopen = false;
        pthread_mutex_unlock(&file->lock);
        write_lines(file);
        note_dropped(file, dropped, "it is slower than the requests");
        if (wants_reopen)
            reopen(file);
        pthread_mutex_lock(&file->lock);
    }
    pthread_mutex_unlock(&file->lock);
    return NULL;
}

static void release(struct log_file *file)
{
    if (file->descriptor >= 0)
        (void)close(file->descriptor);
    pthread_cond_destroy(&file->is_asked);
    pthread_mutex_destroy(&file->lock);
    str_release(&file->waiting);
    str_release(&file->lines);
    str_release(&file->where);
    free(file);
}

bool log_file_open(struct slice where, struct log_file **ret_file,
                   struct err *err)
{
    struct log_file *file = mem_alloc(1, sizeof *file);
    pthread_mutex_init(&file->lock, NULL);
    clock_init_condition(&file->is_asked);
    str_append(&file->where, where);
    file->reported_at_us = -REPORT_US;
    int descriptor = open_where(file->where.data);
    int failure = descriptor >= 0 ? 0 : errno;
    use(file, descriptor);
    if (failure == 0)
        failure = pthread_create(&file->thread, NULL, run, file);
    if (failure != 0) {
        release(file);
        return err_set(err, ERR_IO, "cannot write the access log to %.*s: %s",
                       SLICE_FMT(slice_sub(where, 0, 200)), strerror(failure));
    }
    *ret_file = file;
    return true;
}

void log_file_close(struct log_file *file)
{
    if (file == NULL)
        return;
    pthread_mutex_lock(&file->lock);
    file->is_over = true;
    pthread_cond_signal(&file->is_asked);
    pthread_mutex_unlock(&file->lock);
    (void)pthread_join(file->thread, NULL);
    release(file);
}

/* The thread is woken by the first line, and when it should hurry. */
void log_file_write(struct log_file *file, struct slice lines)
{
    const size_t half = LOG_FILE_MAX_WAITING_BYTES / 2;
    pthread_mutex_lock(&file->lock);
    size_t before = file->waiting.size, after = before + lines.size;
    if (after <= LOG_FILE_MAX_WAITING_BYTES)
        str_append(&file->waiting, lines);
    else
        file->dropped += slice_count_char(lines, '\n');
    if (before == 0 || (before < half && after >= half))
        pthread_cond_signal(&file->is_asked);
    pthread_mutex_unlock(&file->lock);
}

void log_file_reopen(struct log_file *file)
{
    if (file == NULL)
        return;
    pthread_mutex_lock(&file->lock);
    file->wants_reopen = true;
    pthread_cond_signal(&file->is_asked);
    pthread_mutex_unlock(&file->lock);
}
