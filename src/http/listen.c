/* listen.c - parses a listening address and opens a socket for it.
 *
 * CivetWeb can do neither IPv6 nor Unix sockets everywhere, reports "cannot
 * bind" whatever the reason, and accepts a TLS port that then does not answer.
 * It needs no sockets of its own, see lobby.c; so they are ours, and a failure
 * has a reason and a hint for the operator.
 *
 * TLS is the job of a proxy in front. */
#include "http/listen.h"

#include "http/library_options.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define LOOPBACK           "127.0.0.1"
#define ALL_ADDRESSES      "0.0.0.0"
#define MAX_PORT           65535
#define MAX_PORT_DIGITS    5
#define MAX_HOST_BYTES     253 /* RFC 1035, 3.1, as text */
#define FIRST_UNPRIVILEGED 1024
#define ADDRESS_FORMS      "use ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080"

/* For "%.*s": an address in a message, cut if it is absurdly long. */
#define SHOWN(text) SLICE_FMT(slice_sub(text, 0, 80))

static bool parse_port(struct slice text, unsigned *ret_port)
{
    unsigned number = 0;
    if (text.size == 0 || text.size > MAX_PORT_DIGITS)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        number = number * 10 + (unsigned)(text.data[i] - '0');
    }
    if (number > MAX_PORT)
        return false;
    *ret_port = number;
    return true;
}

/* Refuses what people write for something else, and says what to write. */
static bool refuse(struct slice text, const char *why, const char *hint,
                   enum err_code code, struct err *err)
{
    err_set(err, code, "cannot listen on '%.*s': %s", SHOWN(text), why);
    return err_set_hint(err, "%s", hint);
}

static bool is_acceptable(struct slice text, struct err *err)
{
    static const char tls[] = "TLS is not supported";
    static const char proxy[] =
        "listen without TLS, behind a proxy that speaks it";
    size_t colon = slice_find_char(text, 0, ':');
    struct slice port = colon < text.size ? slice_from(text, colon + 1) : text;
    unsigned number;

    if (slice_starts(text, "http:"))
        return refuse(text, "an address does not begin with http://",
                      ADDRESS_FORMS, ERR_INVALID, err);
    if (slice_starts(text, "https:"))
        return refuse(text, tls, proxy, ERR_UNSUPPORTED, err);
    if (slice_ends(port, "s") &&
        parse_port(slice_sub(port, 0, port.size - 1), &number))
        return refuse(text, tls, proxy, ERR_UNSUPPORTED, err);
    if (!slice_starts(text, "[") && slice_find_char(port, 0, ':') < port.size)
        return refuse(text, "an IPv6 address is not in brackets",
                      "write it as in [::1]:8080", ERR_INVALID, err);
    return true;
}

/* A path that is not absolute is relative to the working folder. */
static bool parse_unix(struct slice text, struct listen_address *address,
                       struct err *err)
{
    struct slice path = slice_from(text, strlen(SERVER_UNIX_PREFIX));
    struct sockaddr_un *un = &address->name.un;

    if (path.size == 0 || memchr(path.data, '\0', path.size) != NULL ||
        path.size >= sizeof un->sun_path) {
        err_set(err, ERR_INVALID,
                "cannot listen on '%.*s': the path of a Unix socket has 1 to "
                "%zu bytes",
                SHOWN(text), sizeof un->sun_path - 1);
        return err_set_hint(err, "use a shorter one, such as "
                                 "unix:/run/headmatter/http");
    }
    un->sun_family = AF_UNIX;
    memcpy(un->sun_path, path.data, path.size);
    address->size =
        (socklen_t)(offsetof(struct sockaddr_un, sun_path) + path.size + 1);
    return true;
}

/* Of several addresses of a host, the first of IPv4, or else the first. */
static const struct addrinfo *choose(const struct addrinfo *found)
{
    const struct addrinfo *chosen = found;
    for (; found != NULL; found = found->ai_next) {
        if (found->ai_family == AF_INET)
            return found;
    }
    return chosen;
}

/* A host name or an address, without brackets. */
static bool resolve(struct slice host, int family, unsigned port,
                    struct listen_address *address, struct err *err)
{
    char name[MAX_HOST_BYTES + 1], service[MAX_PORT_DIGITS + 1];
    const struct addrinfo wanted = {
        .ai_family = family,
        .ai_socktype = SOCK_STREAM,
        .ai_flags = AI_PASSIVE | AI_NUMERICSERV |
                    (family == AF_INET6 ? AI_NUMERICHOST : 0)};
    struct addrinfo *all = NULL;

    if (host.size == 0) {
        err_set(err, ERR_INVALID,
                "cannot listen on '[]:%u': there is no address in the brackets",
                port);
        return err_set_hint(
            err, "[::]:%u stands for all addresses of this machine", port);
    }
    if (host.size > MAX_HOST_BYTES)
        return err_set(err, ERR_INVALID, "the host name is too long");
    (void)snprintf(name, sizeof name, "%.*s", SLICE_FMT(host));
    (void)snprintf(service, sizeof service, "%u", port);
    int failure = getaddrinfo(name, service, &wanted, &all);
    if (failure != 0) {
        err_set(err, ERR_INVALID, "cannot listen on '%.80s': %s", name,
                gai_strerror(failure));
        return err_set_hint(err, "%s",
                            "use a name or an address of this machine, such "
                            "as 127.0.0.1 or [::1]");
    }
    const struct addrinfo *found = choose(all);
    address->size = found->ai_addrlen < sizeof address->name
                        ? found->ai_addrlen
                        : (socklen_t)sizeof address->name;
    memcpy(&address->name, found->ai_addr, address->size);
    freeaddrinfo(all);
    return true;
}

/* Splits "HOST:PORT", "[HOST]:PORT", ":PORT" and "PORT". Returns the family
 * that the host must be of, or AF_UNSPEC. */
static int split(struct slice text, struct slice *ret_host,
                 struct slice *ret_port)
{
    size_t close = slice_find_char(text, 0, ']');
    if (slice_starts(text, "[") && close < text.size) {
        struct slice rest = slice_from(text, close + 1);
        *ret_host = slice_sub(text, 1, close);
        *ret_port = slice_starts(rest, ":") ? slice_from(rest, 1) : SLICE("");
        return AF_INET6;
    }
    size_t colon = slice_find_char(text, 0, ':');
    bool has_host = colon < text.size;
    *ret_host = has_host ? slice_sub(text, 0, colon) : SLICE(LOOPBACK);
    *ret_port = has_host ? slice_from(text, colon + 1) : text;
    if (ret_host->size == 0)
        *ret_host = SLICE(ALL_ADDRESSES);
    return AF_UNSPEC;
}

bool listen_parse(const char *text, struct listen_address *ret_address,
                  struct err *err)
{
    struct slice address = slice_of(text), host, port;
    struct listen_address parsed = {.fd = -1};
    unsigned number;

    if (slice_starts(address, SERVER_UNIX_PREFIX)) {
        if (!parse_unix(address, &parsed, err))
            return false;
        *ret_address = parsed;
        return true;
    }
    if (!is_acceptable(address, err))
        return false;
    int family = split(address, &host, &port);
    if (!parse_port(port, &number)) {
        err_set(
            err, ERR_INVALID,
            "cannot listen on '%.*s': the port must be a number from 0 to %d",
            SHOWN(address), MAX_PORT);
        return err_set_hint(err, ADDRESS_FORMS);
    }
    if (!resolve(host, family, number, &parsed, err))
        return false;
    *ret_address = parsed;
    return true;
}

static bool is_unix(const struct listen_address *address)
{
    return address->name.any.sa_family == AF_UNIX;
}

/* IPv4 and IPv6 have it at the same place (RFC 3493, 3.3). */
static unsigned port_of(const struct listen_address *address)
{
    return is_unix(address) ? 0 : ntohs(address->name.in.sin_port);
}

/* fe80::1 is on every link (RFC 4291, 2.5.6). */
static bool lacks_zone(const struct listen_address *address)
{
    const struct sockaddr_in6 *in6 = &address->name.in6;
    return in6->sin6_family == AF_INET6 && in6->sin6_scope_id == 0 &&
           IN6_IS_ADDR_LINKLOCAL(&in6->sin6_addr);
}

/* A port beside one that is taken. */
static bool hint_at_other_port(const struct listen_address *address,
                               struct err *err)
{
    struct listen_address other = *address;
    char text[SERVER_ADDRESS_BYTES];
    unsigned port = port_of(address);
    other.name.in.sin_port =
        htons((uint16_t)(port < MAX_PORT ? port + 1 : port - 1));
    listen_render(&other, text);
    return err_set_hint(err,
                        "another program is listening there: stop it, or use "
                        "another port with --listen %s",
                        text);
}

static bool explain(const struct listen_address *address, int failure,
                    struct err *err)
{
    char text[SERVER_ADDRESS_BYTES];
    listen_render(address, text);
    err_set(err, ERR_IO, "cannot listen on %s: %s", text, strerror(failure));
    if (failure == EADDRINUSE && is_unix(address))
        return err_set_hint(err,
                            "another program is listening there, or it is "
                            "not a socket: remove it, or use another path");
    if (is_unix(address))
        return err_set_hint(err, "its folder must exist and be writable, "
                                 "such as a RuntimeDirectory of systemd");
    if (failure == EINVAL && lacks_zone(address))
        return err_set_hint(err, "%s",
                            "such an address is valid on one link only: name "
                            "its interface, as in [fe80::1%eth0]:8080");
    if (failure == EADDRINUSE)
        return hint_at_other_port(address, err);
    if (failure == EADDRNOTAVAIL)
        return err_set_hint(err, "%s",
                            "this machine does not have that address; 0.0.0.0 "
                            "stands for all that it has");
    if (failure == EACCES && port_of(address) < FIRST_UNPRIVILEGED)
        return err_set_hint(err,
                            "ports below %d require privileges; use a higher "
                            "one, such as 8080",
                            FIRST_UNPRIVILEGED);
    return err_set_hint(err, ADDRESS_FORMS);
}

/* What connections inherit: a second write waits for no ACK. Connections of an
 * earlier run that are still closing do not make the port taken; [::] is IPv4
 * too, whatever the system's default. */
static bool listen_on_port(struct listen_address *address, int fd)
{
    int on = 1, off = 0;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    (void)setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (address->name.any.sa_family == AF_INET6)
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
    return bind(fd, &address->name.any, address->size) == 0 &&
           listen(fd, LIBRARY_BACKLOG) == 0;
}

static void close_one(struct listen_address *address)
{
    if (address->fd < 0)
        return;
    if (is_unix(address))
        unix_socket_remove(&address->name.un, &address->file);
    (void)close(address->fd);
    address->fd = -1;
}

bool listen_open(struct listen_address *address, struct err *err)
{
    int fd = socket(address->name.any.sa_family,
                    SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return explain(address, errno, err);
    bool listens = is_unix(address)
                       ? unix_socket_listen(fd, &address->name.un,
                                            address->size, &address->file)
                       : listen_on_port(address, fd);
    if (!listens) {
        int failure = errno;
        (void)close(fd);
        return explain(address, failure, err);
    }
    address->fd = fd;
    address->size = sizeof address->name;
    (void)getsockname(fd, &address->name.any, &address->size);
    return true;
}

void listen_close(struct listen_list *list)
{
    for (unsigned i = 0; i < list->count; i++)
        close_one(&list->items[i]);
    list->count = 0;
}

bool listen_open_all(const char *const *texts, unsigned count,
                     struct listen_list *ret_list, struct err *err)
{
    struct listen_list list = {0};

    if (count == 0 || count > SERVER_MAX_ADDRESSES)
        return err_set(err, ERR_LIMIT,
                       "a server can listen on 1 to %d addresses, not on %u",
                       SERVER_MAX_ADDRESSES, count);
    for (; list.count < count; list.count++) {
        struct listen_address *next = &list.items[list.count];
        if (!listen_parse(texts[list.count], next, err) ||
            !listen_open(next, err)) {
            listen_close(&list);
            return false;
        }
    }
    *ret_list = list;
    return true;
}

void listen_render(const struct listen_address *address,
                   char ret_text[SERVER_ADDRESS_BYTES])
{
    char host[INET6_ADDRSTRLEN + IF_NAMESIZE] = "";
    bool is_ipv6 = address->name.any.sa_family == AF_INET6;
    if (is_unix(address)) {
        (void)snprintf(ret_text, SERVER_ADDRESS_BYTES, SERVER_UNIX_PREFIX "%s",
                       address->name.un.sun_path);
        return;
    }
    (void)getnameinfo(&address->name.any, address->size, host, sizeof host,
                      NULL, 0, NI_NUMERICHOST);
    (void)snprintf(ret_text, SERVER_ADDRESS_BYTES,
                   is_ipv6 ? "[%s]:%u" : "%s:%u", host, port_of(address));
}
