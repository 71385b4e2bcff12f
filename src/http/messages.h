/* messages.h - what CivetWeb says of itself. */
#ifndef HTTP_MESSAGES_H
#define HTTP_MESSAGES_H

#include <stdatomic.h>
#include <stdint.h>

/* `struct messages m = {0}` is ready; any thread may add to it. */
struct messages {
    char first[256];         /* until has_started: why it does not start */
    atomic_bool has_started; /* from then on they go to the log, */
    atomic_int_least64_t logged_at; /* one a second at most */
};

void messages_add(struct messages *messages, const char *text);

#endif
