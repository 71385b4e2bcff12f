/* value.c - looking into values.
 *
 * Objects in front matter have a dozen keys; comparing sizes first makes a
 * linear search faster than a table would be, and the order of the file is
 * kept for free. */
#include "document/value.h"

#include "base/map.h"

#include <string.h>

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

const struct value *value_find_nocase(const struct value *object,
                                      struct slice key)
{
    for (size_t i = 0; value_is_object(object) && i < object->size; i++) {
        const struct member *member = &object->as.members[i];
        if (slice_equal_nocase(member->key, key))
            return &member->value;
    }
    return NULL;
}

bool value_is_string(const struct value *value)
{
    return value != NULL && value->kind == VALUE_STRING;
}

bool value_is_true(const struct value *value)
{
    return value != NULL && value->kind == VALUE_BOOLEAN && value->as.boolean;
}

bool value_is_false(const struct value *value)
{
    return value != NULL && value->kind == VALUE_BOOLEAN && !value->as.boolean;
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

struct slice value_find_text(const struct value *object, const char *key)
{
    return value_text(value_find(object, key));
}

static bool has_spelling(const struct value *value)
{
    return value->kind == VALUE_BOOLEAN || value->kind == VALUE_INTEGER ||
           value->kind == VALUE_FLOAT;
}

static struct slice print_real(double number, struct arena *arena)
{
    struct str digits = {0};
    str_append_real(&digits, number);
    struct slice text = arena_copy(arena, str_slice(&digits));
    str_release(&digits);
    return text;
}

struct slice value_spelling(const struct value *value, struct arena *arena)
{
    if (value == NULL || value->kind == VALUE_STRING)
        return value_text(value);
    if (has_spelling(value) && value->spelling != NULL)
        return slice_of(value->spelling);
    if (value->kind == VALUE_BOOLEAN)
        return value->as.boolean ? SLICE("true") : SLICE("false");
    if (value->kind == VALUE_INTEGER)
        return arena_printf(arena, "%lld", (long long)value->as.integer);
    if (value->kind == VALUE_FLOAT)
        return print_real(value->as.real, arena);
    return SLICE_NONE;
}

struct value value_of_text(struct slice text)
{
    return (struct value){
        .kind = VALUE_STRING, .as.text = text.data, .size = text.size};
}

struct value value_of_text_or_null(struct slice text)
{
    return text.data != NULL ? value_of_text(text) : value_null;
}

struct value value_of_members(const struct member *members, size_t count,
                              struct arena *arena)
{
    struct member *kept = arena_alloc(arena, count, sizeof *kept);
    if (count > 0)
        memcpy(kept, members, count * sizeof *kept);
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = kept, .size = count};
}

struct value member_key(const struct member *member)
{
    struct value key = value_of_text(member->key);
    key.line = member->value.line;
    key.column = (uint16_t)(member->value.column - member->value.key_distance);
    return key;
}

const char *value_kind_name(const struct value *value)
{
    static const char *const names[] = {
        "null",     "a boolean", "an integer", "a number",
        "a string", "a list",    "a mapping",
    };
    return value != NULL ? names[value->kind] : "nothing";
}

static const struct member *copy_members(const struct value *object,
                                         struct arena *arena)
{
    struct member *members = arena_alloc(arena, object->size, sizeof *members);
    for (size_t i = 0; i < object->size; i++) {
        const struct member *member = &object->as.members[i];
        members[i] = (struct member){arena_copy(arena, member->key),
                                     value_copy(&member->value, arena)};
    }
    return members;
}

static const struct value *copy_items(const struct value *array,
                                      struct arena *arena)
{
    struct value *items = arena_alloc(arena, array->size, sizeof *items);
    for (size_t i = 0; i < array->size; i++)
        items[i] = value_copy(&array->as.items[i], arena);
    return items;
}

struct value value_copy(const struct value *value, struct arena *arena)
{
    struct value copy = *value;
    copy.line = 0;
    copy.column = 0;
    copy.key_distance = 0;
    if (value_is_object(value))
        copy.as.members = copy_members(value, arena);
    else if (value_is_array(value))
        copy.as.items = copy_items(value, arena);
    else if (value_is_string(value))
        copy.as.text = arena_copy(arena, value_text(value)).data;
    else if (has_spelling(value) && value->spelling != NULL)
        copy.spelling = arena_copy(arena, slice_of(value->spelling)).data;
    return copy;
}

/* Of a scalar; -0.0 is not 0.0 to it, nor 3.10 3.1, which are two names. */
static uint64_t hash_scalar(const struct value *value, uint64_t seed)
{
    uint64_t bits = 0;
    if (has_spelling(value) && value->spelling != NULL)
        seed = hash_bytes(slice_of(value->spelling), seed);
    if (value->kind == VALUE_BOOLEAN)
        bits = value->as.boolean ? 1 : 0;
    else if (value->kind == VALUE_INTEGER)
        bits = (uint64_t)value->as.integer;
    else if (value->kind == VALUE_FLOAT)
        memcpy(&bits, &value->as.real, sizeof bits);
    else if (value_is_string(value))
        return hash_bytes(value_text(value), seed);
    return hash_bytes((struct slice){(const char *)&bits, sizeof bits}, seed);
}

uint64_t value_hash(const struct value *value, uint64_t seed)
{
    uint64_t hash = seed * 16 + value->kind + (value->is_quoted ? 8 : 0);
    if (!value_is_object(value) && !value_is_array(value))
        return hash_scalar(value, hash);
    hash = hash_bytes(SLICE(""), hash + 8 * value->size);
    for (size_t i = 0; i < value->size; i++) {
        if (value_is_array(value)) {
            hash = value_hash(&value->as.items[i], hash);
            continue;
        }
        hash = hash_bytes(value->as.members[i].key, hash);
        hash = value_hash(&value->as.members[i].value, hash);
    }
    return hash;
}

/* `over` wins unless `combine` makes one value of the two. */
static struct value merge_members(
    const struct value *under, const struct value *over, struct arena *arena,
    struct value (*combine)(const struct value *under, const struct value *over,
                            struct arena *arena))
{
    struct value merged = *over;
    struct member *members =
        arena_alloc(arena, under->size + over->size, sizeof *members);
    merged.size = 0;
    for (size_t i = 0; i < over->size; i++) {
        struct member member = over->as.members[i];
        const struct value *below =
            combine != NULL ? value_find_slice(under, member.key) : NULL;
        if (below != NULL)
            member.value = combine(below, &member.value, arena);
        members[merged.size++] = member;
    }
    for (size_t i = 0; i < under->size; i++) {
        if (value_find_slice(over, under->as.members[i].key) == NULL)
            members[merged.size++] = under->as.members[i];
    }
    merged.as.members = members;
    return merged;
}

struct value value_overlay(const struct value *under, const struct value *over,
                           struct arena *arena)
{
    return merge_members(under, over, arena, NULL);
}

struct value value_merge(const struct value *under, const struct value *over,
                         struct arena *arena)
{
    if (value_is_object(under) && value_is_object(over))
        return merge_members(under, over, arena, value_merge);
    return over->kind == VALUE_NULL ? *under : *over;
}

static bool is_among(struct slice key, const struct names *keys)
{
    for (size_t i = 0; i < keys->count; i++) {
        if (slice_equal(keys->items[i], key))
            return true;
    }
    return false;
}

struct value value_without(const struct value *object, const struct names *keys,
                           struct arena *arena)
{
    struct value rest = *object;
    if (!value_is_object(object))
        return rest;
    struct member *members = arena_alloc(arena, object->size, sizeof *members);
    rest.size = 0;
    for (size_t i = 0; i < object->size; i++) {
        if (!is_among(object->as.members[i].key, keys))
            members[rest.size++] = object->as.members[i];
    }
    rest.as.members = members;
    return rest;
}

void value_list_add(struct value_list *list, struct value value,
                    struct arena *arena)
{
    list->items = arena_grow(arena, list->items, list->count, &list->capacity,
                             sizeof *list->items);
    list->items[list->count++] = value;
}

struct value value_list_array(const struct value_list *list)
{
    return (struct value){
        .kind = VALUE_ARRAY, .as.items = list->items, .size = list->count};
}
