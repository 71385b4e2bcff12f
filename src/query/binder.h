/* binder.h - what gives a query its meaning. Private to this room. Each file
 * calls only those below it:
 *
 *     bind.c       filters, sort fields, facets
 *     shown.c      `include`, and what `fields` leaves of it
 *     names.c      `fields`
 *     operand.c    the values of conditions
 *     binder.c     errors and warnings
 *     includes.c, literal.c */
#ifndef QUERY_BINDER_H
#define QUERY_BINDER_H

#include "query/query.h"

struct binder {
    struct query *query;
    const struct snapshot *snapshot;
    const struct schema *schema;
    const struct collection *collection; /* NULL: every listed document */
    int64_t now_ms;
    struct arena *arena;
    size_t long_count; /* conditions that search whole bodies */
};

struct parameter_error *binder_error(struct binder *binder,
                                     struct slice parameter, const char *code,
                                     struct slice detail);

/* Warns that no document has a field of that path. */
void binder_warn_absent(struct binder *binder, struct slice parameter,
                        struct slice path);

/* "posts", or "any document". */
struct slice binder_scope(const struct collection *collection);

/* operand.c: reads the operands of a condition as values of its field, which
 * some document has. False, with an error, if the operator or a value does not
 * fit the field. */
bool operands_bind(struct binder *binder, struct condition *condition) MUST_USE;
/* operand.c: the field is shown, but cannot be filtered by. */
void operands_refuse(struct binder *binder, const struct condition *condition);

/* names.c: looks up every name in `fields`, of which there are some. */
void names_bind(struct binder *binder);

/* shown.c: checks `include`, and `fields` if the query has it; then there must
 * be a schema. */
void shown_bind(struct binder *binder);
/* shown.c: "related.slug", "front_matter.title", "author.posts": whether the
 * path leads through what is only shown beside a document. */
bool shown_is_beside(struct binder *binder, struct slice path);

#endif
