/* parse.h - a query string, split and parsed as an endpoint does it. */
#ifndef TESTS_UNIT_PARSE_H
#define TESTS_UNIT_PARSE_H

#include "query/query.h"

static inline bool parse_text(struct slice text, unsigned accepts,
                              unsigned default_limit, struct arena *arena,
                              struct query *ret_query)
{
    const struct arguments arguments = arguments_split(text, arena);
    const struct query_options options = {
        .accepts = accepts,
        .default_limit = default_limit,
        .max_limit = QUERY_MAX_LIMIT,
        .max_unpaged = QUERY_LIMIT_ALL,
    };
    return query_parse(&arguments, &options, arena, ret_query);
}

#endif
