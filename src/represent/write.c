/* write.c - the JSON writer of all large answers.
 *
 * With a library, a tree of its objects would have to be built and freed for
 * every document. Our values already are a tree, and their strings mostly need
 * no escaping; so we walk them once and copy runs of bytes. */
#include "represent/write.h"

#include "base/escape.h"

#include <string.h>

void write_string(struct str *out, struct slice text)
{
    escape_append_quoted(out, text);
}

void write_string_or_null(struct str *out, struct slice text)
{
    if (text.data == NULL)
        str_append(out, SLICE("null"));
    else
        write_string(out, text);
}

void write_integer(struct str *out, int64_t number)
{
    char digits[24];
    size_t at = sizeof digits;
    uint64_t left = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
    do {
        digits[--at] = (char)('0' + left % 10);
        left /= 10;
    } while (left > 0);
    if (number < 0)
        digits[--at] = '-';
    str_append(out, (struct slice){digits + at, sizeof digits - at});
}

void write_key(struct str *out, struct slice key)
{
    char last = out->size > 0 ? out->data[out->size - 1] : '{';
    if (last != '{')
        str_append_char(out, ',');
    write_string(out, key);
    str_append_char(out, ':');
}

void write_plain_key(struct str *out, struct slice key)
{
    str_reserve(out, key.size + strlen(",\"\":"));
    char *start = out->data + out->size, *end = start;
    if (out->size > 0 && start[-1] != '{')
        *end++ = ',';
    *end++ = '"';
    end = mempcpy(end, key.data, key.size);
    end = stpcpy(end, "\":");
    out->size += (size_t)(end - start);
}

void write_text_member(struct str *out, const char *key, struct slice text)
{
    write_plain_key(out, slice_of(key));
    write_string_or_null(out, text);
}

void write_number_member(struct str *out, const char *key, int64_t number)
{
    write_plain_key(out, slice_of(key));
    write_integer(out, number);
}

static void write_array(struct str *out, const struct value *value)
{
    str_append_char(out, '[');
    for (size_t i = 0; i < value->size; i++) {
        if (i > 0)
            str_append_char(out, ',');
        write_value(out, &value->as.items[i]);
    }
    str_append_char(out, ']');
}

static void write_object(struct str *out, const struct value *value)
{
    str_append_char(out, '{');
    for (size_t i = 0; i < value->size; i++) {
        write_key(out, value->as.members[i].key);
        write_value(out, &value->as.members[i].value);
    }
    str_append_char(out, '}');
}

void write_value(struct str *out, const struct value *value)
{
    switch ((enum value_kind)value->kind) {
    case VALUE_NULL:
        str_append(out, SLICE("null"));
        break;
    case VALUE_BOOLEAN:
        str_append(out, value->as.boolean ? SLICE("true") : SLICE("false"));
        break;
    case VALUE_INTEGER:
        write_integer(out, value->as.integer);
        break;
    case VALUE_FLOAT:
        str_append_real(out, value->as.real);
        break;
    case VALUE_STRING:
        write_string(out, value_text(value));
        break;
    case VALUE_ARRAY:
        write_array(out, value);
        break;
    case VALUE_OBJECT:
        write_object(out, value);
        break;
    }
}

/* A tree of a body may be a hundred deep, with a million lines. */
#define MAX_INDENTED 32

static void break_line(struct str *out, size_t depth)
{
    str_append_char(out, '\n');
    str_append_repeat(out, ' ',
                      (depth < MAX_INDENTED ? depth : MAX_INDENTED) * 2);
}

/* Where the string that starts at `at` ends. */
static size_t string_end(struct slice json, size_t at)
{
    for (at++; at < json.size && json.data[at] != '"'; at++) {
        if (json.data[at] == '\\')
            at++;
    }
    return at + 1;
}

static bool is_empty_container(struct slice json, size_t at)
{
    return at + 1 < json.size &&
           ((json.data[at] == '{' && json.data[at + 1] == '}') ||
            (json.data[at] == '[' && json.data[at + 1] == ']'));
}

void write_indented(struct str *out, struct slice json)
{
    size_t depth = 0;
    for (size_t at = 0; at < json.size; at++) {
        char c = json.data[at];
        if (c == '"') {
            size_t end = string_end(json, at);
            str_append(out, slice_sub(json, at, end));
            at = end - 1;
        } else if (is_empty_container(json, at)) {
            str_append(out, slice_sub(json, at, at + 2));
            at++;
        } else if (c == '{' || c == '[') {
            str_append_char(out, c);
            break_line(out, ++depth);
        } else if (c == '}' || c == ']') {
            break_line(out, --depth);
            str_append_char(out, c);
        } else {
            str_append_char(out, c);
            if (c == ',')
                break_line(out, depth);
            else if (c == ':')
                str_append_char(out, ' ');
        }
    }
    str_append_char(out, '\n');
}
