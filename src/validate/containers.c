/* containers.c - the keywords that look into mappings and lists (core, 10.3 and
 * 11), and those of validation about their keys.
 *
 *     properties, patternProperties --> additionalProperties
 *     prefixItems ------------------> items
 *     any of them, at any depth ----> unevaluated...
 *
 * The arrows are not in the order of the file: each looks at what is beside
 * it. */
#include "validate/judging.h"

#include "base/nearest.h"

#include <string.h>

#define LISTED_MAX 12 /* keys in a hint */

/* Applies a schema one step further down. */
static bool apply_below(struct judging *judging, const struct subschema *part,
                        const struct value *value, struct trail step)
{
    step.above = judging->trail;
    step.depth = step.above != NULL ? step.above->depth + 1 : 1;
    judging->trail = &step;
    bool ok = judging->apply(judging, part, value, NULL);
    judging->trail = step.above;
    return ok;
}

static bool apply_to_member(struct judging *judging,
                            const struct subschema *part,
                            const struct member *member)
{
    return apply_below(judging, part, &member->value,
                       (struct trail){.kind = STEP_MEMBER, .key = member->key});
}

static bool apply_to_item(struct judging *judging, const struct subschema *part,
                          const struct value *list, size_t index)
{
    return apply_below(judging, part, &list->as.items[index],
                       (struct trail){.kind = STEP_ITEM, .index = index});
}

/* --- mappings ----------------------------------------------------------- */

static size_t find_index(const struct value *object, struct slice key)
{
    size_t i = 0;
    while (i < object->size && !slice_equal(object->as.members[i].key, key))
        i++;
    return i;
}

bool check_properties(struct judging *judging, const struct requirement *one,
                      const struct value *value, struct marks *marks)
{
    const struct value *argument = one->argument;
    bool ok = true;
    judging_spend(judging, argument->size * value->size / 64);
    for (size_t i = 0; i < argument->size; i++) {
        size_t index = find_index(value, argument->as.members[i].key);
        if (index == value->size)
            continue;
        ok = apply_to_member(judging, one->as.many[i],
                             &value->as.members[index]) &&
             ok;
        marks_add(marks, index);
        if (!ok && judging_may_stop(judging))
            break;
    }
    return ok;
}

/* Whether a key matches a pattern of patternProperties. If that is not known,
 * neither is which schema its value is for. */
static bool key_matches(struct judging *judging, const struct requirement *one,
                        size_t index, const struct member *member)
{
    const struct pattern *pattern = one->patterns[index];
    if (pattern == NULL)
        return false;
    enum pattern_result result = judging_match(judging, pattern, member->key);
    if (result == PATTERN_GIVES_UP) {
        const struct trail step = {
            .above = judging->trail, .kind = STEP_NAME, .key = member->key};
        const struct value key = member_key(member);
        judging->trail = &step;
        judging->trials++;
        (void)judging_give_up(judging, one, &key,
                              one->argument->as.members[index].key);
        judging->trials--;
        judging->trail = step.above;
    }
    return result == PATTERN_MATCHES;
}

bool check_pattern_properties(struct judging *judging,
                              const struct requirement *one,
                              const struct value *value, struct marks *marks)
{
    bool ok = true;
    for (size_t i = 0; i < one->argument->size; i++) {
        for (size_t k = 0; k < value->size; k++) {
            const struct member *member = &value->as.members[k];
            if ((!ok && judging_may_stop(judging)) ||
                judging_has_ended(judging))
                return false;
            if (!key_matches(judging, one, i, member))
                continue;
            ok = apply_to_member(judging, one->as.many[i], member) && ok;
            marks_add(marks, k);
        }
    }
    return ok;
}

/* Whether `properties` or `patternProperties` beside it are about the key. */
static bool is_named(struct judging *judging, const struct requirement *one,
                     const struct member *member)
{
    const struct requirement *names =
        requirement_beside(one, KEYWORD_PROPERTIES);
    const struct requirement *patterns =
        requirement_beside(one, KEYWORD_PATTERN_PROPERTIES);
    if (names != NULL &&
        find_index(names->argument, member->key) < names->argument->size)
        return true;
    for (size_t i = 0; patterns != NULL && i < patterns->argument->size; i++) {
        if (key_matches(judging, patterns, i, member))
            return true;
    }
    return false;
}

/* The key that was meant; without one, those that there are. */
static const char *hint_of_keys(struct judging *judging,
                                const struct requirement *one, struct slice key,
                                const struct value *value)
{
    const struct requirement *names =
        requirement_beside(one, KEYWORD_PROPERTIES);
    struct nearest nearest = nearest_to(key);
    struct str *text = &judging->text;
    size_t count = names != NULL ? names->argument->size : 0;
    if (count == 0)
        return NULL;
    str_clear(text);
    for (size_t i = 0; i < count; i++) {
        struct slice known = names->argument->as.members[i].key;
        if (value_find_slice(value, known) == NULL)
            (void)nearest_consider(&nearest, known);
        if (i < LISTED_MAX)
            str_appendf(text, "%s%.*s", i > 0 ? ", " : "", SLICE_FMT(known));
    }
    if (nearest.name.data != NULL)
        return arena_printf(&judging->arena, "did you mean '%.*s'?",
                            SLICE_FMT(nearest.name))
            .data;
    return arena_printf(&judging->arena, "the schema knows %s%s", text->data,
                        count > LISTED_MAX ? " and more" : "")
        .data;
}

static bool is_false(const struct subschema *part)
{
    return part != NULL && part->written->kind == VALUE_BOOLEAN &&
           !part->written->as.boolean;
}

/* A member that no keyword has named. */
static bool apply_to_rest(struct judging *judging,
                          const struct requirement *one,
                          const struct value *value, size_t index)
{
    const struct member *member = &value->as.members[index];
    if (!is_false(one->as.one))
        return apply_to_member(judging, one->as.one, member);
    bool is_nested = judging->trail != NULL;
    const struct value key = member_key(member);
    if (judging_is_hidden(judging))
        return judging_fault(judging, DIAGNOSTIC_SCHEMA_KEY_UNKNOWN, one, &key,
                             NULL, "the schema does not allow a key in %s",
                             judging_subject(judging));
    return judging_fault(judging, DIAGNOSTIC_SCHEMA_KEY_UNKNOWN, one, &key,
                         hint_of_keys(judging, one, member->key, value),
                         "the schema does not allow the key '%.*s'%s%s",
                         SLICE_FMT(member->key), is_nested ? " in " : "",
                         is_nested ? judging_subject(judging) : "");
}

bool check_additional_properties(struct judging *judging,
                                 const struct requirement *one,
                                 const struct value *value, struct marks *marks)
{
    bool ok = true;
    for (size_t i = 0; i < value->size; i++) {
        judging_spend(judging, 1);
        if (is_named(judging, one, &value->as.members[i]))
            continue;
        ok = apply_to_rest(judging, one, value, i) && ok;
        marks_add(marks, i);
        if (!ok && judging_may_stop(judging))
            break;
    }
    return ok;
}

/* Judges the parts that no keyword was about, each by `apply`. */
static bool judge_unevaluated(
    struct judging *judging, const struct requirement *one,
    const struct value *value, struct marks *marks,
    bool (*apply)(struct judging *judging, const struct requirement *one,
                  const struct value *value, size_t index))
{
    bool ok = true;
    for (size_t i = 0; i < value->size; i++) {
        if (marks_have(marks, i))
            continue;
        ok = apply(judging, one, value, i) && ok;
        marks_add(marks, i);
        if (!ok && judging_may_stop(judging))
            break;
    }
    return ok;
}

bool check_unevaluated_properties(struct judging *judging,
                                  const struct requirement *one,
                                  const struct value *value,
                                  struct marks *marks)
{
    return judge_unevaluated(judging, one, value, marks, apply_to_rest);
}

bool check_property_names(struct judging *judging,
                          const struct requirement *one,
                          const struct value *value, struct marks *marks)
{
    bool ok = true;
    (void)marks;
    for (size_t i = 0; i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        const struct value name = member_key(member);
        ok = apply_below(
                 judging, one->as.one, &name,
                 (struct trail){.kind = STEP_NAME, .key = member->key}) &&
             ok;
        if (!ok && judging_may_stop(judging))
            break;
    }
    return ok;
}

/* A key that is there and that no keyword names may be the missing one. */
static const char *hint_of_missing(struct judging *judging,
                                   const struct requirement *one,
                                   const struct value *value,
                                   struct slice missing)
{
    struct nearest nearest = nearest_to(missing);
    for (size_t i = 0; i < value->size; i++) {
        if (!is_named(judging, one, &value->as.members[i]))
            (void)nearest_consider(&nearest, value->as.members[i].key);
    }
    return nearest.name.data != NULL
               ? arena_printf(&judging->arena, "rename '%.*s' to '%.*s'?",
                              SLICE_FMT(nearest.name), SLICE_FMT(missing))
                     .data
               : NULL;
}

static bool is_there(struct judging *judging, const struct requirement *one,
                     const struct value *value, struct slice key,
                     struct slice because)
{
    if (value_find_slice(value, key) != NULL)
        return true;
    bool is_nested = judging->trail != NULL, is_needed = because.size > 0;
    return judging_fault(judging, DIAGNOSTIC_SCHEMA_KEY_MISSING, one, value,
                         judging->found != NULL && !judging_is_hidden(judging)
                             ? hint_of_missing(judging, one, value, key)
                             : NULL,
                         "the key '%.*s' is missing%s%s%s%.*s%s",
                         SLICE_FMT(key), is_nested ? " in " : "",
                         is_nested ? judging_subject(judging) : "",
                         is_needed ? ", which the key '" : "",
                         SLICE_FMT(because), is_needed ? "' needs" : "");
}

static bool are_there(struct judging *judging, const struct requirement *one,
                      const struct value *value, const struct value *keys,
                      struct slice because)
{
    bool ok = true;
    judging_spend(judging, keys->size * value->size / 64);
    for (size_t i = 0; i < keys->size; i++) {
        ok = is_there(judging, one, value, value_text(&keys->as.items[i]),
                      because) &&
             ok;
        if (!ok && judging_may_stop(judging))
            break;
    }
    return ok;
}

bool check_required(struct judging *judging, const struct requirement *one,
                    const struct value *value, struct marks *marks)
{
    (void)marks;
    return are_there(judging, one, value, one->argument, SLICE_NONE);
}

bool check_dependent_required(struct judging *judging,
                              const struct requirement *one,
                              const struct value *value, struct marks *marks)
{
    bool ok = true;
    (void)marks;
    for (size_t i = 0; i < one->argument->size; i++) {
        const struct member *member = &one->argument->as.members[i];
        if (value_find_slice(value, member->key) != NULL)
            ok = are_there(judging, one, value, &member->value, member->key) &&
                 ok;
    }
    return ok;
}

/* --- lists -------------------------------------------------------------- */

bool check_prefix_items(struct judging *judging, const struct requirement *one,
                        const struct value *value, struct marks *marks)
{
    bool ok = true;
    for (size_t i = 0; i < one->argument->size && i < value->size; i++) {
        ok = apply_to_item(judging, one->as.many[i], value, i) && ok;
        marks_add(marks, i);
        if (!ok && judging_may_stop(judging))
            break;
    }
    return ok;
}

bool check_items(struct judging *judging, const struct requirement *one,
                 const struct value *value, struct marks *marks)
{
    const struct requirement *prefix =
        requirement_beside(one, KEYWORD_PREFIX_ITEMS);
    bool ok = true;
    for (size_t i = prefix != NULL ? prefix->argument->size : 0;
         i < value->size; i++) {
        ok = apply_to_item(judging, one->as.one, value, i) && ok;
        marks_add(marks, i);
        if (!ok && judging_may_stop(judging))
            break;
    }
    return ok;
}

static bool apply_to_rest_item(struct judging *judging,
                               const struct requirement *one,
                               const struct value *value, size_t index)
{
    return apply_to_item(judging, one->as.one, value, index);
}

bool check_unevaluated_items(struct judging *judging,
                             const struct requirement *one,
                             const struct value *value, struct marks *marks)
{
    return judge_unevaluated(judging, one, value, marks, apply_to_rest_item);
}

/* An item that does not fit is no fault: it is only not counted. */
static size_t count_fitting(struct judging *judging,
                            const struct requirement *one,
                            const struct value *value, struct marks *marks)
{
    struct diagnostics *found = judging->found;
    struct rating *rating = judging->rating;
    size_t count = 0;
    judging->found = NULL;
    judging->rating = NULL;
    judging->trials++;
    for (size_t i = 0; i < value->size; i++) {
        if (!apply_to_item(judging, one->as.one, value, i))
            continue;
        marks_add(marks, i);
        count++;
    }
    judging->trials--;
    judging->found = found;
    judging->rating = rating;
    return count;
}

bool check_contains(struct judging *judging, const struct requirement *one,
                    const struct value *value, struct marks *marks)
{
    const struct requirement *min =
        requirement_beside(one, KEYWORD_MIN_CONTAINS);
    const struct requirement *max =
        requirement_beside(one, KEYWORD_MAX_CONTAINS);
    size_t least = min != NULL ? min->as.limit : 1;
    size_t count = count_fitting(judging, one, value, marks);
    if (count < least)
        return judging_fault(
            judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
            "%s must have at least %zu of the items that the schema asks for "
            "with contains, not %zu",
            judging_subject(judging), least, count);
    return max == NULL || count <= max->as.limit ||
           judging_fault(
               judging, DIAGNOSTIC_SCHEMA_VALUE, max, value, NULL,
               "%s must have at most %zu of the items that the schema limits "
               "with contains, not %zu",
               judging_subject(judging), max->as.limit, count);
}
