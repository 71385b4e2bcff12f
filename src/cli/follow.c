/* follow.c - when to look at a repository, and what to do with what is there.
 *
 * A remote that does not answer changes nothing of what is served. It is
 * reported once, as a line of the log and as a diagnostic of the site, and
 * asked again after 2, 4, 8 seconds and so on up to five minutes, each a little
 * earlier or later by chance, so that many servers do not ask at the same
 * moment. */
#include "cli/follow.h"

#include "base/clock.h"
#include "base/counters.h"
#include "base/log.h"
#include "base/map.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/excerpt.h"
#include "cli/repository.h"
#include "git/keeper.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#define FIRST_RETRY_MS  2000
#define MAX_RETRY_MS    300000
#define MAX_DOUBLINGS   8
#define MIN_PAUSE_MS    1000 /* between two looks, however often it is asked */
#define JITTER_PER_CENT 20
#define SHOWN_ID        12 /* digits */
#define NEVER_MS        86400000

struct follow {
    struct repository from;
    struct live *live;
    struct site *site;
    pthread_t thread;
    bool has_thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_over, is_wanted;
    bool is_asked;           /* by a signal, which is to be confirmed */
    bool is_pending;         /* `next` is to be served */
    bool is_switched;        /* and the link leads to it already */
    bool has_news;           /* for the diagnostics of the site */
    bool is_failing;         /* the last fetch has failed, as `failure` says */
    struct keeper_tree next; /* the newest commit */
    char served[GIT_ID_BYTES]; /* whose files are served */
    struct err failure;
    uint64_t reported; /* a hash of the failure in the log */
    unsigned failures; /* in a row */
};

static void say(struct str *line)
{
    str_append_char(line, '\n');
    log_write(str_slice(line));
    str_release(line);
}

/* Nobody waits for a signal yet, and a clone may take minutes. */
static bool fetch_first(struct follow *follow, struct err *err)
{
    sigset_t stops, before;
    sigemptyset(&stops);
    sigaddset(&stops, SIGTERM);
    sigaddset(&stops, SIGINT);
    pthread_sigmask(SIG_UNBLOCK, &stops, &before);
    bool ok = keeper_fetch(follow->from.keeper, "", &follow->next, err) &&
              keeper_switch(follow->from.keeper, follow->next.commit, err);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (ok)
        memcpy(follow->served, follow->next.commit, sizeof follow->served);
    return ok;
}

static bool prepare(struct follow *follow, struct err *err)
{
    struct str line = {0};
    if (!repository_open(&follow->from, err))
        return false;
    if (repository_find_current(&follow->from, follow->served)) {
        follow->is_wanted = true; /* it may be old */
        return true;
    }
    str_appendf(&line, "git: fetching %.*s",
                SLICE_FMT(follow->from.settings.git_url));
    say(&line);
    follow->has_news = true;
    return fetch_first(follow, err);
}

int follow_open(const struct options *options, struct follow **ret_follow)
{
    struct follow *follow = mem_alloc(1, sizeof *follow);
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct err err;
    int code = EXIT_DONE;

    follow->lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    clock_init_condition(&follow->changed);
    if (!settings_read(NULL, &options->overrides, &follow->from.settings,
                       &faults)) {
        message_print_faults(&faults);
        code = EXIT_USAGE;
    } else if (follow->from.settings.git_url.size > 0 &&
               options->is_folder_named) {
        code = message_print_text(EXIT_USAGE,
                                  "both DIR and --git say what to serve",
                                  "leave one of them out");
    } else if (follow->from.settings.git_url.size > 0 &&
               !prepare(follow, &err)) {
        code = message_print(EXIT_FAILED, &err);
    }
    arena_release(&arena);
    *ret_follow = follow;
    if (code != EXIT_DONE || follow->from.settings.git_url.size == 0) {
        follow_close(follow);
        *ret_follow = NULL;
    }
    return code;
}

void follow_close(struct follow *follow)
{
    if (follow == NULL)
        return;
    repository_close(&follow->from);
    (void)pthread_cond_destroy(&follow->changed);
    free(follow);
}

const char *follow_folder(const struct follow *follow)
{
    return follow->from.folder.data;
}

const char *follow_cache(const struct follow *follow)
{
    return follow->from.cache.data;
}

void follow_append(const struct follow *follow, struct str *out)
{
    str_append_text(out, "  git        ");
    visible_append(out, follow->from.settings.git_url);
    str_appendf(out, ", commit %.*s\n", SHOWN_ID, follow->served);
}

struct slice follow_secret(const struct follow *follow)
{
    return follow->from.secret;
}

/* What the owner should know of the repository; the paths are of the site. */
static void set_faults(struct follow *follow)
{
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena, .path = SLICE(".")};
    const struct keeper_tree *tree = &follow->next;
    if (follow->is_failing)
        diagnostics_add(&faults, DIAGNOSTIC_REPOSITORY_UNREACHABLE, 0, 0,
                        follow->failure.hint[0] != '\0' ? follow->failure.hint
                                                        : NULL,
                        "commit %.*s is served, and a newer one may be there: "
                        "%s",
                        SHOWN_ID, follow->served, follow->failure.text);
    if (tree->submodules > 0)
        diagnostics_add(&faults, DIAGNOSTIC_REPOSITORY_SUBMODULE, 0, 0,
                        "put their files into this repository",
                        "%u %s not followed, and left empty", tree->submodules,
                        tree->submodules == 1 ? "submodule is"
                                              : "submodules are");
    if (tree->pointers > 0) {
        faults.path = slice_of(tree->pointer);
        diagnostics_add(&faults, DIAGNOSTIC_REPOSITORY_POINTER, 0, 0,
                        "keep the files in the repository itself: they are not "
                        "fetched from LFS",
                        "a pointer of Git LFS is in the place of the file; %u "
                        "of the repository are like that",
                        tree->pointers);
    }
    site_set_repository_faults(follow->site, &faults);
    arena_release(&arena);
}

static void before_look(void *context)
{
    struct follow *follow = context;
    struct err err;
    pthread_mutex_lock(&follow->lock);
    if (follow->is_pending && !follow->is_switched) {
        follow->is_switched =
            keeper_switch(follow->from.keeper, follow->next.commit, &err);
        follow->is_pending = follow->is_switched;
    }
    if (follow->has_news)
        set_faults(follow);
    follow->has_news = false;
    pthread_cond_signal(&follow->changed);
    pthread_mutex_unlock(&follow->lock);
}

static void after_look(void *context, bool ok)
{
    struct follow *follow = context;
    pthread_mutex_lock(&follow->lock);
    if (follow->is_switched && ok)
        memcpy(follow->served, follow->next.commit, sizeof follow->served);
    if (follow->is_switched)
        follow->is_pending = follow->is_switched = false;
    pthread_cond_signal(&follow->changed);
    pthread_mutex_unlock(&follow->lock);
}

struct live_source follow_source(struct follow *follow, struct site *site)
{
    follow->site = site;
    return (struct live_source){before_look, after_look, follow};
}

static void log_fetch(struct follow *follow)
{
    struct str line = {0};
    str_appendf(&line, "git: commit %.*s follows %.*s", SHOWN_ID,
                follow->next.commit, SHOWN_ID, follow->served);
    say(&line);
}

/* Each failure once, until there is another or none. */
static void log_failure_once(struct follow *follow)
{
    struct str line = {0};
    uint64_t hash = hash_bytes(slice_of(follow->failure.text), 1);
    if (hash == follow->reported)
        return;
    follow->reported = hash;
    struct slice text = slice_of(follow->failure.text);
    str_append_text(&line, slice_starts(text, "git") ? "" : "git: ");
    visible_append(&line, text);
    str_appendf(&line, "; still serving commit %.*s", SHOWN_ID, follow->served);
    if (follow->failure.hint[0] != '\0')
        str_appendf(&line, " (%s)", follow->failure.hint);
    say(&line);
}

static void log_recovery(struct follow *follow)
{
    struct str line = {0};
    if (follow->reported == 0)
        return;
    follow->reported = 0;
    str_append_text(&line, "git: the repository can be fetched again");
    say(&line);
}

/* A number from 100 - JITTER_PER_CENT to 100 + JITTER_PER_CENT, of a hundred.
 */
static int64_t jittered(int64_t ms)
{
    uint32_t random = 0;
    if (getrandom(&random, sizeof random, GRND_NONBLOCK) < 0)
        random = (uint32_t)clock_monotonic_us();
    int64_t per_cent =
        100 - JITTER_PER_CENT + (int64_t)(random % (2 * JITTER_PER_CENT + 1));
    return ms * per_cent / 100;
}

/* How long until the next look that nobody asks for. */
static int64_t find_pause(const struct follow *follow)
{
    unsigned doublings =
        follow->failures < MAX_DOUBLINGS ? follow->failures : MAX_DOUBLINGS;
    int64_t interval_ms = follow->from.settings.git_interval_s * 1000;
    if (follow->failures == 0)
        return interval_ms > 0 ? jittered(interval_ms) : NEVER_MS;
    int64_t retry_ms = (int64_t)FIRST_RETRY_MS << (doublings - 1);
    return jittered(retry_ms < MAX_RETRY_MS ? retry_ms : MAX_RETRY_MS);
}

static void wait_until(struct follow *follow, int64_t until_ms, bool may_wake)
{
    while (!follow->is_over && !(may_wake && follow->is_wanted)) {
        int64_t left_ms = until_ms - clock_monotonic_us() / 1000;
        if (left_ms <= 0)
            return;
        const struct timespec moment = clock_moment_in((unsigned)left_ms);
        (void)pthread_cond_timedwait(&follow->changed, &follow->lock, &moment);
    }
}

/* With the lock held but for the fetch. */
static void fetch_next(struct follow *follow)
{
    struct keeper_tree tree;
    struct err err = {0};
    char in_use[GIT_ID_BYTES];
    memcpy(in_use, follow->served, sizeof in_use);
    follow->is_wanted = false;
    pthread_mutex_unlock(&follow->lock);
    bool ok = keeper_fetch(follow->from.keeper, in_use, &tree, &err);
    pthread_mutex_lock(&follow->lock);
    if (follow->is_over)
        return;
    counters_add(ok ? COUNTER_FETCHES_DONE : COUNTER_FETCHES_FAILED, 1);
    counters_set(COUNTER_FETCH_IS_GOOD, ok ? 1 : 0);
    follow->has_news =
        follow->is_failing == ok || follow->next.commit[0] == '\0';
    follow->is_failing = !ok;
    follow->failures = ok ? 0 : follow->failures + 1;
    if (!ok) {
        follow->has_news |= strcmp(follow->failure.text, err.text) != 0;
        follow->failure = err;
        log_failure_once(follow);
        return;
    }
    log_recovery(follow);
    counters_set(COUNTER_FETCHED_MS, (uint64_t)clock_now_ms());
    follow->next = tree;
    follow->is_pending = strcmp(tree.commit, follow->served) != 0;
    follow->has_news |= follow->is_pending;
    if (follow->is_pending)
        log_fetch(follow);
}

/* Lets live look at what has come, and waits until it has. */
static void publish(struct follow *follow)
{
    bool is_asked = follow->is_asked;
    follow->is_asked = false;
    if (!follow->is_pending && !follow->has_news && !is_asked)
        return;
    live_look(follow->live, is_asked);
    while (!follow->is_over && follow->is_pending)
        (void)pthread_cond_wait(&follow->changed, &follow->lock);
}

static void *run(void *argument)
{
    struct follow *follow = argument;
    pthread_mutex_lock(&follow->lock);
    int64_t begun_ms = clock_monotonic_us() / 1000 - MIN_PAUSE_MS;
    while (!follow->is_over) {
        wait_until(follow, begun_ms + find_pause(follow), true);
        wait_until(follow, begun_ms + MIN_PAUSE_MS, false); /* many may ask */
        if (follow->is_over)
            break;
        begun_ms = clock_monotonic_us() / 1000;
        fetch_next(follow);
        publish(follow);
    }
    pthread_mutex_unlock(&follow->lock);
    return NULL;
}

bool follow_start(struct follow *follow, struct live *live, struct err *err)
{
    follow->live = live;
    int failure = pthread_create(&follow->thread, NULL, run, follow);
    if (failure != 0)
        return err_set(err, ERR_IO, "cannot start a thread: %s",
                       strerror(failure));
    follow->has_thread = true;
    return true;
}

void follow_stop(struct follow *follow)
{
    if (follow == NULL)
        return;
    pthread_mutex_lock(&follow->lock);
    follow->is_over = true;
    pthread_cond_broadcast(&follow->changed);
    pthread_mutex_unlock(&follow->lock);
    keeper_stop(follow->from.keeper);
    if (follow->has_thread)
        pthread_join(follow->thread, NULL);
    follow->has_thread = false;
}

void follow_wake(void *context)
{
    struct follow *follow = context;
    pthread_mutex_lock(&follow->lock);
    follow->is_wanted = true;
    pthread_cond_signal(&follow->changed);
    pthread_mutex_unlock(&follow->lock);
}

void follow_look(struct follow *follow)
{
    pthread_mutex_lock(&follow->lock);
    follow->is_asked = true;
    pthread_mutex_unlock(&follow->lock);
    follow_wake(follow);
}
