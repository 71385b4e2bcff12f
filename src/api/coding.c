/* coding.c - a client names the codings that it can read, each with a weight:
 *
 *     Accept-Encoding: gzip, br;q=0.9, *;q=0.1
 *
 * What it does not name it may not be sent, except the identity. Brotli makes
 * an answer a tenth smaller than gzip does, so it wins a tie. */
#include "api/coding.h"

#include "base/array.h"

#define FULL_WEIGHT 1000 /* q=1 */

static const struct {
    const char *name, *alias; /* the alias of RFC 9110, 8.4.1.3, or NULL */
    const char *suffix;       /* of an entity tag; proxies write "-br" */
    enum coding coding;
} codings[] = {
    {"br", NULL, ".br", CODING_BROTLI},
    {"gzip", "x-gzip", ".gz", CODING_GZIP},
    {"identity", NULL, "", CODING_IDENTITY},
};

enum { UNNAMED = -1 };

/* "0.25" -> 250; what is no weight is 0: the client may not want it. */
static int weight_of(struct slice text)
{
    int weight = 0, unit = FULL_WEIGHT;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (i == 1 && c == '.')
            continue;
        if (c < '0' || c > '9' || unit == 0)
            return 0;
        weight += (c - '0') * unit;
        unit /= 10;
    }
    return weight <= FULL_WEIGHT ? weight : 0;
}

/* "gzip ; q=0.5" -> "gzip", 500. */
static int read_item(struct slice item, struct slice *ret_name)
{
    size_t end = slice_find_char(item, 0, ';');
    struct slice rest = slice_trim(slice_from(item, end + 1));
    *ret_name = slice_trim(slice_sub(item, 0, end));
    if (rest.size == 0)
        return FULL_WEIGHT;
    return slice_starts(rest, "q=") || slice_starts(rest, "Q=")
               ? weight_of(slice_from(rest, 2))
               : 0;
}

static bool has_name(size_t row, struct slice name)
{
    return slice_equal_nocase(name, slice_of(codings[row].name)) ||
           (codings[row].alias != NULL &&
            slice_equal_nocase(name, slice_of(codings[row].alias)));
}

enum coding coding_choose(struct slice accept_encoding)
{
    int weights[ARRAY_COUNT(codings)] = {UNNAMED, UNNAMED, UNNAMED};
    int others = UNNAMED;
    struct slice item, name;
    while (slice_cut(&accept_encoding, ',', &item)) {
        int weight = read_item(item, &name);
        if (slice_is(name, "*"))
            others = weight;
        for (size_t i = 0; i < ARRAY_COUNT(codings); i++) {
            if (has_name(i, name))
                weights[i] = weight;
        }
    }
    enum coding best = CODING_IDENTITY;
    int most = 0;
    for (size_t i = 0; i < ARRAY_COUNT(codings); i++) {
        int weight = weights[i] != UNNAMED ? weights[i] : others;
        if (weight > most) {
            most = weight;
            best = codings[i].coding;
        }
    }
    return best;
}

static size_t row_of(enum coding coding)
{
    size_t row = 0;
    while (codings[row].coding != coding)
        row++;
    return row;
}

struct slice coding_name(enum coding coding)
{
    return coding != CODING_IDENTITY ? slice_of(codings[row_of(coding)].name)
                                     : SLICE_NONE;
}

struct slice coding_etag(enum coding coding, struct slice etag,
                         struct arena *arena)
{
    if (coding == CODING_IDENTITY)
        return etag;
    return arena_printf(arena, "%.*s%s\"",
                        SLICE_FMT(slice_sub(etag, 0, etag.size - 1)),
                        codings[row_of(coding)].suffix);
}
