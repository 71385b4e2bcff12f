/* sockets.h - what the system knows of a connection, and sockets that another
 * library owns. */
#ifndef HTTP_SOCKETS_H
#define HTTP_SOCKETS_H

#include <stdbool.h>
#include <stdint.h>

/* The socket that listens on this IPv4 address, or -1. */
int sockets_find_listening(const char *host, unsigned port);

/* Closes a descriptor and makes its number one of something else. */
void sockets_replace(int fd, int with);

/* Shutting down a listening socket resets the connections that are not accepted
 * yet. After this, those in its queue can be accepted first; new clients try
 * again a second later. */
void sockets_drop_packets(int fd);

/* How many bytes the client has acknowledged; false for a Unix socket, of which
 * the system counts nothing. */
bool sockets_acknowledged(int fd, uint64_t *ret_bytes);

/* How many bytes of those that have come from the client were read. If it has
 * sent all that it means to, the end of that may count as one more. False for a
 * Unix socket. */
bool sockets_read(int fd, uint64_t *ret_bytes);

/* Breaks off: reads and writes fail, and what was not sent yet is dropped when
 * it is closed. */
void sockets_break(int fd);

/* Whoever reads finds no more bytes than those that have come, at once; what is
 * written is still sent. */
void sockets_end_reading(int fd);

/* Raises the process's limit on open descriptors to `count`, or as far as it
 * can be raised. Returns what it is then, 65,536 at most. */
unsigned sockets_raise_limit(unsigned count);

#endif
