/* server_state.h - a server, for its start and stop (server.c) and for what the
 * library's threads do in between (callbacks.c). */
#ifndef HTTP_SERVER_STATE_H
#define HTTP_SERVER_STATE_H

#include "http/gate.h"
#include "http/gauges.h"
#include "http/pace.h"
#include "http/proxies.h"
#include "http/rate.h"
#include "http/server.h"
#include "http/traffic.h"

struct server {
    struct gate main, operators;
    struct store *store;
    struct gauges gauges;
    struct traffic traffic;
    struct cache *cache; /* NULL: there is none */
    struct pace *pace;
    struct rate *rate;
    struct rate *hook_rate; /* of requests to the hook; or NULL */
    struct server_hook hook;
    enum access_log access_log;
    struct log_file *log_file; /* of the access log, or NULL */
    bool shows_timing;         /* in each answer */
    struct proxies proxies;
};

/* What CivetWeb's threads call; their user data is the gate. */
extern const struct mg_callbacks server_callbacks;

/* A gate_refuse; the context is the gate. */
void server_refuse(void *context, int fd, const char *address);

#endif
