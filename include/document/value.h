/* value.h - an immutable JSON value.
 *
 *     object -> members[ key | value ][ key | value ] ...
 *     array  -> items[ value ][ value ] ...
 *     string -> slice                     all of it in one arena
 *     number -> spelling                  "1.10" of 1.1
 *
 * Front matter lives in this form: 24 bytes a node, strings as slices, keys in
 * the order of the file, each node with the line it came from. Values are
 * built once by a parser and then only read, from any thread. */
#ifndef DOCUMENT_VALUE_H
#define DOCUMENT_VALUE_H

#include "base/arena.h"

#include <stdint.h>

enum value_kind {
    VALUE_NULL,
    VALUE_BOOLEAN,
    VALUE_INTEGER,
    VALUE_FLOAT, /* finite, always */
    VALUE_STRING,
    VALUE_ARRAY,
    VALUE_OBJECT,
};

struct value {
    uint8_t kind;       /* enum value_kind */
    bool is_quoted : 1; /* a string that no other schema of YAML takes for a
                           date */
    uint8_t key_distance : 7; /* columns from the key, on the same line, to the
                                 value; 0 where unknown */
    uint16_t column; /* from 1; 0 where unknown; 65535 and more is 65535 */
    uint32_t line;   /* in its file, from 1; 0 where unknown; those of the key
                        for a list or mapping on the lines below it */
    union {
        bool boolean;
        int64_t integer;
        double real;
        const char *text;          /* `size` bytes of UTF-8 and a NUL */
        const struct value *items; /* `size` of them */
        const struct member *members;
    } as;
    union {
        size_t size;          /* of a string, array or object */
        const char *spelling; /* of a number or boolean, as written; or NULL */
    };
};

struct member {
    struct slice key;
    struct value value;
};

extern const struct value value_null;

/* The key as a string, where it is written; if that is not known, it has the
 * place of the value. */
struct value member_key(const struct member *member);

/* The member of that name, or NULL: also when `object` is NULL or is not
 * an object. Keys are unique. */
const struct value *value_find(const struct value *object, const char *key);
const struct value *value_find_slice(const struct value *object,
                                     struct slice key);
/* The bytes of the member, if that is a string; else SLICE_NONE. */
struct slice value_find_text(const struct value *object, const char *key);
/* The first member of that name in any case (ASCII), or NULL. */
const struct value *value_find_nocase(const struct value *object,
                                      struct slice key);

bool value_is_string(const struct value *value); /* false for NULL */
/* Whether it is that boolean, not only a word like "yes"; false for NULL. */
bool value_is_true(const struct value *value);
bool value_is_false(const struct value *value);
bool value_is_object(const struct value *value);
bool value_is_array(const struct value *value);

/* The bytes of a string; SLICE_NONE for NULL and every other kind. */
struct slice value_text(const struct value *value);

/* A scalar as its writer spelled it, for where a name is meant: "007" and
 * "1.10" are names, too. May lie in `arena`; SLICE_NONE for NULL, null, lists
 * and mappings. */
struct slice value_spelling(const struct value *value, struct arena *arena);

struct value value_of_text(struct slice text);
struct value value_of_text_or_null(struct slice text); /* SLICE_NONE: null */
/* An object with copies of these members. */
struct value value_of_members(const struct member *members, size_t count,
                              struct arena *arena);

/* A copy that shares nothing with the value and has no place in a file. */
struct value value_copy(const struct value *value, struct arena *arena);

/* Both objects in one: where both have a member, that of `over` counts.
 * The result shares all values with the two. */
struct value value_overlay(const struct value *under, const struct value *over,
                           struct arena *arena);

/* The same at any depth: objects by the same name are merged, too, and null in
 * `over` leaves what is under it. */
struct value value_merge(const struct value *under, const struct value *over,
                         struct arena *arena);

/* An object without the members of these names; any other value as it is. */
struct value value_without(const struct value *object, const struct names *keys,
                           struct arena *arena);

/* The same for equal values that are written alike, wherever they stand. */
uint64_t value_hash(const struct value *value, uint64_t seed);

/* "a string", "a list", ...: for messages. */
const char *value_kind_name(const struct value *value);

/* An array that grows. Starts as zeros; the arena holds its items. */
struct value_list {
    struct value *items;
    size_t count, capacity;
};

void value_list_add(struct value_list *list, struct value value,
                    struct arena *arena);

/* What was added so far, as an array that shares the items. */
struct value value_list_array(const struct value_list *list);

#endif
