/* sockets.c - what the system knows of a connection, and sockets that another
 * library owns.
 *
 * If a descriptor is closed while another thread is about to use its number,
 * that thread may write to an unrelated file; so no number of the library's is
 * ever freed here, but replaced. */
#include "http/sockets.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The system gives out the lowest free numbers, so ours are below this. */
#define MAX_DESCRIPTORS 65536

static bool is_bound_to(int fd, const struct sockaddr_in *address)
{
    struct sockaddr_in in = {0};
    socklen_t size = sizeof in;
    return getsockname(fd, (struct sockaddr *)&in, &size) == 0 &&
           in.sin_family == AF_INET && in.sin_port == address->sin_port &&
           in.sin_addr.s_addr == address->sin_addr.s_addr;
}

static bool is_listening(int fd)
{
    int listens = 0;
    socklen_t size = sizeof listens;
    return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) == 0 &&
           listens != 0;
}

unsigned sockets_raise_limit(unsigned count)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return count;
    if (limit.rlim_cur < count) {
        limit.rlim_cur = limit.rlim_max < count ? limit.rlim_max : count;
        (void)setrlimit(RLIMIT_NOFILE, &limit);
    }
    return limit.rlim_cur < MAX_DESCRIPTORS ? (unsigned)limit.rlim_cur
                                            : MAX_DESCRIPTORS;
}

int sockets_find_listening(const char *host, unsigned port)
{
    struct sockaddr_in address = {.sin_port = htons((uint16_t)port)};
    int end = (int)sockets_raise_limit(0);
    (void)inet_pton(AF_INET, host, &address.sin_addr);
    for (int fd = 0; fd < end; fd++) {
        if (is_bound_to(fd, &address) && is_listening(fd))
            return fd;
    }
    return -1;
}

/* The bare system call: the thread sanitizer tracks dup3() and sees the library
 * close this number later without an order between the two. There is one: a
 * flag inside the library. */
void sockets_replace(int fd, int with)
{
    (void)syscall(SYS_dup3, with, fd, O_CLOEXEC);
}

void sockets_drop_packets(int fd)
{
    struct sock_filter nothing = {.code = BPF_RET | BPF_K, .k = 0};
    struct sock_fprog filter = {.len = 1, .filter = &nothing};
    (void)setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &filter, sizeof filter);
}

static bool find_info(int fd, struct tcp_info *ret_info)
{
    socklen_t size = sizeof *ret_info;
    return getsockopt(fd, IPPROTO_TCP, TCP_INFO, ret_info, &size) == 0;
}

bool sockets_acknowledged(int fd, uint64_t *ret_bytes)
{
    struct tcp_info info = {0};
    bool is_found = find_info(fd, &info);
    *ret_bytes = info.tcpi_bytes_acked;
    return is_found;
}

bool sockets_read(int fd, uint64_t *ret_bytes)
{
    struct tcp_info info = {0};
    int unread = 0;
    if (!find_info(fd, &info) || ioctl(fd, FIONREAD, &unread) != 0)
        return false;
    *ret_bytes = info.tcpi_bytes_received - (unsigned)unread;
    return true;
}

void sockets_end_reading(int fd)
{
    (void)shutdown(fd, SHUT_RD);
}

void sockets_break(int fd)
{
    const struct linger at_once = {.l_onoff = 1};
    (void)setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    (void)shutdown(fd, SHUT_RDWR);
}
