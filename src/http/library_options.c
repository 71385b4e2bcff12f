/* library_options.c - the table of CivetWeb's options that we set.
 *
 * Everything that it can do beside reading heads is either off by default or
 * never reached, see callbacks.c. */
#include "http/library_options.h"

#include "base/array.h"

#include <assert.h>
#include <stdio.h>

#define TEXT_OF(number) TEXT(number) /* 5000 -> "5000" */
#define TEXT(number)    #number

static const struct {
    const char *name, *value;
} settings[] = {
    {"listening_ports", LIBRARY_HOST ":0"},
    {"max_request_size", TEXT_OF(LIBRARY_MAX_HEAD_BYTES)},
    {"enable_keep_alive", "yes"},
    {"request_timeout_ms", TEXT_OF(REQUEST_TIMEOUT_MS)},
    {"keep_alive_timeout_ms", TEXT_OF(KEEP_ALIVE_TIMEOUT_MS)},
    {"decode_url", "no"},                 /* "%00" would end the path */
    {"enable_auth_domain_check", "no"},   /* a URL may name any host */
    {"access_control_allow_methods", ""}, /* the API answers preflights */
};

void library_options_init(struct library_options *options,
                          struct capacity capacity)
{
    const char **next = options->items;
    *options = (struct library_options){0};
    static_assert(2 * ARRAY_COUNT(settings) + 5 <= ARRAY_COUNT(options->items),
                  "two strings an option, and NULL");
    (void)snprintf(options->workers, sizeof options->workers, "%u",
                   capacity.workers);
    for (size_t i = 0; i < ARRAY_COUNT(settings); i++) {
        *next++ = settings[i].name;
        *next++ = settings[i].value;
    }
    *next++ = "num_threads";
    *next++ = options->workers;
    *next++ = "connection_queue";
    *next++ = options->workers; /* the lobby sends it no more than these */
}
