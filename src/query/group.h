/* group.h - conditions and values in parentheses. Private to this room. */
#ifndef QUERY_GROUP_H
#define QUERY_GROUP_H

#include "query/conditions.h"

/* "(a=1,b:in=(2,3))"; NULL, with an error, if it cannot be read. */
struct condition *group_parse(struct parser *parser, struct slice parameter,
                              struct slice text, enum condition_kind kind);

/* a,"b,c" or (a,"b,c"): the values of an operator that takes a list. */
bool group_parse_values(struct parser *parser, struct condition *condition,
                        struct slice text) MUST_USE;

#endif
