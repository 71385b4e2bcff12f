/* value.c - looking into values.
 *
 * Objects in front matter have a dozen keys; comparing sizes first makes a
 * linear search faster than a table would be, and the order of the file is
 * kept for free. */
#include "document/value.h"

const struct value value_null = {.kind = VALUE_NULL};

const struct value *value_find_slice(const struct value *object,
                                     struct slice key)
{
    if (!value_is_object(object))
        return NULL;
    for (size_t i = 0; i < object->size; i++) {
        const struct member *member = &object->as.members[i];
        if (slice_equal(member->key, key))
            return &member->value;
    }
    return NULL;
}

const struct value *value_find(const struct value *object, const char *key)
{
    return value_find_slice(object, slice_of(key));
}

bool value_is_string(const struct value *value)
{
    return value != NULL && value->kind == VALUE_STRING;
}

bool value_is_object(const struct value *value)
{
    return value != NULL && value->kind == VALUE_OBJECT;
}

bool value_is_array(const struct value *value)
{
    return value != NULL && value->kind == VALUE_ARRAY;
}

struct slice value_text(const struct value *value)
{
    if (!value_is_string(value))
        return SLICE_NONE;
    return (struct slice){value->as.text, value->size};
}

struct value value_of_text(struct slice text)
{
    return (struct value){
        .kind = VALUE_STRING, .as.text = text.data, .size = text.size};
}

const char *value_kind_name(const struct value *value)
{
    static const char *const names[] = {
        "null",   "true or false", "a whole number", "a number",
        "a text", "a list",        "a mapping",
    };
    return value != NULL ? names[value->kind] : "nothing";
}
