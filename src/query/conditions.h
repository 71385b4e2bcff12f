/* conditions.h - conditions as they are read. Private to this room. */
#ifndef QUERY_CONDITIONS_H
#define QUERY_CONDITIONS_H

#include "query/parser.h"

/* What the name of a condition says: "date:gte", "tags[in][]". */
struct field_name {
    struct slice path;
    enum op op;
    bool is_element;   /* its value is one of several: "tags[]" */
    bool has_brackets; /* a library wrote it, and repeats it for an array */
};

/* NULL, with an error, if there are too many. */
struct condition *condition_new(struct parser *parser,
                                const struct location *location,
                                const struct field_name *name);

/* False, with an error, if it has too many values; one that it has already is
 * not added again. */
bool condition_add_value(struct parser *parser, struct condition *condition,
                         struct slice text) MUST_USE;

void condition_add_part(struct parser *parser, struct condition *group,
                        struct condition *part);

#endif
