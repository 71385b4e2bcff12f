/* problem.h - errors as problem documents (RFC 9457).
 *
 * One table defines them; the answers, the pages under /_problems and the tests
 * are made from it. */
#ifndef REPRESENT_PROBLEM_H
#define REPRESENT_PROBLEM_H

#include "base/arena.h"
#include "query/errors.h"

enum problem_kind {
    PROBLEM_BAD_REQUEST,
    PROBLEM_INVALID_QUERY,
    PROBLEM_NO_PUBLIC_URL,
    PROBLEM_UNAUTHORIZED,
    PROBLEM_FORBIDDEN,
    PROBLEM_NOT_FOUND,
    PROBLEM_METHOD_NOT_ALLOWED,
    PROBLEM_TIMEOUT,
    PROBLEM_UNKNOWN_REV,
    PROBLEM_PRECONDITION_FAILED,
    PROBLEM_CONTENT_TOO_LARGE,
    PROBLEM_URI_TOO_LONG,
    PROBLEM_MEDIA_TYPE,
    PROBLEM_RANGE,
    PROBLEM_PICTURE,
    PROBLEM_TOO_MANY_REQUESTS,
    PROBLEM_HEADERS_TOO_LARGE,
    PROBLEM_INTERNAL,
    PROBLEM_NOT_IMPLEMENTED,
    PROBLEM_UNAVAILABLE,
    PROBLEM_VERSION,
    PROBLEM_COUNT,
};

struct problem_info {
    const char *name; /* as in /_problems/NAME */
    int status;
    const char *title;
    const char *explanation; /* what it means and what to do */
};

struct problem {
    enum problem_kind kind;
    struct slice base_path; /* before the addresses of problems */
    struct slice detail;    /* any bytes: invalid UTF-8 is repaired */
    struct slice instance;  /* the target of the request, or SLICE_NONE */
    const struct parameter_error *errors;
    size_t error_count;
    const struct slice *suggestions; /* addresses that exist */
    size_t suggestion_count;
};

const struct problem_info *problem_info(enum problem_kind kind);

/* The kind for a status: its own, else that of 400 or 500 by its class. */
enum problem_kind problem_kind_of_status(int status);

/* The document, in `arena`. */
struct slice problem_render(const struct problem *problem, struct arena *arena);

/* {"data":...} of the list at /_problems, and of one problem. */
struct slice problem_list_render(struct arena *arena);
struct slice problem_info_render(const struct problem_info *info,
                                 struct arena *arena);
/* NULL if there is no problem of that name. */
const struct problem_info *problem_find(struct slice name);

#endif
