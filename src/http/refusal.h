/* refusal.h - why a request is not answered, in a status and a sentence.
 *
 * Pure functions; any thread. */
#ifndef HTTP_REFUSAL_H
#define HTTP_REFUSAL_H

#include "http/head.h"

#include <stdint.h>

/* `status` 0 means that nothing speaks against the request. */
struct refusal {
    int status;
    const char *detail; /* static */
};

/* Refuses every head that two readers could understand differently, which is
 * how a request is smuggled past a proxy (RFC 9112 11.2). */
struct refusal refusal_of_head(const struct head *head);

/* What the library's parser left behind when it gave up. */
struct wreck {
    int status;         /* its own verdict */
    bool is_draining;   /* the server is being stopped */
    bool has_method;    /* the request line had begun */
    bool has_version;   /* the request line was whole */
    bool has_bad_field; /* it stopped at a header line */
    int64_t waited_ms;  /* for the head, so far */
    int64_t timeout_ms; /* as long as it would have waited */
};

/* Always refuses. The library has one 400 for noise, for a head that is too
 * large and for one that never ended; this tells apart what it can. */
struct refusal refusal_of_wreck(const struct wreck *wreck);

#endif
