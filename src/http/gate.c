/* gate.c - starts and stops CivetWeb. */
#include "http/gate.h"

#include "http/door.h"
#include "http/library_options.h"
#include "http/sockets.h"

#include <civetweb.h>

#define START_DEADLINE_MS 5000

void gate_begin_accepting(struct gate *gate, const struct mg_context *context)
{
    atomic_store(&gate->has_begun, true);
    struct mg_server_port port = {0};
    (void)mg_get_server_ports(context, 1, &port);
    int fd = sockets_find_listening(LIBRARY_HOST, (unsigned)port.port);
    lobby_open(gate->lobby, fd);
    door_add(fd, gate->lobby);
}

static bool start_library(struct gate *gate,
                          const struct mg_callbacks *callbacks,
                          struct capacity capacity, struct err *err)
{
    struct library_options options;
    char text[256] = "";

    library_options_init(&options, capacity);
    struct mg_init_data init = {callbacks, gate, options.items};
    struct mg_error_data failure = {.text = text,
                                    .text_buffer_size = sizeof text};
    gate->context = mg_start2(&init, &failure);
    if (gate->context == NULL) {
        const char *first = gate->messages.first;
        return err_set(err, ERR_IO, "cannot start the server: %s",
                       first[0] != '\0' ? first : text);
    }
    return true;
}

static bool begin_listening(struct gate *gate, struct err *err)
{
    const struct listen_list *list = &gate->listening;
    bool ok = true;
    for (unsigned i = 0; ok && i < list->count; i++)
        ok = lobby_listen(gate->lobby, list->items[i].fd, err);
    return ok;
}

/* The library does not notice that it could not start this thread. */
static bool explain_silence(struct gate *gate, struct err *err)
{
    if (!atomic_load(&gate->has_begun)) {
        err_set(err, ERR_IO,
                "the thread that accepts connections did not start");
        return err_set_hint(err, "raise the limits of memory (ulimit -v) and "
                                 "of threads (ulimit -u)");
    }
    err_set(err, ERR_IO,
            "libcivetweb does not accept connections by this "
            "program's accept()");
    return err_set_hint(err, "start it without LD_PRELOAD");
}

bool gate_open(struct gate *gate, const struct mg_callbacks *callbacks,
               struct capacity capacity, gate_refuse *refuse, struct err *err)
{
    const struct lobby_options options = {capacity, refuse, gate,
                                          gate->proxies};
    if (!lobby_new(&options, &gate->lobby, err) ||
        !begin_listening(gate, err) ||
        !start_library(gate, callbacks, capacity, err))
        return false;
    if (!lobby_is_asked(gate->lobby, START_DEADLINE_MS))
        return explain_silence(gate, err);
    atomic_store(&gate->messages.has_started, true);
    return true;
}

void gate_clear(struct gate *gate, int how, unsigned deadline_ms)
{
    if (gate->lobby == NULL)
        return;
    lobby_stop_listening(gate->lobby);
    lobby_clear(gate->lobby, how, deadline_ms);
    lobby_wake(gate->lobby);
}

void gate_close(struct gate *gate)
{
    if (gate->context != NULL)
        mg_stop(gate->context);
    gate->context = NULL;
    door_remove(gate->lobby);
    lobby_free(gate->lobby);
    gate->lobby = NULL;
    listen_close(&gate->listening);
}
