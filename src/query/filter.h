/* filter.h - conditions on fields. Private to this room. */
#ifndef QUERY_FILTER_H
#define QUERY_FILTER_H

#include "query/parser.h"

/* "date:gte", "tags[in][]": what the name of a condition says. */
struct field_name {
    struct slice path;
    enum op op;
    bool is_element;   /* its value is one of several: "tags[]" */
    bool has_brackets; /* a library wrote it, and repeats it for an array */
};

/* Where a condition stands: in a parameter, or in a group that is the value of
 * one. */
struct origin {
    struct slice parameter; /* as the client wrote it */
    size_t character;       /* within its value, from 1; 0: its own name */
};

/* Reads a parameter that is none of ours: adds to p->query->where. */
void filter_read(struct parser *p, struct slice name, struct slice value);

/* Reads the name of a condition; `value` is for suggestions only. Complains
 * and returns false where it is none. */
bool filter_read_name(struct parser *p, const struct origin *origin,
                      struct slice written, struct slice value,
                      struct field_name *ret_name) MUST_USE;

/* The same of a name without brackets, its characters not yet looked at. */
bool filter_split_name(struct parser *p, const struct origin *origin,
                       struct slice written,
                       struct field_name *ret_name) MUST_USE;
/* Whether what stands behind the last colon is an operator; whether it is one
 * or would be taken for a misspelled one. */
bool filter_ends_in_operator(struct slice name);
bool filter_has_operator(struct slice name);

/* The operator that is a typing error away, or OP_COUNT. */
enum op filter_nearest_op(struct slice name);

/* A new condition; NULL, with a complaint, if there are too many. */
struct condition *condition_new(struct parser *p, const struct origin *origin,
                                const struct field_name *name);
/* False, with a complaint, if it has too many; one that it has already is not
 * added again. */
bool condition_add_value(struct parser *p, struct condition *condition,
                         struct slice text) MUST_USE;
void condition_add_part(struct parser *p, struct condition *group,
                        struct condition *part);
bool condition_kind_find(struct slice name, enum condition_kind *ret_kind);

/* group.c: "(a=1,b:in=(2,3))". NULL after a complaint. */
struct condition *group_parse(struct parser *p, struct slice parameter,
                              struct slice text, enum condition_kind kind);
/* group.c: a,"b,c" or (a,"b,c"), the value of an operator that takes a list. */
bool values_parse(struct parser *p, struct condition *condition,
                  struct slice text) MUST_USE;

#endif
