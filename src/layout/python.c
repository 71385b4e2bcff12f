/* python.c - reads assignments of literals, and leaves everything else.
 *
 * A statement starts in the first column and may go on in brackets and in
 * strings of three quotes. Code in an `if`, which is indented, may or may not
 * run: it makes what it assigns unknown. */
#include "layout/python.h"

#include "base/ascii.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NUMBER_BYTES 32
#define MAX_SETTINGS     2000 /* names; what is beyond is not looked at */

struct python {
    struct slice text;
    size_t at;
    struct arena *arena;
    struct member *settings; /* what was read so far */
    size_t count, capacity;
};

static char peek(const struct python *python)
{
    return python->at < python->text.size ? python->text.data[python->at]
                                          : '\0';
}

static bool starts(const struct python *python, const char *word)
{
    return slice_starts(slice_from(python->text, python->at), word);
}

/* Spaces, and in brackets also ends of lines and comments. */
static void skip_space(struct python *python, bool is_in_brackets)
{
    for (;; python->at++) {
        char c = peek(python);
        if (c == '#' && is_in_brackets)
            python->at = slice_find_char(python->text, python->at, '\n');
        else if (c == '\\' && (starts(python, "\\\n")))
            python->at++;
        else if (c != ' ' && c != '\t' && (!is_in_brackets || c != '\n'))
            return;
        if (python->at >= python->text.size)
            return;
    }
}

static size_t name_size(struct slice text)
{
    size_t size = 0;
    while (size < text.size && (ascii_is_letter_or_digit(text.data[size]) ||
                                text.data[size] == '_'))
        size++;
    return size > 0 && ascii_is_digit(text.data[0]) ? 0 : size;
}

static void append_escape(struct str *out, struct python *python)
{
    static const char from[] = "nt\\'\"", to[] = "\n\t\\'\"";
    char c = python->text.data[python->at + 1];
    const char *found = c != '\0' ? strchr(from, c) : NULL;
    if (found != NULL) {
        str_append_char(out, to[found - from]);
    } else if (c != '\n') {
        str_append_char(out, '\\');
        str_append_char(out, c);
    }
    python->at += 2;
}

/* Takes one string with its prefix; false if there is none, or it never ends,
 * or something is put into it. */
static bool take_string(struct python *python, struct str *out)
{
    size_t start = python->at;
    bool is_raw = false, is_format = false;
    while (start < python->text.size && start < python->at + 2 &&
           strchr("rRuUfF", python->text.data[start]) != NULL) {
        is_raw |= ascii_to_lower(python->text.data[start]) == 'r';
        is_format |= ascii_to_lower(python->text.data[start]) == 'f';
        start++;
    }
    struct slice rest = slice_from(python->text, start);
    static const char *const quotes[] = {"\"\"\"", "'''", "\"", "'", NULL};
    const char *const *quote = quotes;
    while (*quote != NULL && !slice_starts(rest, *quote))
        quote++;
    if (*quote == NULL || is_format)
        return false;
    size_t size = strlen(*quote);
    python->at = start + size;
    while (python->at < python->text.size && !starts(python, *quote)) {
        char c = peek(python);
        if (c == '\n' && size == 1)
            return false;
        if (c == '\\' && is_raw && python->at + 1 < python->text.size) {
            str_append(out,
                       slice_sub(python->text, python->at, python->at + 2));
            python->at += 2;
        } else if (c == '\\' && python->at + 1 < python->text.size) {
            append_escape(out, python);
        } else {
            str_append_char(out, c);
            python->at++;
        }
    }
    if (python->at >= python->text.size)
        return false;
    python->at += size;
    return true;
}

/* Strings side by side are one. */
static bool take_strings(struct python *python, bool is_in_brackets,
                         struct value *ret_value)
{
    struct str out = {0};
    size_t before = python->at;
    bool ok = take_string(python, &out), is_more = ok;
    while (is_more) {
        skip_space(python, is_in_brackets);
        before = python->at;
        is_more = take_string(python, &out);
    }
    if (ok) {
        python->at = before;
        *ret_value = value_of_text(arena_copy(python->arena, str_slice(&out)));
    }
    str_release(&out);
    return ok;
}

static bool take_word(struct python *python, struct value *ret_value)
{
    static const struct {
        const char *word;
        struct value value;
    } words[] = {
        {"True", {.kind = VALUE_BOOLEAN, .as.boolean = true}},
        {"False", {.kind = VALUE_BOOLEAN, .as.boolean = false}},
        {"None", {.kind = VALUE_NULL}},
    };
    struct slice rest = slice_from(python->text, python->at);
    struct slice name = slice_sub(rest, 0, name_size(rest));
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (!slice_is(name, words[i].word))
            continue;
        python->at += name.size;
        *ret_value = words[i].value;
        return true;
    }
    return false;
}

static struct member *find(const struct python *python, struct slice name)
{
    for (size_t i = 0; i < python->count; i++) {
        if (slice_equal(python->settings[i].key, name))
            return &python->settings[i];
    }
    return NULL;
}

/* The name of a setting whose value is known. */
static bool take_name(struct python *python, struct value *ret_value)
{
    struct slice rest = slice_from(python->text, python->at);
    struct slice name = slice_sub(rest, 0, name_size(rest));
    const struct member *known = find(python, name);
    if (name.size == 0 || known == NULL || python_is_computed(&known->value))
        return false;
    python->at += name.size;
    *ret_value = known->value;
    return true;
}

static bool take_number(struct python *python, struct value *ret_value)
{
    size_t start = python->at, end = start + (peek(python) == '-' ? 1 : 0);
    while (end < python->text.size && ascii_is_digit(python->text.data[end]))
        end++;
    struct slice digits = slice_sub(python->text, start, end);
    if (digits.size == 0 || slice_is(digits, "-") ||
        digits.size > MAX_NUMBER_BYTES)
        return false;
    *ret_value = (struct value){
        .kind = VALUE_INTEGER,
        .as.integer = strtoll(arena_copy(python->arena, digits).data, NULL, 10),
    };
    python->at = end;
    return true;
}

static bool take_value(struct python *python, unsigned depth,
                       struct value *ret_value);

/* Takes what is between brackets; `(a)` is no tuple. */
static bool take_items(struct python *python, unsigned depth,
                       struct value *ret_value)
{
    char close = peek(python) == '(' ? ')' : ']';
    struct value_list list = {0};
    bool has_comma = close == ']';
    python->at++;
    for (;;) {
        struct value item;
        skip_space(python, true);
        if (peek(python) == close)
            break;
        if (!take_value(python, depth + 1, &item))
            return false;
        value_list_add(&list, item, python->arena);
        skip_space(python, true);
        if (peek(python) == ',')
            has_comma = true;
        else if (peek(python) != close)
            return false;
        python->at += peek(python) == ',' ? 1 : 0;
    }
    python->at++;
    *ret_value =
        list.count == 1 && !has_comma ? list.items[0] : value_list_array(&list);
    return true;
}

static bool take_pairs(struct python *python, unsigned depth,
                       struct value *ret_value)
{
    struct member *members = NULL;
    size_t count = 0, capacity = 0;
    python->at++;
    for (;;) {
        struct value key, value;
        skip_space(python, true);
        if (peek(python) == '}')
            break;
        if (!take_strings(python, true, &key) && !take_name(python, &key))
            return false;
        skip_space(python, true);
        if (peek(python) != ':')
            return false;
        python->at++;
        if (!take_value(python, depth + 1, &value))
            return false;
        members = arena_grow(python->arena, members, count, &capacity,
                             sizeof *members);
        members[count++] = (struct member){value_text(&key), value};
        skip_space(python, true);
        if (peek(python) != ',' && peek(python) != '}')
            return false;
        python->at += peek(python) == ',' ? 1 : 0;
    }
    python->at++;
    *ret_value = (struct value){
        .kind = VALUE_OBJECT, .as.members = members, .size = count};
    return true;
}

static bool take_value(struct python *python, unsigned depth,
                       struct value *ret_value)
{
    skip_space(python, depth > 0);
    char c = peek(python);
    if (depth > PYTHON_MAX_DEPTH)
        return false;
    if (c == '(' || c == '[')
        return take_items(python, depth, ret_value);
    if (c == '{')
        return take_pairs(python, depth, ret_value);
    return take_word(python, ret_value) || take_number(python, ret_value) ||
           take_strings(python, depth > 0, ret_value) ||
           take_name(python, ret_value);
}

/* Whether nothing but a comment follows in the line. */
static bool is_at_end(struct python *python)
{
    skip_space(python, false);
    char c = peek(python);
    return c == '\0' || c == '\n' || c == '\r' || c == '#' || c == ';';
}

static struct value computed_at(uint32_t line, struct arena *arena)
{
    struct member *member = arena_alloc(arena, 1, sizeof *member);
    *member = (struct member){SLICE("computed"), value_null};
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = member, .size = 1, .line = line};
}

/* Sets a member, or replaces it. */
static void set(struct python *python, struct slice name,
                const struct value *value)
{
    struct member *known = find(python, name);
    if (known != NULL) {
        known->value = *value;
        return;
    }
    if (python->count == MAX_SETTINGS)
        return;
    python->settings =
        arena_grow(python->arena, python->settings, python->count,
                   &python->capacity, sizeof *python->settings);
    python->settings[python->count++] =
        (struct member){arena_copy(python->arena, name), *value};
}

/* Reads "NAME = value" where the line starts; `is_sure` is whether the line is
 * not indented. */
static void read_line(struct python *python, uint32_t line, bool is_sure)
{
    struct slice rest = slice_from(python->text, python->at);
    struct slice name = slice_sub(rest, 0, name_size(rest));
    struct value value = computed_at(line, python->arena);
    python->at += name.size;
    skip_space(python, false);
    bool is_changed =
        starts(python, "+=") || starts(python, ".") || starts(python, "[");
    bool is_set = peek(python) == '=' && !starts(python, "==");
    if (name.size == 0 || (!is_changed && !is_set) ||
        (is_changed && find(python, name) == NULL))
        return;
    size_t start = ++python->at;
    struct value found;
    if (is_set && is_sure && take_value(python, 0, &found) &&
        is_at_end(python)) {
        value = found;
        value.line = line;
    } else {
        python->at = start;
    }
    set(python, name, &value);
}

struct value python_read(struct slice text, const struct value *before,
                         struct arena *arena)
{
    struct python python = {.text = text, .arena = arena};
    size_t counted = 0;
    uint32_t line = 1;
    for (size_t i = 0; value_is_object(before) && i < before->size; i++)
        set(&python, before->as.members[i].key, &before->as.members[i].value);
    while (python.at < text.size) {
        size_t start = python.at;
        for (; counted < start; counted++)
            line += text.data[counted] == '\n' ? 1 : 0;
        bool is_sure = text.data[start] != ' ' && text.data[start] != '\t';
        skip_space(&python, false);
        struct str ignored = {0};
        if (take_string(&python, &ignored)) { /* words about the file */
            str_release(&ignored);
            continue;
        }
        str_release(&ignored);
        read_line(&python, line, is_sure);
        python.at = slice_find_char(text, python.at, '\n');
        python.at += python.at < text.size ? 1 : 0;
    }
    return (struct value){.kind = VALUE_OBJECT,
                          .as.members = python.settings,
                          .size = python.count};
}

bool python_is_computed(const struct value *value)
{
    return value_is_object(value) && value_find(value, "computed") != NULL;
}

struct value python_add_names(const struct value *settings,
                              const struct key_name *names, struct arena *arena)
{
    struct value all = *settings;
    for (; names->key != NULL; names++) {
        const struct value *value = value_find(settings, names->key);
        if (!value_is_string(value))
            continue;
        const struct value one = value_of_members(
            &(struct member){slice_of(names->means), *value}, 1, arena);
        all = value_overlay(&all, &one, arena);
    }
    return all;
}
