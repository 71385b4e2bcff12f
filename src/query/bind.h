/* bind.h - what giving a query its meaning works with. Private to this
 * room. */
#ifndef QUERY_BIND_H
#define QUERY_BIND_H

#include "query/query.h"

struct binder {
    struct query *query;
    const struct snapshot *snapshot;
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

/* No document has a field of that path. */
void warn_of_absence(struct binder *binder, struct slice parameter,
                     struct slice path);

/* What is looked at of `fields` and `include`; with a schema where there are
 * fields. */
void bind_shown(struct binder *binder);
/* Looks up every name in `fields`, of which there are some. */
void bind_names(struct binder *binder);

/* "related.slug", "front_matter.title", "author.posts": whether the path is no
 * field because it leads through what is only shown beside a document. */
bool path_is_only_shown(struct binder *binder, struct slice path);

/* That it is asked of what is shown and is no field. */
void object_to_shown(struct binder *binder, const struct condition *condition);

/* Reads the operands of a condition as values of its field, which some
 * document has. False, with an error, if the operator or a value cannot be
 * asked of it. */
bool operands_bind(struct binder *binder, struct condition *condition) MUST_USE;

#endif
