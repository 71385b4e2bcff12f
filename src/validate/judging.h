/* judging.h - the state of one judgement, and how its faults are worded.
 * Private to this room. */
#ifndef VALIDATE_JUDGING_H
#define VALIDATE_JUDGING_H

#include "validate/compiled.h"
#include "validate/judge.h"
#include "validate/pattern.h"

/* The way from the document to the value at hand. */
enum step_kind { STEP_MEMBER, STEP_ITEM, STEP_NAME };

struct trail {
    const struct trail *above; /* NULL: the document */
    enum step_kind kind;
    struct slice key; /* of a member, or the name itself */
    size_t index;     /* of an item */
    unsigned depth;
};

/* The resources that were entered on the way, for $dynamicRef. */
struct scope {
    const struct scope *above;
    const struct resource *resource;
};

/* Which members or items of a value were evaluated: a bit for each. */
struct marks {
    uint64_t *bits; /* NULL: nobody asks */
    size_t count;
};

/* How far a value is from one of several forms. */
struct rating {
    unsigned depth; /* of the value */
    size_t fault_count;
    const struct requirement *type; /* it is not even of this one; or NULL */
    /* A member has another constant than the form, "type" perhaps. */
    const struct value *discriminator;
    struct slice discriminator_key;
    const struct requirement *constant;
};

struct judging {
    const struct value *shown; /* of the document, or NULL: all of it */
    const struct reference_finder *finder;
    struct diagnostics *found; /* NULL: only whether it fits */
    struct rating *rating;     /* or NULL */
    struct arena arena;        /* scratch */
    struct str text, subject;  /* scratch */
    const struct trail *trail;
    const struct scope *scope;
    unsigned depth;
    /* Schemas around this one that may fail without a fault: of `not`, of
     * `if`, one of several forms. */
    unsigned trials;
    size_t effort, fault_count;
    bool is_endless, is_costly; /* then no verdict counts */
    /* Set where a trial was given up, so that nobody knows its outcome. */
    struct doubt {
        struct slice message; /* SLICE_NONE: there is no doubt */
        uint32_t line, column;
        const char *hint;
    } doubt;
    bool wants_marks;
    /* Applies a schema to a value. `marks` are what the caller wants to know,
     * or NULL. */
    bool (*apply)(struct judging *judging, const struct subschema *part,
                  const struct value *value, struct marks *marks);
};

/* Whether what was found so far decides, and nobody wants to know more. */
bool judging_may_stop(const struct judging *judging);

/* Whether a limit was reached beyond which nothing is known. */
bool judging_has_ended(const struct judging *judging);

/* Counts work beyond the application of schemas. */
void judging_spend(struct judging *judging, size_t effort);

/* Matches with as many steps as the document has left, and counts them. */
enum pattern_result judging_match(struct judging *judging,
                                  const struct pattern *pattern,
                                  struct slice text);

/* A match of `value`, which `judging->trail` leads to, was given up. Adds a
 * fault, or ends the judgement with one if the outcome of a trial, or what a
 * key is, depends on the match. Returns false. */
bool judging_give_up(struct judging *judging, const struct requirement *one,
                     const struct value *value, struct slice pattern);

/* Adds a fault at a value, which the requirement is about; both may be NULL.
 * Without a hint it names the line of the schema. Returns false. */
bool judging_fault(struct judging *judging, enum diagnostic_code code,
                   const struct requirement *one, const struct value *at,
                   const char *hint, const char *format, ...)
    __attribute__((format(printf, 6, 7)));

/* Whether answers hide the member of the document that the trail leads into. No
 * fault may quote what is in it, nor a hint that is made of that. */
bool judging_is_hidden(const struct judging *judging);

/* "'author.name'", "item 2 of 'tags'", "the document": valid until the next
 * call. Nothing where no faults are wanted, as the next three. */
const char *judging_subject(struct judging *judging);

/* The value at hand for a message, in the arena of the judgement: "\"x\"", or
 * "the hidden value". */
const char *judging_shown(struct judging *judging, const struct value *value);
/* The same with its kind: "the string \"x\"". */
const char *judging_described(struct judging *judging,
                              const struct value *value);
/* What the schema wants: the argument of a keyword. */
const char *judging_argument(struct judging *judging,
                             const struct requirement *one);

/* "a string" for "string", as messages call the types of JSON. */
const char *type_in_words(struct slice type);

/* Appends a value of a schema, as an enum lists it: "\"x\"". */
void value_append_plain(struct str *out, const struct value *value);

void marks_add(struct marks *marks, size_t index); /* NULL is accepted */
bool marks_have(const struct marks *marks, size_t index);

/* Equal as JSON Schema says (core, 4.2.2): 1 equals 1.0, and members have no
 * order. */
bool json_equal_values(struct judging *judging, const struct value *a,
                       const struct value *b);
/* Equal for equal values. */
uint64_t json_hash(const struct value *value);

/* A keyword, by what it asks of a value. Each has added its faults where it
 * returns false. */
typedef bool requirement_check(struct judging *judging,
                               const struct requirement *one,
                               const struct value *value, struct marks *marks);

requirement_check check_type, check_enum, check_const, check_multiple_of,
    check_maximum, check_exclusive_maximum, check_minimum,
    check_exclusive_minimum, check_max_length, check_min_length, check_pattern,
    check_max_items, check_min_items, check_unique_items, check_max_properties,
    check_min_properties, check_required, check_dependent_required,
    check_format, check_entry;
requirement_check check_ref, check_all_of, check_any_of, check_one_of,
    check_not, check_if, check_dependent_schemas;
requirement_check check_prefix_items, check_items, check_contains,
    check_properties, check_pattern_properties, check_additional_properties,
    check_property_names, check_unevaluated_items, check_unevaluated_properties;

#endif
