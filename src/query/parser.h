/* parser.h - what reads a query, parameter by parameter. Private to this room.
 * Each file calls only those below it:
 *
 *     query.c          the loop over all parameters
 *     filter.c         conditions on fields: field:op=value
 *     group.c          conditions and values in parentheses
 *     field_name.c     the name of a condition
 *     hints.c          what other systems' names are in ours
 *     foreign.c        the same for names without brackets
 *     parameters.c     the table of the names that are ours
 *     read_*.c         the values of those
 *     conditions.c     makes conditions
 *     parser.c         errors, and lists of names
 *     errors.c, operators.c, brackets.c, includes.c */
#ifndef QUERY_PARSER_H
#define QUERY_PARSER_H

#include "query/query.h"

struct parser {
    struct query *query;
    struct arena *arena;
    const struct query_options *options;
    uint64_t given;         /* a bit for each row of the table */
    unsigned include_count; /* names in the tree so far */
    unsigned field_count;   /* names in `fields` so far */
    size_t condition_count;
    bool has_too_many_conditions; /* and has said so */
    bool has_typed_space;         /* at the end of q */
};

/* Where something is written: in a parameter, or in a group that is the value
 * of one. */
struct location {
    struct slice parameter; /* as the client wrote it */
    size_t character;       /* within its value, from 1; 0: its own name */
};

/* Adds an error. In a group its detail ends with the place. */
struct parameter_error *parser_error_at(struct parser *parser,
                                        const struct location *location,
                                        const char *code, struct slice detail);
struct parameter_error *parser_error(struct parser *parser,
                                     struct slice parameter, const char *code,
                                     struct slice detail);
/* "At most 4." */
void parser_error_maximum(struct parser *parser, struct slice parameter,
                          const char *code, long maximum);
/* Whether as many errors have been found as an answer reports. */
bool parser_is_done(const struct parser *parser);

/* Takes the next name off a comma list, without the spaces around it and
 * leaving out empty ones; false at the end, and once the parser is done. */
bool parser_next_name(const struct parser *parser, struct slice *list,
                      struct slice *ret_name);

/* False, with an error, if a name in the path is empty or if there are more
 * than a path can have. */
bool parser_check_path(struct parser *parser, const struct location *location,
                       struct slice path) MUST_USE;

#endif
