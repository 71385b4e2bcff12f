/* refusal.h - why a request is refused: a status and a sentence.
 *
 * Pure functions; any thread may call them. */
#ifndef HTTP_REFUSAL_H
#define HTTP_REFUSAL_H

#include "http/head.h"

#include <stdint.h>

/* `status` is 0 for a request that is accepted. */
struct refusal {
    int status;
    const char *detail; /* static */
};

/* Refuses every head that a proxy and we could understand differently, which
 * is how requests are smuggled past a proxy (RFC 9112, 11.2). */
struct refusal refusal_of_head(const struct head *head);

/* How far the library's parser came before it gave up. */
struct parse_failure {
    int status;         /* the library's */
    bool is_draining;   /* the server is stopping */
    bool has_method;    /* it had begun the request line */
    bool has_version;   /* it had read the whole request line */
    bool has_bad_field; /* it stopped at a header line */
    bool was_late;      /* the head did not come in time */
    int64_t waited_ms;  /* for the head, so far */
    int64_t timeout_ms; /* how long it would have waited */
};

/* Always refuses. The library answers 400 to noise, to a head that is too large
 * and to one that never ended; this tells them apart as far as it can. */
struct refusal refusal_of_failure(const struct parse_failure *failure);

#endif
