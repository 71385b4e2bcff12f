/* confine_test.c - what a confined process can and cannot do. Each test does it
 * in a child: there is no way back. */
#include "test.h"

#include "base/confine.h"
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static char root[] = "/tmp/confine.XXXXXX";

static const char *below(const char *name)
{
    static char path[2][256];
    static unsigned turn;
    char *text = path[turn++ % 2];
    (void)snprintf(text, sizeof path[0], "%s/%s", root, name);
    return text;
}

static int make_root(void **state)
{
    (void)state;
    if (mkdtemp(root) == NULL || mkdir(below("in"), 0700) != 0 ||
        mkdir(below("out"), 0700) != 0 || mkdir(below("log"), 0700) != 0)
        return -1;
    for (int i = 0; i < 2; i++) {
        int fd = creat(below(i == 0 ? "in/a.md" : "out/a.md"), 0600);
        if (fd < 0 || close(fd) != 0)
            return -1;
    }
    return 0;
}

static int remove_root(void **state)
{
    (void)state;
    return folder_remove(root);
}

static bool may_open(const char *path, int flags)
{
    int fd = open(path, flags, 0600);
    if (fd >= 0)
        (void)close(fd);
    return fd >= 0;
}

static bool is_refused(const char *path, int flags)
{
    return !may_open(path, flags) && errno == EACCES;
}

static bool may_run_programs(void)
{
    pid_t child = fork();
    if (child == 0) {
        (void)execl("/bin/true", "true", (char *)NULL);
        _exit(1);
    }
    int status;
    return waitpid(child, &status, 0) == child && WEXITSTATUS(status) == 0;
}

/* A socket that listens on a free port of this machine. */
static int new_listener(void)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(fd, (const struct sockaddr *)&in, sizeof in) != 0 ||
        listen(fd, 8) != 0)
        _exit(100);
    return fd;
}

static unsigned port_of(int listener)
{
    struct sockaddr_in in = {0};
    socklen_t size = sizeof in;
    (void)getsockname(listener, (struct sockaddr *)&in, &size);
    return ntohs(in.sin_port);
}

static bool may_connect(int listener)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    in.sin_port = htons((uint16_t)port_of(listener));
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    int failure =
        connect(fd, (const struct sockaddr *)&in, sizeof in) == 0 ? 0 : errno;
    (void)close(fd);
    errno = failure;
    return failure == 0;
}

static long landlock_version(void)
{
    return syscall(SYS_landlock_create_ruleset, NULL, 0,
                   LANDLOCK_CREATE_RULESET_VERSION);
}

static int try_everything(void)
{
    struct err err;
    int listener = new_listener();
    const struct needs needs = {
        .readable = {"/tmp/confine.missing", below("in")},
        .writable = below("log"),
    };
    if (!may_run_programs() || !confine(&needs, &err))
        return 1;
    if (!may_open(below("in/a.md"), O_RDONLY) ||
        !may_open(below("in"), O_RDONLY | O_DIRECTORY) ||
        !may_open("/etc/passwd", O_RDONLY))
        return 2;
    if (!is_refused(below("out/a.md"), O_RDONLY) ||
        !is_refused(below("in/a.md"), O_WRONLY) ||
        !is_refused(below("in/b.md"), O_WRONLY | O_CREAT))
        return 3;
    if (unlink(below("in/a.md")) == 0 || may_run_programs())
        return 4;
    if (!may_open(below("log/a.log"), O_WRONLY | O_APPEND | O_CREAT) ||
        !may_open(below("log/a.log"), O_WRONLY | O_APPEND) ||
        !is_refused(below("log/a.log"), O_RDONLY) ||
        unlink(below("log/a.log")) == 0)
        return 5;
    if (landlock_version() >= 4 && (may_connect(listener) || errno != EACCES))
        return 6;
    return 0;
}

static void
a_confined_process_reads_what_it_serves_and_nothing_else(void **state)
{
    (void)state;
    if (landlock_version() < 1)
        skip();
    pid_t child = fork();
    if (child == 0)
        _exit(try_everything());
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            a_confined_process_reads_what_it_serves_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, make_root, remove_root);
}
