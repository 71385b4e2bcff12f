/* head.h - the head of a request, field by field.
 *
 *     GET /posts HTTP/1.1      <- method, target, version
 *     Host: example.com        <- fields, blanks around values still there
 *     Connection: keep-alive
 *
 * Pure functions on borrowed text; any thread. Field names are compared
 * without regard to case. */
#ifndef HTTP_HEAD_H
#define HTTP_HEAD_H

#include "base/str.h"

#define HEAD_MAX_FIELDS      63
#define HEAD_MAX_FIELD_BYTES (16 * 1024) /* all names and values together */

struct head_field {
    struct slice name;
    struct slice value;
};

struct head {
    struct slice method;
    struct slice target;  /* SLICE_NONE if the request line was not read */
    struct slice version; /* "1.0" or "1.1" */
    struct head_field fields[HEAD_MAX_FIELDS + 1];
    size_t field_count; /* more than HEAD_MAX_FIELDS: some may be lost */
    bool is_whole;      /* no line of it is hidden */
};

/* The first field of that name, trimmed, or SLICE_NONE. */
struct slice head_find(const struct head *head, const char *name);
size_t head_count(const struct head *head, const char *name);
size_t head_field_bytes(const struct head *head);

/* All values of that name joined with ", " as RFC 9110 5.3 allows: the field
 * itself if there is one, else built in *scratch; or SLICE_NONE. */
struct slice head_join(const struct head *head, const char *name,
                       struct str *scratch);

bool head_announces_body(const struct head *head);

/* Whether the client wants to keep the connection (RFC 9112 9.3). */
bool head_keeps_alive(const struct head *head);

/* The path and query of an absolute URL, "/" for "*", the target itself for
 * every other (RFC 9112 3.2). */
struct slice head_local_target(struct slice target);

/* Whether the library read a head to its end. It ends its list of fields at
 * the first line that is none - folded, or without a name - and takes the
 * head for complete: what follows is invisible here and plain to others. It
 * parses in place, and `last` is the text that it read last: the value of the
 * last field, or the version if there was none. */
bool head_was_read_whole(const char *last, bool is_field);

/* A method that the library has never heard of is a 405 like any other. It
 * looks at the method after the request line and before the fields. */
bool head_has_unknown_method(const struct head *head);

#endif
