/* delta.h - a string kept as how it differs from another one.
 *
 *     base     Some *words* of a [page](b.md).
 *     string   <p>Some <em>words</em> of a ...
 *     edits    "<p>" 5 bytes of the base, "<em>" 5 bytes from one further on,
 *              "</em>" ...
 *
 * What a parser makes of a text is mostly that text again. Each string that is
 * kept in this form takes a few hundred bytes instead of a copy, and reading it
 * costs little more than a copy does. */
#ifndef BASE_DELTA_H
#define BASE_DELTA_H

#include "base/arena.h"

#include <stdint.h>

/* Larger strings are kept whole, and so are all with a larger base: these can
 * be sent without being put together first. */
#define DELTA_MAX_BYTES (256 * 1024)

#define DELTA_HEADS 8192

/* What strings are compared with; must outlive them. */
struct delta_base {
    struct slice bytes;
    uint32_t heads[DELTA_HEADS]; /* where a few bytes are, by their hash: twice
                                    the place; in edits, and one */
};

void delta_base_init(struct delta_base *base, struct slice bytes);

struct delta {
    const char *base;
    struct slice edits; /* SLICE_NONE: the string is all of the base */
    size_t size;        /* of the string */
};

/* The string as a delta, whose edits lie in `arena`; or a copy, if that is not
 * larger. */
struct delta delta_make(struct delta_base *base, struct slice string,
                        struct arena *arena);

/* The string itself, which must outlive the delta. */
struct delta delta_whole(struct slice string);
bool delta_is_whole(const struct delta *delta);

/* The string again; in `arena` unless it is kept whole. */
struct slice delta_string(const struct delta *delta, struct arena *arena);
void delta_append(struct str *out, const struct delta *delta);

/* Reads a delta from front to end. */
struct delta_reader {
    const char *next;        /* in the base, after what was copied last */
    const char *edits, *end; /* still to be read */
    struct slice piece;      /* likewise, of the current edit */
    struct slice copied;     /* after the piece */
};

struct delta_reader delta_read(const struct delta *delta);

/* The next bytes, at most so many, as they lie in the base or in the edits;
 * nothing at the end. */
struct slice delta_next(struct delta_reader *reader, size_t max_bytes);

#endif
