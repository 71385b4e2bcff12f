/* delta.c - a greedy comparison, and its reading.
 *
 *     edits  [ size | bytes ][ jump | size ][ size | bytes ][ jump | size ] ...
 *              '- literal -'   '- copy ---'
 *
 * A copy begins where the last one ended in the base, or a jump away from
 * there; or it is of the edits themselves, as "</p><p>" has been a literal
 * before. Numbers are of seven bits a byte. The comparison looks right after
 * the last copy first, since what a parser drops is short, and then wherever
 * the next bytes were seen last. That finds nearly all that a thorough search
 * would, in a fortieth of the time that a document takes to load, and reading
 * is as fast as copying. A compressor with a dictionary makes as little of a
 * string, but cannot point to parts of it, and would be one more library.
 *
 * The numbers of an edit take no more bytes than its copy saves, unless its
 * literal is longer than 16 kB; so no edits are larger than their string by
 * more than a few bytes. */
#include "base/delta.h"

#include <string.h>

#define NEAR_PLACES 4 /* at which four equal bytes make a copy */
#define FAR_BYTES   8 /* that make one anywhere; also loaded at a time */
#define HEAD_STEP   4 /* copies are extended backwards */
#define HASH_BITS   13
#define SPARE_BYTES 64 /* by which edits may be larger than their string */
#define NUMBER_BITS 7
#define MORE        (1U << NUMBER_BITS)

static uint64_t load(const char *at)
{
    uint64_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

static uint32_t load_four(const char *at)
{
    uint32_t bytes;
    memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

static size_t head_of(const char *at)
{
    return (size_t)(load(at) * UINT64_C(0x9E3779B97F4A7C15) >>
                    (64 - HASH_BITS));
}

void delta_base_init(struct delta_base *base, struct slice bytes)
{
    memset(base->heads, 0, sizeof base->heads);
    base->bytes = bytes;
    if (bytes.size > DELTA_MAX_BYTES)
        return;
    for (size_t i = 0; i + FAR_BYTES <= bytes.size; i += HEAD_STEP)
        base->heads[head_of(bytes.data + i)] = (uint32_t)i * 2;
}

static char *put_number(char *out, size_t number)
{
    for (; number >= MORE; number >>= NUMBER_BITS)
        *out++ = (char)(number | MORE);
    *out++ = (char)number;
    return out;
}

/* How many bytes are the same from both places on. */
static size_t same_bytes(const char *a, const char *a_end, const char *b,
                         const char *b_end)
{
    ptrdiff_t most = a_end - a < b_end - b ? a_end - a : b_end - b, same = 0;
    while (same + FAR_BYTES <= most && load(a + same) == load(b + same))
        same += FAR_BYTES;
    while (same < most && a[same] == b[same])
        same++;
    return (size_t)same;
}

/* What is being written. */
struct editing {
    struct delta_base *base;
    const char *next;    /* in the base, after what was copied last */
    const char *literal; /* of the string: what is not copied yet */
    const char *end;     /* of the string */
    char *edits, *out;   /* all, and where they go on */
};

/* A part of the string, and where the same is. */
struct copy {
    const char *at, *from;
    size_t size; /* 0: there is none */
    bool is_own; /* it is in the edits, and not in the base */
};

/* Whether the next bytes of the string are right after the last copy, or near
 * there. */
static bool find_near(const char *next, const char *at, struct copy *ret_copy)
{
    uint32_t wanted = load_four(at);
    for (const char *from = next; from < next + NEAR_PLACES; from++) {
        if (load_four(from) == wanted) {
            *ret_copy = (struct copy){.at = at, .from = from};
            return true;
        }
    }
    return false;
}

/* The same wherever these bytes were seen. The place may be one in the edits of
 * another string, so it counts only if it is there in these. */
static bool find_far(const struct editing *e, const char *at,
                     struct copy *ret_copy)
{
    uint32_t head = e->base->heads[head_of(at)];
    bool is_own = head % 2 != 0;
    const char *start = is_own ? e->edits : e->base->bytes.data;
    size_t place = head / 2;
    if (is_own && place + FAR_BYTES > (size_t)(e->out - e->edits))
        return false;
    const char *from = start + place;
    if (load(from) != load(at))
        return false;
    while (at > e->literal && from > start && at[-1] == from[-1]) {
        at--;
        from--;
    }
    *ret_copy = (struct copy){.at = at, .from = from, .is_own = is_own};
    return true;
}

/* The first copy in what is left of the string. */
static struct copy find_copy(const struct editing *e)
{
    const char *base_end = e->base->bytes.data + e->base->bytes.size;
    bool has_window = base_end - e->next >= FAR_BYTES;
    struct copy copy = {0};
    for (const char *at = e->literal; e->end - at >= FAR_BYTES; at++) {
        if ((has_window && find_near(e->next, at, &copy)) ||
            find_far(e, at, &copy)) {
            copy.size = same_bytes(copy.from, copy.is_own ? e->out : base_end,
                                   copy.at, e->end);
            break;
        }
    }
    return copy;
}

/* The string up to `at`, to be found in the edits from now on. */
static void put_literal(struct editing *e, const char *at)
{
    size_t size = (size_t)(at - e->literal);
    e->out = put_number(e->out, size);
    char *literal = e->out;
    e->out = mempcpy(e->out, e->literal, size);
    for (; e->out - literal >= FAR_BYTES; literal++)
        e->base->heads[head_of(literal)] =
            (uint32_t)(literal - e->edits) * 2 + 1;
}

/* Zigzag: numbers near 0 are small, whatever their sign. */
static size_t jump_of(ptrdiff_t by)
{
    return by >= 0 ? (size_t)by * 2 : (size_t)-by * 2 - 1;
}

static void put_copy(struct editing *e, const struct copy *copy)
{
    size_t place = copy->is_own ? (size_t)(e->out - copy->from) * 2 + 1
                                : jump_of(copy->from - e->next) * 2;
    e->out = put_number(e->out, place);
    e->out = put_number(e->out, copy->size);
    if (!copy->is_own)
        e->next = copy->from + copy->size;
    e->literal = copy->at + copy->size;
}

static void put_edits(struct str *edits, struct delta_base *base,
                      struct slice string)
{
    str_reserve(edits, string.size + SPARE_BYTES);
    struct editing e = {
        .base = base,
        .next = base->bytes.data,
        .literal = string.data,
        .end = string.data + string.size,
        .edits = edits->data,
        .out = edits->data,
    };
    struct copy copy = find_copy(&e);
    for (; copy.size > 0; copy = find_copy(&e)) {
        put_literal(&e, copy.at);
        put_copy(&e, &copy);
    }
    put_literal(&e, e.end);
    edits->size = (size_t)(e.out - e.edits);
}

_Static_assert(DELTA_HEADS == 1 << HASH_BITS, "an index is a hash");

struct delta delta_whole(struct slice string)
{
    return (struct delta){string.data, SLICE_NONE, string.size};
}

struct delta delta_make(struct delta_base *base, struct slice string,
                        struct arena *arena)
{
    struct str edits = {0};
    struct delta delta;
    if (string.size <= DELTA_MAX_BYTES && base->bytes.size >= FAR_BYTES &&
        base->bytes.size <= DELTA_MAX_BYTES)
        put_edits(&edits, base, string);
    if (edits.size == 0 || edits.size >= string.size)
        delta = delta_whole(arena_copy(arena, string));
    else
        delta =
            (struct delta){base->bytes.data,
                           arena_copy(arena, str_slice(&edits)), string.size};
    str_release(&edits);
    return delta;
}

static inline size_t take_number(const char **edits)
{
    unsigned char byte = (unsigned char)*(*edits)++;
    size_t number = byte & (MORE - 1);
    for (unsigned bits = NUMBER_BITS; byte >= MORE; bits += NUMBER_BITS) {
        byte = (unsigned char)*(*edits)++;
        number |= (size_t)(byte & (MORE - 1)) << bits;
    }
    return number;
}

bool delta_is_whole(const struct delta *delta)
{
    return delta->edits.data == NULL;
}

struct delta_reader delta_read(const struct delta *delta)
{
    if (delta_is_whole(delta))
        return (struct delta_reader){.copied = {delta->base, delta->size}};
    return (struct delta_reader){.next = delta->base,
                                 .edits = delta->edits.data,
                                 .end = delta->edits.data + delta->edits.size};
}

/* Where the copy of an edit is. */
static inline void read_copy(struct delta_reader *reader)
{
    const char *at = reader->edits;
    size_t place = take_number(&reader->edits);
    reader->copied.size = take_number(&reader->edits);
    if (place % 2 != 0) {
        reader->copied.data = at - place / 2;
        return;
    }
    size_t jump = place / 2;
    reader->copied.data =
        jump % 2 == 0 ? reader->next + jump / 2 : reader->next - (jump + 1) / 2;
    reader->next = reader->copied.data + reader->copied.size;
}

/* A literal, which may be empty, or the copy after it. */
static inline struct slice next_piece(struct delta_reader *reader)
{
    struct slice piece = reader->copied;
    reader->copied.size = 0;
    if (piece.size > 0)
        return piece;
    piece.size = take_number(&reader->edits);
    piece.data = reader->edits;
    reader->edits += piece.size;
    if (reader->edits < reader->end)
        read_copy(reader);
    return piece;
}

struct slice delta_next(struct delta_reader *reader, size_t max_bytes)
{
    while (reader->piece.size == 0 &&
           (reader->copied.size > 0 || reader->edits < reader->end))
        reader->piece = next_piece(reader);
    struct slice piece = slice_sub(reader->piece, 0, max_bytes);
    reader->piece = slice_from(reader->piece, piece.size);
    return piece;
}

static void put_string(char *out, const struct delta *delta)
{
    struct delta_reader reader = delta_read(delta);
    while (reader.copied.size > 0 || reader.edits < reader.end) {
        const struct slice piece = next_piece(&reader);
        out = mempcpy(out, piece.data, piece.size);
    }
    *out = '\0';
}

struct slice delta_string(const struct delta *delta, struct arena *arena)
{
    if (delta_is_whole(delta))
        return (struct slice){delta->base, delta->size};
    char *bytes = arena_bytes(arena, delta->size + 1);
    put_string(bytes, delta);
    return (struct slice){bytes, delta->size};
}

void delta_append(struct str *out, const struct delta *delta)
{
    str_reserve(out, delta->size);
    put_string(out->data + out->size, delta);
    out->size += delta->size;
}
