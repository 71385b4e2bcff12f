/* callbacks.c - CivetWeb on one side, the API on the other.
 *
 *     accept --> queue --> worker: read a head --> begin_request --> answer
 *                            ^                                         |
 *                            '---- kept alive, or closed --------------'
 *
 * We answer in the begin_request callback and nowhere else: with a request
 * handler the library would look for a password file at every request, and its
 * own functions for sending a head cost a system call a line. This gives up
 * everything else in CivetWeb - files, CGI, authentication, web sockets - none
 * of which is ever reached, because the callback always answers.
 *
 * Two kinds of request never reach that callback. Those that the library
 * refuses come to http_error and are answered with a problem document like all
 * other errors. Those whose target it takes for another server's ("OPTIONS *",
 * an absolute URL with another port) it drops silently; they are answered when
 * it is about to close the connection. */
#include "api/api.h"
#include "base/clock.h"
#include "http/access.h"
#include "http/busy.h"
#include "http/codings.h"
#include "http/file_send.h"
#include "http/head.h"
#include "http/hook.h"
#include "http/library_options.h"
#include "http/message.h"
#include "http/reading.h"
#include "http/refusal.h"
#include "http/reuse.h"
#include "http/server_state.h"
#include "http/timing.h"
#include "http/worker.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <civetweb.h>

#define MASTER_THREAD 0 /* of the library: it accepts */

/* One request on its way to one answer. */
struct transaction {
    struct mg_connection *connection;
    const struct mg_request_info *info;
    const struct gate *gate;
    struct server *server;
    struct worker *worker;
    struct head head;
    struct request request;
    struct response response;
    struct slice client;         /* its address, as far as it is known */
    struct slice request_id;     /* or SLICE_NONE */
    const struct cached *cached; /* that the response borrows from, or NULL */
    int64_t started_us;
    bool makes_room; /* the connection, once it is answered */
};

static void begin_transaction(struct transaction *x,
                              struct mg_connection *connection)
{
    x->connection = connection;
    x->info = mg_get_request_info(connection);
    x->gate = x->info->user_data;
    x->server = x->gate->server;
    x->worker = mg_get_thread_pointer(connection);
    x->started_us = clock_monotonic_us();
    traffic_begin(&x->server->traffic);
    x->response = (struct response){0};
    x->cached = NULL;
    x->makes_room = false;
    reading_take(x->info, &x->worker->target, &x->head);
    x->request = (struct request){
        .method = x->head.method,
        .target = x->head.target,
        .if_match = head_join(&x->head, "If-Match", &x->worker->wanted_tags),
        .if_none_match =
            head_join(&x->head, "If-None-Match", &x->worker->known_tags),
        .range = head_count(&x->head, "Range") == 1
                     ? head_find(&x->head, "Range")
                     : SLICE_NONE,
        .if_range = head_find(&x->head, "If-Range"),
        .origin = head_find(&x->head, "Origin"),
        .authorization = head_find(&x->head, "Authorization"),
        .accept_encoding =
            head_join(&x->head, "Accept-Encoding", &x->worker->codings),
        .is_operators = x->gate->is_operators,
        .takes_hooks =
            x->server->hook.look != NULL &&
            (x->gate->is_operators || x->server->hook.secret.size > 0),
        .metrics_context = &x->server->gauges,
        .limiter = x->server->traffic.limiter,
        .cores = x->server->traffic.cores,
        .budget = x->server->traffic.budget,
        .now_ms = clock_now_ms(),
    };
    if (x->gate->is_operators || x->server->operators.context == NULL)
        x->request.append_metrics = gauges_append;
    if (x->worker->peer[0] == '\0')
        lobby_address(x->gate->lobby, x->info->remote_port, x->worker->peer);
    proxies_complete(&x->server->proxies, x->worker->peer, &x->head,
                     &x->request);
    x->client = proxies_client(&x->server->proxies, x->worker->peer, &x->head,
                               &x->worker->forwarded, x->worker->client);
    x->request_id = trace_id_of(&x->head, &x->worker->ids,
                                x->server->access_log != ACCESS_LOG_OFF,
                                x->worker->made_id);
}

/* Writes the answer; false if the client did not take all of it, or if it could
 * not be completed. */
static bool send_response(struct transaction *x, struct framing framing,
                          size_t *ret_body_bytes)
{
    struct wire *wire = &x->worker->wire;
    size_t sent = 0;

    pace_begin(&x->worker->sender, x->info->remote_port);
    struct slice batch =
        wire_start(wire, &x->response, framing, x->request.now_ms);

    while (batch.size > 0) {
        int written = mg_write(x->connection, batch.data, batch.size);
        sent += written > 0 ? (size_t)written : 0;
        if (written < 0 || (size_t)written < batch.size)
            break;
        pace_pause(&x->worker->sender);
        batch = wire_continue(wire);
        pace_resume(&x->worker->sender);
    }
    size_t left = wire_file_bytes_left(wire);
    size_t of_file =
        batch.size == 0 && left > 0
            ? file_send(x->info->remote_port, &x->response, wire->file_bytes)
            : 0;
    pace_end(&x->worker->sender);
    sent += of_file;
    *ret_body_bytes = sent > wire->head_bytes ? sent - wire->head_bytes : 0;
    wire_trim(wire);
    return batch.size == 0 && of_file == left && !wire->has_failed;
}

static void log_access(const struct transaction *x, size_t body_bytes,
                       int64_t duration_us)
{
    const struct access access = {
        .time_ms = x->request.now_ms,
        .client = x->client,
        .head = &x->head,
        .request_id = x->request_id,
        .status = x->response.status,
        .body_bytes = body_bytes,
        .duration_us = duration_us,
    };
    access_write(x->server->access_log, x->server->log_file, &access,
                 &x->worker->line);
}

static int end_transaction(struct transaction *x, bool keeps_alive)
{
    size_t body_bytes = 0;
    int status = x->response.status;
    char timing[TIMING_BYTES];

    if (slice_is(x->request.method, "HEAD"))
        x->response.omits_body = true;
    struct coder *coder = codings_apply(&x->response, x->request.cores);
    const struct framing framing = {
        .keeps_alive = keeps_alive,
        .takes_chunks = slice_is(x->head.version, "1.1"),
        .request_id = x->request_id,
        .timing = x->server->shows_timing
                      ? timing_render(x->cached != NULL, x->response.search_us,
                                      x->started_us, timing)
                      : SLICE_NONE,
        .quota = str_slice(&x->worker->quota),
    };
    bool is_kept = send_response(x, framing, &body_bytes) &&
                   wire_keeps_alive(&x->response, framing);
    int64_t duration_us = clock_monotonic_us() - x->started_us;
    traffic_end(&x->server->traffic);
    const struct sample sample = {
        x->response.template,     x->head.method, status,
        x->response.named_coding, body_bytes,     duration_us};
    metrics_count(x->server->gauges.metrics, x->worker->shard, &sample);
    if (x->server->access_log != ACCESS_LOG_OFF)
        log_access(x, body_bytes, duration_us);
    coder_release(coder);
    response_release(&x->response);
    cache_release(x->server->cache, x->cached);
    worker_end_answer(x->worker);
    if (is_kept && x->makes_room) {
        x->worker->peer[0] = '\0';
        x->worker->is_leaving =
            !lobby_change_guest(x->gate->lobby, x->info->remote_port);
    }
    /* Otherwise the library reads the rest of an announced body, and a client
     * could send one for ever, byte by byte. */
    if (!is_kept || x->worker->is_leaving)
        mg_disable_connection_keep_alive(x->connection);
    return status;
}

/* Whoever guesses at the secret has few guesses. */
static void respond_to_hook(struct transaction *x,
                            const struct body_source *source,
                            struct snapshot *snapshot)
{
    const struct rate_client client = {.address = x->client};
    str_clear(&x->worker->quota);
    struct refusal refusal =
        rate_check(x->gate->is_operators ? NULL : x->server->hook_rate, client,
                   x->head.target, x->started_us, &x->worker->quota);
    if (refusal.status != 0)
        api_refuse(snapshot, refusal.status, refusal.detail, &x->response);
    else
        hook_respond(&x->server->hook, source, snapshot, &x->request,
                     &x->response);
}

static void respond(struct transaction *x, struct refusal refusal)
{
    struct snapshot *snapshot = store_acquire(x->server->store);
    const struct body_source source = {x->connection, &x->head,
                                       &x->worker->sender, x->info->remote_port,
                                       &x->server->traffic};
    if (refusal.status != 0)
        api_refuse(snapshot, refusal.status, refusal.detail, &x->response);
    else if (api_takes_message(snapshot, &x->request))
        message_respond(&source, snapshot, &x->request, &x->response);
    else if (api_takes_hook(snapshot, &x->request))
        respond_to_hook(x, &source, snapshot);
    else
        x->cached = reuse_respond(x->server->cache, snapshot, &x->request,
                                  &x->worker->key, &x->response);
    snapshot_unref(snapshot);
}

/* A token is looked up only where it may decide. */
static struct refusal check_rate(const struct transaction *x)
{
    struct rate *rate = x->server->rate;
    struct rate_client client = {.address = x->client};
    struct snapshot *snapshot = NULL;
    if (rate == NULL || x->gate->is_operators)
        return (struct refusal){0};
    if (x->request.authorization.size > 0) {
        snapshot = store_acquire(x->server->store);
        client.token = api_holder(snapshot, &x->request);
    }
    struct refusal refusal = rate_check(rate, client, x->head.target,
                                        x->started_us, &x->worker->quota);
    snapshot_unref(snapshot);
    return refusal;
}

/* What the library has skipped before the request line. It tells nobody where
 * its buffer begins, but the lobby has seen how the connection did. */
static struct slice find_skipped(const struct transaction *x)
{
    const char *method = x->info->request_method;
    struct worker *worker = x->worker;
    if (!worker->has_answered)
        worker->buffer =
            method - lobby_skipped_bytes(x->gate->lobby, x->info->remote_port);
    return (struct slice){worker->buffer, (size_t)(method - worker->buffer)};
}

static int on_request(struct mg_connection *connection)
{
    struct transaction x;

    begin_transaction(&x, connection);
    x.head.before = find_skipped(&x);
    x.head.is_whole = reading_is_whole(x.info);
    struct refusal refusal = refusal_of_head(&x.head);
    bool is_kept = refusal.status == 0 && !x.worker->is_closing &&
                   !head_announces_body(&x.head) && head_keeps_alive(&x.head) &&
                   !atomic_load(&x.server->traffic.is_draining) &&
                   lobby_may_keep(x.gate->lobby, x.info->remote_port, &x.head,
                                  &x.makes_room);
    if (refusal.status == 0)
        refusal = check_rate(&x);
    respond(&x, refusal);
    return end_transaction(&x, is_kept);
}

static struct refusal explain_error(const struct transaction *x, int status)
{
    const struct parse_failure failure = {
        .status = status,
        .is_draining = atomic_load(&x->server->traffic.is_draining),
        .has_method = x->info->request_method != NULL,
        .has_version = x->info->http_version != NULL,
        .has_bad_field = x->info->num_headers < 0,
        .was_late = lobby_was_late(x->gate->lobby, x->info->remote_port),
        .waited_ms = (x->started_us - x->worker->waiting_since_us) / 1000,
        .timeout_ms = x->worker->has_answered ? KEEP_ALIVE_TIMEOUT_MS
                                              : REQUEST_TIMEOUT_MS,
    };
    return refusal_of_failure(&failure);
}

static int on_error(struct mg_connection *connection, int status,
                    const char *message)
{
    struct transaction x;

    (void)message;
    begin_transaction(&x, connection);
    x.worker->is_closing = true;
    respond(&x, head_has_unknown_method(&x.head) ? (struct refusal){0}
                                                 : explain_error(&x, status));
    (void)end_transaction(&x, false);
    return 0;
}

static int on_connect(const struct mg_connection *connection, void **ret_data)
{
    (void)ret_data;
    worker_begin_connection(mg_get_thread_pointer(connection));
    return 0;
}

static void on_close(const struct mg_connection *connection)
{
    const struct mg_request_info *info = mg_get_request_info(connection);
    const struct gate *gate = info->user_data;
    struct worker *worker = mg_get_thread_pointer(connection);
    bool was_dropped = info->request_method != NULL &&
                       info->local_uri == NULL && !worker->is_closing;

    worker->is_closing = true;
    if (was_dropped) /* the socket is still open, and no one else writes */
        (void)on_request((struct mg_connection *)connection);
    lobby_leave(gate->lobby, info->remote_port, worker->is_leaving);
}

static void on_closed(const struct mg_connection *connection)
{
    const struct gate *gate = mg_get_user_data(mg_get_context(connection));
    lobby_end_service(gate->lobby);
}

static int on_message(const struct mg_connection *connection,
                      const char *message)
{
    struct gate *gate = mg_get_user_data(mg_get_context(connection));
    messages_add(&gate->messages, message);
    return 1;
}

static void *on_thread_start(const struct mg_context *context, int kind)
{
    struct gate *gate = mg_get_user_data(context);
    const struct server *server = gate->server;
    if (kind == MASTER_THREAD)
        gate_begin_accepting(gate, context);
    return worker_new(server->pace, metrics_next_shard(server->gauges.metrics));
}

static void on_thread_end(const struct mg_context *context, int kind,
                          void *thread_data)
{
    (void)context;
    (void)kind;
    worker_free(thread_data);
}

const struct mg_callbacks server_callbacks = {
    .begin_request = on_request,
    .http_error = on_error,
    .init_connection = on_connect,
    .connection_close = on_close,
    .connection_closed = on_closed,
    .log_message = on_message,
    .init_thread = on_thread_start,
    .exit_thread = on_thread_end,
};

/* What it has asked for is not read, so it is not known. */
void server_refuse(void *context, int fd, const char *address)
{
    const struct gate *gate = context;
    struct server *server = gate->server;
    const struct head head = {0};
    const struct sample sample = {.template = TEMPLATE_NONE,
                                  .status = BUSY_STATUS,
                                  .body_bytes = busy_answer(server->store, fd),
                                  .duration_us =
                                      (int64_t)LOBBY_MAX_WAIT_MS * 1000};
    const struct access access = {.time_ms = clock_now_ms(),
                                  .client = slice_of(address),
                                  .head = &head,
                                  .status = BUSY_STATUS,
                                  .body_bytes = sample.body_bytes,
                                  .duration_us = sample.duration_us};
    struct str line = {0};
    metrics_count(server->gauges.metrics, 0, &sample);
    if (server->access_log != ACCESS_LOG_OFF)
        access_write(server->access_log, server->log_file, &access, &line);
    str_release(&line);
}
