/* bind.c - gives the names and values of a query their meaning in the content.
 *
 *     titel:contains=x   --schema--> no such field; "title" is one: an error
 *     featured=true      --schema--> no document has it: a warning
 *     date:gte=now-30d   --schema--> a date, from that minute on
 *
 * Nobody declares fields, so a name that no document has may be a typing error
 * or the last one of its kind that was removed from the content. If a known
 * name is a typing error away it is taken for the first and refused. Otherwise
 * it is a field that is absent everywhere, which only a negative condition
 * matches, and the answer says so.
 *
 * With `lenient` there are no errors: what cannot be used is dropped here and
 * reported as a warning. */
#include "query/binder.h"

#include "base/map.h"
#include "base/nearest.h"
#include "query/foreign.h"
#include "query/parameters.h"
#include "query/period.h"

/* What a name alone can have been meant as. */
#define ANY_LIST                                                               \
    (ACCEPTS_LIST | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE | ACCEPTS_PLAIN |         \
     ACCEPTS_STREAM)

/* Finds the field, which has no steps if no document has it. *ret_nearest is
 * the path that was meant then, or SLICE_NONE. */
static void look_up(struct binder *binder, struct slice path,
                    struct field_path *ret_field, struct slice *ret_nearest)
{
    (void)!schema_find(binder->schema, path, binder->arena, ret_field,
                       ret_nearest);
}

/* Whether lists can be sorted by its values, or its values counted. Where no
 * document has the field they can, to no effect. */
static bool is_usable(struct binder *binder, struct slice path,
                      const struct field_path *field, enum field_use use)
{
    if (field->count == 0)
        return !shown_is_beside(binder, path);
    return (field->uses & (unsigned)use) != 0 && field->types != FIELD_OBJECT;
}

/* Whether it is a parameter of its own, without an operator or brackets. */
static bool is_bare(const struct condition *condition)
{
    return condition->character == 0 &&
           slice_equal(condition->parameter, condition->path);
}

/* "count=3" means something at /recent, "section=a" of one document, and
 * neither does here. "v=1" is more often meant for no one. */
static bool is_parameter_elsewhere(struct binder *binder,
                                   const struct condition *condition)
{
    const struct parameter *parameter = parameter_find(condition->path);
    if (parameter == NULL || parameter->read == NULL || !is_bare(condition) ||
        foreign_is_buster(condition->path))
        return false;
    struct slice detail =
        arena_printf(binder->arena, "The parameter '%.*s' does not apply here.",
                     SLICE_FMT(condition->path));
    if (parameter->accepts == ACCEPTS_SECTION)
        detail = SLICE("A section is a part of one document, so ask for it at "
                       "the document's own address: "
                       "/{collection}/{slug}?section={id}.");
    struct parameter_error *error =
        binder_error(binder, condition->parameter, "unknown-parameter", detail);
    if (slice_is(condition->path, "count"))
        error->suggestion = SLICE("limit");
    return true;
}

/* "populate=a", "populate[]=a": whether the name is that of one parameter. */
static bool is_plain(const struct condition *condition)
{
    struct slice rest = slice_from(condition->parameter, condition->path.size);
    return condition->character == 0 &&
           slice_begins(condition->parameter, condition->path) &&
           (rest.size == 0 || slice_starts(rest, "["));
}

static struct slice joined_operands(const struct binder *binder,
                                    const struct condition *condition)
{
    struct slice all = condition->operands[0].text;
    for (size_t i = 1; i < condition->operand_count; i++)
        all = arena_printf(binder->arena, "%.*s,%.*s", SLICE_FMT(all),
                           SLICE_FMT(condition->operands[i].text));
    return all;
}

/* "per_page=10", "orderBy=title": what other systems call a parameter of ours,
 * or what a script has added. */
static bool is_foreign(struct binder *binder, const struct condition *condition)
{
    struct slice name = condition->path;
    struct str out = {0};
    if (!is_plain(condition))
        return false;
    if (foreign_is_buster(name)) {
        query_add_warning(binder->query, binder->arena, condition->parameter,
                          "ignored-parameter",
                          arena_printf(binder->arena,
                                       "'%.*s' is ignored: no document has a "
                                       "field of that name.",
                                       SLICE_FMT(name)));
        return true;
    }
    const char *ours = foreign_translate(
        binder->query, name, joined_operands(binder, condition), &out);
    if (ours == NULL)
        return false;
    struct parameter_error *error = binder_error(
        binder, condition->parameter, "unknown-parameter",
        arena_printf(binder->arena, "Unknown parameter '%.*s'. Use %s.",
                     SLICE_FMT(name), ours));
    error->suggestion = out.size > 0
                            ? arena_copy(binder->arena, str_slice(&out))
                            : slice_of(ours);
    str_release(&out);
    return true;
}

/* "limt=5", unless the nearest field is as near. */
static bool is_nearly_parameter(struct binder *binder,
                                const struct condition *condition,
                                struct slice nearest_field)
{
    struct slice path = condition->path;
    struct slice parameter = query_nearest_parameter(path, ANY_LIST);
    if (parameter.data == NULL || !is_bare(condition))
        return false;
    struct nearest nearest = nearest_to(path);
    if (nearest_field.data != NULL)
        nearest_consider(&nearest, nearest_field);
    if (!nearest_consider(&nearest, parameter))
        return false;
    binder_error(binder, condition->parameter, "unknown-parameter",
                 arena_printf(binder->arena, "Unknown parameter '%.*s'.",
                              SLICE_FMT(path)))
        ->suggestion = parameter;
    return true;
}

static void report_unknown_field(struct binder *binder,
                                 const struct condition *condition,
                                 struct slice nearest)
{
    struct parameter_error *error =
        binder_error(binder, condition->parameter, "unknown-field",
                     arena_printf(binder->arena, "No field '%.*s' in %.*s.",
                                  SLICE_FMT(condition->path),
                                  SLICE_FMT(binder_scope(binder->collection))));
    bool has_op = condition->op != OP_EQ && condition->joins != JOINS_EQUALITY;
    error->suggestion =
        has_op ? arena_printf(binder->arena, "%.*s:%s", SLICE_FMT(nearest),
                              op_info(condition->op)->name)
               : nearest;
}

/* "date.month": its field, which has dates; NULL if it is no such path. */
static const struct period *look_up_period(struct binder *binder,
                                           struct slice path,
                                           struct field_path *ret_field,
                                           struct slice *ret_name)
{
    struct slice nearest;
    const struct period *period = period_find(path, ret_name);
    if (period == NULL)
        return NULL;
    look_up(binder, *ret_name, ret_field, &nearest);
    if ((ret_field->types & FIELD_DATE) != 0)
        return period;
    *ret_field = (struct field_path){0};
    return NULL;
}

/* "date.month=2024-05": a date is itself compared with a month. */
static bool is_period(struct binder *binder, const struct condition *condition)
{
    struct field_path field;
    struct slice name;
    if (look_up_period(binder, condition->path, &field, &name) == NULL)
        return false;
    binder_error(binder, condition->parameter, "unknown-field",
                 arena_printf(binder->arena,
                              "'%.*s' can only be counted. A date is compared "
                              "with a year, a month or a day as it is: "
                              "%.*s=2024-05.",
                              SLICE_FMT(condition->path), SLICE_FMT(name)))
        ->suggestion = name;
    return true;
}

static bool bind_field(struct binder *binder, struct condition *condition)
{
    struct slice nearest;
    look_up(binder, condition->path, &condition->field, &nearest);
    if (condition->field.count > 0)
        return operands_bind(binder, condition);
    if (shown_is_beside(binder, condition->path)) {
        operands_refuse(binder, condition);
        return false;
    }
    if (is_period(binder, condition) ||
        is_parameter_elsewhere(binder, condition) ||
        is_foreign(binder, condition) ||
        is_nearly_parameter(binder, condition, nearest))
        return false;
    if (nearest.data != NULL) {
        report_unknown_field(binder, condition, nearest);
        return false;
    }
    binder_warn_absent(binder, condition->parameter, condition->path);
    condition->field.uses = USE_ALL;
    return operands_bind(binder, condition);
}

/* False if nothing is left of it. Recursion is as deep as groups may nest:
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

/* Entries compare themselves by some names, unless documents have a field of
 * that name in their front matter. Every list has titles, even if they are no
 * field of it. */
static bool bind_sort_field(struct binder *binder, struct query_sort *sort)
{
    enum sort_field own = sort_field_find(sort->path);
    struct slice nearest;
    if (sort->is_relevance)
        return true;
    look_up(binder, sort->path, &sort->values, &nearest);
    if (sort->values.count == 0 && slice_is(sort->path, "relevance")) {
        binder_error(binder, SLICE("sort"), "missing-parameter",
                     SLICE("sort=relevance needs words to search for: add q, "
                           "such as q=caching."));
        return false;
    }
    sort->field = sort->values.is_written ? SORT_FIELD : own;
    if (!is_usable(binder, sort->path, &sort->values, USE_SORT)) {
        binder_error(binder, SLICE("sort"), "unknown-sort-field",
                     arena_printf(binder->arena,
                                  "'%.*s' has no values to sort by.",
                                  SLICE_FMT(sort->path)));
        return false;
    }
    if (sort->values.count > 0 || own == SORT_TITLE)
        return true;
    if (nearest.data != NULL) {
        binder_error(binder, SLICE("sort"), "unknown-sort-field",
                     arena_printf(binder->arena,
                                  "No document has a field '%.*s' to sort by.",
                                  SLICE_FMT(sort->path)))
            ->suggestion =
            arena_printf(binder->arena, "sort=%s%.*s", sort->is_down ? "-" : "",
                         SLICE_FMT(nearest));
        return false;
    }
    binder_warn_absent(binder, SLICE("sort"), sort->path);
    return true;
}

static void bind_sort(struct binder *binder)
{
    struct query *query = binder->query;
    size_t kept = 0;
    for (size_t i = 0; i < query->sort_count; i++) {
        if (bind_sort_field(binder, &query->sort[i]))
            query->sort[kept++] = query->sort[i];
    }
    query->sort_count = kept;
}

/* "date.mont", where there are dates; false if it is nothing of the kind. */
static bool is_nearly_period(struct binder *binder, struct slice path)
{
    struct field_path field;
    struct slice nearest;
    size_t dot = path.size;
    while (dot > 0 && path.data[dot - 1] != '.')
        dot--;
    if (dot < 2)
        return false;
    struct slice name = slice_sub(path, 0, dot - 1);
    look_up(binder, name, &field, &nearest);
    if ((field.types & FIELD_DATE) == 0)
        return false;
    struct parameter_error *error = binder_error(
        binder, SLICE("facets"), "unknown-field",
        arena_printf(binder->arena,
                     "'%.*s' is counted by year, month or day, and not by "
                     "'%.*s'.",
                     SLICE_FMT(name), SLICE_FMT(slice_from(path, dot))));
    struct slice meant = period_nearest(slice_from(path, dot));
    if (meant.data != NULL)
        error->suggestion = arena_printf(binder->arena, "%.*s.%.*s",
                                         SLICE_FMT(name), SLICE_FMT(meant));
    return true;
}

static bool bind_facet(struct binder *binder, struct slice path,
                       struct field_path *field,
                       const struct period **ret_period)
{
    struct slice nearest, name;
    *ret_period = NULL;
    look_up(binder, path, field, &nearest);
    if (field->count == 0) {
        *ret_period = look_up_period(binder, path, field, &name);
        if (*ret_period != NULL)
            return true;
        if (is_nearly_period(binder, path))
            return false;
    }
    if (!is_usable(binder, path, field, USE_FACET)) {
        binder_error(binder, SLICE("facets"), "unusable-field",
                     arena_printf(binder->arena,
                                  "'%.*s' has no values to count.",
                                  SLICE_FMT(path)));
        return false;
    }
    if (nearest.data != NULL) {
        binder_error(binder, SLICE("facets"), "unknown-field",
                     arena_printf(binder->arena,
                                  "No document has a field '%.*s'.",
                                  SLICE_FMT(path)))
            ->suggestion = nearest;
        return false;
    }
    if (field->count == 0)
        binder_warn_absent(binder, SLICE("facets"), path);
    return true;
}

static void bind_facets(struct binder *binder)
{
    struct query *query = binder->query;
    size_t kept = 0;
    for (size_t i = 0; i < query->facet_count; i++) {
        struct slice path = query->facets[i];
        const struct period *period;
        struct field_path field;
        if (!bind_facet(binder, path, &field, &period))
            continue;
        query->facets[kept] = path;
        query->facet_periods[kept] = period;
        query->facet_paths[kept++] = field;
    }
    query->facet_count = kept;
}

static void bind_locale(struct binder *binder)
{
    struct query *query = binder->query;
    if (query->locale_count == 0 || binder->snapshot->has_languages)
        return;
    query->locale_count = 0;
    query_add_warning(query, binder->arena, SLICE("locale"), "one-language",
                      SLICE("All documents of this site are in one language, "
                            "so locale has no effect."));
}

bool query_bind(struct query *query, const struct snapshot *snapshot,
                const struct collection *collection, int64_t now_ms,
                struct arena *arena)
{
    struct binder binder = {
        .query = query,
        .snapshot = snapshot,
        .collection = collection,
        .now_ms = now_ms,
        .arena = arena,
    };
    query->collection = collection;
    query->valid_until_ms = INT64_MAX;
    bind_locale(&binder);
    if (query->is_random && !query->has_seed)
        query->seed = hash_bytes(slice_of(snapshot->rev), 0);
    /* Most requests name no field: they need no schema. */
    if (query->where != NULL || query->sort_count > 0 ||
        query->facet_count > 0 || query->fields != NULL) {
        binder.schema = snapshot_schema(snapshot, collection);
        if (query->where != NULL && !bind_condition(&binder, query->where))
            query->where = NULL;
        bind_sort(&binder);
        bind_facets(&binder);
    }
    shown_bind(&binder);
    return query_settle_errors(query, arena);
}
