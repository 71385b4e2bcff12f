/* listen.c - a listening address, understood and tried before it is used.
 *
 * CivetWeb reads addresses too, but it says "cannot bind" whatever the reason,
 * and takes a TLS port that then does not answer. So the address is taken
 * apart here, the host is turned into digits, and the port is bound once for
 * a moment: what goes wrong then has a name, and the operator is told what to
 * do about it.
 *
 * IPv6 and TLS depend on how the library was built and differ between the
 * systems that we run on. Both are the work of a proxy in front. */
#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define THIS_MACHINE       "127.0.0.1"
#define EVERYONE           "0.0.0.0"
#define HIGHEST_PORT       65535
#define LONGEST_PORT       5   /* digits */
#define LONGEST_HOST       253 /* RFC 1035 3.1, as text */
#define FIRST_UNPRIVILEGED 1024
#define ADDRESS_FORMS      "write ADDRESS:PORT, such as 127.0.0.1:8080"

/* For "%.*s": an address in a message, cut where it is absurd. */
#define SHOWN(text) SLICE_FMT(slice_sub(text, 0, 80))

enum unsupported { TLS, IPV6, UNIX_SOCKET };

static bool refuse(enum unsupported what, struct slice text, struct err *err)
{
    static const struct {
        const char *name, *instead;
    } kinds[] = {
        [TLS] = {"TLS", "listen without TLS and put a proxy in front that "
                        "speaks it"},
        [IPV6] = {"IPv6", "listen on IPv4, such as 127.0.0.1:8080, and put a "
                          "proxy in front that speaks IPv6"},
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
    if (text.size == 0 || text.size > LONGEST_PORT)
        return false;
    for (size_t i = 0; i < text.size; i++) {
        if (text.data[i] < '0' || text.data[i] > '9')
            return false;
        number = number * 10 + (unsigned)(text.data[i] - '0');
    }
    if (number > HIGHEST_PORT)
        return false;
    *ret_port = number;
    return true;
}

/* What was meant is clear: better named than called malformed. */
static bool is_supported(struct slice text, struct err *err)
{
    size_t colon = slice_find_char(text, 0, ':');
    struct slice port = colon < text.size ? slice_from(text, colon + 1) : text;
    unsigned number;

    if (slice_starts(text, "http:")) {
        err_set(err, ERR_INVALID,
                "cannot listen on '%.*s': an address has no http:// in front",
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

/* Turns a name or an address into an address in digits. */
static bool resolve(struct slice host, char ret_host[INET_ADDRSTRLEN],
                    struct err *err)
{
    char name[LONGEST_HOST + 1];
    struct addrinfo wanted = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
    struct addrinfo *found = NULL;

    if (host.size > LONGEST_HOST)
        return err_set(err, ERR_INVALID, "the host's name is too long");
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
        has_host ? slice_sub(address, 0, colon) : SLICE(THIS_MACHINE);
    struct slice port = has_host ? slice_from(address, colon + 1) : address;
    if (host.size == 0)
        host = SLICE(EVERYONE);
    if (!parse_port(port, &parsed.port)) {
        err_set(err, ERR_INVALID,
                "cannot listen on '%.*s': the port is a number from 0 to %d",
                SHOWN(address), HIGHEST_PORT);
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
                            "another program listens there: stop it, or choose "
                            "another port with --listen %s:%u",
                            address->host,
                            address->port < HIGHEST_PORT ? address->port + 1
                                                         : address->port - 1);
    if (failure == EADDRNOTAVAIL)
        return err_set_hint(err, "%s",
                            "this machine has no such address; "
                            "0.0.0.0 stands for all it has");
    if (failure == EACCES && is_privileged)
        return err_set_hint(err,
                            "ports below %d need a privilege; choose a higher "
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
    /* As the library does: connections of a former run that are still being
     * wound up do not count as taken. */
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
                       "a server listens on 1 to %d addresses, not on %u",
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
