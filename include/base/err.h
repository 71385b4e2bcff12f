/* err.h - why something could not be done, for the caller's stack.
 *
 * A function that can fail returns bool and takes `struct err *` last; on
 * false nothing that it returns was touched. The first failure wins. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

enum err_code {
    ERR_NONE,
    ERR_IO,          /* the system refused: missing, unreadable, in use */
    ERR_LIMIT,       /* larger than a named limit */
    ERR_INVALID,     /* the input breaks a rule */
    ERR_UNSUPPORTED, /* valid, but not available here */
    ERR_AGAIN,       /* the system lacks something for now: try again */
};

struct err {
    enum err_code code;
    char text[512]; /* what is wrong and where, one sentence */
    char hint[256]; /* what to do about it, or empty */
};

#define MUST_USE __attribute__((warn_unused_result))

/* Both return false, so that `return err_set(...)` is one line. */
bool err_set(struct err *err, enum err_code code, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool err_set_hint(struct err *err, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
