/* launcher.c - forks, and hands jobs over.
 *
 * What runs in the forked process calls nothing but what is safe after a fork
 * in a program with threads (POSIX, fork(): async-signal-safe functions). */
#include "pictures/launcher.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Longer than a process that makes a picture may live. */
#define ANSWER_MS  ((JOB_MAX_SECONDS * 2 + 5) * 1000)
#define NOT_RUN    127 /* as shells and the dynamic linker say it */
#define FIRST_FREE (JOB_SOCKET + 1)

union control {
    struct cmsghdr align;
    char bytes[CMSG_SPACE(JOB_DESCRIPTORS * sizeof(int))];
};

/* Throws a job away: its pipe is closed, by which the server sees it. */
static void drop_job(int socket)
{
    union control control;
    struct job job;
    struct iovec part = {&job, sizeof job};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    int fds[JOB_DESCRIPTORS];
    ssize_t got = recvmsg(socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (got < 0 || head == NULL || head->cmsg_len != CMSG_LEN(sizeof fds))
        return;
    memcpy(fds, CMSG_DATA(head), sizeof fds);
    for (size_t i = 0; i < JOB_DESCRIPTORS; i++)
        (void)close(fds[i]);
}

/* Nothing of the server's environment: it may hold passwords. One heap is
 * enough for one thread that works at a time. */
static _Noreturn void run(const char *program)
{
    char name[] = "headmatter-pictures", arenas[] = "MALLOC_ARENA_MAX=1",
         locale[] = "LC_ALL=C";
    char *arguments[] = {name, NULL};
    char *environment[] = {arenas, locale, NULL};
    (void)execve(program, arguments, environment);
    _exit(NOT_RUN);
}

static void run_once(int socket, const char *program)
{
    int status = 0;
    pid_t pid = fork();
    if (pid == 0)
        run(program);
    while (pid > 0 && waitpid(pid, &status, 0) < 0 && errno == EINTR)
        continue;
    if (pid < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == NOT_RUN))
        drop_job(socket);
}

static _Noreturn void launch(int socket, const char *program)
{
    struct pollfd jobs = {.fd = JOB_SOCKET, .events = POLLIN};
    int nothing = open("/dev/null", O_RDWR);
    sigset_t all;
    sigfillset(&all); /* it ends with the socket, not by what ends the server */
    (void)sigprocmask(SIG_SETMASK, &all, NULL);
    for (int fd = 0; fd < JOB_SOCKET; fd++)
        (void)dup2(nothing, fd);
    if (dup2(socket, JOB_SOCKET) < 0)
        _exit(1);
    (void)syscall(SYS_close_range, FIRST_FREE, ~0U, 0);
    for (;;) {
        int count = poll(&jobs, 1, -1);
        if (count < 0 && errno != EINTR)
            _exit(1);
        if (count > 0 && (jobs.revents & (POLLHUP | POLLERR)) != 0)
            _exit(0);
        if (count > 0)
            run_once(JOB_SOCKET, program);
    }
}

bool launcher_start(const char *program, struct launcher *ret_launcher)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return false;
    pid_t pid = fork();
    if (pid == 0) {
        /* Out of the way of those that it takes; and dup2() to itself would
         * leave the flag that closes it. */
        int socket = fcntl(ends[1], F_DUPFD, FIRST_FREE);
        (void)close(ends[0]);
        launch(socket, program);
    }
    (void)close(ends[1]);
    if (pid < 0) {
        (void)close(ends[0]);
        return false;
    }
    *ret_launcher = (struct launcher){.socket = ends[0], .pid = pid};
    return true;
}

void launcher_stop(struct launcher *launcher)
{
    if (launcher->socket < 0)
        return;
    (void)close(launcher->socket);
    while (waitpid(launcher->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    launcher->socket = -1;
}

static bool send_job(int socket, const struct job *job, const int *fds)
{
    union control control;
    struct job copy = *job;
    struct iovec part = {&copy, sizeof copy};
    struct msghdr message = {.msg_iov = &part,
                             .msg_iovlen = 1,
                             .msg_control = control.bytes,
                             .msg_controllen = sizeof control.bytes};
    memset(&control, 0, sizeof control);
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(JOB_DESCRIPTORS * sizeof(int));
    memcpy(CMSG_DATA(head), fds, JOB_DESCRIPTORS * sizeof(int));
    ssize_t sent;
    do
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent == sizeof copy;
}

static bool wait_for_answer(int pipe, struct job_answer *ret_answer)
{
    struct pollfd answer = {.fd = pipe, .events = POLLIN};
    int count;
    do
        count = poll(&answer, 1, ANSWER_MS);
    while (count < 0 && errno == EINTR);
    return count > 0 &&
           read(pipe, ret_answer, sizeof *ret_answer) == sizeof *ret_answer;
}

bool launcher_run(const struct launcher *launcher, const struct job *job,
                  int picture, int target, struct job_answer *ret_answer)
{
    int ends[2];
    if (launcher->socket < 0 || pipe2(ends, O_CLOEXEC) != 0)
        return false;
    const int fds[JOB_DESCRIPTORS] = {
        [JOB_PICTURE] = picture, [JOB_TARGET] = target, [JOB_PIPE] = ends[1]};
    bool ok = send_job(launcher->socket, job, fds);
    (void)close(ends[1]); /* so that the end of the other one is seen */
    ok = ok && wait_for_answer(ends[0], ret_answer);
    (void)close(ends[0]);
    return ok;
}
