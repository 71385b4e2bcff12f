/* log.c - writes a line if there is room for it.
 *
 * Standard error may be shared with other programs, and O_NONBLOCK would be set
 * for them as well. So the descriptor is asked before each write, by one thread
 * at a time: poll() promises room for PIPE_BUF bytes, and what is no longer
 * than that is written whole. */
#include "base/log.h"

#include "base/counters.h"

#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static size_t dropped; /* since the last line that was written */
static bool is_cut;    /* the last one was not written to its end */

static bool has_room(void)
{
    struct pollfd room = {.fd = STDERR_FILENO, .events = POLLOUT};
    return poll(&room, 1, 0) == 1 && (room.revents & POLLOUT) != 0;
}

/* Returns how much was written. */
static size_t write_some(struct slice text)
{
    size_t at = 0;
    while (at < text.size && has_room()) {
        struct slice part = slice_sub(text, at, at + PIPE_BUF);
        ssize_t written = write(STDERR_FILENO, part.data, part.size);
        if (written <= 0)
            break;
        at += (size_t)written;
    }
    return at;
}

static bool report_dropped(void)
{
    struct str note = {0};
    str_appendf(&note,
                "%sheadmatter: %zu lines were not logged, because standard "
                "error was full\n",
                is_cut ? "\n" : "", dropped);
    bool ok = write_some(str_slice(&note)) == note.size;
    str_release(&note);
    return ok;
}

void log_write(struct slice text)
{
    pthread_mutex_lock(&lock);
    bool is_clear = dropped == 0 || report_dropped();
    if (is_clear)
        dropped = 0;
    size_t written = is_clear ? write_some(text) : 0;
    if (is_clear)
        is_cut = written > 0 && written < text.size;
    if (written < text.size) {
        dropped++;
        counters_add(COUNTER_LOG_DROPPED, 1);
    }
    pthread_mutex_unlock(&lock);
}
