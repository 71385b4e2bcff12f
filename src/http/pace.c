/* pace.c - what the kernels of the clients have acknowledged, once a second.
 *
 * How much a worker has written says little: the kernel keeps megabytes of it.
 * What counts is what the other side has acknowledged (TCP_INFO). That costs a
 * system call for each answer that takes longer than a second.
 *
 * A fixed rate alone would not do: as many clients as there are workers, each a
 * little faster than that, would still take them all. So while large answers
 * are short of memory or workers, the slowest are closed first, whatever their
 * rate. */
#include "http/pace.h"

#include "base/clock.h"
#include "base/mem.h"
#include "http/sockets.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define S_IN_US       1000000
#define LOOK_EVERY_MS 1000

struct pace {
    pthread_mutex_t lock;
    pthread_cond_t is_asked;
    pthread_t thread;
    struct budget *budget;
    struct sender *senders;
    bool is_over;
};

void pace_add(struct pace *pace, struct sender *sender)
{
    pthread_mutex_lock(&pace->lock);
    sender->after = pace->senders;
    if (pace->senders != NULL)
        pace->senders->before = sender;
    pace->senders = sender;
    pthread_mutex_unlock(&pace->lock);
}

void pace_remove(struct pace *pace, struct sender *sender)
{
    pthread_mutex_lock(&pace->lock);
    if (sender->before != NULL)
        sender->before->after = sender->after;
    else
        pace->senders = sender->after;
    if (sender->after != NULL)
        sender->after->before = sender->before;
    pthread_mutex_unlock(&pace->lock);
}

void pace_begin(struct sender *sender, int fd)
{
    atomic_store(&sender->fd, fd);
    atomic_store(&sender->since_us, clock_monotonic_us());
}

void pace_end(struct sender *sender)
{
    atomic_store(&sender->since_us, 0);
}

void pace_begin_body(struct sender *sender, int fd)
{
    atomic_store(&sender->is_reading, true);
    pace_begin(sender, fd);
}

void pace_end_body(struct sender *sender)
{
    pace_end(sender);
    atomic_store(&sender->is_reading, false);
}

void pace_pause(struct sender *sender)
{
    atomic_store(&sender->is_paused, true);
}

void pace_resume(struct sender *sender)
{
    atomic_store(&sender->is_paused, false);
}

static bool is_at_same_answer(struct sender *sender)
{
    return atomic_load(&sender->since_us) == sender->seen_us;
}

/* Whether it has been at one answer for at least a second, and what the client
 * has taken of it. */
static bool see(struct sender *s, int64_t now_us)
{
    int64_t since_us = atomic_load(&s->since_us);
    if (since_us == 0 || now_us - since_us < S_IN_US ||
        atomic_load(&s->is_reading))
        return false;
    if (s->seen_us != since_us || atomic_load(&s->is_paused))
        s->taken_at_us = 0;
    s->seen_us = since_us;
    return sockets_acknowledged(atomic_load(&s->fd), &s->taken) &&
           is_at_same_answer(s);
}

static size_t find_long(struct pace *pace, int64_t now_us,
                        struct sender **senders, size_t max)
{
    size_t count = 0;
    for (struct sender *s = pace->senders; s != NULL && count < max;
         s = s->after) {
        if (see(s, now_us))
            senders[count++] = s;
    }
    return count;
}

static void start_window(struct sender *sender, int64_t now_us)
{
    sender->taken_at_us = now_us;
    sender->taken_at_start = sender->taken;
}

static int64_t rate_of(const struct sender *sender, int64_t now_us)
{
    int64_t taken = (int64_t)(sender->taken - sender->taken_at_start);
    int64_t us = now_us - sender->taken_at_us;
    return us > 0 ? taken * S_IN_US / us : 0;
}

/* On a descriptor of our own: as long as the sender is at the same answer, its
 * number is of the same connection, and later ours still is. */
static void end_connection(struct sender *sender, void (*end)(int fd))
{
    int own = fcntl(atomic_load(&sender->fd), F_DUPFD_CLOEXEC, 0);
    if (own < 0)
        return;
    if (is_at_same_answer(sender))
        end(own);
    (void)close(own);
}

static void close_client(struct sender *sender)
{
    end_connection(sender, sockets_break);
}

static void end_late_bodies(struct pace *pace, int64_t now_us)
{
    for (struct sender *s = pace->senders; s != NULL; s = s->after) {
        int64_t since_us = atomic_load(&s->since_us);
        if (since_us == 0 || !atomic_load(&s->is_reading) ||
            now_us - since_us < PACE_BODY_S * S_IN_US)
            continue;
        s->seen_us = since_us;
        end_connection(s, sockets_end_reading);
    }
}

/* Closes those below the least rate, and starts the windows of the others. */
static void close_slow(struct sender *const *senders, size_t count,
                       int64_t now_us)
{
    for (size_t i = 0; i < count; i++) {
        struct sender *s = senders[i];
        if (s->taken_at_us == 0) {
            start_window(s, now_us);
        } else if (now_us - s->taken_at_us >= PACE_WINDOW_S * S_IN_US) {
            if (rate_of(s, now_us) < PACE_MIN_BYTES_PER_S)
                close_client(s);
            start_window(s, now_us);
        }
    }
}

struct rated {
    struct sender *sender;
    int64_t rate;
};

static int compare_rates(const void *left, const void *right)
{
    const struct rated *a = left, *b = right;
    return (a->rate > b->rate) - (a->rate < b->rate);
}

/* A quarter of them, at least one. */
static void close_slowest(struct sender *const *senders, size_t count,
                          int64_t now_us)
{
    struct rated *rated = mem_alloc(count, sizeof *rated);
    size_t rated_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct sender *s = senders[i];
        if (s->taken_at_us != 0 &&
            now_us - s->seen_us >= PACE_TIGHT_S * S_IN_US)
            rated[rated_count++] = (struct rated){s, rate_of(s, now_us)};
    }
    if (rated_count > 0)
        qsort(rated, rated_count, sizeof *rated, compare_rates);
    for (size_t i = 0; i < (rated_count + 3) / 4; i++)
        close_client(rated[i].sender);
    free(rated);
}

/* With the lock held, so that no sender goes away. */
static void look(struct pace *pace)
{
    int64_t now_us = clock_monotonic_us();
    size_t count = 0;
    for (const struct sender *s = pace->senders; s != NULL; s = s->after)
        count++;
    struct sender **senders = mem_alloc(count + 1, sizeof *senders);
    end_late_bodies(pace, now_us);
    count = find_long(pace, now_us, senders, count);
    if (count > 0 && budget_is_tight(pace->budget))
        close_slowest(senders, count, now_us);
    close_slow(senders, count, now_us);
    free(senders);
}

static void *run(void *context)
{
    struct pace *pace = context;
    pthread_mutex_lock(&pace->lock);
    while (!pace->is_over) {
        const struct timespec until = clock_moment_in(LOOK_EVERY_MS);
        (void)pthread_cond_timedwait(&pace->is_asked, &pace->lock, &until);
        if (pace->is_over)
            break;
        look(pace);
        mem_restore_reserve();
    }
    pthread_mutex_unlock(&pace->lock);
    return NULL;
}

static void pace_free(struct pace *pace)
{
    pthread_cond_destroy(&pace->is_asked);
    pthread_mutex_destroy(&pace->lock);
    free(pace);
}

bool pace_start(struct budget *budget, struct pace **ret_pace, struct err *err)
{
    struct pace *pace = mem_alloc(1, sizeof *pace);
    pthread_mutex_init(&pace->lock, NULL);
    clock_init_condition(&pace->is_asked);
    pace->budget = budget;
    int failure = pthread_create(&pace->thread, NULL, run, pace);
    if (failure != 0) {
        pace_free(pace);
        return err_set(err, ERR_IO, "cannot start a thread: %s",
                       strerror(failure));
    }
    *ret_pace = pace;
    return true;
}

void pace_stop(struct pace *pace)
{
    if (pace == NULL)
        return;
    pthread_mutex_lock(&pace->lock);
    pace->is_over = true;
    pthread_cond_signal(&pace->is_asked);
    pthread_mutex_unlock(&pace->lock);
    (void)pthread_join(pace->thread, NULL);
    pace_free(pace);
}
