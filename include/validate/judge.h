/* judge.h - whether a value is what a schema asks for.
 *
 * Each fault is a diagnostic with the place of the value at fault, or of the
 * mapping that lacks a key. Besides the keywords of JSON Schema 2020-12 there
 * is
 *
 *     "x-headmatter-reference": "authors"        or a list of collections
 *
 * by which a string, or each string of a list, must lead to an entry. Only the
 * caller knows what there is. */
#ifndef VALIDATE_JUDGE_H
#define VALIDATE_JUDGE_H

#include "document/value.h"
#include "validate/schemas.h"

/* How deep schemas may apply each other, and to how many values altogether. */
#define JUDGE_MAX_DEPTH  400
#define JUDGE_MAX_EFFORT 2000000

/* What the stack of the calling thread must hold: a sanitizer's included. */
#define JUDGE_STACK_BYTES (16 * 1024 * 1024)

/* What a reference leads to instead of an entry. */
struct reference_miss {
    const char *what;  /* "nothing", "a draft" */
    struct slice hint; /* or SLICE_NONE */
};

struct reference_finder {
    /* Whether `text` leads to an entry of one of the collections. If not, it
     * may say more about that, in the arena. */
    bool (*find)(void *context, const struct names *collections,
                 struct slice text, struct arena *arena,
                 struct reference_miss *miss);
    void *context;
};

/* Adds the faults of a value, DIAGNOSTICS_MAX_PER_FILE at most, under
 * found->path. Returns whether there is none. `shown` is the value without the
 * members that answers hide, whose values no fault quotes; NULL: none is
 * hidden. `finder` may be NULL: then references are not checked. */
bool schema_judge(const struct subschema *schema, const struct value *value,
                  const struct value *shown,
                  const struct reference_finder *finder,
                  struct diagnostics *found);

#endif
