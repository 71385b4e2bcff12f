/* sockets.h - our own sockets, found by the port that they are bound to.
 *
 * CivetWeb shows nobody its descriptors, and stopping well needs them. */
#ifndef HTTP_SOCKETS_H
#define HTTP_SOCKETS_H

/* A descriptor that is readable from sockets_ring_bell() on, or -1. The caller
 * closes it. */
int sockets_new_bell(void);
void sockets_ring_bell(int bell);

/* Stops listening at that port: new connections are refused at once, those
 * that are open stay. The descriptor stays valid, but whoever waits on it
 * waits for the bell now. */
void sockets_stop_listening(unsigned port, int bell);

/* Wakes the threads that wait on a connection to that port. With SHUT_RD they
 * read what has arrived already, then the end; with SHUT_RDWR a write that the
 * client does not take fails as well. */
void sockets_hang_up(unsigned port, int how);

/* Lets the process open `count` descriptors, as far as it may. */
void sockets_allow(unsigned count);

#endif
