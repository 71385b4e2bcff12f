/* door.c - the symbol accept(), before that of the C library.
 *
 * CivetWeb calls accept() on a descriptor that it believes to be a listening
 * socket, and has no other way to be given a connection. As in every ELF
 * program, a function of the program comes before one of a shared library, so
 * the library gets ours. Every other descriptor is passed on to the system.
 *
 * A call of accept() names nothing but its descriptor, so the list of lobbies
 * has to be global. */
#include "http/door.h"

#include "http/lobby.h"

#include <stdatomic.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_DOORS 8

static struct {
    atomic_int fd;
    struct lobby *_Atomic lobby; /* or NULL: free */
} doors[MAX_DOORS];

void door_add(int fd, struct lobby *lobby)
{
    if (fd < 0)
        return;
    for (int i = 0; i < MAX_DOORS; i++) {
        struct lobby *nobody = NULL;
        if (!atomic_compare_exchange_strong(&doors[i].lobby, &nobody, lobby))
            continue;
        atomic_store(&doors[i].fd, fd);
        return;
    }
}

void door_remove(const struct lobby *lobby)
{
    for (int i = 0; i < MAX_DOORS; i++) {
        if (atomic_load(&doors[i].lobby) != lobby)
            continue;
        atomic_store(&doors[i].fd, 0);
        atomic_store(&doors[i].lobby, NULL);
    }
}

static struct lobby *find_lobby(int fd)
{
    for (int i = 0; i < MAX_DOORS; i++) {
        if (atomic_load(&doors[i].fd) == fd)
            return atomic_load(&doors[i].lobby);
    }
    return NULL;
}

/* Nothing here calls it, which a compiler might take for never. */
int door_accept(int fd, struct sockaddr *ret_client,
                socklen_t *size) __asm__("accept")
    __attribute__((used, visibility("default")));

int door_accept(int fd, struct sockaddr *ret_client, socklen_t *size)
{
    struct lobby *lobby = find_lobby(fd);
    if (lobby == NULL)
        return (int)syscall(SYS_accept4, fd, ret_client, size, 0);
    *size = sizeof(struct sockaddr_in);
    return lobby_next(lobby, (struct sockaddr_in *)(void *)ret_client);
}
