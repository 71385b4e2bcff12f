/* gate.c - starts and stops CivetWeb. */
#include "http/gate.h"

#include "http/busy.h"
#include "http/door.h"
#include "http/library_options.h"

#include <civetweb.h>

/* Which ports were chosen for port 0, and of the others themselves. */
static void find_ports(const struct mg_context *context, unsigned *ret_ports)
{
    struct mg_server_port ports[SERVER_MAX_ADDRESSES] = {{0}};
    int count = mg_get_server_ports(context, SERVER_MAX_ADDRESSES, ports);
    for (int i = 0; i < count; i++)
        ret_ports[i] = (unsigned)ports[i].port;
}

void gate_begin_accepting(struct gate *gate, const struct mg_context *context)
{
    const struct listen_list *list = &gate->listening;
    unsigned ports[SERVER_MAX_ADDRESSES] = {0};
    find_ports(context, ports);
    for (unsigned i = 0; i < list->count; i++)
        door_add(lobby_open(gate->lobby, list->items[i].host, ports[i]),
                 gate->lobby);
}

static bool start_library(struct gate *gate,
                          const struct mg_callbacks *callbacks,
                          struct capacity capacity, struct err *err)
{
    struct library_options options;
    char text[256] = "";

    library_options_init(&options, &gate->listening, capacity);
    struct mg_init_data init = {callbacks, gate, options.items};
    struct mg_error_data failure = {.text = text,
                                    .text_buffer_size = sizeof text};
    gate->context = mg_start2(&init, &failure);
    library_options_release(&options);
    if (gate->context == NULL) {
        const char *first = gate->messages.first;
        err_set(err, ERR_IO, "cannot start the server: %s",
                first[0] != '\0' ? first : text);
        return err_set_hint(err, "check that no address is given twice");
    }
    return true;
}

bool gate_open(struct gate *gate, const struct mg_callbacks *callbacks,
               struct capacity capacity, struct store *store, struct err *err)
{
    const struct lobby_options options = {capacity, busy_answer, store};
    unsigned ports[SERVER_MAX_ADDRESSES] = {0};
    if (!lobby_new(&options, &gate->lobby, err) ||
        !start_library(gate, callbacks, capacity, err))
        return false;
    find_ports(gate->context, ports);
    for (unsigned i = 0; i < gate->listening.count; i++)
        gate->listening.items[i].port = ports[i];
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
}
