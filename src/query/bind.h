/* bind.h - what giving a query its meaning works with. Private to this
 * room. */
#ifndef QUERY_BIND_H
#define QUERY_BIND_H

#include "query/query.h"

struct binder {
    struct query *query;
    const struct schema *schema;
    const struct collection *collection; /* NULL: every listed document */
    int64_t now_ms;
    struct arena *arena;
    size_t long_count; /* conditions that look into whole bodies */
};

/* query_add_error() with the binder's query and arena; once there are as many
 * as are told, one that nobody reads. */
struct parameter_error *object_to(struct binder *binder, struct slice parameter,
                                  const char *code, struct slice detail);

/* Reads the operands of a condition as values of its field, which some
 * document has. False, with an error, if the operator or a value cannot be
 * asked of it. */
bool operands_bind(struct binder *binder, struct condition *condition) MUST_USE;

#endif
