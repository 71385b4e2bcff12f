/* listen.h - the addresses to listen on, as people write them.
 *
 *     8080  127.0.0.1:8080  localhost:0  :8080  0.0.0.0:8080  [::1]:8080
 *     '--- this machine only ---------'  '-- all addresses --' '- no -'
 */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include "base/err.h"
#include "base/str.h"
#include "http/server.h"

#include <netinet/in.h>

struct listen_address {
    char host[INET_ADDRSTRLEN]; /* in digits: "127.0.0.1" */
    unsigned port;              /* 0: any free one */
};

struct listen_list {
    struct listen_address items[SERVER_MAX_ADDRESSES];
    unsigned count;
};

/* Parses "HOST:PORT", "PORT" or ":PORT" and looks up the host's name, which may
 * block. A port alone means this machine only: being reachable from outside has
 * to be asked for. IPv6 and TLS are ERR_UNSUPPORTED. */
bool listen_parse(const char *text, struct listen_address *ret_address,
                  struct err *err) MUST_USE;

/* Whether the address can be bound right now. */
bool listen_probe(const struct listen_address *address,
                  struct err *err) MUST_USE;

/* Parses and probes all addresses. */
bool listen_read(const char *const *texts, unsigned count,
                 struct listen_list *ret_list, struct err *err) MUST_USE;

#define LISTEN_TEXT_BYTES 64

/* "127.0.0.1:8080" */
void listen_render(const struct listen_address *address,
                   char ret_text[LISTEN_TEXT_BYTES]);

/* "127.0.0.1:8080,127.0.0.1:8081" */
void listen_join(const struct listen_list *list, struct str *out);

#endif
