/* sockets.c - what must be done to sockets that another library holds.
 *
 * Closing a descriptor under a thread that is about to use its number is how
 * one ends up writing to somebody else's file, so no number is ever freed
 * here. A listening socket goes in three steps: nobody new is let in, so that
 * those who are connected can still be accepted; it is shut down, which
 * refuses connections and wakes the thread that waits on it; it is replaced
 * by a bell. That thread would otherwise spin on a socket whose end it takes
 * no note of, until the library is stopped, or sleep through its own end. */
#include "http/sockets.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* Descriptors are given out from below; ours lie under this. */
#define HIGHEST_DESCRIPTOR 65536
#define OTHERS_MS          10

static bool is_bound_to(int fd, unsigned port)
{
    struct sockaddr_in in = {0};
    socklen_t size = sizeof in;
    return getsockname(fd, (struct sockaddr *)&in, &size) == 0 &&
           in.sin_family == AF_INET && ntohs(in.sin_port) == port;
}

static bool is_listening(int fd)
{
    int listens = 0;
    socklen_t size = sizeof listens;
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 &&
           listens != 0;
}

static int count_descriptors(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 ||
        limit.rlim_cur > HIGHEST_DESCRIPTOR)
        return HIGHEST_DESCRIPTOR;
    return (int)limit.rlim_cur;
}

int sockets_new_bell(void)
{
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void sockets_ring_bell(int bell)
{
    (void)eventfd_write(bell, 1);
}

/* Shutting a listening socket down resets whoever is connected and not yet
 * accepted. Behind a filter that lets no packet in, those who are in the queue
 * can be accepted first; a client outside tries again a second later. */
static void shut_door(int fd)
{
    struct sock_filter nothing = {.code = BPF_RET | BPF_K, .k = 0};
    struct sock_fprog filter = {.len = 1, .filter = &nothing};
    (void)setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
}

/* poll() looks a number up again when it is woken, and waits on with what it
 * took note of before: a socket that is replaced too early wakes nobody. */
static void let_others_run(void)
{
    struct timespec moment = {.tv_nsec = OTHERS_MS * 1000000L};
    (void)nanosleep(&moment, NULL);
}

void sockets_stop_listening(unsigned port, int bell)
{
    int end = count_descriptors();
    for (int fd = 0; fd < end; fd++) {
        if (!is_bound_to(fd, port) || !is_listening(fd))
            continue;
        shut_door(fd);
        let_others_run();
        (void)shutdown(fd, SHUT_RDWR);
        let_others_run();
        /* The bare system call: the thread sanitizer follows dup3() and sees
         * the library close this number later without an order between the
         * two. There is one, a flag inside the library. */
        if (bell >= 0)
            (void)syscall(SYS_dup3, bell, fd, O_CLOEXEC);
    }
}

void sockets_hang_up(unsigned port, int how)
{
    int end = count_descriptors();
    for (int fd = 0; fd < end; fd++) {
        if (is_bound_to(fd, port) && !is_listening(fd))
            (void)shutdown(fd, how);
    }
}

void sockets_allow(unsigned count)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count)
        return;
    limit.rlim_cur = limit.rlim_max < count ? limit.rlim_max : count;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
}
