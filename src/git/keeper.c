/* keeper.c - the two halves: the server's, and the process that carries out.
 *
 * That process is a fork of the server, made while there is one thread, before
 * the settings of the sandbox: it needs no program of its own. It ends when the
 * server has closed its end of the socket, whatever git is doing then. */
#include "git/keeper.h"

#include "base/array.h"
#include "base/mem.h"
#include "git/job.h"
#include "git/mirror.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define PRIORITY 10 /* requests come first */

struct keeper {
    pthread_mutex_t lock; /* one job at a time */
    int socket;
    pid_t pid;
};

/* "user:password@" in an address would show in logs and in lists of processes.
 */
static bool has_password(struct slice url)
{
    size_t start = slice_find(url, 0, SLICE("://"));
    if (start == url.size)
        return false;
    struct slice host = slice_from(url, start + strlen("://"));
    host = slice_sub(host, 0, slice_find_char(host, 0, '/'));
    size_t at = slice_find_char(host, 0, '@');
    return at < host.size && slice_find_char(host, 0, ':') < at;
}

static bool has_known_scheme(struct slice url)
{
    static const char *const schemes[] = {"https://", "http://", "ssh://",
                                          "git://", "file://"};
    for (size_t i = 0; i < ARRAY_COUNT(schemes); i++) {
        if (slice_starts(url, schemes[i]))
            return true;
    }
    /* A path, or "git@host:path"; but "ext::" and the like run a program. */
    return slice_find(url, 0, SLICE("://")) == url.size &&
           slice_find(url, 0, SLICE("::")) == url.size;
}

bool keeper_check_url(const char *url, struct err *err)
{
    struct slice text = slice_of(url);
    if (has_password(text)) {
        err_set(err, ERR_INVALID, "--git: the address has a password in it");
        return err_set_hint(err,
                            "write it to a file, and name that by --git-token");
    }
    if (text.size == 0 || text.size > GIT_MAX_URL_BYTES ||
        text.data[0] == '-' || !has_known_scheme(text)) {
        err_set(err, ERR_INVALID, "--git: not the address of a repository");
        return err_set_hint(err, "https://HOST/PATH, ssh://USER@HOST/PATH, "
                                 "USER@HOST:PATH, git://HOST/PATH, or a path");
    }
    return true;
}

static bool is_loopback(struct slice host)
{
    return slice_starts(host, "127.0.0.1") || slice_starts(host, "localhost") ||
           slice_starts(host, "[::1]");
}

static bool check_token(const struct keeper_options *options, struct err *err)
{
    struct slice url = slice_of(options->url);
    if (options->token[0] == '\0' || slice_starts(url, "https://") ||
        (slice_starts(url, "http://") &&
         is_loopback(slice_from(url, strlen("http://")))))
        return true;
    err_set(err, ERR_INVALID, "--git-token is for addresses with https://");
    return err_set_hint(err, "by ssh, use --git-ssh-key");
}

/* Held until the process ends: two would remove each other's trees. */
static bool lock_cache(const struct keeper_options *options, int *ret_lock,
                       struct err *err)
{
    struct str path = {0};
    str_appendf(&path, "%s/lock", options->cache);
    int lock = open(path.data, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    int failure = errno;
    str_release(&path);
    if (lock < 0)
        return err_set(err, ERR_IO, "cannot write to %s: %s", options->cache,
                       strerror(failure));
    if (flock(lock, LOCK_EX | LOCK_NB) == 0) {
        *ret_lock = lock;
        return true;
    }
    (void)close(lock);
    err_set(err, ERR_IO, "another server keeps its repository in %s",
            options->cache);
    return err_set_hint(
        err, "one server for each repository, branch and path; or give "
             "each a folder of its own by --git-cache");
}

static void carry_out(struct mirror *mirror, const struct git_job *job,
                      struct git_report *report)
{
    if (job->kind == GIT_JOB_FETCH)
        report->ok =
            mirror_fetch(mirror, job->commit, &report->tree, &report->err);
    else
        report->ok = mirror_switch(mirror, job->commit, &report->err);
}

static _Noreturn void serve_jobs(const struct keeper_options *options,
                                 int socket)
{
    struct mirror mirror;
    sigset_t all;
    sigfillset(&all); /* it ends with the socket, not by what ends the server */
    (void)sigprocmask(SIG_SETMASK, &all, NULL);
    (void)setpriority(PRIO_PROCESS, 0, PRIORITY);
    mirror_init(&mirror, options, socket);
    for (;;) {
        struct git_job job;
        struct git_report report = {0};
        ssize_t size = recv(socket, &job, sizeof job, 0);
        if (size < 0 && errno == EINTR)
            continue;
        if (size != sizeof job)
            _exit(0);
        carry_out(&mirror, &job, &report);
        if (send(socket, &report, sizeof report, MSG_NOSIGNAL) < 0)
            _exit(0);
    }
}

bool keeper_open(const struct keeper_options *options,
                 struct keeper **ret_keeper, struct err *err)
{
    int ends[2], lock = -1;
    if (!keeper_check_url(options->url, err) || !check_token(options, err) ||
        !lock_cache(options, &lock, err))
        return false;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
        (void)close(lock);
        return err_set(err, ERR_IO, "cannot start a process for git: %s",
                       strerror(errno));
    }
    pid_t pid = fork();
    if (pid == 0) {
        (void)close(ends[0]);
        serve_jobs(options, ends[1]);
    }
    (void)close(lock); /* the process has it */
    (void)close(ends[1]);
    if (pid < 0) {
        (void)close(ends[0]);
        return err_set(err, ERR_IO, "cannot start a process for git: %s",
                       strerror(errno));
    }
    struct keeper *keeper = mem_alloc(1, sizeof *keeper);
    keeper->lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    keeper->socket = ends[0];
    keeper->pid = pid;
    *ret_keeper = keeper;
    return true;
}

void keeper_stop(struct keeper *keeper)
{
    (void)shutdown(keeper->socket, SHUT_RDWR);
}

void keeper_close(struct keeper *keeper)
{
    if (keeper == NULL)
        return;
    (void)close(keeper->socket);
    while (waitpid(keeper->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    free(keeper);
}

static bool exchange(struct keeper *keeper, const struct git_job *job,
                     struct git_report *ret_report)
{
    ssize_t size;
    pthread_mutex_lock(&keeper->lock);
    bool ok = send(keeper->socket, job, sizeof *job, MSG_NOSIGNAL) ==
              (ssize_t)sizeof *job;
    do
        size = ok ? recv(keeper->socket, ret_report, sizeof *ret_report, 0) : 0;
    while (size < 0 && errno == EINTR);
    pthread_mutex_unlock(&keeper->lock);
    return size == (ssize_t)sizeof *ret_report;
}

/* Has a job done; `commit` is of it. */
static bool ask(struct keeper *keeper, enum git_job_kind kind,
                const char *commit, struct keeper_tree *ret_tree,
                struct err *err)
{
    struct git_job job = {.kind = kind};
    struct git_report report;
    (void)stpncpy(job.commit, commit, sizeof job.commit - 1);
    if (!exchange(keeper, &job, &report)) {
        err_set(err, ERR_IO, "the process that runs git has ended");
        return err_set_hint(err, "restart the server");
    }
    if (!report.ok) {
        *err = report.err;
        return false;
    }
    if (ret_tree != NULL)
        *ret_tree = report.tree;
    return true;
}

bool keeper_fetch(struct keeper *keeper, const char *in_use,
                  struct keeper_tree *ret_tree, struct err *err)
{
    return ask(keeper, GIT_JOB_FETCH, in_use, ret_tree, err);
}

bool keeper_switch(struct keeper *keeper, const char *commit, struct err *err)
{
    return ask(keeper, GIT_JOB_SWITCH, commit, NULL, err);
}
