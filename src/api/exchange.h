/* exchange.h - one request on its way through the API, and the few ways in
 * which it can be answered. Private to this room. */
#ifndef API_EXCHANGE_H
#define API_EXCHANGE_H

#include "api/api.h"
#include "query/query.h"
#include "represent/problem.h"
#include "represent/resource.h"

#define LIST_LIMIT 20 /* of a list that says no other */
#define ITEM_PARAMETERS                                                        \
    (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE | ACCEPTS_VIEW)
#define LIST_PARAMETERS (ITEM_PARAMETERS | ACCEPTS_LIST)

struct exchange {
    const struct request *request;
    const struct snapshot *snapshot;
    struct response *response;
    struct arena *arena;    /* the response's: lasts until it is sent */
    struct slice path;      /* decoded, without base path and query */
    struct slice first;     /* its first segment: "posts" */
    struct slice rest;      /* what follows: "hello", may hold slashes */
    struct slice raw_query; /* as sent, or SLICE_NONE */
    struct query query;
    bool is_private; /* not the same answer for everybody */
    bool is_working; /* holds a place in the request's limiter */
    /* Of one document that a link has opened: what everybody sees around it.
     * Else NULL. */
    const struct snapshot *surroundings;
};

/* Decides which snapshot answers; false after answering with a refusal. */
bool admit(struct exchange *x) MUST_USE;
/* Wants a token in any case. */
bool admit_holder(struct exchange *x) MUST_USE;

/* An address of the API as clients write it: behind the base path. */
struct slice at_base(const struct exchange *x, const char *path);

/* The entry's address with that suffix, as the query shows it. */
struct slice shown_href(const struct exchange *x, const struct entry *entry,
                        const char *suffix);

/* Reads the parameters of a request for documents of this collection (NULL:
 * for any, or for none at all); answers with a problem and returns false where
 * one of them cannot be used. */
bool read_query(struct exchange *x, unsigned accepts, unsigned default_limit,
                const struct collection *collection) MUST_USE;

/* The newest first, unless another order is asked for. */
void sort_by_date(struct query *query);

/* Lets work of that effort begin, now or when it is its turn; see
 * plan_effort(). Where too many wait it answers 503 and returns false. */
bool begin_work(struct exchange *x, size_t effort) MUST_USE;

/* 400, with everything in x->query.errors. */
void answer_invalid_query(struct exchange *x);

/* Starts the answer over: it would be larger than SHAPE_MAX_BYTES, and
 * `parameter` is the one to ask for less with. */
void answer_too_large(struct exchange *x, const char *parameter);

/* Each fills in status, type and body; finish_response() does the rest. */
void answer_json(struct exchange *x, struct slice body);
void answer_bytes(struct exchange *x, const char *type, struct slice body);
void answer_redirect(struct exchange *x, struct slice location);
void answer_problem(struct exchange *x, const struct problem *problem);
/* 404 with the addresses that are nearly the one asked for; `collection` is
 * the one it would be in, or NULL. */
void answer_not_found(struct exchange *x, const struct collection *collection);

/* Sets the languages of what is shown, where they were chosen (RFC 9110,
 * 8.5). */
void set_languages(struct exchange *x, struct entry *const *items,
                   size_t count);

/* What browsers need to know before pages of other origins may read this. */
void allow_origin(struct exchange *x);

/* Adds the headers that do not depend on the endpoint, the validator, and what
 * If-None-Match, HEAD and `pretty` ask for. */
void finish_response(struct exchange *x);

/* "warnings":[...] in an open object, where something in the query was passed
 * that is probably not what was meant. */
void write_warnings(struct str *out, const struct query *query);
/* The same as X-Warnings, for answers that have no such object too. */
void set_warnings(struct exchange *x);

/* The endpoints; see route.c. */
void respond_root(struct exchange *x);
void respond_recent(struct exchange *x);
void respond_all(struct exchange *x);
void respond_recent_stream(struct exchange *x);
void respond_all_stream(struct exchange *x);
void respond_resolve(struct exchange *x);
void respond_live(struct exchange *x);
void respond_ready(struct exchange *x);
void respond_diagnostics(struct exchange *x);
void respond_problems(struct exchange *x);
void respond_openapi_json(struct exchange *x);
void respond_openapi_yaml(struct exchange *x);
void respond_collection(struct exchange *x); /* a list, an item or a body */

/* A list, as `path` answers it, of documents of the collection that the query
 * was read for, or of any where it is NULL. */
void respond_list(struct exchange *x, struct slice path,
                  const struct list *list, const struct collection *collection);
void respond_item(struct exchange *x, const struct entry *entry);

/* The page of such a list that the query asks for; answers with a problem and
 * returns false where there is none. */
bool select_page(struct exchange *x, const struct list *list,
                 const struct collection *collection,
                 struct page *ret_page) MUST_USE;

/* "/posts/hello.md": the body alone. False if the address is no such thing. */
bool respond_body(struct exchange *x, const struct collection *collection);

#endif
