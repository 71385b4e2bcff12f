/* parameters.c - the parameters of one request, and what is wrong with them.
 *
 * A field that no document has is told apart by how near it is to one that
 * exists: "titel" is a typing error and an error; "featured", once the last
 * featured post is gone, is a field that is merely absent, and must not break
 * the page that asks for it. It is answered, with a warning. */
#include "api/exchange.h"
#include "base/nearest.h"

static void answer_invalid_query(struct exchange *x)
{
    size_t count = x->query.error_count;
    struct problem problem = {
        .kind = PROBLEM_INVALID_QUERY,
        .detail = arena_printf(x->arena, "%zu parameter%s could not be used.",
                               count, count == 1 ? "" : "s"),
        .errors = x->query.errors,
        .error_count = count,
    };
    answer_problem(x, &problem);
}

bool read_query(struct exchange *x, unsigned accepts, unsigned default_limit)
{
    if (query_parse(x->raw_query, accepts, default_limit, x->arena, &x->query))
        return true;
    answer_invalid_query(x);
    return false;
}

void answer_too_large(struct exchange *x, const char *parameter)
{
    struct response *response = x->response;
    response->header_count = 0;
    response->piece_count = 0;
    response->body_bytes = 0;
    query_add_error(&x->query, x->arena, slice_of(parameter),
                    "answer-too-large",
                    arena_printf(x->arena,
                                 "The answer would be larger than %d bytes; "
                                 "ask for less.",
                                 RESOURCE_MAX_BYTES))
        ->maximum = RESOURCE_MAX_BYTES;
    answer_invalid_query(x);
}

struct search {
    struct slice name;
    bool is_known;
    struct slice nearest;
    unsigned distance; /* of the nearest so far */
};

static void consider(struct search *search, struct slice known)
{
    if (slice_equal(search->name, known))
        search->is_known = true;
    unsigned distance = edit_distance(search->name, known, search->distance);
    if (distance < search->distance) {
        search->distance = distance;
        search->nearest = known;
    }
}

static void consider_collection(struct search *search,
                                const struct collection *collection)
{
    size_t cursor = 0;
    struct slice key;
    if (map_find(&collection->fields, search->name) != NULL)
        search->is_known = true;
    while (!search->is_known &&
           map_next(&collection->fields, &cursor, &key, NULL))
        consider(search, key);
}

static struct search search_field(const struct exchange *x,
                                  const struct collection *collection,
                                  struct slice name)
{
    struct search search = {.name = name, .distance = edit_tolerance(name) + 1};
    for (size_t i = 0; computed_member_name(i) != NULL; i++)
        consider(&search, slice_of(computed_member_name(i)));
    if (collection != NULL)
        consider_collection(&search, collection);
    for (size_t i = 0; collection == NULL && i < x->snapshot->collection_count;
         i++)
        consider_collection(&search, x->snapshot->collections[i]);
    return search;
}

bool check_fields(struct exchange *x, const struct collection *collection)
{
    bool ok = true;
    for (size_t i = 0; i < x->query.field_count; i++) {
        struct slice name = x->query.fields[i];
        struct search search = search_field(x, collection, name);
        if (search.is_known)
            continue;
        query_add_error(&x->query, x->arena, SLICE("fields"), "unknown-field",
                        arena_printf(x->arena,
                                     "No document has a field "
                                     "'%.*s'.",
                                     SLICE_FMT(name)))
            ->suggestion = search.nearest;
        if (search.nearest.data != NULL)
            ok = false;
    }
    if (!ok)
        answer_invalid_query(x);
    return ok;
}
