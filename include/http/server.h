/* server.h - HTTP/1.1: the API on sockets.
 *
 *     client --> CivetWeb's worker --> store_acquire() --> api_respond()
 *            <-- head and body in one write <-- wire <--
 *
 * Nothing else uses CivetWeb. HTTP/2 and TLS are a proxy's job. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "base/err.h"
#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

#define SERVER_MAX_ADDRESSES 8
#define SERVER_MAX_PROXIES   100
#define SERVER_UNIX_PREFIX   "unix:" /* of an address that is a path */

enum access_log {
    ACCESS_LOG_OFF,
    ACCESS_LOG_TEXT,
    ACCESS_LOG_COMBINED, /* Apache's */
    ACCESS_LOG_JSON,
};

struct store;
struct server; /* opaque, see server.c */

/* Has somebody look for new content; see http/hook.h. */
struct server_hook {
    void (*look)(void *context); /* any thread; NULL: there is nothing to */
    void *context;
    struct slice secret; /* that requests are signed with; SLICE_NONE: only
                            operators may ask */
};

struct server_options {
    /* "HOST:PORT", "[IPV6]:PORT", "PORT" (this machine only), ":PORT" (all
     * IPv4 addresses) or "unix:PATH"; port 0 picks a free one. */
    const char *listen[SERVER_MAX_ADDRESSES];
    unsigned listen_count;
    /* One more, which answers operators only: /_live, /_ready, /_diagnostics
     * and /_metrics. NULL: none, and /_metrics wants a token. */
    const char *admin_listen;
    unsigned workers; /* 0: the default, 256 */
    enum access_log access_log;
    struct slice access_log_file; /* or SLICE_NONE: to standard error */
    size_t answer_memory;         /* for large answers; 0: the default */
    size_t cache_memory;          /* for answers to give again; 0: none */
    bool shows_timing;            /* Server-Timing in each answer */
    unsigned rate_requests;       /* of a client; 0: any number, */
    unsigned rate_seconds;        /*   in so many seconds */
    /* Addresses and networks, "10.0.0.0/8", whose word on how a request came
     * here is taken. */
    struct names trusted_proxies;
    struct server_hook hook;
};

/* Starts listening. Fails if an address is taken, malformed, or asks for TLS;
 * the error names it and says what to do. `store` must outlive the
 * server. */
bool server_start(const struct server_options *options, struct store *store,
                  struct server **ret_server, struct err *err) MUST_USE;

#define SERVER_ADDRESS_BYTES 128

/* The addresses that it listens on, with their actual ports ("127.0.0.1:8080",
 * "[::1]:8080", "unix:PATH"), up to `max`. Returns how many. */
unsigned server_addresses(const struct server *server,
                          char (*ret_addresses)[SERVER_ADDRESS_BYTES],
                          unsigned max);

/* The same for the address of the operators; false if there is none. */
bool server_admin_address(const struct server *server,
                          char ret_address[SERVER_ADDRESS_BYTES]);

/* Opens the file of the access log anew, if there is one; see log_file.h. */
void server_reopen_log(struct server *server);

/* Whether requests have been accepted and worked on since the last call; the
 * first one is the start. False for long means that the server is stuck. */
bool server_has_progressed(struct server *server);

/* Refuses new connections, lets the requests in flight finish (for at most
 * `deadline_ms`, and a moment more for idle connections), and frees the server.
 * Takes at least a tenth of a second. Accepts NULL. Returns how many requests
 * were cut off at the deadline. */
unsigned server_stop(struct server *server, unsigned deadline_ms);

#endif
