/* file_send.c - lets the kernel send what it has in memory already.
 *
 * A file that is read and written again passes through two copies and two calls
 * for each piece, and through a buffer. sendfile() hands the pages of the file
 * to the socket. The library is not asked: it writes to the same descriptor,
 * and nothing of its own is waiting to be sent while an answer is.
 *
 * The socket does not block, so that a client which takes nothing can be given
 * up; one that takes little is closed by pace.c, which ends the call here with
 * an error. Some file systems cannot do it, and their files are read. */
#include "http/file_send.h"

#include "http/library_options.h"

#include <errno.h>
#include <poll.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <unistd.h>

/* At a time: enough that calls cost nothing, and little enough that other
 * threads have their turn. */
#define STEP_BYTES ((size_t)1024 * 1024)
#define READ_BYTES ((size_t)16 * 1024) /* a thread has 100 kB of stack */

static bool await_room(int socket)
{
    struct pollfd room = {.fd = socket, .events = POLLOUT};
    int ready;
    do {
        ready = poll(&room, 1, REQUEST_TIMEOUT_MS);
    } while (ready < 0 && errno == EINTR);
    return ready > 0 && (room.revents & (POLLERR | POLLHUP)) == 0;
}

/* As sendfile(). */
static ssize_t send_read(int socket, int fd, off_t *offset, size_t size)
{
    char piece[READ_BYTES];
    ssize_t got =
        pread(fd, piece, size < sizeof piece ? size : sizeof piece, *offset);
    ssize_t sent =
        got > 0 ? send(socket, piece, (size_t)got, MSG_NOSIGNAL) : got;
    if (sent > 0)
        *offset += sent;
    return sent;
}

/* Whether to go on after a call that has sent nothing, with errno. */
static bool may_try_again(int socket, bool reads)
{
    switch (errno) {
    case EAGAIN:
        return await_room(socket);
    case EINVAL:
    case ENOSYS:
        return !reads; /* by reading the file */
    default:
        return errno == EINTR;
    }
}

size_t file_send(int socket, const struct response *response, size_t skipped)
{
    off_t offset = response->file.offset + (off_t)skipped;
    size_t left = response->body_bytes - skipped, sent = 0;
    bool reads = false;
    while (left > 0) {
        size_t step = left < STEP_BYTES ? left : STEP_BYTES;
        int fd = response->file.fd;
        ssize_t size = reads ? send_read(socket, fd, &offset, step)
                             : sendfile(socket, fd, &offset, step);
        if (size == 0)
            break; /* the file ends before it should */
        if (size < 0) {
            if (!may_try_again(socket, reads))
                break;
            reads |= errno == EINVAL || errno == ENOSYS;
            continue;
        }
        left -= (size_t)size;
        sent += (size_t)size;
    }
    return sent;
}
