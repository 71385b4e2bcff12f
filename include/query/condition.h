/* condition.h - what must hold of a document, as a tree.
 *
 *     tags:in=a,b & or=(featured=true,date:gte=now-30d)
 *
 *     and --- tags in [a, b]
 *         \-- or --- featured eq [true]
 *                \-- date gte [now-30d]
 *
 * Parsing gives the names and strings as they were written; binding looks the
 * fields up in the content and gives every string its meaning there. */
#ifndef QUERY_CONDITION_H
#define QUERY_CONDITION_H

#include "index/column.h"

#define CONDITION_MAX_COUNT  32  /* in one query, groups not counted */
#define CONDITION_MAX_DEPTH  4   /* of groups within groups */
#define CONDITION_MAX_VALUES 100 /* of one condition */
#define CONDITION_MAX_LONG   4   /* that search whole bodies */

enum op {
    OP_EQ, /* also without an operator */
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

/* One row for each operator; the parser, the suggestions and the pages about
 * errors are made from it. */
struct op_info {
    const char *name; /* "startsWith" */
    bool takes_list;  /* its value is split at commas */
    bool is_negative; /* matches documents that lack the field */
    bool is_order;    /* gt, gte, lt, lte */
    bool is_text;     /* contains, startsWith, endsWith */
    const char *explanation;
};

const struct op_info *op_info(enum op op);
/* False if there is no operator of that name. */
bool op_find(struct slice name, enum op *ret_op);

/* Whether a query can name the field: `fields`, groups and brackets have
 * characters of their own. */
bool path_can_be_asked(struct slice path);

/* Whether it is of use to ask this of a field: a client that goes through the
 * operators is told of those. More are allowed, such as the order of texts. */
bool op_suits(enum op op, const struct field_path *field);

/* One value of a condition, as a string and as all that it can be read as. */
struct operand {
    struct slice text; /* decoded, unquoted; in a date a "+" that became a
                          space is restored */
    unsigned types;    /* enum field_type, or-ed: what it can be; by bind */
    bool boolean;
    struct number number;
    int64_t from_ms, to_ms; /* the interval [from, to) that a date names */
    struct slice folded;    /* case-folded, for text operators */
    struct slice searched;  /* the same without accents, as unicode_search() */
    bool has_accents;       /* then the text has to have them, too */
    struct slice slug;      /* of the name, for relations */
};

enum condition_kind {
    CONDITION_FIELD,
    CONDITION_AND,
    CONDITION_OR,
    CONDITION_NOT, /* of all its parts together */
};

/* Repeated equality means any of the values: tags=a&tags=b is tags:in=a,b, one
 * condition with two operands whose op is then OP_IN. The same holds for an
 * array in brackets: tags[in]=a&tags[in]=b, tags[in][]=a&tags[in][]=b.
 * Anything else that is repeated must hold each time, and so must everything
 * within a group. */
enum joins { JOINS_NEVER, JOINS_EQUALITY, JOINS_LIST };

struct condition {
    enum condition_kind kind;
    struct slice parameter; /* as the client wrote it, for errors: "or" */
    size_t character;       /* of a group's text, where its name begins; from
                               1; 0 if it is a parameter of its own */

    /* Of CONDITION_FIELD. */
    struct slice path; /* "author.name" */
    enum op op;
    struct operand *operands; /* at least one, all distinct */
    size_t operand_count, operand_capacity;
    enum joins joins;        /* what may still be added; by parse */
    struct field_path field; /* by bind */
    /* By plan, where that is worth it: a bit for each value of the column that
     * meets the condition. Both NULL: each document is looked at. */
    const struct column *column;
    const uint64_t *bits;
    bool is_negative; /* it holds if none of a document's bits is set */

    /* Of the groups; never empty. */
    struct condition **parts;
    size_t part_count, part_capacity;
};

/* "and", "or", "not"; NULL for a field. */
const char *condition_kind_name(enum condition_kind kind);

/* Whether the document meets the condition, which is bound; NULL holds for any
 * document. */
bool condition_holds(const struct condition *condition,
                     const struct entry *entry);

#endif
