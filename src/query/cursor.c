/* cursor.c - a position in a list that outlives the list.
 *
 *     version | flags | hash of the query | seed | values | path
 *                                         '- in a random order only
 *
 * A cursor does not say how many entries precede it but what the last entry was
 * sorted by. The next page begins after that position, wherever it is by then:
 * what was added or removed before it shifts nothing, and the entry itself may
 * be gone. So no cursor ever expires.
 *
 * It is bound to its list and to the filters and order of its query by their
 * hash, which also rejects garbage. The size of a page may change between two
 * requests, and so may the address of the list: /recent and /posts?sort=-date
 * are the same. A made-up cursor gives a position in a list that the client may
 * read anyway, so cursors are not signed. Numbers are written byte by byte, the
 * lowest first: a cursor of one machine is valid on another. */
#include "query/cursor.h"

#include "base/collate.h"
#include "base/map.h"
#include "query/page.h"

#include <math.h>
#include <string.h>

#define VERSION      1
#define HAS_REST     0x80U
#define IS_BACKWARDS (1 << 0)
#define IS_FILE      (1 << 1)
#define INVALID      64 /* not a digit */
#define USUAL_BYTES  120

static const char digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/* Base64 for URLs, without padding (RFC 4648, section 5). */
static struct slice encode(struct slice bytes, struct arena *arena)
{
    size_t size = (bytes.size * 4 + 2) / 3;
    char *out = arena_bytes(arena, size);
    for (size_t i = 0; i < size; i++) {
        size_t bit = i * 6, at = bit / 8;
        unsigned pair = (unsigned)(unsigned char)bytes.data[at] << 8;
        if (at + 1 < bytes.size)
            pair |= (unsigned char)bytes.data[at + 1];
        out[i] = digits[pair >> (10 - bit % 8) & 63];
    }
    return (struct slice){out, size};
}

static unsigned digit_of(char c)
{
    if (c >= 'A' && c <= 'Z')
        return (unsigned)(c - 'A');
    if (c >= 'a' && c <= 'z')
        return (unsigned)(c - 'a') + 26;
    if (c >= '0' && c <= '9')
        return (unsigned)(c - '0') + 52;
    return c == '-' ? 62 : c == '_' ? 63 : INVALID;
}

static bool decode(struct slice text, struct arena *arena,
                   struct slice *ret_bytes)
{
    size_t size = text.size * 3 / 4;
    unsigned kept = 0, bits = 0;
    char *out = arena_bytes(arena, size + 1);
    size_t count = 0;
    for (size_t i = 0; i < text.size; i++) {
        unsigned digit = digit_of(text.data[i]);
        if (digit == INVALID)
            return false;
        kept = kept << 6 | digit;
        bits += 6;
        if (bits >= 8) {
            bits -= 8;
            out[count++] = (char)(kept >> bits & 0xFF);
        }
    }
    *ret_bytes = (struct slice){out, count};
    return true;
}

static void put_number(struct str *out, uint64_t number, size_t bytes)
{
    char written[sizeof number];
    for (size_t i = 0; i < bytes; i++)
        written[i] = (char)(number >> (8 * i) & 0xFF);
    str_append(out, (struct slice){written, bytes});
}

static bool take_number(struct slice *rest, size_t bytes, uint64_t *ret_number)
{
    uint64_t number = 0;
    if (rest->size < bytes)
        return false;
    for (size_t i = 0; i < bytes; i++)
        number |= (uint64_t)(unsigned char)rest->data[i] << (8 * i);
    *rest = slice_from(*rest, bytes);
    *ret_number = number;
    return true;
}

static void put_text(struct str *out, struct slice text)
{
    put_number(out, text.size, 2);
    str_append(out, text);
}

static bool take_text(struct slice *rest, struct slice *ret_text)
{
    uint64_t size;
    if (!take_number(rest, 2, &size) || rest->size < size)
        return false;
    *ret_text = slice_sub(*rest, 0, (size_t)size);
    *rest = slice_from(*rest, (size_t)size);
    return true;
}

/* The rest of a number, which few have, is announced by a bit of its kind. */
static void put_real(struct str *out, const struct sort_value *value)
{
    uint64_t bits = 0;
    bool has_rest = value->as.number.rest != 0;
    memcpy(&bits, &value->as.number.real, sizeof bits);
    put_number(out, value->kind | (has_rest ? HAS_REST : 0U), 1);
    put_number(out, bits, 8);
    if (has_rest)
        put_number(out, (uint64_t)value->as.number.rest, 8);
}

static void put_value(struct str *out, const struct sort_value *value)
{
    if (value->kind <= SORT_KIND_NUMBER) {
        put_real(out, value);
        return;
    }
    put_number(out, value->kind, 1);
    switch (value->kind) {
    case SORT_KIND_BOOLEAN:
    case SORT_KIND_NUMBER:
        break;
    case SORT_KIND_DATE:
        put_number(out, (uint64_t)value->as.ms, 8);
        break;
    case SORT_KIND_HASH:
        put_number(out, value->as.hash, 8);
        break;
    case SORT_KIND_TEXT:
        put_text(out, value->as.text);
        break;
    case SORT_KIND_MISSING:
        break;
    }
}

static bool take_value(struct slice *rest, struct sort_value *value)
{
    uint64_t kind, bits, more = 0;
    if (!take_number(rest, 1, &kind) ||
        (kind & ~(uint64_t)HAS_REST) > SORT_KIND_MISSING)
        return false;
    bool has_rest = (kind & HAS_REST) != 0;
    value->kind = (enum sort_kind)(kind & ~(uint64_t)HAS_REST);
    if (value->kind == SORT_KIND_MISSING)
        return true;
    if (value->kind == SORT_KIND_TEXT)
        return take_text(rest, &value->as.text);
    if (!take_number(rest, 8, &bits))
        return false;
    if (value->kind > SORT_KIND_NUMBER) {
        memcpy(&value->as, &bits, sizeof bits);
        return true;
    }
    if (has_rest && !take_number(rest, 8, &more))
        return false;
    memcpy(&value->as.number.real, &bits, sizeof bits);
    value->as.number.rest = (int64_t)more;
    return !isnan(value->as.number.real);
}

/* Identifies the list, whatever its address. */
static uint64_t hash_of_list(const struct query *query)
{
    const struct collection *collection = query->collection;
    const struct entry *owner = query->owner;
    uint64_t hash =
        hash_bytes(collection != NULL ? collection->name : SLICE(""), VERSION);
    return hash_bytes(owner != NULL ? owner->id : SLICE(""), hash);
}

static uint64_t make_hash(const struct query *query, struct arena *arena)
{
    struct query *bare = arena_alloc(arena, 1, sizeof *bare);
    *bare = *query;
    bare->is_sort_implied = false;
    bare->is_by_relevance = false;
    bare->page = 1;
    bare->limit = bare->default_limit;
    bare->is_limit_all = false;
    bare->has_page = false;
    bare->cursor = SLICE_NONE;
    bare->include = (struct include_tree){0};
    bare->fields = NULL;
    bare->leaves_out = false;
    bare->facet_count = 0;
    bare->has_envelope = true;
    bare->is_pretty = false;
    bare->is_lenient = false;

    struct str text = {0};
    query_append_canonical(bare, 1, SLICE_NONE, &text);
    uint64_t hash = hash_bytes(str_slice(&text), hash_of_list(query));
    str_release(&text);
    return hash;
}

/* A hash of what decides which entries there are and in which order; made once
 * for the cursor that is read and those of the pages around. */
static uint64_t hash_of(struct query *query, struct arena *arena)
{
    if (!query->has_cursor_hash)
        query->cursor_hash = make_hash(query, arena);
    query->has_cursor_hash = true;
    return query->cursor_hash;
}

struct slice query_cursor(struct query *query, const struct entry *entry,
                          bool is_backwards, struct arena *arena)
{
    struct sort_value values[SORT_MAX_KEYS];
    struct str bytes = {0};
    str_reserve(&bytes, USUAL_BYTES);
    unsigned flags = (is_backwards ? IS_BACKWARDS : 0U) |
                     (entry->source != NULL ? IS_FILE : 0U);

    put_number(&bytes, VERSION, 1);
    put_number(&bytes, flags, 1);
    put_number(&bytes, hash_of(query, arena), 8);
    if (query->is_random)
        put_number(&bytes, query->seed, 8);
    sort_values(query, entry, arena, values);
    for (size_t i = 0; i < sort_value_count(query); i++)
        put_value(&bytes, &values[i]);
    put_text(&bytes, entry_sort_path(entry));
    struct slice text = encode(str_slice(&bytes), arena);
    str_release(&bytes);
    return text;
}

bool cursor_read(struct query *query, struct arena *arena,
                 struct position *ret_position)
{
    struct slice rest;
    uint64_t version, flags, hash, seed = query->seed;

    if (!decode(query->cursor, arena, &rest) ||
        !take_number(&rest, 1, &version) || version != VERSION ||
        !take_number(&rest, 1, &flags) || !take_number(&rest, 8, &hash) ||
        hash != hash_of(query, arena) ||
        (query->is_random && !take_number(&rest, 8, &seed)))
        return false;
    for (size_t i = 0; i < sort_value_count(query); i++) {
        if (!take_value(&rest, &ret_position->values[i]))
            return false;
    }
    if (!take_text(&rest, &ret_position->path) || rest.size > 0)
        return false;
    ret_position->is_backwards = (flags & IS_BACKWARDS) != 0;
    ret_position->is_file = (flags & IS_FILE) != 0;
    query->seed = seed;
    return true;
}

int cursor_compare(const struct query *query, size_t first,
                   const struct entry *entry, const struct position *position)
{
    struct sort_value values[SORT_MAX_KEYS];
    struct arena arena = {0};
    sort_values(query, entry, &arena, values);
    int order = sort_values_compare(query, entry->collection, first, values,
                                    position->values);
    arena_release(&arena);
    if (order != 0)
        return order;
    if ((entry->source != NULL) != position->is_file)
        return entry->source != NULL ? -1 : 1;
    return collate(entry_sort_path(entry), position->path);
}
