/* access.h - the access log: one line per answer.
 *
 *     2024-05-01T09:00:00.000Z 127.0.0.1 GET /posts 200 4813 0.21
 *     127.0.0.1 - - [01/May/2024:09:00:00 +0000] "GET /posts HTTP/1.1" 200 ...
 *     {"time":"...","client":"...","method":"GET","target":"/posts",...}
 *
 * Any thread may call these functions, each with its own line buffer. */
#ifndef HTTP_ACCESS_H
#define HTTP_ACCESS_H

#include "base/log_file.h"
#include "http/head.h"
#include "http/server.h"

#include <stdint.h>

struct access {
    int64_t time_ms;         /* when the request arrived */
    struct slice client;     /* its address */
    const struct head *head; /* of what was read of the request */
    struct slice request_id; /* see trace.h */
    int status;
    size_t body_bytes; /* sent, without the head */
    int64_t duration_us;
};

/* Renders the line, including its line feed, into *line, which is cleared
 * first. Nothing that a client sends can end the line or a field early. */
void access_render(enum access_log format, const struct access *access,
                   struct str *line);

/* Renders the line and writes it to the file, or to standard error where it is
 * NULL. A line for which there is no room is dropped: the answer matters more
 * than its record. */
void access_write(enum access_log format, struct log_file *file,
                  const struct access *access, struct str *line);

#endif
