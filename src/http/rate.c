/* rate.c - one moment for each client, in a table that does not grow.
 *
 * The generic cell rate algorithm (ITU-T I.371): instead of counting requests,
 * it keeps the moment at which all of them will be paid for, at one each
 * `interval`. A request moves that on by an interval, and is refused if it
 * would then be more than a whole window away. So quota comes back little by
 * little, and no client can spend twice as much around the turn of a minute.
 *
 * A client finds its moment in one of the accounts of its row. Where all are
 * taken, that which is over soonest is given up: its client is owed least. The
 * rows share locks, which are held for a few dozen instructions. */
#include "http/rate.h"

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/network.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define ACCOUNTS 8
#define ROWS     (RATE_MAX_CLIENTS / ACCOUNTS)
#define LOCKS    64
#define S_IN_US  1000000

enum { IPV4_SEED, IPV6_SEED, TOKEN_SEED };

struct account {
    uint64_t client;
    int64_t paid_at_us;
};

struct rate {
    unsigned requests, seconds;
    int64_t interval_us, window_us;
    uint64_t seed; /* so that nobody can choose a row */
    pthread_mutex_t locks[LOCKS];
    struct account rows[ROWS][ACCOUNTS];
};

struct rate *rate_new(unsigned requests, unsigned seconds)
{
    if (requests == 0)
        return NULL;
    struct rate *rate = mem_alloc(1, sizeof *rate);
    int64_t interval_us = (int64_t)seconds * S_IN_US / requests;
    rate->requests = requests;
    rate->seconds = seconds;
    rate->interval_us = interval_us > 0 ? interval_us : 1;
    rate->window_us = rate->interval_us * requests;
    rate->seed = hash_random_seed();
    for (int i = 0; i < LOCKS; i++)
        pthread_mutex_init(&rate->locks[i], NULL);
    return rate;
}

void rate_free(struct rate *rate)
{
    if (rate == NULL)
        return;
    for (int i = 0; i < LOCKS; i++)
        pthread_mutex_destroy(&rate->locks[i]);
    free(rate);
}

/* Of its token, or its network, or all that are no addresses together. Only a
 * known token counts: others would be a new client each. */
static uint64_t hash_client(const struct rate *rate, struct rate_client client)
{
    struct network network = {0};
    if (client.token.size > 0)
        return hash_bytes(client.token, rate->seed ^ TOKEN_SEED);
    if (!network_parse(client.address, &network))
        network = (struct network){0};
    const struct slice prefix = {(const char *)network.address, 8};
    return hash_bytes(prefix,
                      rate->seed ^ (network.is_ipv6 ? IPV6_SEED : IPV4_SEED));
}

static struct account *find_account(struct account *row, uint64_t client)
{
    struct account *soonest = &row[0];
    for (int i = 0; i < ACCOUNTS; i++) {
        if (row[i].client == client)
            return &row[i];
        if (row[i].paid_at_us < soonest->paid_at_us)
            soonest = &row[i];
    }
    *soonest = (struct account){.client = client};
    return soonest;
}

static unsigned whole_seconds(int64_t us)
{
    return us > 0 ? (unsigned)((us + S_IN_US - 1) / S_IN_US) : 0;
}

struct rate_verdict rate_take(struct rate *rate, struct rate_client client,
                              int64_t now_us)
{
    uint64_t hash = hash_client(rate, client);
    pthread_mutex_t *lock = &rate->locks[hash % LOCKS];

    pthread_mutex_lock(lock);
    struct account *account = find_account(rate->rows[hash % ROWS], hash);
    int64_t paid_at =
        account->paid_at_us > now_us ? account->paid_at_us : now_us;
    int64_t excess = paid_at + rate->interval_us - now_us - rate->window_us;
    if (excess <= 0)
        paid_at = account->paid_at_us = paid_at + rate->interval_us;
    pthread_mutex_unlock(lock);

    int64_t owed = paid_at - now_us;
    return (struct rate_verdict){
        .is_granted = excess <= 0,
        .remaining = (unsigned)((rate->window_us - owed) / rate->interval_us),
        .reset_s = whole_seconds(owed),
        .retry_s = whole_seconds(excess),
    };
}

static bool is_about_health(struct slice target)
{
    return head_is_probe(target, "/_live") || head_is_probe(target, "/_ready");
}

struct refusal rate_check(struct rate *rate, struct rate_client client,
                          struct slice target, int64_t now_us,
                          struct str *fields)
{
    if (rate == NULL || is_about_health(target))
        return (struct refusal){0};
    const struct rate_verdict verdict = rate_take(rate, client, now_us);
    str_appendf(fields,
                "RateLimit-Policy: \"default\";q=%u;w=%u\r\n"
                "RateLimit: \"default\";r=%u;t=%u\r\n"
                "Access-Control-Expose-Headers: RateLimit, RateLimit-Policy, "
                "Retry-After\r\n",
                rate->requests, rate->seconds, verdict.remaining,
                verdict.reset_s);
    if (verdict.is_granted)
        return (struct refusal){0};
    str_appendf(fields, "Retry-After: %u\r\n", verdict.retry_s);
    return (struct refusal){
        429, client.token.size > 0
                 ? "There were too many requests with this token. Try again "
                   "after the seconds in Retry-After."
                 : "There were too many requests from this address. Try again "
                   "after the seconds in Retry-After."};
}
