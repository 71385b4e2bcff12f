/* applicators.c - the keywords that apply other schemas to the same value
 * (core, 8.2.3, 10.2).
 *
 * Of several forms, a value that fits none was meant to be one. Faults of all
 * of them would be noise, so the form that was meant is looked for:
 *
 *     oneOf  {"type": "string"}                         another type
 *            {"properties": {"type": {"const": "a"}}}   another constant
 *            {"properties": {"type": {"const": "b"}}}   this one: its faults
 *
 * If it is not clear, one fault says so. */
#include "validate/judging.h"

#include "base/nearest.h"

#include <string.h>

/* --- references ---------------------------------------------------------- */

/* The outermost resource on the way that has the anchor counts (8.2.3.2). */
static const struct subschema *find_dynamic(const struct scope *scope,
                                            struct slice anchor)
{
    const struct subschema *outermost = NULL;
    for (; scope != NULL; scope = scope->above) {
        const struct subschema *part =
            map_find(&scope->resource->dynamic, anchor);
        if (part != NULL)
            outermost = part;
    }
    return outermost;
}

bool check_ref(struct judging *judging, const struct requirement *one,
               const struct value *value, struct marks *marks)
{
    const struct subschema *part = one->as.one;
    if (one->anchor.size > 0) {
        const struct subschema *dynamic =
            find_dynamic(judging->scope, one->anchor);
        part = dynamic != NULL ? dynamic : part;
    }
    return judging->apply(judging, part, value, marks);
}

/* --- all, any, one, none -------------------------------------------------- */

bool check_all_of(struct judging *judging, const struct requirement *one,
                  const struct value *value, struct marks *marks)
{
    bool ok = true;
    for (size_t i = 0; i < one->argument->size; i++) {
        ok = judging->apply(judging, one->as.many[i], value, marks) && ok;
        if (!ok && judging_may_stop(judging))
            break;
    }
    return ok;
}

/* Only whether it fits. */
static bool fits(struct judging *judging, const struct subschema *part,
                 const struct value *value, struct marks *marks)
{
    struct diagnostics *found = judging->found;
    struct rating *rating = judging->rating;
    judging->found = NULL;
    judging->rating = NULL;
    judging->trials++;
    bool ok = judging->apply(judging, part, value, marks);
    judging->trials--;
    judging->found = found;
    judging->rating = rating;
    return ok;
}

static struct rating rating_of(struct judging *judging,
                               const struct subschema *part,
                               const struct value *value)
{
    struct rating rating = {
        .depth = judging->trail != NULL ? judging->trail->depth : 0};
    struct diagnostics *found = judging->found;
    judging->found = NULL;
    judging->rating = &rating;
    judging->trials++;
    (void)judging->apply(judging, part, value, NULL);
    judging->trials--;
    judging->found = found;
    judging->rating = NULL;
    return rating;
}

/* What is known about the forms that a value does not fit. */
struct forms {
    size_t count, meant_count;
    size_t meant;            /* the last that may be */
    size_t other_type_count; /* of another type */
    struct str types;        /* these, listed */
    /* Where all the others differ in the same member: */
    const struct value *discriminator;
    struct slice key;
    bool has_one_key;
    struct str constants; /* of that member, listed */
    size_t constant_count;
    struct nearest nearest;
};

static void add_constant(struct forms *forms, const struct rating *rating)
{
    bool is_first = forms->discriminator == NULL;
    if (is_first) {
        forms->discriminator = rating->discriminator;
        forms->key = rating->discriminator_key;
        forms->has_one_key = true;
        forms->nearest = nearest_to(value_text(rating->discriminator));
    }
    forms->has_one_key &= slice_equal(forms->key, rating->discriminator_key);
    str_append_text(&forms->constants, is_first ? "" : ", ");
    forms->constant_count++;
    value_append_plain(&forms->constants, rating->constant->argument);
    if (value_is_string(rating->constant->argument))
        (void)nearest_consider(&forms->nearest,
                               value_text(rating->constant->argument));
}

static void add_type(struct forms *forms, struct slice type)
{
    struct slice words = slice_of(type_in_words(type));
    if (slice_find(str_slice(&forms->types), 0, words) < forms->types.size)
        return;
    str_append_text(&forms->types, forms->types.size > 0 ? " or " : "");
    str_append(&forms->types, words);
}

static void add_types(struct forms *forms, const struct value *argument)
{
    forms->other_type_count++;
    if (value_is_string(argument))
        add_type(forms, value_text(argument));
    for (size_t i = 0; value_is_array(argument) && i < argument->size; i++)
        add_type(forms, value_text(&argument->as.items[i]));
}

static void look_at_forms(struct judging *judging,
                          const struct requirement *one,
                          const struct value *value, struct forms *forms)
{
    forms->count = one->argument->size;
    for (size_t i = 0; i < forms->count; i++) {
        const struct rating rating = rating_of(judging, one->as.many[i], value);
        if (rating.type != NULL) {
            add_types(forms, rating.type->argument);
        } else if (rating.constant != NULL) {
            add_constant(forms, &rating);
        } else {
            forms->meant = i;
            forms->meant_count++;
        }
    }
}

static bool report_discriminator(struct judging *judging,
                                 const struct requirement *one,
                                 const struct forms *forms)
{
    const struct trail step = {
        .above = judging->trail, .kind = STEP_MEMBER, .key = forms->key};
    const char *hint = NULL;
    judging->trail = &step;
    if (forms->nearest.name.data != NULL && !judging_is_hidden(judging))
        hint = arena_printf(&judging->arena, "did you mean \"%.*s\"?",
                            SLICE_FMT(forms->nearest.name))
                   .data;
    (void)judging_fault(
        judging, DIAGNOSTIC_SCHEMA_VALUE, one, forms->discriminator, hint,
        "%s must be %s%s, not %s", judging_subject(judging),
        forms->constant_count == 1 ? "" : "one of ", forms->constants.data,
        judging_shown(judging, forms->discriminator));
    judging->trail = step.above;
    return false;
}

/* `value` fits none of the schemas of anyOf or oneOf. */
static bool report_none(struct judging *judging, const struct requirement *one,
                        const struct value *value)
{
    struct forms forms = {0};
    if (judging->found == NULL) /* or only to be rated */
        return judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, NULL, value,
                             NULL, "no form fits");
    look_at_forms(judging, one, value, &forms);
    if (forms.meant_count == 1) {
        (void)judging->apply(judging, one->as.many[forms.meant], value, NULL);
    } else if (forms.meant_count == 0 && forms.has_one_key) {
        (void)report_discriminator(judging, one, &forms);
    } else if (forms.other_type_count == forms.count) {
        (void)judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                            "%s must be %s, not %s", judging_subject(judging),
                            forms.types.data,
                            judging_described(judging, value));
    } else {
        (void)judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                            "%s fits none of the %zu forms that the schema "
                            "allows with %s: it is %s",
                            judging_subject(judging), forms.count,
                            one->keyword->text,
                            judging_described(judging, value));
    }
    str_release(&forms.constants);
    str_release(&forms.types);
    return false;
}

bool check_any_of(struct judging *judging, const struct requirement *one,
                  const struct value *value, struct marks *marks)
{
    bool ok = false;
    for (size_t i = 0; i < one->argument->size; i++) {
        ok = fits(judging, one->as.many[i], value, marks) || ok;
        if (ok && (marks == NULL || marks->bits == NULL))
            break;
    }
    return ok || report_none(judging, one, value);
}

bool check_one_of(struct judging *judging, const struct requirement *one,
                  const struct value *value, struct marks *marks)
{
    size_t count = 0;
    for (size_t i = 0; i < one->argument->size; i++)
        count += fits(judging, one->as.many[i], value, marks) ? 1 : 0;
    if (count == 0)
        return report_none(judging, one, value);
    return count == 1 ||
           judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                         "%s fits %zu of the forms that the schema lists with "
                         "oneOf, but must fit exactly one",
                         judging_subject(judging), count);
}

/* {"not": {"required": ["a"]}} is how a schema forbids a key. */
static const struct member *find_forbidden(const struct subschema *part,
                                           const struct value *value)
{
    const struct value *keys = value_find(part->written, "required");
    if (part->count != 1 || !value_is_array(keys) || keys->size != 1)
        return NULL;
    for (size_t i = 0; value_is_object(value) && i < value->size; i++) {
        if (slice_equal(value->as.members[i].key,
                        value_text(&keys->as.items[0])))
            return &value->as.members[i];
    }
    return NULL;
}

bool check_not(struct judging *judging, const struct requirement *one,
               const struct value *value, struct marks *marks)
{
    (void)marks;
    if (!fits(judging, one->as.one, value, NULL))
        return true;
    const struct member *forbidden = find_forbidden(one->as.one, value);
    if (forbidden != NULL) {
        const struct value key = member_key(forbidden);
        return judging_fault(judging, DIAGNOSTIC_SCHEMA_KEY_UNKNOWN, one, &key,
                             NULL,
                             "the schema does not allow the key '%.*s' here",
                             SLICE_FMT(forbidden->key));
    }
    return judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                         "%s is what the schema forbids with not: %s",
                         judging_subject(judging),
                         judging_described(judging, value));
}

/* --- conditions ------------------------------------------------------------
 */

bool check_if(struct judging *judging, const struct requirement *one,
              const struct value *value, struct marks *marks)
{
    bool is_so = fits(judging, one->as.one, value, marks);
    const struct requirement *then =
        requirement_beside(one, is_so ? KEYWORD_THEN : KEYWORD_ELSE);
    return then == NULL || judging->apply(judging, then->as.one, value, marks);
}

bool check_dependent_schemas(struct judging *judging,
                             const struct requirement *one,
                             const struct value *value, struct marks *marks)
{
    bool ok = true;
    for (size_t i = 0; i < one->argument->size; i++) {
        if (value_find_slice(value, one->argument->as.members[i].key) != NULL)
            ok = judging->apply(judging, one->as.many[i], value, marks) && ok;
    }
    return ok;
}
