/* sockets.c - stops sockets that another library owns.
 *
 * If a descriptor is closed while another thread is about to use its number,
 * that thread may write to an unrelated file; so no number is ever freed here.
 * A listening socket ends in three steps: a filter lets in no new connection,
 * so that those already in the queue can still be accepted; it is shut down,
 * which refuses connections and wakes the thread that waits on it; and it is
 * replaced with an event. Otherwise that thread would spin on a socket whose
 * end it does not notice until the library is stopped, or never wake. */
#include "http/sockets.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

/* The system gives out the lowest free numbers, so ours are below this. */
#define MAX_DESCRIPTORS 65536
#define YIELD_MS        10

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
        limit.rlim_cur > MAX_DESCRIPTORS)
        return MAX_DESCRIPTORS;
    return (int)limit.rlim_cur;
}

int sockets_new_event(void)
{
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void sockets_signal_event(int event)
{
    (void)eventfd_write(event, 1);
}

/* Shutting down a listening socket resets the connections that are not accepted
 * yet. With a filter that drops every packet, those in the queue can be
 * accepted first; new clients try again a second later. */
static void drop_packets(int fd)
{
    struct sock_filter nothing = {.code = BPF_RET | BPF_K, .k = 0};
    struct sock_fprog filter = {.len = 1, .filter = &nothing};
    (void)setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
}

/* poll() looks up the number again when it is woken, but goes on waiting on the
 * socket that it had before: one that is replaced too early wakes no thread. */
static void yield_to_threads(void)
{
    struct timespec moment = {.tv_nsec = YIELD_MS * 1000000L};
    (void)nanosleep(&moment, NULL);
}

void sockets_stop_listening(unsigned port, int event)
{
    int end = count_descriptors();
    for (int fd = 0; fd < end; fd++) {
        if (!is_bound_to(fd, port) || !is_listening(fd))
            continue;
        drop_packets(fd);
        yield_to_threads();
        (void)shutdown(fd, SHUT_RDWR);
        yield_to_threads();
        /* The bare system call: the thread sanitizer tracks dup3() and sees
         * the library close this number later without an order between the
         * two. There is one: a flag inside the library. */
        if (event >= 0)
            (void)syscall(SYS_dup3, event, fd, O_CLOEXEC);
    }
}

void sockets_shut_down(unsigned port, int how)
{
    int end = count_descriptors();
    for (int fd = 0; fd < end; fd++) {
        if (is_bound_to(fd, port) && !is_listening(fd))
            (void)shutdown(fd, how);
    }
}

static uint64_t peer_of(struct in_addr address, unsigned port,
                        unsigned local_port)
{
    return (uint64_t)ntohl(address.s_addr) << 32 | (port & 0xffff) << 16 |
           (local_port & 0xffff);
}

uint64_t sockets_peer(const char *address, unsigned port, unsigned local_port)
{
    struct in_addr in = {0};
    (void)inet_pton(AF_INET, address, &in);
    return peer_of(in, port, local_port);
}

static bool find_peer(int fd, uint64_t *ret_peer)
{
    struct sockaddr_in peer = {0}, own = {0};
    socklen_t peer_size = sizeof peer, own_size = sizeof own;
    if (getpeername(fd, (struct sockaddr *)&peer, &peer_size) != 0 ||
        getsockname(fd, (struct sockaddr *)&own, &own_size) != 0 ||
        peer.sin_family != AF_INET)
        return false;
    *ret_peer =
        peer_of(peer.sin_addr, ntohs(peer.sin_port), ntohs(own.sin_port));
    return true;
}

void sockets_each_client(void (*visit)(void *context, uint64_t peer,
                                       uint64_t acknowledged_bytes),
                         void *context)
{
    int end = count_descriptors();
    for (int fd = 0; fd < end; fd++) {
        struct tcp_info info = {0};
        socklen_t size = sizeof info;
        uint64_t peer;
        if (find_peer(fd, &peer) &&
            getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &size) == 0)
            visit(context, peer, info.tcpi_bytes_acked);
    }
}

/* On a descriptor of our own: the number could become another connection's
 * between the look and the shutdown. */
static bool reset(int fd, uint64_t peer)
{
    const struct linger at_once = {.l_onoff = 1};
    uint64_t found;
    if (!find_peer(fd, &found) || found != peer)
        return false;
    int own = fcntl(fd, F_DUPFD_CLOEXEC, 0);
    bool is_it = own >= 0 && find_peer(own, &found) && found == peer;
    if (is_it) {
        (void)setsockopt(own, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        (void)shutdown(own, SHUT_RDWR);
    }
    if (own >= 0)
        (void)close(own);
    return is_it;
}

void sockets_reset(uint64_t peer)
{
    int end = count_descriptors();
    for (int fd = 0; fd < end && !reset(fd, peer); fd++)
        ;
}

unsigned sockets_raise_limit(unsigned count)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= count)
        return count;
    limit.rlim_cur = limit.rlim_max < count ? limit.rlim_max : count;
    (void)setrlimit(RLIMIT_NOFILE, &limit);
    return (unsigned)limit.rlim_cur;
}
