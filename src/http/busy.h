/* busy.h - what a client gets that no worker is free for. */
#ifndef HTTP_BUSY_H
#define HTTP_BUSY_H

#include <stddef.h>

#define BUSY_STATUS 503

struct store;

/* Sends it to a connection, without waiting for its client. Returns the bytes
 * of the body. */
size_t busy_answer(struct store *store, int fd);

#endif
