/* secrets.c - finds tokens and the signatures of preview links in a target.
 *
 * Whoever can read the access log must not see drafts by it. A link that was
 * copied badly is no preview link to the API, but its signature is still good:
 * "?preview[]=", "?x?preview=", ";preview=", or the whole of it encoded once
 * more by a mail program. So a signature is recognised in two ways, by the
 * parameter's name and by what it looks like, after as many rounds of decoding
 * as make a difference. Random base64url has letters of both cases and is
 * longer than most words; what else looks like that, such as a cursor, is left
 * out too, which costs the log less than a signature would. */
#include "http/secrets.h"

#include "base/ascii.h"
#include "base/percent.h"

/* Fewer characters leave more than 64 bits of a signature to be guessed. */
#define MIN_SECRET_CHARACTERS 32
#define MAX_ROUNDS            4 /* of decoding */
#define LEFT_OUT              "-"

static bool is_base64url(char c)
{
    return ascii_is_letter_or_digit(c) || c == '-' || c == '_';
}

/* The end of the run of characters of base64url that begins there. */
static size_t run_end(struct slice text, size_t start, bool *ret_is_secret)
{
    bool has_upper = false, has_lower = false;
    size_t end = start;
    for (; end < text.size && is_base64url(text.data[end]); end++) {
        char c = text.data[end];
        has_upper |= c >= 'A' && c <= 'Z';
        has_lower |= c >= 'a' && c <= 'z';
    }
    *ret_is_secret =
        has_upper && has_lower && end - start >= MIN_SECRET_CHARACTERS;
    return end;
}

static bool has_secret(struct slice text)
{
    bool is_secret = false;
    for (size_t at = 0; at < text.size && !is_secret; at++)
        at = run_end(text, at, &is_secret);
    return is_secret;
}

static void append_without_runs(struct str *out, struct slice text)
{
    for (size_t at = 0; at < text.size;) {
        bool is_secret;
        size_t end = run_end(text, at, &is_secret);
        str_append(out, is_secret ? SLICE(LEFT_OUT) : slice_sub(text, at, end));
        if (end < text.size)
            str_append_char(out, text.data[end]);
        at = end + 1;
    }
}

/* The text decoded until nothing changes; a copy in *buffer. */
static struct slice decode_all(struct slice text, struct str *buffer)
{
    struct str round = {0};
    str_clear(buffer);
    bool goes_on = percent_append_decoded(buffer, text);
    for (unsigned i = 1; goes_on && i < MAX_ROUNDS; i++) {
        str_clear(&round);
        goes_on = percent_append_decoded(&round, str_slice(buffer));
        str_clear(buffer);
        str_append(buffer, str_slice(&round));
    }
    str_release(&round);
    return str_slice(buffer);
}

static bool is_preview(struct slice name)
{
    const struct slice word = SLICE("preview");
    struct str buffer = {0};
    struct slice decoded = decode_all(name, &buffer);
    bool is_one = false;
    for (size_t at = 0; at + word.size <= decoded.size && !is_one; at++)
        is_one =
            slice_equal_nocase(slice_sub(decoded, at, at + word.size), word);
    str_release(&buffer);
    return is_one;
}

/* "ci.1714564800" of "ci.1714564800.SIGNATURE"; of anything else nothing. */
static struct slice unsigned_part(struct slice value)
{
    size_t first = slice_find_char(value, 0, '.');
    size_t second = slice_find_char(value, first + 1, '.');
    return second < value.size ? slice_sub(value, 0, second) : SLICE(LEFT_OUT);
}

/* Whether a parameter is a link; then *out is the target without it. */
static bool leave_out_links(struct slice target, struct str *out)
{
    size_t query = slice_find_char(target, 0, '?');
    struct slice rest = slice_from(target, query + 1), pair;
    bool has_link = false;
    str_clear(out);
    str_append(out, slice_sub(target, 0, query));
    for (char before = '?'; slice_cut(&rest, '&', &pair); before = '&') {
        size_t equals = slice_find_char(pair, 0, '=');
        bool is_link = is_preview(slice_sub(pair, 0, equals));
        has_link |= is_link;
        str_append_char(out, before);
        str_append(out, is_link ? slice_sub(pair, 0, equals + 1) : pair);
        if (is_link)
            str_append(out, unsigned_part(slice_from(pair, equals + 1)));
    }
    return has_link;
}

struct slice secrets_left_out(struct slice target, struct str *buffer)
{
    struct str decoded = {0};
    if (leave_out_links(target, buffer))
        target = str_slice(buffer);
    struct slice plain = decode_all(target, &decoded);
    if (has_secret(plain)) {
        str_clear(buffer);
        append_without_runs(buffer, plain);
        target = str_slice(buffer);
    }
    str_release(&decoded);
    return target;
}
