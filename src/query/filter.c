/* filter.c - a parameter that is a condition: field:op=value.
 *
 *     tags=a & tags=b            one condition, in [a, b]
 *     tags:ne=a & tags:ne=b      two, both of which must be met
 *     tags[in]=a & tags[in][]=b  one again: programs send arrays so
 *
 * What stands behind the last colon of a name is an operator if there is one
 * of that name. Anything else is part of the name, as in "og:title", except
 * what is so near to an operator that it was meant as one. Whether there is
 * such a field, and what type the value must be of, is for bind to say. */
#include "query/filter.h"

#include "base/nearest.h"
#include "query/aliases.h"

#include <string.h>

static const struct {
    const char *name;
    enum condition_kind kind;
} groups[] = {
    {"and", CONDITION_AND}, {"or", CONDITION_OR}, {"not", CONDITION_NOT}};

bool condition_kind_find(struct slice name, enum condition_kind *ret_kind)
{
    for (size_t i = 0; i < COUNT(groups); i++) {
        if (slice_is(name, groups[i].name)) {
            *ret_kind = groups[i].kind;
            return true;
        }
    }
    return false;
}

const char *condition_kind_name(enum condition_kind kind)
{
    for (size_t i = 0; i < COUNT(groups); i++) {
        if (groups[i].kind == kind)
            return groups[i].name;
    }
    return NULL;
}

struct condition *condition_new(struct parser *p, const struct origin *origin,
                                const struct field_name *name)
{
    if (p->condition_count == CONDITION_MAX_COUNT) {
        if (!p->has_too_many)
            complain_maximum(p, origin->parameter, "too-many-conditions",
                             CONDITION_MAX_COUNT);
        p->has_too_many = true;
        return NULL;
    }
    p->condition_count++;
    struct condition *condition = arena_alloc(p->arena, 1, sizeof *condition);
    *condition = (struct condition){
        .kind = CONDITION_FIELD,
        .parameter = origin->parameter,
        .character = origin->character,
        .path = name->path,
        .op = name->op,
    };
    return condition;
}

/* "02:00", "0200", "02" */
static bool is_offset(struct slice text)
{
    size_t colon = slice_find_char(text, 0, ':');
    if (colon < text.size)
        return text.size == 5 && slice_is_digits(slice_sub(text, 0, 2)) &&
               colon == 2 && slice_is_digits(slice_from(text, 3));
    return (text.size == 2 || text.size == 4) && slice_is_digits(text);
}

/* "30d" */
static bool is_step(struct slice text)
{
    return text.size > 1 &&
           slice_is_digits(slice_sub(text, 0, text.size - 1)) &&
           strchr("hdwMy", text.data[text.size - 1]) != NULL;
}

/* A "+" in a URL is a blank. In "2024-05-01T09:00 02:00" and in "now 1w" the
 * blank can have been nothing else; a minus needs no encoding and is one. */
static struct slice with_plus_sign(struct parser *p, struct slice text)
{
    size_t blank = text.size;
    while (blank > 0 && text.data[blank - 1] != ' ')
        blank--;
    if (blank == 0)
        return text;
    struct slice before = slice_sub(text, 0, blank - 1);
    struct slice behind = slice_from(text, blank);
    bool has_time = before.size >= sizeof "2024-05-01T09" - 1 &&
                    slice_is_digits(slice_sub(before, 0, 4)) &&
                    before.data[4] == '-' && before.data[7] == '-' &&
                    strchr("Tt ", before.data[10]) != NULL;
    if ((has_time && is_offset(behind)) ||
        (slice_is(before, "now") && is_step(behind)))
        return arena_printf(p->arena, "%.*s+%.*s", SLICE_FMT(before),
                            SLICE_FMT(behind));
    return text;
}

bool condition_add_value(struct parser *p, struct condition *condition,
                         struct slice text)
{
    text = with_plus_sign(p, text);
    for (size_t i = 0; i < condition->operand_count; i++) {
        if (slice_equal(condition->operands[i].text, text))
            return true;
    }
    if (condition->operand_count == CONDITION_MAX_VALUES) {
        complain_maximum(p, condition->parameter, "too-many-values",
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

enum op filter_nearest_op(struct slice name)
{
    enum op found = OP_COUNT;
    struct nearest nearest = nearest_to(name);
    nearest.distance = 2; /* one edit, however short the name */
    for (unsigned op = 0; op < OP_COUNT; op++) {
        if (nearest_consider(&nearest, slice_of(op_info((enum op)op)->name)))
            found = (enum op)op;
    }
    return found;
}

/* The place of the last colon, or name.size. */
static size_t last_colon(struct slice name)
{
    for (size_t i = name.size; i > 0; i--) {
        if (name.data[i - 1] == ':')
            return i - 1;
    }
    return name.size;
}

bool filter_ends_in_operator(struct slice name)
{
    enum op op;
    size_t colon = last_colon(name);
    return colon < name.size && op_find(slice_from(name, colon + 1), &op);
}

bool filter_has_operator(struct slice name)
{
    enum op op;
    size_t colon = last_colon(name);
    if (colon == name.size)
        return false;
    struct slice behind = slice_from(name, colon + 1);
    return behind.size == 0 || op_find(behind, &op) ||
           filter_nearest_op(behind) != OP_COUNT;
}

/* "eq, ne, ..." */
static struct slice all_operators(struct arena *arena)
{
    struct slice all = SLICE("");
    for (unsigned op = 0; op < OP_COUNT; op++)
        all = arena_printf(arena, "%.*s%s%s", SLICE_FMT(all),
                           op > 0 ? ", " : "", op_info((enum op)op)->name);
    return all;
}

bool filter_split_name(struct parser *p, const struct origin *origin,
                       struct slice written, struct field_name *ret_name)
{
    size_t colon = last_colon(written);
    struct slice behind = slice_from(written, colon + 1);
    struct slice path = slice_trim(slice_sub(written, 0, colon));

    *ret_name = (struct field_name){.path = path, .op = OP_EQ};
    if (colon == written.size || op_find(behind, &ret_name->op))
        return true;
    enum op nearest = filter_nearest_op(behind);
    if (behind.size > 0 && nearest == OP_COUNT) {
        ret_name->path = written;
        return true;
    }
    struct slice known = all_operators(p->arena);
    struct parameter_error *error = complain(
        p, origin->parameter, "unknown-operator",
        arena_printf(p->arena, "There is no operator '%.*s'; there are %.*s.",
                     SLICE_FMT(behind), SLICE_FMT(known)));
    if (nearest != OP_COUNT)
        error->suggestion = arena_printf(p->arena, "%.*s:%s", SLICE_FMT(path),
                                         op_info(nearest)->name);
    return false;
}

/* What a name cannot hold: it would not be found in a group again. */
static bool check_characters(struct parser *p, const struct origin *origin,
                             struct slice path)
{
    for (size_t i = 0; i < path.size; i++) {
        unsigned char c = (unsigned char)path.data[i];
        if (c >= ' ' && c != 0x7f && strchr("()=,\"\\[]&", c) == NULL)
            continue;
        struct parameter_error *error = complain(
            p, origin->parameter, "invalid-name",
            c < ' ' || c == 0x7f
                ? SLICE("There is a control character in the name of a "
                        "field.")
                : arena_printf(p->arena, "There is a '%c' in the name '%.*s'.",
                               c, SLICE_FMT(path)));
        if (c == '=') /* all of it was encoded */
            error->suggestion = path;
        return false;
    }
    return check_path(p, origin->parameter, path);
}

/* Where in a group, since the parameter is all of it. */
static void tell_place(struct parser *p, const struct origin *origin)
{
    struct parameter_error *error =
        &p->query->errors[p->query->error_count - 1];
    if (origin->character > 0)
        error->detail =
            arena_printf(p->arena, "%.*s It stands at character %zu.",
                         SLICE_FMT(error->detail), origin->character);
}

bool filter_read_name(struct parser *p, const struct origin *origin,
                      struct slice written, struct slice value,
                      struct field_name *ret_name)
{
    struct field_name name;
    bool ok = alias_is_one(written)
                  ? alias_read_name(p, origin, written, value, &name)
                  : filter_split_name(p, origin, written, &name);
    if (!ok || !check_characters(p, origin, name.path)) {
        tell_place(p, origin);
        return false;
    }
    *ret_name = name;
    return true;
}

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
    const struct origin origin = {.parameter = parameter};
    struct field_name name;
    if (!filter_read_name(p, &origin, parameter, value, &name))
        return;

    struct condition *joined = find_joined(p->query, &name);
    struct condition *condition =
        joined != NULL ? joined : condition_new(p, &origin, &name);
    if (condition == NULL)
        return;
    condition->joins = joins_of(&name);
    bool is_list = op_info(name.op)->takes_list && !name.is_element;
    if (is_list ? !values_parse(p, condition, value)
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
