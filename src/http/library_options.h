/* library_options.h - how we configure CivetWeb. */
#ifndef HTTP_LIBRARY_OPTIONS_H
#define HTTP_LIBRARY_OPTIONS_H

#include "http/capacity.h"

#define REQUEST_TIMEOUT_MS    10000 /* for a head, and for a stalled write */
#define KEEP_ALIVE_TIMEOUT_MS 5000

#define LIBRARY_MAX_HEAD_BYTES 49152 /* beyond it it gives no reason */
#define LIBRARY_BACKLOG        1024  /* connections that are not accepted yet */

/* What it listens on: nobody is meant to come there, see lobby.c. */
#define LIBRARY_HOST "127.0.0.1"

/* The library's options as it takes them: name, value, name, value, NULL. They
 * borrow from this struct, which must not be moved. */
struct library_options {
    char workers[16];
    const char *items[32];
};

void library_options_init(struct library_options *options,
                          struct capacity capacity);

#endif
