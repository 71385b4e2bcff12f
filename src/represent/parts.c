/* parts.c - picking names out of values while they are written.
 *
 *     {"type":"Hero","badge":{"label":"New","color":"red"}}
 *     fields=badge.label:  {"badge":{"label":"New"}}
 *
 * The names are a tree, the value is one, and both are walked together. */
#include "represent/parts.h"

#include "represent/write.h"

#include <stdio.h>

/* Passing over a member, in bytes that could have been written. */
#define WORK_OF_MEMBER 16

static const struct name_tree *find_name(const struct name_tree *names,
                                         struct slice key)
{
    for (const struct name_tree *n = names; n != NULL; n = n->next) {
        if (slice_equal(n->name, key))
            return n;
    }
    if (slice_find_char(key, 0, '.') == key.size)
        return NULL;
    for (const struct name_tree *n = names; n != NULL; n = n->next) {
        struct slice start = slice_sub(key, 0, n->name.size);
        if (n->children == NULL || !slice_equal(start, n->name) ||
            slice_find_char(key, start.size, '.') != start.size)
            continue;
        const struct name_tree *found =
            find_name(n->children, slice_from(key, start.size + 1));
        if (found != NULL)
            return found;
    }
    return NULL;
}

/* What `fields` says of that name; `node` is not NULL. */
static struct choice choose_named(const struct parts *parts,
                                  const struct name_tree *node)
{
    bool is_whole = node->is_whole || node->children == NULL;
    return (struct choice){
        .is_shown = !is_whole || !parts->leaves_out,
        .is_named = !parts->leaves_out,
        .parts = {is_whole ? NULL : node->children, parts->leaves_out},
    };
}

struct choice parts_choose_member(const struct parts *parts, struct slice key)
{
    const struct name_tree *node = find_name(parts->names, key);
    return node != NULL ? choose_named(parts, node)
                        : (struct choice){.is_shown = parts->names == NULL ||
                                                      parts->leaves_out};
}

static const struct name_tree *find_element(const struct name_tree *names,
                                            size_t index)
{
    char digits[24];
    (void)snprintf(digits, sizeof digits, "%zu", index);
    for (; names != NULL; names = names->next) {
        if (slice_is(names->name, digits))
            return names;
    }
    return NULL;
}

static bool names_members(const struct name_tree *names)
{
    for (; names != NULL; names = names->next) {
        if (!slice_is_digits(names->name))
            return true;
    }
    return false;
}

bool parts_name_elements(const struct parts *parts)
{
    for (const struct name_tree *n = parts->names; n != NULL; n = n->next) {
        if (slice_is_digits(n->name))
            return true;
    }
    return false;
}

struct choice parts_choose_element(const struct parts *parts, size_t index)
{
    const struct name_tree *node =
        parts_name_elements(parts) ? find_element(parts->names, index) : NULL;
    return node != NULL
               ? choose_named(parts, node)
               : (struct choice){.is_shown = parts->names == NULL ||
                                             parts->leaves_out ||
                                             names_members(parts->names),
                                 .parts = *parts};
}

static bool has_parts(const struct value *value)
{
    return value->kind == VALUE_NULL || value_is_array(value) ||
           value_is_object(value);
}

bool choice_shows(const struct choice *choice, const struct value *value)
{
    return choice->is_shown && (choice->parts.names == NULL ||
                                choice->parts.leaves_out || has_parts(value));
}

static void write_members(struct str *out, const struct value *object,
                          const struct parts *parts, size_t *work)
{
    str_append_char(out, '{');
    for (size_t i = 0; i < object->size; i++) {
        const struct member *member = &object->as.members[i];
        const struct choice choice = parts_choose_member(parts, member->key);
        if (!choice_shows(&choice, &member->value))
            continue;
        write_key(out, member->key);
        parts_write_value(out, &member->value, &choice.parts, work);
    }
    str_append_char(out, '}');
}

static void write_elements(struct str *out, const struct value *array,
                           const struct parts *parts, size_t *work)
{
    const char *before = "";
    str_append_char(out, '[');
    for (size_t i = 0; i < array->size; i++) {
        const struct value *item = &array->as.items[i];
        const struct choice choice = parts_choose_element(parts, i);
        if (!choice_shows(&choice, item))
            continue;
        str_append_text(out, before);
        parts_write_value(out, item, &choice.parts, work);
        before = ",";
    }
    str_append_char(out, ']');
}

/* Its recursion ends with the nesting of front matter, which is bounded. */
void parts_write_value(struct str *out, const struct value *value,
                       const struct parts *parts, size_t *work)
{
    if (parts->names == NULL ||
        (!value_is_object(value) && !value_is_array(value))) {
        write_value(out, value);
        return;
    }
    if (work != NULL)
        *work += value->size * WORK_OF_MEMBER;
    if (value_is_object(value))
        write_members(out, value, parts, work);
    else
        write_elements(out, value, parts, work);
}
