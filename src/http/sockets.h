/* sockets.h - the sockets of CivetWeb, found by the port they are bound to.
 *
 * The library does not hand out its descriptors, and a clean stop needs them.
 */
#ifndef HTTP_SOCKETS_H
#define HTTP_SOCKETS_H

#include <stdint.h>

/* An event that threads can wait for: a descriptor that becomes readable with
 * sockets_signal_event(), or -1. The caller closes it. */
int sockets_new_event(void);
void sockets_signal_event(int event);

/* Stops listening on that port: new connections are refused at once, open ones
 * stay. The listening descriptor stays valid, but a thread that waits on it
 * waits for the event from now on. */
void sockets_stop_listening(unsigned port, int event);

/* Wakes the threads that wait on a connection to that port. With SHUT_RD they
 * read what has arrived already, then the end; with SHUT_RDWR a write that the
 * client does not take fails as well. */
void sockets_shut_down(unsigned port, int how);

/* A client by its address and port, "192.0.2.1" and 50000, and the port that it
 * is connected to: it may use its own for one connection to each of ours. */
uint64_t sockets_peer(const char *address, unsigned port, unsigned local_port);

/* Visits every connection with how many bytes its client has acknowledged. */
void sockets_each_client(void (*visit)(void *context, uint64_t peer,
                                       uint64_t acknowledged_bytes),
                         void *context);

/* Breaks off the connection to that client, if there is one: reads and writes
 * fail, and what was not sent yet is dropped when it is closed. */
void sockets_reset(uint64_t peer);

/* Raises the process's limit on open descriptors to `count`, or as far as it
 * can be raised. Returns what it is then. */
unsigned sockets_raise_limit(unsigned count);

#endif
