/* clients.c - many clients that keep their connections, in one thread.
 *
 *     clients PORT COUNT SECONDS TARGET [FIELD]
 *
 * Each client asks 127.0.0.1 for TARGET, reads the whole answer, and asks
 * again; where the server has closed the connection it makes a new one, and the
 * time for that counts. So what each client lives through is seen, also of one
 * that is never answered, which a rate over all of them hides. Prints, as JSON:
 * requests a second, the time of an answer in milliseconds (half of them, 99 of
 * 100, the longest), how many clients were never answered, how often one had to
 * connect again, and what was no 200 or 304. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MAX_HEAD  4096
#define MAX_TIMES 20000000
#define MAX_WAIT  256

struct client {
    int socket;
    bool is_connecting;
    int64_t asked_us;
    size_t answers;
    char head[MAX_HEAD];
    size_t head_bytes; /* read so far */
    size_t body_left;  /* once the head is complete */
    bool has_head, closes;
};

static struct {
    int epoll;
    struct sockaddr_in address;
    char request[2048];
    size_t request_bytes;
    uint32_t *times_us; /* of all answers */
    size_t answers, reconnects, failures;
} bench;

static void die(const char *what)
{
    (void)fprintf(stderr, "clients: %s: %s\n", what, strerror(errno));
    exit(1);
}

static int64_t now_us(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void watch(struct client *client, int operation, uint32_t events)
{
    struct epoll_event event = {.events = events, .data.ptr = client};
    if (epoll_ctl(bench.epoll, operation, client->socket, &event) < 0)
        die("epoll_ctl");
}

static void start(struct client *client)
{
    int on = 1;
    client->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (client->socket < 0)
        die("socket");
    (void)setsockopt(client->socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(client->socket, (struct sockaddr *)&bench.address,
                sizeof bench.address) < 0 &&
        errno != EINPROGRESS)
        die("connect");
    client->is_connecting = true;
    client->asked_us = now_us();
    watch(client, EPOLL_CTL_ADD, EPOLLOUT);
}

static void restart(struct client *client)
{
    (void)close(client->socket);
    client->has_head = false;
    client->head_bytes = 0;
    start(client);
}

static void ask(struct client *client)
{
    ssize_t sent =
        send(client->socket, bench.request, bench.request_bytes, MSG_NOSIGNAL);
    if (sent != (ssize_t)bench.request_bytes) {
        bench.reconnects++;
        restart(client);
    }
}

static const char *field(const char *head, const char *name)
{
    const char *found = strcasestr(head, name);
    return found != NULL ? found + strlen(name) : NULL;
}

static void end_answer(struct client *client)
{
    int64_t now = now_us();
    if (bench.answers < MAX_TIMES)
        bench.times_us[bench.answers++] = (uint32_t)(now - client->asked_us);
    client->answers++;
    client->has_head = false;
    client->head_bytes = 0;
    if (client->closes) {
        bench.reconnects++;
        restart(client);
        return;
    }
    client->asked_us = now;
    ask(client);
}

/* Reads as much of the head as has come; what follows it is the body. */
static void read_head(struct client *client)
{
    char *end = strstr(client->head, "\r\n\r\n");
    if (end == NULL)
        return;
    size_t head = (size_t)(end - client->head) + 4;
    const char *length = field(client->head, "\r\nContent-Length:");
    const char *connection = field(client->head, "\r\nConnection:");
    size_t body = length != NULL ? strtoul(length, NULL, 10) : 0;
    size_t come = client->head_bytes - head;
    if (strncmp(client->head + 9, "200", 3) != 0 &&
        strncmp(client->head + 9, "304", 3) != 0)
        bench.failures++;
    client->closes =
        connection != NULL && strncasecmp(connection, " close", 6) == 0;
    client->has_head = true;
    client->body_left = body > come ? body - come : 0;
}

static void serve_readable(struct client *client)
{
    static char sink[256 * 1024];
    bool in_body = client->has_head;
    char *to = in_body ? sink : client->head + client->head_bytes;
    size_t room =
        in_body ? sizeof sink : sizeof client->head - 1 - client->head_bytes;
    ssize_t got = recv(client->socket, to, room, 0);
    if (got < 0 && errno == EAGAIN)
        return;
    if (got <= 0) {
        bench.reconnects++;
        restart(client);
        return;
    }
    if (in_body) {
        client->body_left -= (size_t)got;
    } else {
        client->head_bytes += (size_t)got;
        client->head[client->head_bytes] = '\0';
        read_head(client);
    }
    if (client->has_head && client->body_left == 0)
        end_answer(client);
}

static void serve(struct client *client, uint32_t events)
{
    if (client->is_connecting && (events & EPOLLOUT) != 0) {
        client->is_connecting = false;
        watch(client, EPOLL_CTL_MOD, EPOLLIN);
        ask(client);
    } else if ((events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
        serve_readable(client);
    }
}

static int compare(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static double time_ms(double part)
{
    size_t at = (size_t)((double)(bench.answers - 1) * part);
    return bench.answers > 0 ? bench.times_us[at] / 1000.0 : 0;
}

int main(int argc, char **argv)
{
    if (argc < 5) {
        (void)fprintf(stderr,
                      "usage: clients PORT COUNT SECONDS TARGET [FIELD]\n");
        return 2;
    }
    size_t count = strtoul(argv[2], NULL, 10), starved = 0;
    int64_t length_us = strtol(argv[3], NULL, 10) * 1000000;
    struct client *clients = calloc(count, sizeof *clients);
    struct rlimit files = {count + 64, count + 64};
    bench.times_us = malloc(MAX_TIMES * sizeof *bench.times_us);
    if (clients == NULL || bench.times_us == NULL)
        die("memory");
    (void)setrlimit(RLIMIT_NOFILE, &files);
    bench.address.sin_family = AF_INET;
    bench.address.sin_port = htons((uint16_t)strtoul(argv[1], NULL, 10));
    bench.address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    bench.request_bytes = (size_t)snprintf(
        bench.request, sizeof bench.request,
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\n%s%s\r\n", argv[4], argv[1],
        argc > 5 ? argv[5] : "", argc > 5 ? "\r\n" : "");
    bench.epoll = epoll_create1(0);

    int64_t begun_us = now_us(), end_us = begun_us + length_us;
    for (size_t i = 0; i < count; i++)
        start(&clients[i]);
    while (now_us() < end_us) {
        struct epoll_event events[MAX_WAIT];
        int ready = epoll_wait(bench.epoll, events, MAX_WAIT, 100);
        for (int i = 0; i < ready; i++)
            serve(events[i].data.ptr, events[i].events);
    }
    double seconds = (double)(now_us() - begun_us) / 1e6;
    for (size_t i = 0; i < count; i++)
        starved += clients[i].answers == 0 ? 1 : 0;
    qsort(bench.times_us, bench.answers, sizeof *bench.times_us, compare);
    printf("{\"requests\": %zu, \"rate\": %.0f, \"p50\": %.2f, \"p99\": %.2f, "
           "\"max\": %.2f, \"starved\": %zu, \"reconnects\": %zu, "
           "\"failures\": %zu}\n",
           bench.answers, (double)bench.answers / seconds, time_ms(0.5),
           time_ms(0.99), time_ms(1), starved, bench.reconnects,
           bench.failures);
    free(bench.times_us);
    free(clients);
    return 0;
}
