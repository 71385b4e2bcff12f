/* sort_value.h - values that entries are sorted by; they can be compared and
 * stored in a cursor. */
#ifndef INDEX_SORT_VALUE_H
#define INDEX_SORT_VALUE_H

#include "base/number.h"
#include "index/order.h"

enum sort_kind {
    SORT_KIND_BOOLEAN, /* of mixed values these come first */
    SORT_KIND_NUMBER,
    SORT_KIND_DATE,
    SORT_KIND_TEXT,
    SORT_KIND_HASH,
    SORT_KIND_MISSING, /* last in both directions */
};

struct sort_value {
    enum sort_kind kind;
    union {
        struct number number; /* of a boolean too */
        int64_t ms;
        uint64_t hash;
        struct slice text; /* folded, at most SORT_MAX_BYTES */
    } as;
};

struct sort_value sort_value_of_number(struct number number);
struct sort_value sort_value_of_folded(struct slice text);
/* Folds the text into `arena`. */
struct sort_value sort_value_of_text(struct slice text, struct arena *arena);
/* Returns what the entry itself is sorted by; `field` is not SORT_FIELD. */
struct sort_value sort_value_of_entry(const struct entry *entry,
                                      enum sort_field field);

/* There is one order for values of all kinds. */
int sort_value_compare(const struct sort_value *a, const struct sort_value *b,
                       bool is_down);

/* Returns the entry's values for the operator's order of its collection: one
 * for each of collection->sort. Strings lie in the snapshot or in `arena`. */
void sort_values_of_rule(const struct entry *entry, struct arena *arena,
                         struct sort_value *ret_values);

#endif
