/* condition.h - what a document must be like, as a tree.
 *
 *     tags:in=a,b & or=(featured=true,date:gte=now-30d)
 *
 *     and --- tags in [a, b]
 *         \-- or --- featured eq [true]
 *                \-- date gte [now-30d]
 *
 * Parsing gives the names and texts as they were written; binding looks the
 * fields up in the content and gives every text its meaning there. */
#ifndef QUERY_CONDITION_H
#define QUERY_CONDITION_H

#include "index/column.h"

#define CONDITION_MAX_COUNT  32  /* in one query, groups not counted */
#define CONDITION_MAX_DEPTH  4   /* of groups within groups */
#define CONDITION_MAX_VALUES 100 /* of one condition */
#define CONDITION_MAX_LONG   4   /* that look into whole bodies */

enum op {
    OP_EQ, /* also the one of a bare field */
    OP_NE,
    OP_GT,
    OP_GTE,
    OP_LT,
    OP_LTE,
    OP_IN,
    OP_NIN,
    OP_ALL,
    OP_CONTAINS,
    OP_STARTS_WITH,
    OP_ENDS_WITH,
    OP_EXISTS,
    OP_COUNT,
};

/* One row for each operator; the parser, the suggestions and the description
 * in openapi/ are made from it. */
struct op_info {
    const char *name; /* "startsWith" */
    bool takes_list;  /* its value is split at commas */
    bool is_negative; /* matches documents that lack the field */
    bool is_order;    /* compares: gt, gte, lt, lte */
    bool is_text;     /* looks into text: contains and its like */
    const char *explanation;
};

const struct op_info *op_info(enum op op);
/* False if there is none of that name. */
bool op_find(struct slice name, enum op *ret_op);

/* One value of a condition, as text and as whatever it can be read. */
struct operand {
    struct slice text; /* decoded, unquoted; of a date a "+" that became a
                          blank is one again */
    unsigned types;    /* enum field_type, or-ed: what it can be; by bind */
    bool boolean;
    double number;
    int64_t from_ms, to_ms; /* the interval [from, to) that a date names */
    struct slice folded;    /* without regard to case, for text operators */
    struct slice slug;      /* as a name made into a slug, for relations */
};

enum condition_kind {
    CONDITION_FIELD,
    CONDITION_AND,
    CONDITION_OR,
    CONDITION_NOT, /* of all of its parts together */
};

/* Equality repeated means any of the values: tags=a&tags=b is tags:in=a,b, one
 * condition with two operands whose op is then OP_IN. So does each element of
 * an array in brackets: tags[in]=a&tags[in]=b, tags[in][]=a&tags[in][]=b.
 * Everything else repeated must all be met, and so must everything within a
 * group. */
enum joins { JOINS_NEVER, JOINS_EQUALITY, JOINS_LIST };

struct condition {
    enum condition_kind kind;
    struct slice parameter; /* as the client wrote it, for errors: "or" */
    size_t character;       /* of a group's text, where its name begins; from
                               1; 0 where it is a parameter of its own */

    /* Of CONDITION_FIELD. */
    struct slice path; /* "author.name" */
    enum op op;
    struct operand *operands; /* at least one, no two with the same text */
    size_t operand_count, operand_capacity;
    enum joins joins;        /* what may still be added; by parse */
    struct field_path field; /* by bind */
    /* By plan, where that is worth it: a bit for each value of the column that
     * meets the condition. Both NULL: each document is looked into. */
    const struct column *column;
    const uint64_t *bits;
    bool is_negative; /* what holds is that none of its bits is set */

    /* Of the groups; never empty. */
    struct condition **parts;
    size_t part_count, part_capacity;
};

/* "and", "or", "not"; NULL for a field. */
const char *condition_kind_name(enum condition_kind kind);

#endif
