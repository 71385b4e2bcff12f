/* addresses.c - removes e-mail addresses from the data of people.
 *
 *     ana: {name: Ana Luz, email: ana@example.org, site: https://ana.example}
 *                          '--- taken out ------'
 *
 * Files that list the authors of a site were written for templates, which show
 * only some of their keys; here everything in a mapping is served. So a key
 * whose name says that it contains an address is removed, and so is any string
 * that is one; a name loses only the address after it. They are removed before
 * anything reads the mapping, so no answer, filter or index has to care. */
#include "store/addresses.h"

#include "base/ascii.h"

#include <string.h>

static const char *const keys[] = {
    "email", "e-mail", "mail", "email_address", "user_email", "author_email",
};

/* Whether the string is an address in the unquoted form of RFC 5321 (4.1.2),
 * with a dot in the domain, or a link to one. */
static bool is_address(struct slice text)
{
    text = slice_trim(text);
    text = slice_from(text, slice_starts(text, "mailto:") ? 7 : 0);
    size_t at = slice_find_char(text, 0, '@');
    size_t dot = slice_find_char(text, at, '.');
    bool is_all = at > 0 && at + 1 < dot && dot + 1 < text.size;
    for (size_t i = 0; is_all && i < text.size; i++)
        is_all = i == at || ascii_is_letter_or_digit(text.data[i]) ||
                 (text.data[i] != '\0' &&
                  strchr(i < at ? "!#$%&'*+-/=?^_`{|}~." : "-.",
                         text.data[i]) != NULL);
    return is_all;
}

/* Cuts the next word from the rest; "<" and ">" part words, too. */
static bool cut_word(struct slice *rest, struct slice *ret_word)
{
    size_t start = 0, end;
    while (start < rest->size && strchr(" \t\n<>", rest->data[start]) != NULL)
        start++;
    end = start;
    while (end < rest->size && strchr(" \t\n<>", rest->data[end]) == NULL)
        end++;
    *ret_word = slice_sub(*rest, start, end);
    *rest = slice_from(*rest, end);
    return end > start;
}

/* Without any of these at its ends. */
static struct slice trim_marks(struct slice text, const char *marks)
{
    size_t start = 0, end = text.size;
    while (start < end && strchr(marks, text.data[start]) != NULL)
        start++;
    while (end > start && strchr(marks, text.data[end - 1]) != NULL)
        end--;
    return slice_sub(text, start, end);
}

/* The address that a word is, with or without brackets and commas; else
 * SLICE_NONE. */
static struct slice address_in(struct slice word)
{
    struct slice bare = trim_marks(word, "()[],;:\"");
    return is_address(bare) ? bare : SLICE_NONE;
}

bool name_has_address(struct slice name)
{
    struct slice word;
    while (cut_word(&name, &word)) {
        if (address_in(word).data != NULL)
            return true;
    }
    return false;
}

struct slice name_without_address(struct slice name, struct arena *arena)
{
    if (slice_find_char(name, 0, '@') == name.size || !name_has_address(name))
        return name;
    struct slice rest = name, word, address = SLICE_NONE;
    struct str kept = {0};
    while (cut_word(&rest, &word)) {
        if (address_in(word).data != NULL) {
            address = address_in(word);
            continue;
        }
        if (kept.size > 0)
            str_append_char(&kept, ' ');
        str_append(&kept, word);
    }
    struct slice left = trim_marks(str_slice(&kept), " ,;:-\"");
    if (slice_starts(left, "(") && slice_ends(left, ")"))
        left = trim_marks(left, "()");
    left = arena_copy(arena, left);
    str_release(&kept);
    if (left.size > 0)
        return left;
    address = slice_from(address, slice_starts(address, "mailto:") ? 7 : 0);
    return slice_sub(address, 0, slice_find_char(address, 0, '@'));
}

/* "Ana <ana@example.org>", as package files and mail programs write it. */
static bool is_name_with_address(struct slice text)
{
    return slice_ends(slice_trim(text), ">") && name_has_address(text);
}

static bool is_private(struct slice key, const struct value *value)
{
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        if (slice_equal_nocase(key, slice_of(keys[i])))
            return true;
    }
    return is_address(value_text(value));
}

/* The recursion is bounded, because the nesting of front matter is. */
static bool has_private(const struct value *value)
{
    if (is_name_with_address(value_text(value)))
        return true;
    for (size_t i = 0; value_is_object(value) && i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        if (is_private(member->key, &member->value) ||
            has_private(&member->value))
            return true;
    }
    for (size_t i = 0; value_is_array(value) && i < value->size; i++) {
        const struct value *item = &value->as.items[i];
        if (is_address(value_text(item)) || has_private(item))
            return true;
    }
    return false;
}

static struct value cleaned(const struct value *value, struct arena *arena);

static struct value cleaned_object(const struct value *value,
                                   struct arena *arena)
{
    struct value rest = *value;
    struct member *members = arena_alloc(arena, value->size, sizeof *members);
    rest.size = 0;
    for (size_t i = 0; i < value->size; i++) {
        const struct member *member = &value->as.members[i];
        if (!is_private(member->key, &member->value))
            members[rest.size++] =
                (struct member){member->key, cleaned(&member->value, arena)};
    }
    rest.as.members = members;
    return rest;
}

static struct value cleaned_list(const struct value *value, struct arena *arena)
{
    struct value rest = *value;
    struct value *items = arena_alloc(arena, value->size, sizeof *items);
    rest.size = 0;
    for (size_t i = 0; i < value->size; i++) {
        if (!is_address(value_text(&value->as.items[i])))
            items[rest.size++] = cleaned(&value->as.items[i], arena);
    }
    rest.as.items = items;
    return rest;
}

static struct value cleaned(const struct value *value, struct arena *arena)
{
    if (value_is_object(value))
        return cleaned_object(value, arena);
    if (is_name_with_address(value_text(value)))
        return value_of_text(name_without_address(value_text(value), arena));
    return value_is_array(value) ? cleaned_list(value, arena) : *value;
}

const struct value *without_addresses(const struct value *value,
                                      struct arena *arena)
{
    if (!has_private(value))
        return value;
    struct value *rest = arena_alloc(arena, 1, sizeof *rest);
    *rest = cleaned(value, arena);
    return rest;
}
