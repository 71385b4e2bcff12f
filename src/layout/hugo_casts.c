/* hugo_casts.c - values of another type than the one that a key is of.
 *
 *     ignoreFiles: secret          a list of one
 *     disableLanguages: de fr      a list of two: spaces separate
 *     ignoreFiles: [2020]          a string
 *     disabled: "true", 1          a boolean
 *
 * Hugo accepts all of these. What it takes for a boolean in a string is a part
 * of what counts here, where any word that says so holds a page back. */
#include "layout/hugo.h"

#include "layout/meta_fields.h"

static struct slice text_of(const struct value *value)
{
    bool is_number = value->kind == VALUE_INTEGER || value->kind == VALUE_FLOAT;
    return is_number && value->spelling != NULL ? slice_of(value->spelling)
                                                : value_text(value);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool next_word(struct slice text, size_t *cursor, struct slice *ret_word)
{
    size_t start = *cursor;
    while (start < text.size && is_space(text.data[start]))
        start++;
    size_t end = start;
    while (end < text.size && !is_space(text.data[end]))
        end++;
    *cursor = end;
    *ret_word = slice_sub(text, start, end);
    return end > start;
}

bool hugo_next_text(const struct value *value, size_t *cursor,
                    struct slice *ret_text)
{
    if (value == NULL)
        return false;
    if (!value_is_array(value))
        return next_word(text_of(value), cursor, ret_text);
    if (*cursor >= value->size)
        return false;
    *ret_text = text_of(&value->as.items[(*cursor)++]);
    return true;
}

bool hugo_is_true(const struct value *value)
{
    static const char *const words[] = {"true", "t",  "1", "yes",
                                        "y",    "on", NULL};
    if (value != NULL && value->kind == VALUE_BOOLEAN)
        return value->as.boolean;
    if (value != NULL && value->kind == VALUE_INTEGER)
        return value->as.integer != 0;
    return value_is_word(value, words);
}

bool hugo_is_never(const struct value *value)
{
    static const char *const words[] = {"never", "false", "f",   "0",
                                        "no",    "n",     "off", NULL};
    if (value != NULL && value->kind == VALUE_BOOLEAN)
        return !value->as.boolean;
    if (value != NULL && value->kind == VALUE_INTEGER)
        return value->as.integer == 0;
    return value_is_word(value, words);
}
