/* health.c - one GET /_live over a socket.
 *
 * An image needs a health check and should not need curl for it. */
#include "base/str.h"
#include "cli/commands.h"
#include "http/server.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define TIMEOUT_S 3

static int connect_to(int family, const struct sockaddr *address,
                      socklen_t size)
{
    const struct timeval timeout = {.tv_sec = TIMEOUT_S};
    int fd = socket(family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
    (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    if (connect(fd, address, size) == 0)
        return fd;
    (void)close(fd);
    return -1;
}

/* "0.0.0.0:8080", ":8080" and "8080" mean the loopback address; "[::]:8080"
 * means that of IPv6. */
static void split_address(const char *address, char *ret_host, size_t size,
                          const char **ret_port)
{
    const char *colon = strrchr(address, ':');
    struct slice host = {address,
                         colon != NULL ? (size_t)(colon - address) : 0};
    if (slice_starts(host, "[") && slice_ends(host, "]"))
        host = slice_sub(host, 1, host.size - 1);
    if (host.size == 0 || slice_is(host, "0.0.0.0"))
        host = SLICE("127.0.0.1");
    else if (slice_is(host, "::"))
        host = SLICE("::1");
    (void)snprintf(ret_host, size, "%.*s", SLICE_FMT(host));
    *ret_port = colon != NULL ? colon + 1 : address;
}

static int open_unix(const char *path)
{
    struct sockaddr_un un = {.sun_family = AF_UNIX};
    if (strlen(path) >= sizeof un.sun_path)
        return -1;
    memcpy(un.sun_path, path, strlen(path));
    return connect_to(AF_UNIX, (const struct sockaddr *)&un, sizeof un);
}

static int open_connection(const char *address)
{
    const struct addrinfo wanted = {.ai_socktype = SOCK_STREAM};
    struct addrinfo *all = NULL;
    char host[128];
    const char *port;
    int fd = -1;

    if (slice_starts(slice_of(address), SERVER_UNIX_PREFIX))
        return open_unix(address + strlen(SERVER_UNIX_PREFIX));
    split_address(address, host, sizeof host, &port);
    if (getaddrinfo(host, port, &wanted, &all) != 0)
        return -1;
    for (const struct addrinfo *found = all; found != NULL && fd < 0;
         found = found->ai_next)
        fd = connect_to(found->ai_family, found->ai_addr, found->ai_addrlen);
    freeaddrinfo(all);
    return fd;
}

static bool is_alive(const char *address)
{
    static const char request[] = "GET /_live HTTP/1.1\r\nHost: localhost\r\n"
                                  "Connection: close\r\n\r\n";
    char answer[64] = "";
    int fd = open_connection(address);
    if (fd < 0)
        return false;
    bool ok = send(fd, request, sizeof request - 1, MSG_NOSIGNAL) ==
                  (ssize_t)sizeof request - 1 &&
              recv(fd, answer, sizeof answer - 1, MSG_WAITALL) > 12 &&
              strncmp(answer, "HTTP/1.1 200", 12) == 0;
    close(fd);
    return ok;
}

static int report(const char *address)
{
    struct err err;
    if (is_alive(address)) {
        printf("live\n");
        return EXIT_DONE;
    }
    err_set(&err, ERR_IO, "no server answers at %s", address);
    return message_print(EXIT_FAILED, &err);
}

/* A running server has read its settings; a fault that was written since then
 * does not mean that it is dead. So a file with a fault is left out. */
static const char *first_address(const struct options *options,
                                 struct settings *settings)
{
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct overrides without = options->overrides;
    without.file = NULL;
    const struct overrides *with = &options->overrides;
    bool ok = settings_read(options->folder, with, settings, &faults) ||
              settings_read(NULL, with, settings, &faults) ||
              settings_read(options->folder, &without, settings, &faults) ||
              settings_read(NULL, &without, settings, &faults);
    arena_release(&arena);
    return ok && settings->listen.count > 0 ? settings->listen.items[0].data
                                            : "";
}

int command_health(const struct options *options)
{
    struct settings settings = {0};
    int code =
        report(options->address != NULL ? options->address
                                        : first_address(options, &settings));
    settings_release(&settings);
    return code;
}
