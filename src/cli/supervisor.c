/* supervisor.c - the protocol of sd_notify(3).
 *
 * A message is one datagram of lines "NAME=value" to the Unix socket that
 * NOTIFY_SOCKET names. systemd promises that this stays so and advises daemons
 * to speak it themselves rather than to link libsystemd, which would bring five
 * more libraries (libgcrypt, liblzma and others) into the server.
 *
 * The address is given with each message, so that a supervisor that has bound
 * its socket anew still hears us. The socket is made before the sandbox is
 * entered. */
#include "cli/supervisor.h"

#include "base/clock.h"
#include "base/str.h"
#include "cli/commands.h"
#include "cli/excerpt.h"
#include "cli/report.h"
#include "lint/lint.h"
#include "store/snapshot.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

#define SEND_TIMEOUT_S 2

#define MAX_US INT64_C(1000000000000) /* eleven days */

/* Takes a variable out of the environment; `ret_value` borrows from it. */
static bool take_variable(const char *name, const char **ret_value)
{
    *ret_value = getenv(name);
    (void)unsetenv(name); /* the strings themselves stay where they are */
    return *ret_value != NULL && **ret_value != '\0';
}

/* systemd sets both for one process; another one that inherited them is not
 * meant. */
static int64_t take_watchdog(void)
{
    const char *period, *pid;
    bool has_period = take_variable("WATCHDOG_USEC", &period);
    bool has_pid = take_variable("WATCHDOG_PID", &pid);
    char *end = NULL;
    if (!has_period || (has_pid && strtoll(pid, NULL, 10) != getpid()))
        return 0;
    long long us = strtoll(period, &end, 10);
    return *end == '\0' && us > 0 && us <= MAX_US ? us : 0;
}

/* "/run/systemd/notify", or "@name" in the namespace that has no files. */
static bool read_address(const char *name, struct supervisor *supervisor,
                         struct err *err)
{
    struct sockaddr_un *address = &supervisor->address;
    size_t size = strlen(name);
    if ((name[0] != '/' && name[0] != '@') || size < 2 ||
        size >= sizeof address->sun_path) {
        err_set(err, ERR_UNSUPPORTED, "cannot use NOTIFY_SOCKET '%.80s'", name);
        return err_set_hint(
            err,
            "it has to be an absolute path, or '@' and a name, of at most "
            "%zu bytes",
            sizeof address->sun_path - 1);
    }
    address->sun_family = AF_UNIX;
    memcpy(address->sun_path, name, size + 1);
    size_t end = size + 1;
    if (name[0] == '@') {
        address->sun_path[0] = '\0';
        end = size; /* here a NUL would be a part of the name */
    }
    supervisor->address_size =
        (socklen_t)(offsetof(struct sockaddr_un, sun_path) + end);
    return true;
}

bool supervisor_open(struct supervisor *ret_supervisor, struct err *err)
{
    const struct timeval timeout = {.tv_sec = SEND_TIMEOUT_S};
    const char *name;
    bool has_socket = take_variable("NOTIFY_SOCKET", &name);
    *ret_supervisor =
        (struct supervisor){.fd = -1, .watchdog_us = take_watchdog()};
    if (!has_socket) {
        ret_supervisor->watchdog_us = 0;
        return true;
    }
    if (!read_address(name, ret_supervisor, err))
        return false;
    ret_supervisor->fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (ret_supervisor->fd < 0)
        return err_set(err, ERR_IO, "cannot reach NOTIFY_SOCKET: %s",
                       strerror(errno));
    (void)setsockopt(ret_supervisor->fd, SOL_SOCKET, SO_SNDTIMEO, &timeout,
                     sizeof timeout);
    return true;
}

void supervisor_close(struct supervisor *supervisor)
{
    if (supervisor->fd >= 0)
        (void)close(supervisor->fd);
    supervisor->fd = -1;
}

static bool is_there(const struct supervisor *supervisor)
{
    return supervisor != NULL && supervisor->fd >= 0;
}

/* A supervisor that is gone is no reason to stop serving. */
static void say(const struct supervisor *supervisor, struct slice message)
{
    if (is_there(supervisor))
        (void)sendto(supervisor->fd, message.data, message.size, MSG_NOSIGNAL,
                     (const struct sockaddr *)&supervisor->address,
                     supervisor->address_size);
}

void supervisor_say_loading(const struct supervisor *supervisor,
                            const char *folder)
{
    struct str message = {0};
    str_append_text(&message, "STATUS=Reading ");
    visible_append(&message, slice_of(folder));
    say(supervisor, str_slice(&message));
    str_release(&message);
}

/* "STATUS=31 documents served; 0 errors, 2 warnings" */
static void append_status(struct str *message, const struct snapshot *snapshot,
                          const char *error)
{
    size_t documents = snapshot->everything.count;
    str_appendf(message, "STATUS=%zu %s served; ", documents,
                message_plural(documents, "document", "documents"));
    (void)findings_append(lint_findings(snapshot), message);
    if (error != NULL) {
        str_append_text(message, "; the last reload failed: ");
        visible_append(message, slice_of(error));
    }
}

static void say_state(const struct supervisor *supervisor, const char *line,
                      const struct snapshot *snapshot, const char *error)
{
    struct str message = {0};
    if (!is_there(supervisor))
        return; /* the findings cost time */
    str_append_text(&message, line);
    append_status(&message, snapshot, error);
    say(supervisor, str_slice(&message));
    str_release(&message);
}

void supervisor_say_ready(const struct supervisor *supervisor,
                          const struct snapshot *snapshot, const char *error)
{
    say_state(supervisor, "READY=1\n", snapshot, error);
}

void supervisor_say_status(const struct supervisor *supervisor,
                           const struct snapshot *snapshot)
{
    say_state(supervisor, "", snapshot, NULL);
}

/* The time is what Type=notify-reload of systemd 253 tells old messages by. */
void supervisor_say_reloading(const struct supervisor *supervisor)
{
    struct str message = {0};
    str_appendf(&message,
                "RELOADING=1\nMONOTONIC_USEC=%lld\nSTATUS=Looking for changes",
                (long long)clock_monotonic_us());
    say(supervisor, str_slice(&message));
    str_release(&message);
}

void supervisor_say_alive(const struct supervisor *supervisor)
{
    say(supervisor, SLICE("WATCHDOG=1"));
}

void supervisor_say_stopping(const struct supervisor *supervisor)
{
    say(supervisor, SLICE("STOPPING=1\nSTATUS=Finishing requests"));
}
