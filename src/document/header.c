/* header.c - reads lines of keys: the metadata of Pelican and Nikola.
 *
 * Nothing is escaped and nothing is typed: a value is the rest of its line.
 * Pelican reads them by the extension "meta" of Python-Markdown (markdown/
 * extensions/meta.py), Nikola by its NikolaMetadata (metadata_extractors.py).
 * Both lower the case of keys, or the letters that they know them by. */
#include "document/header.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"
#include "document/marker.h"

#define MAX_INDENT       3 /* of a key; more continue the value before */
#define HEADER_MAX_LINES 10000

static size_t indent_of(struct slice line)
{
    size_t at = 0;
    while (at < line.size && line.data[at] == ' ')
        at++;
    return at;
}

/* Returns the key of a line and *ret_value, or SLICE_NONE. */
static struct slice key_of(struct slice line, enum head_form form,
                           struct slice *ret_value)
{
    size_t start = indent_of(line);
    if (form == HEAD_NIKOLA) {
        if (start > 0 || !slice_starts(line, ".. "))
            return SLICE_NONE;
        start = 3;
    }
    size_t end = start;
    while (end < line.size && (ascii_is_letter_or_digit(line.data[end]) ||
                               line.data[end] == '_' || line.data[end] == '-'))
        end++;
    if (start > MAX_INDENT || end == start || end == line.size ||
        line.data[end] != ':')
        return SLICE_NONE;
    *ret_value = slice_trim(slice_from(line, end + 1));
    return slice_sub(line, start, end);
}

static bool continues_value(struct slice line, enum head_form form)
{
    return form == HEAD_PELICAN && indent_of(line) > MAX_INDENT &&
           slice_trim(line).size > 0;
}

bool header_continues(struct slice line, enum head_form form, bool is_first)
{
    struct slice value;
    return key_of(line, form, &value).data != NULL ||
           (!is_first && continues_value(line, form));
}

bool header_is_frame(struct slice line, enum head_form form, bool is_first,
                     bool *has_frame)
{
    struct slice text = slice_trim(line);
    bool is_opening = is_first && !*has_frame && slice_is(text, "<!--");
    bool is_closing = *has_frame && slice_is(text, "-->");
    bool is_gap = *has_frame && text.size == 0;
    if (form != HEAD_NIKOLA || !(is_opening || is_closing || is_gap))
        return false;
    *has_frame = !is_closing;
    return true;
}

/* An object that is being made. */
struct header {
    struct arena *arena;
    struct member *members;
    size_t count, capacity;
};

static uint16_t column_of(size_t offset)
{
    return (uint16_t)(offset < UINT16_MAX ? offset + 1 : UINT16_MAX);
}

static struct value string_at(struct slice text, struct slice line,
                              uint32_t number)
{
    struct value value = value_of_text(text);
    value.line = number;
    value.column =
        text.size > 0 ? column_of((size_t)(text.data - line.data)) : 1;
    return value;
}

static struct slice lowered(struct slice key, struct arena *arena)
{
    struct slice copy = arena_copy(arena, key);
    for (size_t i = 0; i < copy.size; i++)
        ((char *)copy.data)[i] = ascii_to_lower(copy.data[i]);
    return copy;
}

/* Adds a line to the list that the value is, or becomes. */
static void add_line(struct header *header, struct value *value,
                     const struct value *line)
{
    struct value_list list = {0};
    if (value_is_array(value)) {
        for (size_t i = 0; i < value->size; i++)
            value_list_add(&list, value->as.items[i], header->arena);
    } else {
        value_list_add(&list, *value, header->arena);
    }
    value_list_add(&list, *line, header->arena);
    struct value joined = value_list_array(&list);
    joined.line = value->line;
    joined.column = value->column;
    *value = joined;
}

static struct value *find(struct header *header, struct slice key)
{
    for (size_t i = 0; i < header->count; i++) {
        if (slice_equal(header->members[i].key, key))
            return &header->members[i].value;
    }
    return NULL;
}

/* Of these Pelican takes the first line only. */
static bool is_single(struct slice key)
{
    static const char *const keys[] = {
        "tags",    "date", "modified", "status", "category", "author",
        "authors", "url",  "save_as",  "slug",   "title"};
    size_t i = 0;
    while (i < ARRAY_COUNT(keys) && !slice_is(key, keys[i]))
        i++;
    return i < ARRAY_COUNT(keys);
}

static void add_key(struct header *header, struct slice key,
                    const struct value *value)
{
    struct value *known = find(header, key);
    if (known != NULL) {
        if (!is_single(key))
            add_line(header, known, value);
        return;
    }
    header->members = arena_grow(header->arena, header->members, header->count,
                                 &header->capacity, sizeof *header->members);
    header->members[header->count++] = (struct member){key, *value};
}

static void add(struct header *header, struct slice line, uint32_t number,
                enum head_form form)
{
    struct slice text = SLICE("");
    struct slice key = key_of(line, form, &text);
    struct slice kept = arena_copy(header->arena, slice_trim(line));
    struct value value;
    if (key.data == NULL && header->count > 0 && continues_value(line, form)) {
        value = string_at(kept, kept, number);
        value.column = column_of(indent_of(line));
        struct member *last = &header->members[header->count - 1];
        if (!is_single(last->key))
            add_line(header, &last->value, &value);
        return;
    }
    if (key.data == NULL)
        return;
    value = string_at(text, line, number);
    value.as.text = arena_copy(header->arena, text).data;
    add_key(header, lowered(key, header->arena), &value);
}

bool header_parse(const struct frontmatter *parts, struct arena *arena,
                  struct diagnostics *diagnostics, struct value *ret_value)
{
    struct header header = {.arena = arena};
    size_t invalid = utf8_find_invalid(parts->head);
    struct cursor cursor = {parts->head, parts->head_line};
    struct slice line;
    uint32_t number = cursor.line;
    if (invalid < parts->head.size)
        return diagnostics_add(
            diagnostics, DIAGNOSTIC_BODY_ENCODING,
            parts->head_line + (uint32_t)slice_count_char(
                                   slice_sub(parts->head, 0, invalid), '\n'),
            0, "save the file as UTF-8",
            "the front matter is not valid UTF-8 here");
    while (cursor_take_line(&cursor, &line) &&
           number - parts->head_line < HEADER_MAX_LINES) {
        add(&header, line, number, (enum head_form)parts->lines);
        number = cursor.line;
    }
    *ret_value = (struct value){.kind = VALUE_OBJECT,
                                .as.members = header.members,
                                .size = header.count};
    return true;
}
