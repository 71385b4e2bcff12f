/* errors.h - what is wrong with the parameters of a request. */
#ifndef QUERY_ERRORS_H
#define QUERY_ERRORS_H

#include "base/arena.h"

#define QUERY_MAX_ERRORS 32 /* in one answer */

struct query; /* see query.h */

/* One parameter that could not be used. */
struct parameter_error {
    struct slice parameter;
    const char *code;
    struct slice detail;
    struct slice suggestion; /* SLICE_NONE for none */
    long maximum;            /* 0 for none */
};

/* Adds an error and returns it, for its suggestion and maximum; after
 * QUERY_MAX_ERRORS one that is not reported. */
struct parameter_error *query_add_error(struct query *query,
                                        struct arena *arena,
                                        struct slice parameter,
                                        const char *code, struct slice detail);
struct parameter_error *query_add_warning(struct query *query,
                                          struct arena *arena,
                                          struct slice parameter,
                                          const char *code,
                                          struct slice detail);

/* With `lenient` turns all errors into warnings. Returns whether no error is
 * left. Parsing and binding end with it, and so must whoever adds errors. */
bool query_settle_errors(struct query *query, struct arena *arena);

#endif
