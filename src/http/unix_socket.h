/* unix_socket.h - a Unix socket and its file.
 *
 * The file stays when a server is killed, and then keeps the next one from its
 * place. So it is replaced, but only if nobody listens there any more. */
#ifndef HTTP_UNIX_SOCKET_H
#define HTTP_UNIX_SOCKET_H

#include <stdbool.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

struct unix_socket_file {
    dev_t device;
    ino_t inode;
};

/* Makes `fd` listen there, and lets everybody connect who may enter the folder.
 * Of several that start at once, one succeeds. False sets errno, to EADDRINUSE
 * where somebody listens or where there is another file. May take a second. */
bool unix_socket_listen(int fd, const struct sockaddr_un *name, socklen_t size,
                        struct unix_socket_file *ret_file);

/* Removes the file, unless another server has taken its place since; while this
 * one is open, no other file has its number. */
void unix_socket_remove(const struct sockaddr_un *name,
                        const struct unix_socket_file *file);

#endif
