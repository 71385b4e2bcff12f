/* program.c - headmatter-pictures, which makes pictures for a server.
 *
 *     job --> fork --> a process for this picture alone --> outcome, exit
 *
 * A process for each picture, forked from one in which the library is ready:
 * what a picture makes a decoder do, it does to itself alone. Its memory, time
 * and output are limited by the system, all of it is given back when it ends,
 * and nothing of one picture can be seen in the next. Threads in the server
 * were rejected for that: they can be limited in nothing.
 *
 * It has no file of the site: descriptors come with the job. It ends when the
 * server has closed its socket, and when there was nothing to do for a while;
 * the next job starts it again. */
#include "base/confine.h"
#include "pictures/maker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define IDLE_MS       60000
#define REAP_MS       1000
#define PRIORITY      10    /* requests come first */
#define OOM_SCORE     "500" /* where memory runs out, the picture goes */
#define WAIT_FACTOR_S 2     /* of wall clock, for each second of work */

static void set_limit(__rlimit_resource_t what, uint64_t most)
{
    const struct rlimit limit = {.rlim_cur = most, .rlim_max = most};
    (void)setrlimit(what, &limit);
}

static void limit_self(void)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    set_limit(RLIMIT_AS, JOB_MAX_MEMORY); /* sanitizers map terabytes */
#endif
    set_limit(RLIMIT_CPU, JOB_MAX_SECONDS);
    set_limit(RLIMIT_FSIZE, JOB_MAX_RESULT_BYTES);
    set_limit(RLIMIT_CORE, 0);
    (void)alarm(JOB_MAX_SECONDS * WAIT_FACTOR_S);
}

static _Noreturn void carry_out(const struct job *job, const int *fds)
{
    (void)close(JOB_SOCKET);
    limit_self();
    const struct job_answer answer =
        maker_make(job, fds[JOB_PICTURE], fds[JOB_TARGET]);
    ssize_t written = write(fds[JOB_PIPE], &answer, sizeof answer);
    _exit(written == sizeof answer ? 0 : 1);
}

/* Returns whether there was one; its descriptors are the caller's. */
static bool receive(struct job *ret_order, int *ret_fds)
{
    union {
        struct cmsghdr align;
        char bytes[CMSG_SPACE(JOB_DESCRIPTORS * sizeof(int))];
    } control;
    struct iovec part = {ret_order, sizeof *ret_order};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    ssize_t got = recvmsg(JOB_SOCKET, &message, MSG_CMSG_CLOEXEC);
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (got <= 0 || head == NULL || head->cmsg_type != SCM_RIGHTS ||
        head->cmsg_len != CMSG_LEN(JOB_DESCRIPTORS * sizeof(int)))
        return false;
    memcpy(ret_fds, CMSG_DATA(head), JOB_DESCRIPTORS * sizeof(int));
    return got == sizeof *ret_order && ret_order->version == JOB_VERSION;
}

/* A failed fork closes the pipe, which says so. */
static void begin(const struct job *job, const int *fds)
{
    if (fork() == 0)
        carry_out(job, fds);
    for (size_t i = 0; i < JOB_DESCRIPTORS; i++)
        (void)close(fds[i]);
}

static bool has_children(void)
{
    pid_t pid;
    do
        pid = waitpid(-1, NULL, WNOHANG);
    while (pid > 0);
    return pid == 0;
}

/* Until there is nothing to do, or nobody to do it for. */
static void take_jobs(void)
{
    struct pollfd socket = {.fd = JOB_SOCKET, .events = POLLIN};
    int idle_ms = 0;
    while (idle_ms < IDLE_MS) {
        struct job job;
        int fds[JOB_DESCRIPTORS];
        int count = poll(&socket, 1, REAP_MS);
        if (has_children() || count != 0)
            idle_ms = 0;
        else
            idle_ms += REAP_MS;
        if (count <= 0)
            continue;
        if (!receive(&job, fds))
            return;
        begin(&job, fds);
    }
}

static void lower_self(void)
{
    int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (file >= 0) {
        if (write(file, OOM_SCORE, strlen(OOM_SCORE)) < 0)
            errno = 0; /* then the system chooses by itself */
        (void)close(file);
    }
    (void)setpriority(PRIO_PROCESS, 0, PRIORITY);
}

int main(int argc, char **argv)
{
    const struct needs needs = {.reads_libraries_only = true};
    struct err err;
    sigset_t none;
    int type;
    socklen_t size = sizeof type;
    if (argc > 1 ||
        getsockopt(JOB_SOCKET, SOL_SOCKET, SO_TYPE, &type, &size) != 0) {
        (void)fprintf(stderr, "headmatter-pictures is started by headmatter, "
                              "for pictures under /_media\n");
        return 2;
    }
    sigemptyset(&none);
    (void)sigprocmask(SIG_SETMASK, &none, NULL);
    (void)signal(SIGINT, SIG_IGN); /* it ends with the server */
    (void)signal(SIGTERM, SIG_IGN);
    (void)signal(SIGHUP, SIG_IGN);
    (void)signal(SIGPIPE, SIG_IGN);
    lower_self();
    if (!maker_start(argv[0]) || !confine(&needs, &err))
        return 1;
    take_jobs();
    return 0;
}
