/* busy.h - what a client gets that no worker is free for. */
#ifndef HTTP_BUSY_H
#define HTTP_BUSY_H

/* Sends 503 to a connection, without waiting for its client. The first argument
 * is a `struct store *`. */
void busy_answer(void *store, int fd);

#endif
