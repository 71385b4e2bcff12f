/* trace.c - ids of requests.
 *
 * An id has to be different from all others, also from those of other replicas,
 * and must cost next to nothing: each thread starts at a random number and
 * scrambles a counter (SplitMix64, whose outputs do not repeat). */
#include "http/trace.h"

#include "base/ascii.h"
#include "base/map.h"

#include <string.h>

#define GOLDEN_GAMMA UINT64_C(0x9e3779b97f4a7c15)

void trace_ids_init(struct trace_ids *ids)
{
    ids->state = hash_random_seed();
}

static uint64_t next(struct trace_ids *ids)
{
    uint64_t z = ids->state += GOLDEN_GAMMA;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

void trace_make_id(struct trace_ids *ids, char ret_id[TRACE_ID_BYTES])
{
    uint64_t number = 0;
    for (size_t i = 0; i < TRACE_ID_BYTES - 1; i++, number >>= 4) {
        if (i % 16 == 0)
            number = next(ids);
        ret_id[i] = "0123456789abcdef"[number & 15];
    }
    ret_id[TRACE_ID_BYTES - 1] = '\0';
}

bool trace_is_id(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '\0' ||
            (!ascii_is_letter_or_digit(c) && strchr("-._~+/=:@", c) == NULL))
            return false;
    }
    return text.size > 0 && text.size <= TRACE_MAX_ID_BYTES;
}

static bool is_hex(struct slice text)
{
    for (size_t i = 0; i < text.size; i++) {
        if (!ascii_is_digit(text.data[i]) &&
            (text.data[i] < 'a' || text.data[i] > 'f'))
            return false;
    }
    return true;
}

static bool is_zero(struct slice text)
{
    return slice_count_char(text, '0') == text.size;
}

/* version "-" trace-id "-" parent-id "-" trace-flags; what follows in a later
 * version begins with a dash. */
bool trace_is_parent(struct slice text)
{
    struct slice version = slice_sub(text, 0, 2),
                 trace = slice_sub(text, 3, 35),
                 parent = slice_sub(text, 36, 52),
                 flags = slice_sub(text, 53, 55);
    if (text.size < 55 || text.size > TRACE_MAX_ID_BYTES ||
        text.data[2] != '-' || text.data[35] != '-' || text.data[52] != '-')
        return false;
    bool ends = text.size == 55 || (!slice_is(version, "00") &&
                                    text.data[55] == '-' && trace_is_id(text));
    return ends && is_hex(version) && !slice_is(version, "ff") &&
           is_hex(trace) && !is_zero(trace) && is_hex(parent) &&
           !is_zero(parent) && is_hex(flags);
}

/* Of two fields of that name neither counts. */
static struct slice find_only(const struct head *head, const char *name)
{
    struct slice value = head_find(head, name);
    return value.data != NULL && head_count(head, name) > 1 ? SLICE_NONE
                                                            : value;
}

struct slice trace_id_of(const struct head *head, struct trace_ids *ids,
                         bool makes_one, char ret_made[TRACE_ID_BYTES])
{
    struct slice sent = find_only(head, "X-Request-Id");
    if (trace_is_id(sent))
        return sent;
    if (!makes_one)
        return SLICE_NONE;
    trace_make_id(ids, ret_made);
    return slice_of(ret_made);
}

struct slice trace_parent_of(const struct head *head)
{
    struct slice sent = find_only(head, "traceparent");
    return trace_is_parent(sent) ? sent : SLICE_NONE;
}
