/* refusal.c - refuses requests that can be read in two ways.
 *
 * CivetWeb takes the first of several Content-Lengths, "3abc" as 3, and a
 * Content-Length together with a Transfer-Encoding. A proxy in front may read
 * any of these differently; then one of the two sees a request where the other
 * sees a body, and one client's bytes end up in another client's request. The
 * API has no use for bodies, so whatever is ambiguous is refused and the
 * connection closed: what follows on it cannot be trusted. */
#include "http/refusal.h"

#include "api/request.h"
#include "base/array.h"
#include "base/ascii.h"

#include <string.h>

#define TIMER_SLACK_MS 20 /* timers may fire this much early */

#define ACCEPTED                ((struct refusal){0})
#define REFUSED(status, detail) ((struct refusal){status, detail})

static struct refusal check_size(const struct head *head)
{
    if (head->field_count > HEAD_MAX_FIELDS)
        return REFUSED(431, "The request has more than 63 header fields.");
    if (head_field_bytes(head) > HEAD_MAX_FIELD_BYTES)
        return REFUSED(431, "The header fields exceed 16 KiB.");
    if (head->target.size > REQUEST_MAX_TARGET_BYTES)
        return REFUSED(414, "The request target exceeds 8 KiB.");
    return ACCEPTED;
}

/* RFC 9112, 2.2, has servers ignore one empty line. Two of them end a head to
 * the library, although it parses what follows: it would then read the rest of
 * this head as another request. */
static struct refusal check_start(const struct head *head)
{
    if (head->before.size > 0 && !slice_is(head->before, "\r\n"))
        return REFUSED(400, "The request starts with more than one empty line, "
                            "or with spaces.");
    return ACCEPTED;
}

/* RFC 9112, 3 and 5; 5.2 for folded lines. */
static struct refusal check_lines(const struct head *head)
{
    if (!head->is_whole)
        return REFUSED(400, "The request line has too many spaces, a header "
                            "line is folded, has no name or a space before its "
                            "colon, or one does not end with CR LF.");
    for (size_t i = 0; i < head->field_count; i++) {
        if (!head_is_field_name(head->fields[i].name))
            return REFUSED(400, "The name of a header has characters that none "
                                "has.");
    }
    return ACCEPTED;
}

/* RFC 9112, 3.2: "*" is for OPTIONS alone, and a fragment is the client's own.
 */
static struct refusal check_target(const struct head *head)
{
    if (!slice_starts(head->target, "/"))
        return REFUSED(400, "The request target is no path that begins with "
                            "'/', nor the URL of one.");
    if (slice_find_char(head->target, 0, '#') < head->target.size)
        return REFUSED(400, "The request target has a '#': what follows it is "
                            "not sent, or is written as %23.");
    return ACCEPTED;
}

/* RFC 9112, 6.3. */
static struct refusal check_framing(const struct head *head)
{
    size_t lengths = head_count(head, "Content-Length");
    bool takes_no_body =
        slice_is(head->method, "GET") || slice_is(head->method, "HEAD");

    if (lengths > 1)
        return REFUSED(400, "Content-Length is given more than once.");
    if (lengths > 0 && head_count(head, "Transfer-Encoding") > 0)
        return REFUSED(400, "Content-Length and Transfer-Encoding cannot be "
                            "combined.");
    if (lengths > 0 && !slice_is_digits(head_find(head, "Content-Length")))
        return REFUSED(400, "Content-Length is not a number.");
    if (takes_no_body && head_announces_body(head))
        return REFUSED(400, "GET and HEAD requests must not have a body.");
    return ACCEPTED;
}

/* RFC 3986, 3.2.2 and 3.2.3, without the user; it may be empty. */
static bool is_host(struct slice host)
{
    for (size_t i = 0; i < host.size; i++) {
        char c = host.data[i];
        if (c == '\0' || (!ascii_is_letter_or_digit(c) &&
                          strchr("-._~%!$&'()*+,;=:[]", c) == NULL))
            return false;
    }
    return true;
}

/* RFC 9112, 3.2. */
static struct refusal check_host(const struct head *head)
{
    size_t hosts = head_count(head, "Host");
    if (hosts > 1)
        return REFUSED(400, "Host is given more than once.");
    if (hosts == 0 && slice_is(head->version, "1.1"))
        return REFUSED(400, "HTTP/1.1 requires a Host header.");
    if (!is_host(head_find(head, "Host")))
        return REFUSED(400, "Host is not the name of a host.");
    return ACCEPTED;
}

struct refusal refusal_of_head(const struct head *head)
{
    static struct refusal (*const checks[])(const struct head *) = {
        check_start,  check_size,    check_lines,
        check_target, check_framing, check_host};

    for (size_t i = 0; i < ARRAY_COUNT(checks); i++) {
        struct refusal refusal = checks[i](head);
        if (refusal.status != 0)
            return refusal;
    }
    return ACCEPTED;
}

struct refusal refusal_of_failure(const struct parse_failure *failure)
{
    bool was_late = failure->was_late ||
                    failure->waited_ms + TIMER_SLACK_MS >= failure->timeout_ms;

    if (failure->is_draining)
        return REFUSED(503, "The server is stopping. Try again.");
    if (failure->status == 505)
        return REFUSED(505, "This server speaks HTTP/1.1 and HTTP/1.0.");
    if (failure->status >= 500)
        return REFUSED(500, "The request could not be read.");
    if (failure->has_bad_field)
        return REFUSED(400, "A header line is malformed.");
    if (failure->has_version)
        return REFUSED(400, "The request target or a length is malformed.");
    if (!failure->has_method && was_late)
        return REFUSED(408, "The head of the request did not arrive in time.");
    return REFUSED(400, "This is not HTTP/1.1, its head exceeds 48 KiB, or the "
                        "address has letters beyond ASCII, which have to be "
                        "percent-encoded: %C3%A9 for \xC3\xA9.");
}
