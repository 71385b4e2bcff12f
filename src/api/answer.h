/* answer.h - the ways in which a request can be answered. Private to this
 * room. */
#ifndef API_ANSWER_H
#define API_ANSWER_H

#include "api/exchange.h"
#include "represent/problem.h"

/* Each sets status, type and body; answer_finish() does the rest. */
void answer_json(struct exchange *x, struct slice body);
void answer_bytes(struct exchange *x, const char *media_type,
                  struct slice body);
void answer_redirect(struct exchange *x, struct slice location);
void answer_problem(struct exchange *x, const struct problem *problem);

/* 400 with everything in x->query.errors. */
void answer_invalid_query(struct exchange *x);

/* Starts over with a 400: the answer would exceed `max_bytes`, and `parameter`
 * is the one to ask for less with. */
void answer_too_large(struct exchange *x, const char *parameter, int max_bytes);

/* Starts over with a 503 that says so; a later request may succeed. */
void answer_busy(struct exchange *x, const char *detail);

/* The same for as long as the client had better wait. */
void answer_unavailable(struct exchange *x, struct slice detail,
                        unsigned retry_after_s);

/* Makes the response hold `bytes` of the memory that is there for large
 * answers. Where too much is held already it starts over with a 503 and returns
 * false. */
bool answer_hold(struct exchange *x, size_t bytes) MUST_USE;

/* 404 with the addresses nearest to the one asked for. */
void answer_not_found(struct exchange *x);

/* Sets Content-Language to the languages of what is shown (RFC 9110, 8.5). */
void answer_set_languages(struct exchange *x, struct entry *const *items,
                          size_t count);

/* Adds the headers that do not depend on the endpoint and the validator, and
 * does what If-None-Match, HEAD and `pretty` ask for. */
void answer_finish(struct exchange *x);

#endif
