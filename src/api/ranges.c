/* ranges.c - a client continues a download, or seeks in a film.
 *
 *     Range: bytes=500-      206, Content-Range: bytes 500-9999/10000
 *     Range: bytes=-500      206, Content-Range: bytes 9500-9999/10000
 *     Range: bytes=10000-    416
 *     Range: lines=1-2       200: what is not understood is ignored
 *
 * Several ranges that do not meet are answered with the whole file, as RFC
 * 9110, 14.2 allows: no browser, player or download program sends them, every
 * client has to accept a 200, and multipart/byteranges is how a short request
 * asks for a thousand copies.
 *
 * With If-Range the part is given only of what the client has begun with. Only
 * the strong ETag says so: there are no dates to compare, see validate.c. A
 * part is always one of the file itself and never of its compressed form. */
#include "api/ranges.h"

/* Digits to a number; false for none. What is too large is INT64_MAX. */
static bool read_position(struct slice text, int64_t *ret_number)
{
    int64_t number = 0;
    if (!slice_is_digits(text))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        int digit = text.data[i] - '0';
        if (number > (INT64_MAX - digit) / 10) {
            number = INT64_MAX;
            break;
        }
        number = number * 10 + digit;
    }
    *ret_number = number;
    return true;
}

/* "0-499", "500-" or "-500". False if it is none of these; one that is out of
 * bounds is empty. */
static bool read_range(struct slice text, int64_t size,
                       struct byte_range *ret_range)
{
    size_t dash = slice_find_char(text, 0, '-');
    struct slice start = slice_sub(text, 0, dash);
    struct slice end = slice_from(text, dash + 1);
    struct byte_range range = {0, size - 1};
    int64_t number;
    if (dash == text.size || (start.size == 0 && end.size == 0))
        return false;
    if (start.size == 0) {
        if (!read_position(end, &number))
            return false;
        range.first = number < size ? size - number : 0;
        *ret_range = range;
        return true;
    }
    if (!read_position(start, &range.first))
        return false;
    if (end.size > 0) {
        if (!read_position(end, &number) || number < range.first)
            return false;
        range.last = number < size ? number : size - 1;
    }
    *ret_range = range;
    return true;
}

/* Puts the ranges that meet together; returns whether it is one. */
static bool join(struct byte_range *ranges, size_t count)
{
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (size_t i = 1; i < count; i++) {
            if (ranges[i].first > ranges[0].last + 1 ||
                ranges[i].last + 1 < ranges[0].first)
                continue;
            if (ranges[i].first < ranges[0].first)
                ranges[0].first = ranges[i].first;
            if (ranges[i].last > ranges[0].last)
                ranges[0].last = ranges[i].last;
            ranges[i] = ranges[--count];
            has_changed = true;
        }
    }
    return count == 1;
}

enum ranges_verdict ranges_read(struct slice field, int64_t size,
                                struct byte_range *ret_range)
{
    struct byte_range ranges[RANGES_MAX];
    size_t count = 0, written = 0, equals = slice_find_char(field, 0, '=');
    struct slice rest = slice_from(field, equals + 1), part;
    if (!slice_equal_nocase(slice_sub(field, 0, equals), SLICE("bytes")) ||
        size == 0)
        return RANGES_NONE; /* nothing has no parts */
    while (slice_cut(&rest, ',', &part)) {
        struct byte_range range;
        part = slice_trim(part);
        if (part.size == 0)
            continue; /* RFC 9110, 5.6.1.2 */
        if (++written > RANGES_MAX || !read_range(part, size, &range))
            return RANGES_NONE;
        if (range.first <= range.last)
            ranges[count++] = range;
    }
    if (written == 0)
        return RANGES_NONE;
    if (count == 0)
        return RANGES_OUT_OF_BOUNDS;
    if (!join(ranges, count))
        return RANGES_NONE;
    *ret_range = ranges[0];
    return RANGES_ONE;
}

/* Whether the client has begun with what is here now (RFC 9110, 13.1.5). */
static bool is_same(const struct exchange *x)
{
    struct slice condition = x->request->if_range;
    return condition.data == NULL ||
           slice_equal(condition, response_header(x->response, "ETag"));
}

static void answer_part(struct exchange *x, struct byte_range range,
                        int64_t size)
{
    struct response *response = x->response;
    response->status = 206;
    response->file.offset = range.first;
    response->body_bytes = (size_t)(range.last - range.first + 1);
    response_set_header(response, "Content-Range",
                        arena_printf(x->arena, "bytes %lld-%lld/%lld",
                                     (long long)range.first,
                                     (long long)range.last, (long long)size));
}

bool ranges_apply(struct exchange *x)
{
    struct response *response = x->response;
    struct byte_range range;
    int64_t size = (int64_t)response->body_bytes;
    enum ranges_verdict verdict = RANGES_NONE;
    if (!response->file.is_open || response->status != 200)
        return true;
    /* Other methods have no ranges: RFC 9110, 14.2. */
    if (slice_is(x->request->method, "GET") && x->request->range.data != NULL &&
        is_same(x))
        verdict = ranges_read(x->request->range, size, &range);
    if (verdict == RANGES_OUT_OF_BOUNDS)
        return false;
    response_set_header(response, "Accept-Ranges", SLICE("bytes"));
    if (verdict == RANGES_ONE)
        answer_part(x, range, size);
    return true;
}
