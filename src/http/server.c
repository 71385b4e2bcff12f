/* server.c - starts and stops what the library's threads run in; what they do
 * is in callbacks.c. */
#include "http/server.h"

#include "base/log_file.h"
#include "base/mem.h"
#include "http/hook.h"
#include "http/server_state.h"

#include <civetweb.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#define DEFAULT_WORKERS       256
#define DEFAULT_ANSWER_MEMORY (128 * 1024 * 1024)
#define MAX_WORKERS           4096
#define OPERATORS_WORKERS     8
#define WAITING_PART          8   /* of the workers may wait for an answer */
#define CLOSING_TIMEOUT_MS    500 /* for connections to close when stopping */

static void server_free(struct server *server)
{
    gate_close(&server->main);
    gate_close(&server->operators);
    (void)mg_exit_library();
    rate_free(server->rate);
    rate_free(server->hook_rate);
    pace_stop(server->pace);
    traffic_release(&server->traffic);
    cache_free(server->cache);
    metrics_free(server->gauges.metrics);
    log_file_close(server->log_file);
    free(server);
}

/* The operators' gate first: what the main one shows depends on it. */
static bool open_gates(struct server *server, struct capacity capacity,
                       struct err *err)
{
    struct capacity few = capacity;
    few.workers = OPERATORS_WORKERS;
    few.connections = OPERATORS_WORKERS * 8;
    return (server->operators.listening.count == 0 ||
            gate_open(&server->operators, &server_callbacks, few, server_refuse,
                      err)) &&
           gate_open(&server->main, &server_callbacks, capacity, server_refuse,
                     err);
}

/* All addresses, or none. */
static bool open_addresses(const struct server_options *options,
                           struct listen_list *ret_main,
                           struct listen_list *ret_operators, struct err *err)
{
    if (!listen_open_all(options->listen, options->listen_count, ret_main, err))
        return false;
    if (options->admin_listen == NULL ||
        listen_open_all(&options->admin_listen, 1, ret_operators, err))
        return true;
    listen_close(ret_main);
    return false;
}

bool server_start(const struct server_options *options, struct store *store,
                  struct server **ret_server, struct err *err)
{
    struct listen_list listening, operators = {0};
    struct proxies proxies;
    if (options->workers > MAX_WORKERS)
        return err_set(err, ERR_LIMIT,
                       "there can be at most %d workers, not %u", MAX_WORKERS,
                       options->workers);
    struct log_file *log_file = NULL;
    if (!proxies_read(&options->trusted_proxies, &proxies, err) ||
        (options->access_log_file.size > 0 &&
         !log_file_open(options->access_log_file, &log_file, err)))
        return false;
    if (!open_addresses(options, &listening, &operators, err)) {
        log_file_close(log_file);
        return false;
    }

    struct server *server = mem_alloc(1, sizeof *server);
    const struct capacity capacity = capacity_find(
        options->workers > 0 ? options->workers : DEFAULT_WORKERS);
    server->store = store;
    server->proxies = proxies;
    server->main = (struct gate){
        .server = server, .listening = listening, .proxies = &server->proxies};
    server->operators = (struct gate){.server = server,
                                      .listening = operators,
                                      .proxies = &server->proxies,
                                      .is_operators = true};
    server->access_log = options->access_log;
    server->log_file = log_file;
    server->shows_timing = options->shows_timing;
    server->rate = rate_new(options->rate_requests, options->rate_seconds);
    server->hook = options->hook;
    if (options->hook.look != NULL)
        server->hook_rate = rate_new(HOOK_MAX_REQUESTS, HOOK_SECONDS);
    traffic_init(&server->traffic, capacity.workers,
                 capacity_memory(options->answer_memory > 0
                                     ? options->answer_memory
                                     : DEFAULT_ANSWER_MEMORY));
    if (options->cache_memory > 0)
        server->cache = cache_new(capacity_memory(options->cache_memory),
                                  capacity.workers / WAITING_PART);
    server->gauges = (struct gauges){metrics_new(), &server->traffic,
                                     server->cache, &server->main};
    (void)mg_init_library(MG_FEATURES_DEFAULT);
    if (!pace_start(server->traffic.budget, &server->pace, err) ||
        !open_gates(server, capacity, err)) {
        server_free(server);
        return false;
    }
    *ret_server = server;
    return true;
}

unsigned server_addresses(const struct server *server,
                          char (*ret_addresses)[SERVER_ADDRESS_BYTES],
                          unsigned max)
{
    const struct listen_list *list = &server->main.listening;
    unsigned count = list->count < max ? list->count : max;

    for (unsigned i = 0; i < count; i++)
        listen_render(&list->items[i], ret_addresses[i]);
    return count;
}

bool server_admin_address(const struct server *server,
                          char ret_address[SERVER_ADDRESS_BYTES])
{
    if (server->operators.context != NULL)
        listen_render(&server->operators.listening.items[0], ret_address);
    return server->operators.context != NULL;
}

void server_reopen_log(struct server *server)
{
    log_file_reopen(server->log_file);
}

bool server_has_progressed(struct server *server)
{
    return lobby_has_progressed(server->main.lobby);
}

unsigned server_stop(struct server *server, unsigned deadline_ms)
{
    if (server == NULL)
        return 0;
    lobby_stop_listening(server->main.lobby);
    unsigned cut_off = traffic_drain(&server->traffic, deadline_ms);

    /* The remaining connections are idle or out of time, and mg_stop() would
     * wait for the next timeout of its poll. Requests that have arrived by now
     * are still answered. Operators are answered until then. */
    gate_clear(&server->main, cut_off > 0 ? SHUT_RDWR : SHUT_RD,
               CLOSING_TIMEOUT_MS);
    gate_clear(&server->operators, SHUT_RD, CLOSING_TIMEOUT_MS);
    server_free(server);
    return cut_off;
}
