/* server.h - HTTP/1.1 over TCP: the API on sockets.
 *
 *     client --> CivetWeb's worker --> store_acquire() --> api_respond()
 *            <-- head and body in one write <-- wire <--
 *
 * The only door to CivetWeb. HTTP/2, TLS and IPv6 are a proxy's work. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "base/err.h"

#include <stdint.h>

#define SERVER_MAX_ADDRESSES 8

enum access_log { ACCESS_LOG_OFF, ACCESS_LOG_TEXT, ACCESS_LOG_JSON };

struct store;
struct server; /* opaque, see server.c */

struct server_options {
    /* "HOST:PORT", "PORT" (this machine only) or ":PORT" (all that it has);
     * port 0 picks a free one. */
    const char *listen[SERVER_MAX_ADDRESSES];
    unsigned listen_count;
    unsigned workers;           /* 0: the default, 256 */
    enum access_log access_log; /* to standard error */
};

/* Starts listening; returns false with the address and what to do where one
 * is taken, malformed, or asks for IPv6 or TLS. `store` must outlive the
 * server. */
bool server_start(const struct server_options *options, struct store *store,
                  struct server **ret_server, struct err *err) MUST_USE;

/* The addresses that it really listens on ("127.0.0.1:8080"), up to `max`. */
unsigned server_addresses(const struct server *server,
                          char (*ret_addresses)[64], unsigned max);

/* Refuses new connections, lets every request in flight finish (at most
 * `deadline_ms`, and a moment more for what is idle), and frees the server.
 * Takes a tenth of a second at least. NULL is accepted. Returns how many
 * requests the deadline cut off. */
unsigned server_stop(struct server *server, unsigned deadline_ms);

#endif
