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

struct proxies {
    struct network items[SERVER_MAX_PROXIES];
    size_t count;
};

/* Parses addresses and networks. */
bool proxies_read(const struct names *texts, struct proxies *ret_proxies,
                  struct err *err) MUST_USE;

/* Adds to the request what its head says of the way to here, if `peer` is among
 * the proxies; the address is in digits. */
void proxies_complete(const struct proxies *proxies, const char *peer,
                      const struct head *head, struct request *request);

#endif
