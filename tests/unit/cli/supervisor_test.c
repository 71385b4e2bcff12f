/* supervisor_test.c - what a supervisor hears of `headmatter serve`, from its
 * start to its end. */
#include "test.h"

#include "cli/commands.h"
#include "cli/supervisor.h"
#include "folder.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static char root[] = "/tmp/supervisor.XXXXXX";
static char path[sizeof root + 16];

static int make_root(void **state)
{
    (void)state;
    if (mkdtemp(root) == NULL)
        return -1;
    (void)snprintf(path, sizeof path, "%s/socket", root);
    return 0;
}

static int remove_root(void **state)
{
    (void)state;
    return folder_remove(root);
}

static int clear_environment(void **state)
{
    (void)state;
    (void)unlink(path);
    (void)unsetenv("NOTIFY_SOCKET");
    (void)unsetenv("WATCHDOG_USEC");
    (void)unsetenv("WATCHDOG_PID");
    return 0;
}

/* A socket at `name`, which NOTIFY_SOCKET then names. */
static int bind_socket(const char *name)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t size = strlen(name);
    memcpy(address.sun_path, name, size + 1);
    if (name[0] == '@')
        address.sun_path[0] = '\0';
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    assert_int_equal(
        bind(fd, (const struct sockaddr *)&address,
             (socklen_t)(offsetof(struct sockaddr_un, sun_path) + size)),
        0);
    assert_int_equal(setenv("NOTIFY_SOCKET", name, 1), 0);
    return fd;
}

static const char *receive(int fd)
{
    static char text[512];
    ssize_t size = recv(fd, text, sizeof text - 1, 0);
    assert_true(size >= 0);
    text[size] = '\0';
    return text;
}

static bool starts(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* The next message that is no sign of life. */
static const char *hear(int fd)
{
    const char *text = receive(fd);
    while (strcmp(text, "WATCHDOG=1") == 0)
        text = receive(fd);
    return text;
}

static void write_post(const char *name, const char *title)
{
    char file[sizeof root + 32], text[64];
    (void)snprintf(file, sizeof file, "%s/%s", root, name);
    int size = snprintf(text, sizeof text, "---\ntitle: %s\n---\n", title);
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, (size_t)size), size);
    assert_int_equal(close(fd), 0);
}

/* `headmatter serve` in a process of its own. */
static pid_t serve(void)
{
    static char listen[] = "--listen", address[] = "127.0.0.1:0";
    static char watch[] = "--watch", off[] = "off";
    pid_t child = fork();
    assert_true(child >= 0);
    if (child > 0)
        return child;
    char *arguments[] = {root, listen, address, watch, off};
    struct options options;
    struct err err;
    if (freopen("/dev/null", "w", stdout) == NULL ||
        freopen("/dev/null", "w", stderr) == NULL ||
        !options_read(COMMAND_SERVE, ARRAY_COUNT(arguments), arguments,
                      &options, &err))
        _exit(100);
    exit(command_serve(&options));
}

static void assert_ends_well(pid_t child)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), EXIT_DONE);
}

static void it_hears_of_the_start_of_a_reload_and_of_the_stop(void **state)
{
    (void)state;
    char loading[sizeof root + 32];
    int fd = bind_socket(path);
    write_post("a.md", "A");
    pid_t child = serve();

    (void)snprintf(loading, sizeof loading, "STATUS=Reading %s", root);
    assert_string_equal(hear(fd), loading);
    assert_string_equal(
        hear(fd), "READY=1\nSTATUS=1 document served; 0 errors, 0 warnings");
    write_post("b.md", "B: b");
    write_post("c.md", "C");
    assert_int_equal(kill(child, SIGHUP), 0);
    assert_true(starts(hear(fd), "RELOADING=1\nMONOTONIC_USEC="));
    assert_string_equal(hear(fd),
                        "STATUS=2 documents served; 1 error, 0 warnings");
    assert_string_equal(
        hear(fd), "READY=1\nSTATUS=2 documents served; 1 error, 0 warnings");
    assert_int_equal(kill(child, SIGTERM), 0);
    assert_true(starts(hear(fd), "STOPPING=1\n"));
    assert_ends_well(child);
    assert_int_equal(close(fd), 0);
}

static void a_reload_that_fails_ends_and_says_why(void **state)
{
    (void)state;
    char moved[sizeof root + 8];
    int fd = bind_socket("@headmatter-supervisor-test");
    pid_t child = serve();

    while (!starts(hear(fd), "READY=1\n"))
        ;
    (void)snprintf(moved, sizeof moved, "%s.moved", root);
    assert_int_equal(rename(root, moved), 0);
    assert_int_equal(kill(child, SIGHUP), 0);
    assert_true(starts(hear(fd), "RELOADING=1\n"));
    const char *text = hear(fd);
    assert_true(starts(text, "READY=1\nSTATUS="));
    assert_non_null(strstr(text, "; the last reload failed: "));
    assert_int_equal(rename(moved, root), 0);
    assert_int_equal(kill(child, SIGTERM), 0);
    assert_ends_well(child);
    assert_int_equal(close(fd), 0);
}

static void it_gets_signs_of_life_if_it_wants_them(void **state)
{
    (void)state;
    int fd = bind_socket(path);
    assert_int_equal(setenv("WATCHDOG_USEC", "100000", 1), 0);
    pid_t child = serve();

    while (!starts(receive(fd), "READY=1\n"))
        ;
    for (int i = 0; i < 3; i++)
        assert_string_equal(receive(fd), "WATCHDOG=1");
    assert_int_equal(kill(child, SIGTERM), 0);
    assert_ends_well(child);
    assert_int_equal(close(fd), 0);
}

static void no_other_program_inherits_what_it_has_set(void **state)
{
    (void)state;
    int fd = bind_socket(path);
    struct supervisor supervisor;
    struct err err;
    assert_int_equal(setenv("WATCHDOG_USEC", "100000", 1), 0);
    assert_true(supervisor_open(&supervisor, &err));
    assert_int_equal(supervisor.watchdog_us, 100000);
    assert_null(getenv("NOTIFY_SOCKET"));
    assert_null(getenv("WATCHDOG_USEC"));
    assert_null(getenv("WATCHDOG_PID"));
    assert_int_equal(fcntl(supervisor.fd, F_GETFD), FD_CLOEXEC);
    supervisor_close(&supervisor);
    assert_int_equal(close(fd), 0);
}

static void the_watchdog_of_another_process_is_not_ours(void **state)
{
    (void)state;
    struct supervisor supervisor;
    struct err err;
    int fd = bind_socket(path);
    assert_int_equal(setenv("WATCHDOG_USEC", "100000", 1), 0);
    assert_int_equal(setenv("WATCHDOG_PID", "1", 1), 0);
    assert_true(supervisor_open(&supervisor, &err));
    assert_int_equal(supervisor.watchdog_us, 0);
    supervisor_close(&supervisor);
    assert_int_equal(close(fd), 0);
}

static void without_a_supervisor_nothing_is_sent(void **state)
{
    (void)state;
    struct supervisor supervisor;
    struct err err;
    assert_true(supervisor_open(&supervisor, &err));
    assert_int_equal(supervisor.fd, -1);
    supervisor_say_alive(&supervisor);
    supervisor_say_stopping(NULL);
    supervisor_close(&supervisor);
}

static void a_socket_that_cannot_be_used_is_reported(void **state)
{
    (void)state;
    char longer[sizeof((struct sockaddr_un *)NULL)->sun_path + 2];
    memset(longer, 'a', sizeof longer);
    longer[0] = '/';
    longer[sizeof longer - 1] = '\0';
    const char *const names[] = {"vsock:2:1234", "relative", "/", longer};
    for (size_t i = 0; i < ARRAY_COUNT(names); i++) {
        struct supervisor supervisor;
        struct err err;
        assert_int_equal(setenv("NOTIFY_SOCKET", names[i], 1), 0);
        assert_false(supervisor_open(&supervisor, &err));
        assert_int_equal(supervisor.fd, -1);
        assert_true(starts(err.text, "cannot use NOTIFY_SOCKET '"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(
            it_hears_of_the_start_of_a_reload_and_of_the_stop,
            clear_environment),
        cmocka_unit_test_setup(a_reload_that_fails_ends_and_says_why,
                               clear_environment),
        cmocka_unit_test_setup(it_gets_signs_of_life_if_it_wants_them,
                               clear_environment),
        cmocka_unit_test_setup(no_other_program_inherits_what_it_has_set,
                               clear_environment),
        cmocka_unit_test_setup(the_watchdog_of_another_process_is_not_ours,
                               clear_environment),
        cmocka_unit_test_setup(without_a_supervisor_nothing_is_sent,
                               clear_environment),
        cmocka_unit_test_setup(a_socket_that_cannot_be_used_is_reported,
                               clear_environment),
    };
    return cmocka_run_group_tests(tests, make_root, remove_root);
}
