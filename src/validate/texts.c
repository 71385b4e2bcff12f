/* texts.c - the keywords that look into strings: patterns, formats, and what
 * leads to an entry of the site. */
#include "validate/judging.h"

#include "validate/formats.h"

bool check_pattern(struct judging *judging, const struct requirement *one,
                   const struct value *value, struct marks *marks)
{
    (void)marks;
    if (one->as.pattern == NULL)
        return true;
    switch (judging_match(judging, one->as.pattern, value_text(value))) {
    case PATTERN_MATCHES:
        return true;
    case PATTERN_GIVES_UP:
        return judging_give_up(judging, one, value, value_text(one->argument));
    case PATTERN_DIFFERS:
        break;
    }
    return judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value, NULL,
                         "%s must match the pattern %s, which %s does not",
                         judging_subject(judging),
                         judging_argument(judging, one),
                         judging_shown(judging, value));
}

bool check_format(struct judging *judging, const struct requirement *one,
                  const struct value *value, struct marks *marks)
{
    const struct string_format *format = one->as.format;
    (void)marks;
    return format == NULL || format->fits(value_text(value)) ||
           judging_fault(judging, DIAGNOSTIC_SCHEMA_VALUE, one, value,
                         arena_printf(&judging->arena, "write it like %s",
                                      format->example)
                             .data,
                         "%s must be %s, not %s", judging_subject(judging),
                         format->what, judging_shown(judging, value));
}

static bool leads_to_entry(struct judging *judging,
                           const struct requirement *one,
                           const struct value *value)
{
    const struct names *names = &one->as.names;
    struct reference_miss miss = {.what = "nothing"};
    struct str listed = {0};
    if (!value_is_string(value) ||
        judging->finder->find(judging->finder->context, names,
                              value_text(value), &judging->arena, &miss))
        return true;
    for (size_t i = 0; i < names->count; i++)
        str_appendf(&listed, "%s%.*s", i > 0 ? " or " : "",
                    SLICE_FMT(names->items[i]));
    (void)judging_fault(judging, DIAGNOSTIC_SCHEMA_REFERENCE, one, value,
                        judging_is_hidden(judging) ? NULL : miss.hint.data,
                        "%s leads to %s in %s: %s", judging_subject(judging),
                        miss.what,
                        listed.size > 0 ? listed.data : "no collection",
                        judging_shown(judging, value));
    str_release(&listed);
    return false;
}

bool check_entry(struct judging *judging, const struct requirement *one,
                 const struct value *value, struct marks *marks)
{
    bool ok = true;
    (void)marks;
    if (judging->finder == NULL)
        return true;
    if (!value_is_array(value))
        return leads_to_entry(judging, one, value);
    for (size_t i = 0; i < value->size; i++) {
        const struct trail item = {
            .above = judging->trail,
            .kind = STEP_ITEM,
            .index = i,
            .depth = judging->trail != NULL ? judging->trail->depth + 1 : 1};
        judging->trail = &item;
        ok = leads_to_entry(judging, one, &value->as.items[i]) && ok;
        judging->trail = item.above;
    }
    return ok;
}
