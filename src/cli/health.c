/* health.c - one GET /_live over a socket.
 *
 * An image needs a health check and should not need curl for it. */
#include "base/str.h"
#include "cli/commands.h"

#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#define TIMEOUT_S 3

/* "0.0.0.0:8080", ":8080" and "8080" mean the loopback address. */
static void split_address(const char *address, char *ret_host, size_t size,
                          const char **ret_port)
{
    const char *colon = strrchr(address, ':');
    size_t host_size = colon != NULL ? (size_t)(colon - address) : 0;
    (void)snprintf(ret_host, size, "%.*s", (int)host_size, address);
    *ret_port = colon != NULL ? colon + 1 : address;
    if (ret_host[0] == '\0' || strcmp(ret_host, "0.0.0.0") == 0)
        (void)snprintf(ret_host, size, "127.0.0.1");
}

static int open_connection(const char *address)
{
    const struct timeval timeout = {.tv_sec = TIMEOUT_S};
    const struct addrinfo wanted = {.ai_family = AF_INET,
                                    .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;
    char host[128];
    const char *port;

    split_address(address, host, sizeof host, &port);
    if (getaddrinfo(host, port, &wanted, &found) != 0)
        return -1;
    int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0) {
        setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout);
        setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout);
    }
    if (fd >= 0 && connect(fd, found->ai_addr, found->ai_addrlen) != 0) {
        close(fd);
        fd = -1;
    }
    freeaddrinfo(found);
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
 * does not mean that it is dead. */
static const char *first_address(const struct options *options,
                                 struct settings *settings)
{
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    bool ok = settings_read(options->folder, &options->overrides, settings,
                            &faults) ||
              settings_read(NULL, &options->overrides, settings, &faults);
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
