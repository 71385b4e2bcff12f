/* filter.c - a parameter that is a condition: field:op=value.
 *
 *     tags=a & tags=b            one condition, in [a, b]
 *     tags:ne=a & tags:ne=b      two, and both must hold
 *     tags[in]=a & tags[in][]=b  one again: programs send arrays like this
 *     filter[tags]=a             as `tags=a`: generated clients write an object
 *                                in this way (OpenAPI's deepObject) */
#include "query/filter.h"

#include "query/brackets.h"

#include "query/field_name.h"
#include "query/group.h"
#include "query/operators.h"

static enum joins joins_of(const struct field_name *name)
{
    if (name->op == OP_EQ)
        return JOINS_EQUALITY;
    return name->has_brackets && op_info(name->op)->takes_list ? JOINS_LIST
                                                               : JOINS_NEVER;
}

static struct condition *find_joined(const struct query *query,
                                     const struct field_name *name)
{
    enum joins joins = joins_of(name);
    size_t count = query->where != NULL ? query->where->part_count : 0;
    for (size_t i = 0; joins != JOINS_NEVER && i < count; i++) {
        struct condition *part = query->where->parts[i];
        if (part->joins == joins && slice_equal(part->path, name->path) &&
            (joins == JOINS_EQUALITY || part->op == name->op))
            return part;
    }
    return NULL;
}

static void add_to_query(struct parser *p, struct condition *condition)
{
    struct query *query = p->query;
    if (query->where == NULL) {
        query->where = arena_alloc(p->arena, 1, sizeof *query->where);
        query->where->kind = CONDITION_AND;
    }
    condition_add_part(p, query->where, condition);
}

/* "filter[date][gte]" as "date[gte]"; every other name as it is. */
static struct slice unwrap(struct parser *p, struct slice name)
{
    struct bracketed parts;
    size_t end = slice_find_char(name, 0, ']');
    if (!slice_starts(name, "filter[") || !brackets_split(name, &parts) ||
        key_is_index(parts.keys[0]) || slice_starts(parts.keys[0], "$"))
        return name;
    return arena_printf(p->arena, "%.*s%.*s", SLICE_FMT(parts.keys[0]),
                        SLICE_FMT(slice_from(name, end + 1)));
}

/* `written` is the parameter without a wrapper. */
static void read_condition(struct parser *p, struct slice parameter,
                           struct slice written, struct slice value)
{
    const struct location location = {.parameter = parameter};
    struct field_name name;
    if (!field_name_parse(p, &location, written, value, &name))
        return;

    struct condition *joined = find_joined(p->query, &name);
    struct condition *condition =
        joined != NULL ? joined : condition_new(p, &location, &name);
    if (condition == NULL)
        return;
    condition->joins = joins_of(&name);
    bool is_list = op_info(name.op)->takes_list && !name.is_element;
    if (is_list ? !group_parse_values(p, condition, value)
                : !condition_add_value(p, condition, value))
        return;
    if (condition->op == OP_EQ && condition->operand_count > 1)
        condition->op = OP_IN;
    if (joined == NULL)
        add_to_query(p, condition);
}

/* Clients that do not know how to write an object write this. */
static bool is_stringified(struct slice value)
{
    return slice_is(value, "[object Object]");
}

void filter_read(struct parser *p, struct slice name, struct slice value)
{
    enum condition_kind kind;
    struct slice written = unwrap(p, name);
    if (is_stringified(value)) {
        parser_error(p, name, "invalid-value",
                     SLICE("'[object Object]' is what JavaScript makes of an "
                           "object. Send each of its members as a parameter "
                           "of its own: field:op=value."));
        return;
    }
    if (!condition_kind_find(written, &kind)) {
        read_condition(p, name, written, value);
        return;
    }
    struct condition *group = group_parse(p, name, value, kind);
    if (group != NULL)
        add_to_query(p, group);
}
