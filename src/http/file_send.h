/* file_send.h - the rest of a file, from the disk to a socket. */
#ifndef HTTP_FILE_SEND_H
#define HTTP_FILE_SEND_H

#include "api/response.h"

/* Sends what follows the first `skipped` bytes of the body, without holding any
 * of it. Returns how many bytes were sent: fewer than there are if the client
 * is gone or takes nothing for REQUEST_TIMEOUT_MS, or if the file was cut
 * short. SIGPIPE must be ignored. */
size_t file_send(int socket, const struct response *response, size_t skipped);

#endif
