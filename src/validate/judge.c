/* judge.c - applies a schema to a value.
 *
 *     apply(part, value)
 *       for each keyword: does it concern values of this kind? its check
 *                          \-> apply(part below, value below)
 *
 * What members and items were evaluated is noted in marks. Those of a schema
 * are its own: unevaluatedProperties in one branch of allOf does not see what
 * another has evaluated. They become those of the schema around it only if the
 * value fits (core, 7.7.1.2).
 *
 * Schemas may apply each other in circles, and a few lines of them take more
 * steps than there is time. Depth and effort are limited, and beyond the limit
 * there is no verdict but a fault that says so. */
#include "validate/judging.h"

#include "base/unicode.h"

#define BITS       64
#define NEAR_WORDS 2 /* without memory from the arena: for 128 members */

/* Kinds of values, or-ed. */
#define OF(kind)   (1U << VALUE_##kind)
#define OF_ANY     (~0U)
#define OF_NUMBERS (OF(INTEGER) | OF(FLOAT))

static const struct {
    unsigned kinds;
    requirement_check *check;
} checks[KEYWORD_COUNT] = {
    [KEYWORD_REF] = {OF_ANY, check_ref},
    [KEYWORD_DYNAMIC_REF] = {OF_ANY, check_ref},
    [KEYWORD_ALL_OF] = {OF_ANY, check_all_of},
    [KEYWORD_ANY_OF] = {OF_ANY, check_any_of},
    [KEYWORD_ONE_OF] = {OF_ANY, check_one_of},
    [KEYWORD_NOT] = {OF_ANY, check_not},
    [KEYWORD_IF] = {OF_ANY, check_if},
    [KEYWORD_DEPENDENT_SCHEMAS] = {OF(OBJECT), check_dependent_schemas},
    [KEYWORD_PREFIX_ITEMS] = {OF(ARRAY), check_prefix_items},
    [KEYWORD_ITEMS] = {OF(ARRAY), check_items},
    [KEYWORD_CONTAINS] = {OF(ARRAY), check_contains},
    [KEYWORD_PROPERTIES] = {OF(OBJECT), check_properties},
    [KEYWORD_PATTERN_PROPERTIES] = {OF(OBJECT), check_pattern_properties},
    [KEYWORD_ADDITIONAL_PROPERTIES] = {OF(OBJECT), check_additional_properties},
    [KEYWORD_PROPERTY_NAMES] = {OF(OBJECT), check_property_names},
    [KEYWORD_UNEVALUATED_ITEMS] = {OF(ARRAY), check_unevaluated_items},
    [KEYWORD_UNEVALUATED_PROPERTIES] = {OF(OBJECT),
                                        check_unevaluated_properties},
    [KEYWORD_TYPE] = {OF_ANY, check_type},
    [KEYWORD_ENUM] = {OF_ANY, check_enum},
    [KEYWORD_CONST] = {OF_ANY, check_const},
    [KEYWORD_MULTIPLE_OF] = {OF_NUMBERS, check_multiple_of},
    [KEYWORD_MAXIMUM] = {OF_NUMBERS, check_maximum},
    [KEYWORD_EXCLUSIVE_MAXIMUM] = {OF_NUMBERS, check_exclusive_maximum},
    [KEYWORD_MINIMUM] = {OF_NUMBERS, check_minimum},
    [KEYWORD_EXCLUSIVE_MINIMUM] = {OF_NUMBERS, check_exclusive_minimum},
    [KEYWORD_MAX_LENGTH] = {OF(STRING), check_max_length},
    [KEYWORD_MIN_LENGTH] = {OF(STRING), check_min_length},
    [KEYWORD_PATTERN] = {OF(STRING), check_pattern},
    [KEYWORD_MAX_ITEMS] = {OF(ARRAY), check_max_items},
    [KEYWORD_MIN_ITEMS] = {OF(ARRAY), check_min_items},
    [KEYWORD_UNIQUE_ITEMS] = {OF(ARRAY), check_unique_items},
    [KEYWORD_MAX_PROPERTIES] = {OF(OBJECT), check_max_properties},
    [KEYWORD_MIN_PROPERTIES] = {OF(OBJECT), check_min_properties},
    [KEYWORD_REQUIRED] = {OF(OBJECT), check_required},
    [KEYWORD_DEPENDENT_REQUIRED] = {OF(OBJECT), check_dependent_required},
    [KEYWORD_FORMAT] = {OF(STRING), check_format},
    [KEYWORD_REFERENCE] = {OF(STRING) | OF(ARRAY), check_entry},
};

/* A value that may not be there: a member is reported at its key. */
static bool check_boolean(struct judging *judging, const struct subschema *part,
                          const struct value *value)
{
    bool is_member =
        judging->trail != NULL && judging->trail->kind == STEP_MEMBER;
    struct value place = *value;
    if (part->written->as.boolean)
        return true;
    if (is_member)
        place = member_key(
            &(struct member){.key = judging->trail->key, .value = *value});
    return judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, NULL, &place, NULL,
                         "the schema does not allow %s",
                         judging_subject(judging));
}

static bool check_requirements(struct judging *judging,
                               const struct subschema *part,
                               const struct value *value, struct marks *marks)
{
    bool ok = true;
    for (size_t i = 0; i < part->count; i++) {
        const struct requirement *one = &part->requirements[i];
        enum keyword_name name = one->keyword->name;
        if (checks[name].check == NULL ||
            (checks[name].kinds & (1U << value->kind)) == 0)
            continue;
        ok = checks[name].check(judging, one, value, marks) && ok;
        if (!ok && judging_may_stop(judging))
            break;
    }
    return ok;
}

static bool has_parts(const struct value *value)
{
    return value_is_object(value) || value_is_array(value);
}

static void marks_merge(struct marks *into, const struct marks *from)
{
    if (into == NULL || into->bits == NULL || from->bits == NULL)
        return;
    for (size_t i = 0; i < (from->count + BITS - 1) / BITS; i++)
        into->bits[i] |= from->bits[i];
}

static bool apply_marked(struct judging *judging, const struct subschema *part,
                         const struct value *value, struct marks *outer)
{
    uint64_t near[NEAR_WORDS] = {0};
    struct marks marks = {0};
    if (judging->wants_marks && has_parts(value)) {
        size_t words = (value->size + BITS - 1) / BITS;
        marks.count = value->size;
        marks.bits = words <= NEAR_WORDS ? near
                                         : arena_alloc(&judging->arena, words,
                                                       sizeof(uint64_t));
        judging_spend(judging, words);
    }
    bool ok = check_requirements(judging, part, value, &marks);
    if (ok)
        marks_merge(outer, &marks);
    return ok;
}

static bool apply(struct judging *judging, const struct subschema *part,
                  const struct value *value, struct marks *outer)
{
    if (part == NULL) /* of a faulty file */
        return true;
    judging_spend(judging, 1);
    judging->is_endless |= judging->depth == JUDGE_MAX_DEPTH;
    if (judging_has_ended(judging))
        return false;
    if (part->written->kind == VALUE_BOOLEAN)
        return check_boolean(judging, part, value);
    const struct scope scope = {judging->scope, part->resource};
    bool enters =
        judging->scope == NULL || judging->scope->resource != part->resource;
    if (enters)
        judging->scope = &scope;
    judging->depth++;
    bool ok = apply_marked(judging, part, value, outer);
    judging->depth--;
    if (enters)
        judging->scope = scope.above;
    return ok;
}

/* Instead of what was found so far, which may be wrong. What was found before a
 * doubt is right. */
static void give_up(const struct judging *judging,
                    const struct subschema *schema, const struct value *value,
                    struct diagnostics *found)
{
    struct slice path = schema->resource->file->path;
    if (judging->is_endless)
        diagnostics_add(found, DIAGNOSTIC_SCHEMA_LIMIT, value->line,
                        value->column,
                        "look for a $ref that leads back to its own schema",
                        "%.*s applies schemas to each other more than %d deep",
                        SLICE_FMT(path), JUDGE_MAX_DEPTH);
    else
        diagnostics_add(found, DIAGNOSTIC_SCHEMA_LIMIT, value->line,
                        value->column,
                        "simplify the schema, or split the document",
                        "it takes more than %d steps to judge the document by "
                        "%.*s",
                        JUDGE_MAX_EFFORT, SLICE_FMT(path));
}

static void report_doubt(const struct doubt *doubt, struct diagnostics *found)
{
    diagnostics_add(found, DIAGNOSTIC_SCHEMA_LIMIT,
                    doubt->line > 0 ? doubt->line : 1, doubt->column,
                    doubt->hint, "%.*s",
                    SLICE_FMT(utf8_repair(found->arena, doubt->message)));
}

bool schema_judge(const struct subschema *schema, const struct value *value,
                  const struct value *shown,
                  const struct reference_finder *finder,
                  struct diagnostics *found)
{
    struct judging judging = {
        .shown = shown,
        .finder = finder,
        .apply = apply,
        .wants_marks = schema->resource->schemas->wants_marks,
    };
    const struct diagnostics before = *found;
    bool ok = apply(&judging, schema, value, NULL);
    if (!ok && !judging_has_ended(&judging)) {
        judging.found = found; /* once more, to say why */
        judging.effort = 0;
        (void)apply(&judging, schema, value, NULL);
    }
    if (judging.is_endless || judging.is_costly) {
        found->count = before.count;
        found->error_count = before.error_count;
        give_up(&judging, schema, value, found);
    } else if (judging.doubt.message.data != NULL) {
        report_doubt(&judging.doubt, found);
    }
    ok = ok && !judging_has_ended(&judging);
    arena_release(&judging.arena);
    str_release(&judging.text);
    str_release(&judging.subject);
    return ok;
}
