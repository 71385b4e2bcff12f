/* listen.h - the addresses to listen on, as people write them, and sockets that
 * listen there.
 *
 *     8080  127.0.0.1:8080  localhost:0  [::1]:8080   this machine only
 *     :8080  0.0.0.0:8080                             all IPv4 addresses
 *     [::]:8080                                       all addresses
 *     unix:/run/headmatter/http                       a Unix socket
 */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include "base/err.h"
#include "base/str.h"
#include "http/server.h"
#include "http/unix_socket.h"

#include <netinet/in.h>

struct listen_address {
    union {
        struct sockaddr any;
        struct sockaddr_in in; /* port 0: any free one */
        struct sockaddr_in6 in6;
        struct sockaddr_un un;
    } name;
    socklen_t size;               /* of the name */
    int fd;                       /* listens there; -1: nothing does */
    struct unix_socket_file file; /* of a Unix socket that was made */
};

struct listen_list {
    struct listen_address items[SERVER_MAX_ADDRESSES];
    unsigned count;
};

/* Parses an address and looks up the host's name, which may block. A port alone
 * means this machine only: being reachable from outside has to be asked for.
 * TLS is ERR_UNSUPPORTED. */
bool listen_parse(const char *text, struct listen_address *ret_address,
                  struct err *err) MUST_USE;

/* Listens there, and finds out which port was chosen for port 0. A Unix socket
 * that nobody listens on any more is replaced. Everybody may connect to a new
 * one who may enter its folder. */
bool listen_open(struct listen_address *address, struct err *err) MUST_USE;

/* Parses and opens all addresses, or none. */
bool listen_open_all(const char *const *texts, unsigned count,
                     struct listen_list *ret_list, struct err *err) MUST_USE;

/* Closes what is open and removes the Unix sockets that were made. */
void listen_close(struct listen_list *list);

/* "127.0.0.1:8080", "[::1]:8080" or "unix:/run/headmatter/http" */
void listen_render(const struct listen_address *address,
                   char ret_text[SERVER_ADDRESS_BYTES]);

#endif
