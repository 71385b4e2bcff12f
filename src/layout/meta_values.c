/* meta_values.c - values of front matter, as all fields read them. */
#include "layout/meta_fields.h"

#include "document/publication_keys.h"

bool value_is_blank(const struct value *value)
{
    return value->kind == VALUE_NULL ||
           (value->kind == VALUE_STRING &&
            slice_trim(value_text(value)).size == 0);
}

struct key_value key_value_find(const struct value *object,
                                const char *const *keys)
{
    for (; *keys != NULL; keys++) {
        const struct value *value = value_find(object, *keys);
        if (value != NULL && !value_is_blank(value))
            return (struct key_value){*keys, value};
    }
    return (struct key_value){NULL, NULL};
}

void meta_warn_kind(struct meta *meta, struct key_value field,
                    const char *expected)
{
    struct slice hint =
        arena_printf(&meta->arena, "write %s after '%s:'", expected, field.key);
    diagnostics_add(&meta->diagnostics, DIAGNOSTIC_FIELD_TYPE,
                    field.value->line, field.value->column, hint.data,
                    "%s is %s, which is ignored; expected %s", field.key,
                    value_kind_name(field.value), expected);
}

struct slice meta_name_text(struct meta *meta, const struct value *value)
{
    struct slice text = value_spelling(value, &meta->arena);
    return text.data != NULL ? slice_trim(text) : SLICE_NONE;
}

struct slice meta_scalar_text(struct meta *meta, const struct value *value)
{
    return value->kind != VALUE_BOOLEAN ? meta_name_text(meta, value)
                                        : SLICE_NONE;
}

bool value_is_word(const struct value *value, const char *const *words)
{
    struct slice text = slice_trim(value_text(value));
    return text.size > 0 && text_is_word(text, words);
}
