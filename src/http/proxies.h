/* proxies.h - whom to believe what they say of a request.
 *
 *     client -- GET /api/posts --> proxy -- GET /posts ----------------> server
 *                                          X-Forwarded-Prefix: /api
 *
 * Anybody can send such a field, so it counts only from the addresses that the
 * operator has listed. The list does not change while the server runs; any
 * thread may read it. */
#ifndef HTTP_PROXIES_H
#define HTTP_PROXIES_H

#include "api/request.h"
#include "base/network.h"
#include "http/head.h"
#include "http/server.h"

/* What stands for the address of a client that came over a Unix socket. */
#define PROXIES_UNIX "unix"

struct proxies {
    struct network items[SERVER_MAX_PROXIES];
    size_t count;
    bool has_unix; /* whoever may use a Unix socket is one */
};

/* Parses addresses, networks and PROXIES_UNIX. */
bool proxies_read(const struct names *texts, struct proxies *ret_proxies,
                  struct err *err) MUST_USE;

/* Whether that address is among them. */
bool proxies_trust(const struct proxies *proxies,
                   const struct network *address);

/* Adds to the request what its head says of the way to here, if `peer` is among
 * the proxies; the address is in digits, or PROXIES_UNIX. */
void proxies_complete(const struct proxies *proxies, const char *peer,
                      const struct head *head, struct request *request);

/* The address of the client, in digits without a port: `peer` as it is, or, if
 * that is a proxy, what X-Forwarded-For says (where there is none, Forwarded,
 * RFC 7239), read from its end while it names proxies. It goes no further than
 * what can be read, nor than PROXIES_MAX_HOPS. The result is `peer` itself or
 * in `ret_text`; several fields are joined in *scratch. */
#define PROXIES_MAX_HOPS 32
struct slice proxies_client(const struct proxies *proxies, const char *peer,
                            const struct head *head, struct str *scratch,
                            char ret_text[NETWORK_ADDRESS_BYTES]) MUST_USE;

#endif
