/* network.h - IP addresses, and networks of them.
 *
 *     127.0.0.1  10.0.0.0/8  ::1  fd00::/8
 *
 * A single address is the network that has no other. IPv4 and IPv6 are kept
 * apart: no network has addresses of both. What sockets for both call
 * ::ffff:192.0.2.1 (RFC 4291, 2.5.5.2) is 192.0.2.1. */
#ifndef BASE_NETWORK_H
#define BASE_NETWORK_H

#include "base/err.h"
#include "base/str.h"

#include <sys/socket.h>

struct network {
    unsigned char address[16]; /* in network byte order; IPv4 has 4 bytes */
    unsigned bits;             /* how many of them all addresses share */
    bool is_ipv6;
};

/* Parses an address or network in CIDR notation (RFC 4632, 3.1; RFC 4291, 2.3).
 * False for everything else: names, ports, zones, leading zeros, and networks
 * whose address has bits after the prefix, since people have meant one address
 * or another network. */
bool network_parse(struct slice text, struct network *ret_network) MUST_USE;

#define NETWORK_ADDRESS_BYTES 46 /* of an address in digits, with its NUL */

/* The address of a network, in the one form that RFC 5952 has for it. */
void network_render_address(const struct network *network,
                            char ret_text[NETWORK_ADDRESS_BYTES]);

/* The address that a socket was connected from; false if it was none of IPv4 or
 * IPv6. */
bool network_of_peer(const struct sockaddr *peer, struct network *ret_network);

/* What to do about a string that is not one, or NULL. */
const char *network_hint(struct slice text);

/* Whether all addresses of the other network are in this one. */
bool network_has(const struct network *network, const struct network *other);

#endif
