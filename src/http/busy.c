/* busy.c - an answer without a worker.
 *
 * It is small, so the system takes it whole, whether the client reads it or
 * not. */
#include "http/busy.h"

#include "api/api.h"
#include "base/clock.h"
#include "http/wire.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <sys/socket.h>

size_t busy_answer(struct store *store, int fd)
{
    struct response response = {0};
    struct wire wire = {0};
    struct snapshot *snapshot = store_acquire(store);

    api_refuse(snapshot, BUSY_STATUS,
               "All workers are busy. Try again in a moment.", &response);
    snapshot_unref(snapshot);
    response_set_header(&response, "Retry-After", SLICE("1"));
    struct slice bytes =
        wire_start(&wire, &response, (struct framing){0}, clock_now_ms());
    (void)send(fd, bytes.data, bytes.size, MSG_NOSIGNAL | MSG_DONTWAIT);
    size_t body_bytes = bytes.size - wire.head_bytes;
    wire_release(&wire);
    response_release(&response);
    return body_bytes;
}
