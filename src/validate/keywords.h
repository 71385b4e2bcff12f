/* keywords.h - the keywords of JSON Schema 2020-12 that are known. Private to
 * this room. */
#ifndef VALIDATE_KEYWORDS_H
#define VALIDATE_KEYWORDS_H

#include "base/str.h"

/* The one list of keywords: X(constant, name, argument). The sections of
 * the core (8), of applicators (10), of unevaluated locations (11), and of
 * validation (6); then what says something and has no effect. */
#define KEYWORDS(X)                                                            \
    X(SCHEMA, "$schema", STRING)                                               \
    X(ID, "$id", STRING)                                                       \
    X(ANCHOR, "$anchor", STRING)                                               \
    X(DYNAMIC_ANCHOR, "$dynamicAnchor", STRING)                                \
    X(REF, "$ref", STRING)                                                     \
    X(DYNAMIC_REF, "$dynamicRef", STRING)                                      \
    X(DEFS, "$defs", SCHEMA_MAP)                                               \
    X(DEFINITIONS, "definitions", SCHEMA_MAP)                                  \
    X(COMMENT, "$comment", STRING)                                             \
    X(VOCABULARY, "$vocabulary", ANY)                                          \
    X(ALL_OF, "allOf", SCHEMA_LIST)                                            \
    X(ANY_OF, "anyOf", SCHEMA_LIST)                                            \
    X(ONE_OF, "oneOf", SCHEMA_LIST)                                            \
    X(NOT, "not", SCHEMA)                                                      \
    X(IF, "if", SCHEMA)                                                        \
    X(THEN, "then", SCHEMA)                                                    \
    X(ELSE, "else", SCHEMA)                                                    \
    X(DEPENDENT_SCHEMAS, "dependentSchemas", SCHEMA_MAP)                       \
    X(PREFIX_ITEMS, "prefixItems", SCHEMA_LIST)                                \
    X(ITEMS, "items", SCHEMA)                                                  \
    X(CONTAINS, "contains", SCHEMA)                                            \
    X(PROPERTIES, "properties", SCHEMA_MAP)                                    \
    X(PATTERN_PROPERTIES, "patternProperties", SCHEMA_MAP)                     \
    X(ADDITIONAL_PROPERTIES, "additionalProperties", SCHEMA)                   \
    X(PROPERTY_NAMES, "propertyNames", SCHEMA)                                 \
    X(UNEVALUATED_ITEMS, "unevaluatedItems", SCHEMA)                           \
    X(UNEVALUATED_PROPERTIES, "unevaluatedProperties", SCHEMA)                 \
    X(TYPE, "type", TYPES)                                                     \
    X(ENUM, "enum", LIST)                                                      \
    X(CONST, "const", ANY)                                                     \
    X(MULTIPLE_OF, "multipleOf", POSITIVE)                                     \
    X(MAXIMUM, "maximum", NUMBER)                                              \
    X(EXCLUSIVE_MAXIMUM, "exclusiveMaximum", NUMBER)                           \
    X(MINIMUM, "minimum", NUMBER)                                              \
    X(EXCLUSIVE_MINIMUM, "exclusiveMinimum", NUMBER)                           \
    X(MAX_LENGTH, "maxLength", LIMIT)                                          \
    X(MIN_LENGTH, "minLength", LIMIT)                                          \
    X(PATTERN, "pattern", PATTERN)                                             \
    X(MAX_ITEMS, "maxItems", LIMIT)                                            \
    X(MIN_ITEMS, "minItems", LIMIT)                                            \
    X(UNIQUE_ITEMS, "uniqueItems", BOOLEAN)                                    \
    X(MAX_CONTAINS, "maxContains", LIMIT)                                      \
    X(MIN_CONTAINS, "minContains", LIMIT)                                      \
    X(MAX_PROPERTIES, "maxProperties", LIMIT)                                  \
    X(MIN_PROPERTIES, "minProperties", LIMIT)                                  \
    X(REQUIRED, "required", STRINGS)                                           \
    X(DEPENDENT_REQUIRED, "dependentRequired", STRINGS_MAP)                    \
    X(FORMAT, "format", STRING)                                                \
    X(REFERENCE, "x-headmatter-reference", STRING_OR_STRINGS)                  \
    X(TITLE, "title", ANY)                                                     \
    X(DESCRIPTION, "description", ANY)                                         \
    X(DEFAULT, "default", ANY)                                                 \
    X(DEPRECATED, "deprecated", ANY)                                           \
    X(READ_ONLY, "readOnly", ANY)                                              \
    X(WRITE_ONLY, "writeOnly", ANY)                                            \
    X(EXAMPLES, "examples", ANY)                                               \
    X(CONTENT_ENCODING, "contentEncoding", ANY)                                \
    X(CONTENT_MEDIA_TYPE, "contentMediaType", ANY)                             \
    X(CONTENT_SCHEMA, "contentSchema", SCHEMA)

enum keyword_name {
#define X(constant, name, argument) KEYWORD_##constant,
    KEYWORDS(X)
#undef X
        KEYWORD_COUNT
};

enum keyword_argument {
    ARGUMENT_ANY,
    ARGUMENT_SCHEMA,
    ARGUMENT_SCHEMA_LIST,
    ARGUMENT_SCHEMA_MAP,
    ARGUMENT_STRING,
    ARGUMENT_STRINGS,
    ARGUMENT_STRINGS_MAP,
    ARGUMENT_STRING_OR_STRINGS,
    ARGUMENT_TYPES,
    ARGUMENT_LIST,
    ARGUMENT_NUMBER,
    ARGUMENT_POSITIVE,
    ARGUMENT_LIMIT,
    ARGUMENT_BOOLEAN,
    ARGUMENT_PATTERN,
};

struct value;

struct keyword {
    const char *text;
    enum keyword_name name;
    enum keyword_argument argument;
};

/* NULL if there is none. */
const struct keyword *keyword_find(struct slice text);

/* What may have been meant by a word that is no keyword; SLICE_NONE unless a
 * keyword, of this draft or an older one, is near. */
struct slice keyword_meant(struct slice text);

/* Says what an argument has to be, if it is not; else NULL. */
const char *argument_wanted(enum keyword_argument argument,
                            const struct value *value);

/* The types of JSON, as `type` names them. */
#define JSON_TYPES_COUNT 7
extern const char *const json_types[JSON_TYPES_COUNT];

#endif
