/* gate.h - addresses, the lobby of those who come there, and the workers that
 * serve them.
 *
 *     server --- main gate       the API, for everybody
 *            '-- operators' gate /_metrics and the like, whatever the load
 *
 * One thread opens and closes it. */
#ifndef HTTP_GATE_H
#define HTTP_GATE_H

#include "http/listen.h"
#include "http/lobby.h"
#include "http/messages.h"

struct mg_callbacks; /* civetweb.h */
struct mg_context;

/* The callbacks find it as their user data. */
struct gate {
    struct server *server;
    struct messages messages;
    struct mg_context *context; /* NULL: it is closed */
    struct lobby *lobby;
    struct listen_list listening;
    atomic_bool has_begun; /* the library's thread that accepts is there */
    const struct proxies *proxies; /* that are trusted */
    bool is_operators;             /* for them only */
};

/* Answers a client for whom no worker is free; the first argument is its gate.
 */
typedef void gate_refuse(void *gate, int fd, const char *address);

/* Starts the threads. */
bool gate_open(struct gate *gate, const struct mg_callbacks *callbacks,
               struct capacity capacity, gate_refuse *refuse,
               struct err *err) MUST_USE;

/* Has connections wait in the lobby; for the library's thread that accepts,
 * before it first does. */
void gate_begin_accepting(struct gate *gate, const struct mg_context *context);

/* Stops listening, if that was not done; ends connections as lobby_clear()
 * does, and what waits for more. Does nothing if it is closed. */
void gate_clear(struct gate *gate, int how, unsigned deadline_ms);

/* Waits for the threads, and closes the sockets that listen. Does nothing if it
 * is closed. */
void gate_close(struct gate *gate);

#endif
