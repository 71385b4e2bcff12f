/* conditions.c - makes conditions and bounds their number. */
#include "query/conditions.h"

#include "query/literal.h"

struct condition *condition_new(struct parser *p,
                                const struct location *location,
                                const struct field_name *name)
{
    if (p->condition_count == CONDITION_MAX_COUNT) {
        if (!p->has_too_many_conditions)
            parser_error_maximum(p, location->parameter, "too-many-conditions",
                                 CONDITION_MAX_COUNT);
        p->has_too_many_conditions = true;
        return NULL;
    }
    p->condition_count++;
    struct condition *condition = arena_alloc(p->arena, 1, sizeof *condition);
    *condition = (struct condition){
        .kind = CONDITION_FIELD,
        .parameter = location->parameter,
        .character = location->character,
        .path = name->path,
        .op = name->op,
    };
    return condition;
}

bool condition_add_value(struct parser *p, struct condition *condition,
                         struct slice text)
{
    text = literal_restore_plus(text, p->arena);
    for (size_t i = 0; i < condition->operand_count; i++) {
        if (slice_equal(condition->operands[i].text, text))
            return true;
    }
    if (condition->operand_count == CONDITION_MAX_VALUES) {
        parser_error_maximum(p, condition->parameter, "too-many-values",
                             CONDITION_MAX_VALUES);
        return false;
    }
    condition->operands =
        arena_grow(p->arena, condition->operands, condition->operand_count,
                   &condition->operand_capacity, sizeof *condition->operands);
    condition->operands[condition->operand_count++] =
        (struct operand){.text = text};
    return true;
}

void condition_add_part(struct parser *p, struct condition *group,
                        struct condition *part)
{
    group->parts = arena_grow(p->arena, group->parts, group->part_count,
                              &group->part_capacity, sizeof(*group->parts));
    group->parts[group->part_count++] = part;
}
