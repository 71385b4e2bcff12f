/* listen.c - parses a listening address and tries it before it is used.
 *
 * CivetWeb parses addresses too, but it reports "cannot bind" whatever the
 * reason, and accepts a TLS port that then does not answer. So the address is
 * parsed here, the host name is resolved, and the port is bound for a moment:
 * a failure then has a reason and a hint for the operator.
 *
 * IPv6 and TLS depend on how the library was built, which differs between the
 * systems we run on. Both are the job of a proxy in front. */
#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
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
#define ADDRESS_FORMS      "use ADDRESS:PORT, such as 127.0.0.1:8080"

/* For "%.*s": an address in a message, cut if it is absurdly long. */
#define SHOWN(text) SLICE_FMT(slice_sub(text, 0, 80))

enum unsupported { TLS, IPV6, UNIX_SOCKET };

static bool refuse(enum unsupported what, struct slice text, struct err *err)
{
    static const struct {
        const char *name, *instead;
    } kinds[] = {
        [TLS] = {"TLS", "listen without TLS, behind a proxy that speaks it"},
        [IPV6] = {"IPv6", "listen on IPv4, such as 127.0.0.1:8080, behind a "
                          "proxy that speaks IPv6"},
        [UNIX_SOCKET] = {"a Unix socket", "listen on 127.0.0.1 instead"},
    };
    err_set(err, ERR_UNSUPPORTED,
            "cannot listen on '%.*s': %s is not supported", SHOWN(text),
            kinds[what].name);
    return err_set_hint(err, "%s", kinds[what].instead);
}

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

/* Where it is clear what was meant, the error says what is not supported
 * rather than that the address is malformed. */
static bool is_supported(struct slice text, struct err *err)
{
    size_t colon = slice_find_char(text, 0, ':');
    struct slice port = colon < text.size ? slice_from(text, colon + 1) : text;
    unsigned number;

    if (slice_starts(text, "http:")) {
        err_set(
            err, ERR_INVALID,
            "cannot listen on '%.*s': an address does not begin with http://",
            SHOWN(text));
        return err_set_hint(err, ADDRESS_FORMS);
    }
    if (slice_starts(text, "https:"))
        return refuse(TLS, text, err);
    if (slice_starts(text, "unix:"))
        return refuse(UNIX_SOCKET, text, err);
    if (slice_starts(text, "[") || slice_find_char(port, 0, ':') < port.size)
        return refuse(IPV6, text, err);
    if (slice_ends(port, "s") &&
        parse_port(slice_sub(port, 0, port.size - 1), &number))
        return refuse(TLS, text, err);
    return true;
}

/* Turns a host name or an address into an address in digits. */
static bool resolve(struct slice host, char ret_host[INET_ADDRSTRLEN],
                    struct err *err)
{
    char name[MAX_HOST_BYTES + 1];
    struct addrinfo wanted = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;

    if (host.size > MAX_HOST_BYTES)
        return err_set(err, ERR_INVALID, "the host name is too long");
    (void)snprintf(name, sizeof name, "%.*s", SLICE_FMT(host));
    int failure = getaddrinfo(name, NULL, &wanted, &found);
    if (failure != 0) {
        err_set(err, ERR_INVALID, "cannot listen on '%.80s': %s", name,
                gai_strerror(failure));
        return err_set_hint(err, "%s",
                            "use a name or an IPv4 address of this "
                            "machine, such as 127.0.0.1");
    }
    const struct sockaddr_in *in =
        (const struct sockaddr_in *)(const void *)found->ai_addr;
    (void)inet_ntop(AF_INET, &in->sin_addr, ret_host, INET_ADDRSTRLEN);
    freeaddrinfo(found);
    return true;
}

bool listen_parse(const char *text, struct listen_address *ret_address,
                  struct err *err)
{
    struct slice address = slice_of(text);
    struct listen_address parsed;

    if (!is_supported(address, err))
        return false;
    size_t colon = slice_find_char(address, 0, ':');
    bool has_host = colon < address.size;
    struct slice host =
        has_host ? slice_sub(address, 0, colon) : SLICE(LOOPBACK);
    struct slice port = has_host ? slice_from(address, colon + 1) : address;
    if (host.size == 0)
        host = SLICE(ALL_ADDRESSES);
    if (!parse_port(port, &parsed.port)) {
        err_set(
            err, ERR_INVALID,
            "cannot listen on '%.*s': the port must be a number from 0 to %d",
            SHOWN(address), MAX_PORT);
        return err_set_hint(err, ADDRESS_FORMS);
    }
    if (!resolve(host, parsed.host, err))
        return false;
    *ret_address = parsed;
    return true;
}

static bool explain_bind(const struct listen_address *address, int failure,
                         struct err *err)
{
    bool is_privileged = address->port < FIRST_UNPRIVILEGED;

    err_set(err, ERR_IO, "cannot listen on %s:%u: %s", address->host,
            address->port, strerror(failure));
    if (failure == EADDRINUSE)
        return err_set_hint(err,
                            "another program is listening there: stop it, or "
                            "use another port with --listen %s:%u",
                            address->host,
                            address->port < MAX_PORT ? address->port + 1
                                                     : address->port - 1);
    if (failure == EADDRNOTAVAIL)
        return err_set_hint(err, "%s",
                            "this machine does not have that address; 0.0.0.0 "
                            "stands for all that it has");
    if (failure == EACCES && is_privileged)
        return err_set_hint(err,
                            "ports below %d require privileges; use a higher "
                            "one, such as --listen %s:8080",
                            FIRST_UNPRIVILEGED, address->host);
    return err_set_hint(err, ADDRESS_FORMS);
}

bool listen_probe(const struct listen_address *address, struct err *err)
{
    struct sockaddr_in in = {.sin_family = AF_INET,
                             .sin_port = htons((uint16_t)address->port)};
    int on = 1, failure = 0;

    (void)inet_pton(AF_INET, address->host, &in.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return explain_bind(address, errno, err);
    /* As the library does: connections of an earlier run that are still
     * closing do not make the port taken. */
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(fd, (const struct sockaddr *)&in, sizeof in) != 0)
        failure = errno;
    (void)close(fd);
    return failure == 0 || explain_bind(address, failure, err);
}

bool listen_read(const char *const *texts, unsigned count,
                 struct listen_list *ret_list, struct err *err)
{
    struct listen_list list = {.count = count};

    if (count == 0 || count > SERVER_MAX_ADDRESSES)
        return err_set(err, ERR_LIMIT,
                       "a server can listen on 1 to %d addresses, not on %u",
                       SERVER_MAX_ADDRESSES, count);
    for (unsigned i = 0; i < count; i++) {
        if (!listen_parse(texts[i], &list.items[i], err) ||
            !listen_probe(&list.items[i], err))
            return false;
    }
    *ret_list = list;
    return true;
}

void listen_render(const struct listen_address *address,
                   char ret_text[LISTEN_TEXT_BYTES])
{
    (void)snprintf(ret_text, LISTEN_TEXT_BYTES, "%s:%u", address->host,
                   address->port);
}

void listen_join(const struct listen_list *list, struct str *out)
{
    for (unsigned i = 0; i < list->count; i++)
        str_appendf(out, "%s%s:%u", i > 0 ? "," : "", list->items[i].host,
                    list->items[i].port);
}
