/* delta.c - a greedy comparison, and its reading.
 *
 *     edits  [ size | bytes ][ jump | size ][ size | bytes ][ jump | size ] ...
 *              '- literal -'   '- copy ---'
 *
 * A copy begins where the last one ended, or a jump away from there; numbers
 * are of seven bits a byte. The comparison looks right after the last copy
 * first, since what a parser drops is short, and then wherever the next bytes
 * were seen last in the base. That finds nearly all that a thorough search
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
        base->heads[head_of(bytes.data + i)] = (uint32_t)i;
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

/* A part of the string, and where the same is in the base. */
struct copy {
    const char *at, *from;
    size_t size; /* 0: there is none */
};

/* Whether the next bytes of the string are right after the last copy, or near
 * there. */
static bool find_near(const char *next, const char *at, struct copy *ret_copy)
{
    uint32_t wanted = load_four(at);
    for (const char *from = next; from < next + NEAR_PLACES; from++) {
        if (load_four(from) == wanted) {
            *ret_copy = (struct copy){at, from, 0};
            return true;
        }
    }
    return false;
}

/* The same wherever these bytes were seen; `literal` is where the part of the
 * string begins that is not copied yet. */
static bool find_far(const struct delta_base *base, const char *literal,
                     const char *at, struct copy *ret_copy)
{
    const char *start = base->bytes.data;
    const char *from = start + base->heads[head_of(at)];
    if (load(from) != load(at))
        return false;
    while (at > literal && from > start && at[-1] == from[-1]) {
        at--;
        from--;
    }
    *ret_copy = (struct copy){at, from, 0};
    return true;
}

/* Looks for the first copy in what is left of a string, which begins at
 * `literal`. */
static struct copy find_copy(const struct delta_base *base, const char *next,
                             const char *literal, const char *end)
{
    const char *base_end = base->bytes.data + base->bytes.size;
    bool has_window = base_end - next >= FAR_BYTES;
    struct copy copy = {0};
    for (const char *at = literal; end - at >= FAR_BYTES; at++) {
        if ((has_window && find_near(next, at, &copy)) ||
            find_far(base, literal, at, &copy)) {
            copy.size = same_bytes(copy.from, base_end, copy.at, end);
            break;
        }
    }
    return copy;
}

/* Zigzag: numbers near 0 are small, whatever their sign. */
static size_t jump_of(ptrdiff_t by)
{
    return by >= 0 ? (size_t)by * 2 : (size_t)-by * 2 - 1;
}

static size_t put_edits(char *out, const struct delta_base *base,
                        struct slice string)
{
    const char *next = base->bytes.data, *start = out;
    const char *literal = string.data, *end = string.data + string.size;
    struct copy copy = find_copy(base, next, literal, end);
    for (; copy.size > 0; copy = find_copy(base, next, literal, end)) {
        out = put_number(out, (size_t)(copy.at - literal));
        out = mempcpy(out, literal, (size_t)(copy.at - literal));
        out = put_number(out, jump_of(copy.from - next));
        out = put_number(out, copy.size);
        next = copy.from + copy.size;
        literal = copy.at + copy.size;
    }
    out = put_number(out, (size_t)(end - literal));
    out = mempcpy(out, literal, (size_t)(end - literal));
    return (size_t)(out - start);
}

_Static_assert(DELTA_HEADS == 1 << HASH_BITS, "an index is a hash");

struct delta delta_whole(struct slice string)
{
    return (struct delta){string.data, SLICE_NONE, string.size};
}

struct delta delta_make(const struct delta_base *base, struct slice string,
                        struct arena *arena)
{
    struct str edits = {0};
    struct delta delta;
    if (string.size <= DELTA_MAX_BYTES && base->bytes.size >= FAR_BYTES &&
        base->bytes.size <= DELTA_MAX_BYTES) {
        str_reserve(&edits, string.size + SPARE_BYTES);
        edits.size = put_edits(edits.data, base, string);
    }
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
        return (struct delta_reader){.next = delta->base,
                                     .copied_bytes = delta->size};
    return (struct delta_reader){.next = delta->base,
                                 .edits = delta->edits.data,
                                 .end = delta->edits.data + delta->edits.size};
}

/* A literal, which may be empty, or the copy after it. */
static inline struct slice next_piece(struct delta_reader *reader)
{
    struct slice piece = {reader->next, reader->copied_bytes};
    if (piece.size > 0) {
        reader->next += piece.size;
        reader->copied_bytes = 0;
        return piece;
    }
    piece.size = take_number(&reader->edits);
    piece.data = reader->edits;
    reader->edits += piece.size;
    if (reader->edits < reader->end) {
        size_t jump = take_number(&reader->edits);
        reader->next += jump % 2 == 0 ? (ptrdiff_t)(jump / 2)
                                      : -(ptrdiff_t)((jump + 1) / 2);
        reader->copied_bytes = take_number(&reader->edits);
    }
    return piece;
}

struct slice delta_next(struct delta_reader *reader, size_t max_bytes)
{
    while (reader->piece.size == 0 &&
           (reader->copied_bytes > 0 || reader->edits < reader->end))
        reader->piece = next_piece(reader);
    struct slice piece = slice_sub(reader->piece, 0, max_bytes);
    reader->piece = slice_from(reader->piece, piece.size);
    return piece;
}

static void put_string(char *out, const struct delta *delta)
{
    struct delta_reader reader = delta_read(delta);
    while (reader.copied_bytes > 0 || reader.edits < reader.end) {
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
