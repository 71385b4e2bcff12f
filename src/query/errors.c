/* errors.c - what is wrong with a query, collected.
 *
 * Every step adds to one list, so that an answer reports everything that is
 * wrong at once; what has been reported already is not repeated. */
#include "query/errors.h"

#include "query/query.h"

#include <string.h>

static bool is_same(const struct parameter_error *a,
                    const struct parameter_error *b)
{
    return strcmp(a->code, b->code) == 0 &&
           slice_equal(a->parameter, b->parameter) &&
           slice_equal(a->detail, b->detail);
}

static struct parameter_error *add(struct arena *arena,
                                   struct parameter_error **items,
                                   size_t *count, size_t *capacity,
                                   const struct parameter_error *added)
{
    for (size_t i = 0; i < *count; i++) {
        if (is_same(&(*items)[i], added))
            return &(*items)[i];
    }
    *items = arena_grow(arena, *items, *count, capacity, sizeof **items);
    (*items)[*count] = *added;
    return &(*items)[(*count)++];
}

struct parameter_error *query_add_error(struct query *query,
                                        struct arena *arena,
                                        struct slice parameter,
                                        const char *code, struct slice detail)
{
    const struct parameter_error error = {
        .parameter = parameter, .code = code, .detail = detail};
    if (query->error_count == QUERY_MAX_ERRORS) /* one that nobody reads */
        return arena_alloc(arena, 1, sizeof error);
    return add(arena, &query->errors, &query->error_count,
               &query->error_capacity, &error);
}

struct parameter_error *query_add_warning(struct query *query,
                                          struct arena *arena,
                                          struct slice parameter,
                                          const char *code, struct slice detail)
{
    const struct parameter_error warning = {
        .parameter = parameter, .code = code, .detail = detail};
    return add(arena, &query->warnings, &query->warning_count,
               &query->warning_capacity, &warning);
}

bool query_settle_errors(struct query *query, struct arena *arena)
{
    if (!query->is_lenient)
        return query->error_count == 0;
    for (size_t i = 0; i < query->error_count; i++)
        (void)add(arena, &query->warnings, &query->warning_count,
                  &query->warning_capacity, &query->errors[i]);
    query->error_count = 0;
    return true;
}
