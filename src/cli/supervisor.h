/* supervisor.h - tells the program that has started us how we are doing.
 *
 *     READY=1   RELOADING=1 ... READY=1   WATCHDOG=1 ...   STOPPING=1
 *
 * Without one (systemd, or whatever else sets NOTIFY_SOCKET) nothing is sent.
 * Once it is opened, any thread may call these functions. */
#ifndef CLI_SUPERVISOR_H
#define CLI_SUPERVISOR_H

#include "base/err.h"

#include <stdint.h>
#include <sys/socket.h>
#include <sys/un.h>

struct snapshot;

struct supervisor {
    int fd; /* -1: there is none */
    struct sockaddr_un address;
    socklen_t address_size;
    int64_t watchdog_us; /* it wants a sign of life this often; 0: never */
};

/* Reads NOTIFY_SOCKET, WATCHDOG_USEC and WATCHDOG_PID and removes them from the
 * environment; call it before any thread starts. False if the socket cannot be
 * used; then there is no supervisor. */
bool supervisor_open(struct supervisor *ret_supervisor,
                     struct err *err) MUST_USE;
void supervisor_close(struct supervisor *supervisor);

/* All of these wait for a moment until a message is taken, then drop it; they
 * accept NULL. */
void supervisor_say_loading(const struct supervisor *supervisor,
                            const char *folder);
/* After the start and after each reload; `error` is why a reload has failed, or
 * NULL. */
void supervisor_say_ready(const struct supervisor *supervisor,
                          const struct snapshot *snapshot, const char *error);
/* What is served has changed without having been asked to. */
void supervisor_say_status(const struct supervisor *supervisor,
                           const struct snapshot *snapshot);
void supervisor_say_reloading(const struct supervisor *supervisor);
void supervisor_say_alive(const struct supervisor *supervisor);
void supervisor_say_stopping(const struct supervisor *supervisor);

#endif
