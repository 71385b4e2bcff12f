/* head.h - the head of a request, field by field.
 *
 *     GET /posts HTTP/1.1      <- method, target, version
 *     Host: example.com        <- fields, with the spaces around their values
 *     Connection: keep-alive
 *
 * Pure functions on borrowed bytes; any thread may call them. The case of field
 * names does not matter. */
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
    struct slice before; /* what the library has skipped before the method */
    struct slice method;
    struct slice target;  /* SLICE_NONE if there was no request line */
    struct slice version; /* "1.0" or "1.1" */
    struct head_field fields[HEAD_MAX_FIELDS + 1];
    size_t field_count; /* if over HEAD_MAX_FIELDS, some may be missing */
    size_t bytes;       /* of a head that is whole, */
    const char *end;    /*   and where it was parsed, what follows it */
    bool is_whole;      /* the library has read every line of it */
};

/* The first field of that name, trimmed, or SLICE_NONE. */
struct slice head_find(const struct head *head, const char *name);
size_t head_count(const struct head *head, const char *name);
size_t head_field_bytes(const struct head *head);

/* All values of that name joined with ", " as RFC 9110, 5.3 allows; SLICE_NONE
 * if there are none. Several are joined in *scratch. */
struct slice head_join(const struct head *head, const char *name,
                       struct str *scratch);

/* Whether the library stops reading at these first bytes of a connection: they
 * have the end of a head, or a byte that no head has. */
bool head_is_complete(struct slice bytes);

/* How many bytes the library skips before a request line. */
size_t head_skipped_bytes(struct slice bytes);

/* Whether so many bytes that were read after a head are only a part of another.
 */
bool head_is_cut(const char *bytes, size_t size);

/* Whether the path of a target is that of a probe, "/_live", below any prefix;
 * its query does not count. */
bool head_is_probe(struct slice target, const char *probe);

/* Whether these bytes ask for /_live, below any prefix. */
bool head_asks_for_life(struct slice bytes);

bool head_announces_body(const struct head *head);

/* Whether the client wants to keep the connection (RFC 9112, 9.3). */
bool head_keeps_alive(const struct head *head);

/* The path and query of an absolute URL that has a host and no user, "/" for
 * the
 * "*" of OPTIONS, and every other target as it is (RFC 9112, 3.2; RFC 9110,
 * 4.2.1 and 4.2.4). */
struct slice head_local_target(struct slice method, struct slice target);

/* Whether the library has read a head to its end. It stops at the first line
 * that is not a field - folded, or without a name - and takes the head for
 * complete: what follows is invisible to us but not to a proxy. It parses in
 * place, and `last` is the string that it read last: the value of the last
 * field, or the version where there are no fields. */
bool head_was_read_whole(const char *last, bool is_field);

/* The size of a head that was parsed in place, from its method to the empty
 * line after `last`. */
size_t head_bytes_in_place(const char *method, const char *last);

/* Whether the line of a field has no space before its colon (RFC 9112, 5.1) and
 * ends with CR LF. The library takes less, and leaves a NUL in the place of
 * each such space, CR and LF. */
bool head_line_is_strict(const char *name, const char *value, bool is_last);

/* Whether one space was on either side of the target, and CR LF at the end of
 * the line (RFC 9112, 3). The library takes any number of spaces, and goes on
 * where a CR stands alone or a space begins the next line; each has become a
 * NUL. `after` is where the first field begins, or NULL. Two characters in the
 * place of CR LF are not noticed. */
bool head_request_line_is_strict(const char *method, const char *target,
                                 const char *target_end, const char *version,
                                 const char *after);

/* Whether it is a token (RFC 9110, 5.6.2). The library lets in every character
 * that is visible. */
bool head_is_field_name(struct slice name);

/* Whether the library gave up because it does not know the method, which it
 * checks after the request line and before the fields. For us that is a 405
 * like any other. */
bool head_has_unknown_method(const struct head *head);

#endif
