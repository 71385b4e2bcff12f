/* filter.c - a parameter that is a condition: field:op=value.
 *
 *     tags=a & tags=b            one condition, in [a, b]
 *     tags:ne=a & tags:ne=b      two, and both must hold
 *     tags[in]=a & tags[in][]=b  one again: programs send arrays like this */
#include "query/filter.h"

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

static void read_condition(struct parser *p, struct slice parameter,
                           struct slice value)
{
    const struct location location = {.parameter = parameter};
    struct field_name name;
    if (!field_name_parse(p, &location, parameter, value, &name))
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

void filter_read(struct parser *p, struct slice name, struct slice value)
{
    enum condition_kind kind;
    if (!condition_kind_find(name, &kind)) {
        read_condition(p, name, value);
        return;
    }
    struct condition *group = group_parse(p, name, value, kind);
    if (group != NULL)
        add_to_query(p, group);
}
