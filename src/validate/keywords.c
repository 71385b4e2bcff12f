/* keywords.c - finds keywords, and checks that an argument is one.
 *
 * Words that are no keywords may stand in a schema, for whatever program knows
 * them; but one that is nearly a keyword is a mistake that would let everything
 * pass. */
#include "validate/keywords.h"

#include "base/array.h"
#include "base/nearest.h"
#include "document/value.h"

#include <math.h>

static const struct keyword keywords[KEYWORD_COUNT] = {
#define X(constant, name, argument)                                            \
    {name, KEYWORD_##constant, ARGUMENT_##argument},
    KEYWORDS(X)
#undef X
};

const char *const json_types[JSON_TYPES_COUNT] = {
    "null", "boolean", "integer", "number", "string", "array", "object",
};

/* Of older drafts, and what has taken their place. */
static const struct {
    const char *text, *now;
} former[] = {
    {"additionalItems", "items"},
    {"dependencies", "dependentRequired"},
    {"$recursiveRef", "$dynamicRef"},
    {"$recursiveAnchor", "$dynamicAnchor"},
    {"id", "$id"},
};

const struct keyword *keyword_find(struct slice text)
{
    for (size_t i = 0; i < KEYWORD_COUNT; i++) {
        if (slice_is(text, keywords[i].text))
            return &keywords[i];
    }
    return NULL;
}

struct slice keyword_meant(struct slice text)
{
    struct nearest nearest = nearest_to(text);
    for (size_t i = 0; i < ARRAY_COUNT(former); i++) {
        if (slice_is(text, former[i].text))
            return slice_of(former[i].now);
    }
    for (size_t i = 0; i < KEYWORD_COUNT; i++)
        (void)nearest_consider(&nearest, slice_of(keywords[i].text));
    return nearest.name;
}

static bool is_schema(const struct value *value)
{
    return value_is_object(value) || value->kind == VALUE_BOOLEAN;
}

static bool is_string(const struct value *value)
{
    return value->kind == VALUE_STRING;
}

static bool is_type(const struct value *value)
{
    for (size_t i = 0; i < JSON_TYPES_COUNT; i++) {
        if (slice_is(value_text(value), json_types[i]))
            return true;
    }
    return false;
}

static bool are_all(const struct value *list,
                    bool (*holds)(const struct value *value))
{
    size_t i = 0;
    if (!value_is_array(list))
        return false;
    while (i < list->size && holds(&list->as.items[i]))
        i++;
    return i == list->size;
}

static bool are_strings(const struct value *value)
{
    return are_all(value, is_string);
}

static bool are_all_members(const struct value *object,
                            bool (*holds)(const struct value *value))
{
    size_t i = 0;
    if (!value_is_object(object))
        return false;
    while (i < object->size && holds(&object->as.members[i].value))
        i++;
    return i == object->size;
}

static bool is_number(const struct value *value)
{
    return value->kind == VALUE_INTEGER || value->kind == VALUE_FLOAT;
}

static double real_of(const struct value *value)
{
    return value->kind == VALUE_INTEGER ? (double)value->as.integer
                                        : value->as.real;
}

static bool is_positive(const struct value *value)
{
    return is_number(value) && real_of(value) > 0;
}

static bool is_limit(const struct value *value)
{
    return is_number(value) && real_of(value) >= 0 &&
           floor(real_of(value)) == real_of(value);
}

static bool is_boolean(const struct value *value)
{
    return value->kind == VALUE_BOOLEAN;
}

static bool is_schema_list(const struct value *value)
{
    return are_all(value, is_schema) && value->size > 0;
}

static bool is_schema_map(const struct value *value)
{
    return are_all_members(value, is_schema);
}

static bool is_strings_map(const struct value *value)
{
    return are_all_members(value, are_strings);
}

static bool is_string_or_strings(const struct value *value)
{
    return is_string(value) || are_strings(value);
}

static bool is_type_or_types(const struct value *value)
{
    return is_type(value) || (are_all(value, is_type) && value->size > 0);
}

static const struct {
    bool (*fits)(const struct value *value); /* NULL: everything does */
    const char *wanted;
} arguments[] = {
    [ARGUMENT_ANY] = {NULL, NULL},
    [ARGUMENT_SCHEMA] = {is_schema, "a schema"},
    [ARGUMENT_SCHEMA_LIST] = {is_schema_list, "a list of one or more schemas"},
    [ARGUMENT_SCHEMA_MAP] = {is_schema_map, "an object of schemas"},
    [ARGUMENT_STRING] = {is_string, "a string"},
    [ARGUMENT_STRINGS] = {are_strings, "a list of strings"},
    [ARGUMENT_STRINGS_MAP] = {is_strings_map, "an object of lists of strings"},
    [ARGUMENT_STRING_OR_STRINGS] = {is_string_or_strings,
                                    "a string or a list of strings"},
    [ARGUMENT_TYPES] = {is_type_or_types,
                        "null, boolean, integer, number, string, array or "
                        "object, or a list of these"},
    [ARGUMENT_LIST] = {value_is_array, "a list"},
    [ARGUMENT_NUMBER] = {is_number, "a number"},
    [ARGUMENT_POSITIVE] = {is_positive, "a number above 0"},
    [ARGUMENT_LIMIT] = {is_limit, "a whole number that is at least 0"},
    [ARGUMENT_BOOLEAN] = {is_boolean, "true or false"},
    [ARGUMENT_PATTERN] = {is_string, "a string"},
};

const char *argument_wanted(enum keyword_argument argument,
                            const struct value *value)
{
    bool fits =
        arguments[argument].fits == NULL || arguments[argument].fits(value);
    return fits ? NULL : arguments[argument].wanted;
}
