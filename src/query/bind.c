/* bind.c - gives the names and texts of a query their meaning in the content.
 *
 *     titel:contains=x   --schema--> no such field; "title" is: an error
 *     featured=true      --schema--> no document has it: a warning
 *     date:gte=now-30d   --schema--> a date, from that minute on
 *
 * Nobody declares fields, so a name that no document has may be a typing error
 * or the last one of its kind that was removed from the content. Where a known
 * name is a typing error away it is taken for the first and refused; else it is
 * a field that is absent everywhere, which no condition but a negative one
 * matches, and the answer says so.
 *
 * A client that asks leniently gets no error: what cannot be used is dropped
 * here, and told as a warning. */
#include "query/bind.h"

#include "base/nearest.h"
#include "query/parser.h"

#include <string.h>

struct parameter_error *object_to(struct binder *binder, struct slice parameter,
                                  const char *code, struct slice detail)
{
    if (binder->query->error_count >= QUERY_MAX_ERRORS)
        return arena_alloc(binder->arena, 1, sizeof(struct parameter_error));
    return query_add_error(binder->query, binder->arena, parameter, code,
                           detail);
}

void warn_of_absence(struct binder *binder, struct slice parameter,
                     struct slice path)
{
    struct slice detail =
        schema_is_full(binder->schema)
            ? arena_printf(binder->arena,
                           "There are too many fields to know them all; '%.*s' "
                           "is none of the first %d.",
                           SLICE_FMT(path), SCHEMA_MAX_FIELDS)
            : arena_printf(binder->arena, "No document has a field '%.*s'.",
                           SLICE_FMT(path));
    query_add_warning(binder->query, binder->arena, parameter, "unknown-field",
                      detail);
}

/* Looks a path up. False where no document has it and a name that is near to
 * it is meant; where none is, it is absent, and *ret_field has no steps. */
static bool find_field(struct binder *binder, struct slice path,
                       struct field_path *ret_field, struct slice *ret_nearest)
{
    return schema_find(binder->schema, path, binder->arena, ret_field,
                       ret_nearest) ||
           ret_nearest->data == NULL;
}

static bool is_only_objects(const struct field_path *field)
{
    return field->types == FIELD_OBJECT;
}

/* Whether lists can be sorted by its values, or they can be counted; so they
 * can, if to no end, where no document has it. */
static bool is_usable(struct binder *binder, struct slice path,
                      const struct field_path *field, enum field_use use)
{
    if (field->count == 0)
        return !path_is_only_shown(binder, path);
    return (field->uses & (unsigned)use) != 0 && !is_only_objects(field);
}

/* "title:contains" in place of "titel:contains". */
static struct slice with_operator(const struct binder *binder,
                                  const struct condition *condition,
                                  struct slice path)
{
    if (condition->op == OP_EQ || condition->joins == JOINS_EQUALITY)
        return path;
    return arena_printf(binder->arena, "%.*s:%s", SLICE_FMT(path),
                        op_info(condition->op)->name);
}

/* "count=3" means something at /recent, and nothing here. Where documents have
 * such a field, it is that. */
static bool is_parameter_of_elsewhere(struct binder *binder,
                                      const struct condition *condition)
{
    const struct parameter *parameter = parameter_find(condition->path);
    if (parameter == NULL || parameter->read == NULL ||
        condition->character != 0 ||
        !slice_equal(condition->parameter, condition->path))
        return false;
    struct parameter_error *error = object_to(
        binder, condition->parameter, "unknown-parameter",
        arena_printf(binder->arena, "The parameter '%.*s' has no meaning here.",
                     SLICE_FMT(condition->path)));
    if (slice_is(condition->path, "count"))
        error->suggestion = SLICE("limit");
    return true;
}

/* "limt=5" stands where a field could, and is none. "limit:eq=5" has been told
 * from a parameter by its operator, and "limit[]=5" by its brackets. */
static bool is_slip_of_parameter(struct binder *binder,
                                 const struct condition *condition,
                                 struct slice nearest_field)
{
    struct slice path = condition->path;
    if (condition->character != 0 || !slice_equal(condition->parameter, path))
        return false;
    struct slice parameter = query_nearest_parameter(
        path, ACCEPTS_LIST | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE | ACCEPTS_PLAIN |
                  ACCEPTS_STREAM);
    if (parameter.data == NULL)
        return false;
    unsigned most = edit_tolerance(path);
    if (nearest_field.data != NULL &&
        edit_distance(path, nearest_field, most) <=
            edit_distance(path, parameter, most))
        return false;
    object_to(binder, condition->parameter, "unknown-parameter",
              arena_printf(binder->arena, "There is no parameter '%.*s'.",
                           SLICE_FMT(path)))
        ->suggestion = parameter;
    return true;
}

/* "posts", or what stands for all of them. */
static struct slice place_of(const struct binder *binder)
{
    return binder->collection != NULL ? binder->collection->name
                                      : SLICE("any document");
}

static bool bind_field(struct binder *binder, struct condition *condition)
{
    struct slice nearest;
    bool is_near =
        !find_field(binder, condition->path, &condition->field, &nearest);

    if (condition->field.count > 0)
        return operands_bind(binder, condition);
    if (path_is_only_shown(binder, condition->path)) {
        object_to_shown(binder, condition);
        return false;
    }
    if (is_parameter_of_elsewhere(binder, condition) ||
        is_slip_of_parameter(binder, condition, nearest))
        return false;
    if (is_near) {
        object_to(binder, condition->parameter, "unknown-field",
                  arena_printf(binder->arena, "No field '%.*s' in %.*s.",
                               SLICE_FMT(condition->path),
                               SLICE_FMT(place_of(binder))))
            ->suggestion = with_operator(binder, condition, nearest);
        return false;
    }
    warn_of_absence(binder, condition->parameter, condition->path);
    condition->field.uses = USE_ALL;
    return operands_bind(binder, condition);
}

/* False where nothing is left of it. Recursion is as deep as groups may nest:
 * CONDITION_MAX_DEPTH. */
static bool bind_condition(struct binder *binder, struct condition *condition)
{
    size_t kept = 0;
    if (condition->kind == CONDITION_FIELD)
        return bind_field(binder, condition);
    for (size_t i = 0; i < condition->part_count; i++) {
        if (bind_condition(binder, condition->parts[i]))
            condition->parts[kept++] = condition->parts[i];
    }
    condition->part_count = kept;
    return kept > 0;
}

static void bind_filters(struct binder *binder)
{
    struct query *query = binder->query;
    if (query->where != NULL && !bind_condition(binder, query->where))
        query->where = NULL;
}

static void object_to_sort(struct binder *binder, const struct sort_key *key,
                           struct slice detail, struct slice nearest)
{
    struct parameter_error *error =
        object_to(binder, SLICE("sort"), "unknown-sort-field", detail);
    if (nearest.data != NULL)
        error->suggestion =
            arena_printf(binder->arena, "sort=%s%.*s", key->is_down ? "-" : "",
                         SLICE_FMT(nearest));
}

/* Entries compare themselves by some names, unless documents have a field of
 * that name in their front matter. Every list has its titles, be they a field
 * or not. */
static bool bind_sort_key(struct binder *binder, struct sort_key *key)
{
    enum sort_field own = sort_field_find(key->path);
    struct slice nearest;
    bool is_near = !find_field(binder, key->path, &key->values, &nearest);
    key->field = key->values.is_written ? SORT_FIELD : own;
    if (!is_usable(binder, key->path, &key->values, USE_SORT)) {
        object_to_sort(binder, key,
                       arena_printf(binder->arena,
                                    "'%.*s' has no values to sort by.",
                                    SLICE_FMT(key->path)),
                       SLICE_NONE);
        return false;
    }
    if (key->values.count > 0 || own == SORT_TITLE)
        return true;
    if (!is_near) {
        warn_of_absence(binder, SLICE("sort"), key->path);
        return true;
    }
    object_to_sort(binder, key,
                   arena_printf(binder->arena,
                                "No document has a field '%.*s' to sort by.",
                                SLICE_FMT(key->path)),
                   nearest);
    return false;
}

static void bind_sort(struct binder *binder)
{
    struct query *query = binder->query;
    size_t kept = 0;
    for (size_t i = 0; i < query->sort_count; i++) {
        if (bind_sort_key(binder, &query->sort[i]))
            query->sort[kept++] = query->sort[i];
    }
    query->sort_count = kept;
}

static bool bind_facet(struct binder *binder, struct slice path,
                       struct field_path *field)
{
    struct slice nearest;
    bool is_near = !find_field(binder, path, field, &nearest);
    if (!is_usable(binder, path, field, USE_FACET)) {
        object_to(binder, SLICE("facets"), "unusable-field",
                  arena_printf(binder->arena, "'%.*s' has no values to count.",
                               SLICE_FMT(path)));
        return false;
    }
    if (is_near) {
        object_to(binder, SLICE("facets"), "unknown-field",
                  arena_printf(binder->arena, "No document has a field '%.*s'.",
                               SLICE_FMT(path)))
            ->suggestion = nearest;
        return false;
    }
    if (field->count == 0)
        warn_of_absence(binder, SLICE("facets"), path);
    return true;
}

static void bind_facets(struct binder *binder)
{
    struct query *query = binder->query;
    size_t kept = 0;
    for (size_t i = 0; i < query->facet_count; i++) {
        struct slice path = query->facets[i];
        struct field_path field;
        if (!bind_facet(binder, path, &field))
            continue;
        query->facets[kept] = path;
        query->facet_paths[kept++] = field;
    }
    query->facet_count = kept;
}

static void seed_random(struct query *query, const struct snapshot *snapshot)
{
    if (query->is_random && !query->has_seed)
        query->seed = hash_bytes(slice_of(snapshot->rev), 0);
}

/* Most requests name no field: they need no schema. */
static bool names_fields(const struct query *query)
{
    return query->where != NULL || query->sort_count > 0 ||
           query->facet_count > 0 || query->fields != NULL;
}

static const char too_large[] = "limit-too-large";

static bool is_limit(struct slice parameter)
{
    return slice_is(parameter, "limit") || slice_is(parameter, "count");
}

/* What parsing has said of a limit holds with the policy's number. */
static void correct_maximum(struct binder *binder, struct parameter_error *told,
                            size_t count, long most)
{
    for (size_t i = 0; i < count; i++) {
        if (!is_limit(told[i].parameter))
            continue;
        if (strcmp(told[i].code, too_large) == 0) {
            told[i].detail = arena_printf(binder->arena, "At most %ld.", most);
            told[i].maximum = most;
        } else if (strcmp(told[i].code, "invalid-number") == 0) {
            told[i].detail = arena_printf(
                binder->arena, "A whole number from 0 to %ld, or all.", most);
        }
    }
}

/* The policy may allow less than the language does. */
static void bind_limit(struct binder *binder, const struct policy *policy)
{
    struct query *query = binder->query;
    long most = policy->max_page_size;

    if (query->is_limit_all)
        query->limit = (unsigned)policy->max_unpaged;
    correct_maximum(binder, query->errors, query->error_count, most);
    correct_maximum(binder, query->warnings, query->warning_count, most);
    if (query->is_limit_all || query->limit == query->default_limit ||
        query->limit <= (unsigned long)most)
        return;
    query_add_error(query, binder->arena, SLICE("limit"), too_large,
                    arena_printf(binder->arena, "At most %ld.", most))
        ->maximum = most;
    query->limit = query->default_limit;
}

static void bind_locale(struct query *query, const struct snapshot *snapshot,
                        struct arena *arena)
{
    if (query->locale_count == 0 || snapshot->has_languages)
        return;
    query->locale_count = 0;
    query_add_warning(query, arena, SLICE("locale"), "one-language",
                      SLICE("The documents of this site are in one language; "
                            "there is nothing to choose from."));
}

bool query_bind(struct query *query, const struct snapshot *snapshot,
                const struct collection *collection, int64_t now_ms,
                struct arena *arena)
{
    query->collection = collection;
    struct binder binder = {
        .query = query,
        .snapshot = snapshot,
        .collection = collection,
        .now_ms = now_ms,
        .arena = arena,
    };
    query->valid_until_ms = INT64_MAX;
    bind_locale(query, snapshot, arena);
    seed_random(query, snapshot);
    bind_limit(&binder, &snapshot->policy);
    if (names_fields(query)) {
        binder.schema = snapshot_schema(snapshot, collection);
        bind_filters(&binder);
        bind_sort(&binder);
        bind_facets(&binder);
    }
    bind_shown(&binder);
    return query_settle_errors(query, arena);
}
