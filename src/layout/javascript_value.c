/* javascript_value.c - reads the settings that a program has written out.
 *
 *     const blog = { path: 'news' };                  {"presets":
 *     export default defineConfig({                     [["classic",
 *       presets: [['classic', { blog, docs: f() }]],       {"blog":
 *     } satisfies Config);                  -->             {"path":"news"},
 *                                                           "docs":null}]]}
 *
 * The program is not run. Strings, numbers, booleans, lists and objects are
 * read, and constants that hold one of these; whatever else a value may be, it
 * is null here, and its reader has to decide what to make of it. */
#include "layout/javascript_value.h"

#include "layout/javascript.h"
#include "layout/javascript_items.h"

#define MAX_DEPTH     32 /* of brackets; deeper, all is computed */
#define MAX_CONSTANTS 50 /* that are looked for */
#define MAX_CALLS     8  /* around what is exported */

struct reader {
    struct slice text;
    struct arena *arena;
    size_t constants, depth;
};

static size_t read_primary(struct reader *reader, size_t at,
                           struct value *ret_value);

static size_t end_of_word(struct slice text, size_t at)
{
    while (script_is_in_word(script_char(text, at)))
        at++;
    return at;
}

/* Whether nothing but a type follows what ends at `end`. */
static bool is_tail(struct slice text, size_t end, size_t item_end)
{
    end = script_skip_space(text, end);
    struct slice word = slice_sub(text, end, end_of_word(text, end));
    return end >= item_end || slice_is(word, "satisfies") ||
           slice_is(word, "as");
}

static size_t offset_of(const struct reader *reader, struct slice part)
{
    return (size_t)(part.data - reader->text.data);
}

static struct value read_item(struct reader *reader, struct slice item)
{
    struct value value = value_null;
    size_t start = offset_of(reader, item);
    size_t end = read_primary(reader, start, &value);
    if (end == 0 || !is_tail(reader->text, end, start + item.size))
        value = value_null;
    value.line =
        1 + (uint32_t)slice_count_char(slice_sub(reader->text, 0, start), '\n');
    return value;
}

static struct value read_list(struct reader *reader, size_t *at)
{
    struct value_list list = {0};
    struct slice item;
    while (script_next_item(reader->text, at, &item))
        value_list_add(&list, read_item(reader, item), reader->arena);
    return value_list_array(&list);
}

/* "a" alone is short for "a: a". */
static struct member read_member(struct reader *reader, struct slice item)
{
    struct slice key, value;
    script_split_member(item, &key, &value);
    if (slice_starts(item, "..."))
        key = SLICE(SCRIPT_SPREAD);
    else if (key.data == NULL)
        key = slice_sub(item, 0, end_of_word(item, 0));
    return (struct member){arena_copy(reader->arena, key),
                           read_item(reader, value)};
}

static struct value read_object(struct reader *reader, size_t *at)
{
    struct member *members = NULL;
    size_t count = 0, capacity = 0;
    struct slice item;
    while (script_next_item(reader->text, at, &item)) {
        members = arena_grow(reader->arena, members, count, &capacity,
                             sizeof *members);
        members[count++] = read_member(reader, item);
    }
    return (struct value){
        .kind = VALUE_OBJECT, .as.members = members, .size = count};
}

static size_t read_brackets(struct reader *reader, size_t at,
                            struct value *ret_value)
{
    bool is_list = reader->text.data[at] == '[';
    if (reader->depth == MAX_DEPTH)
        return 0;
    at++;
    reader->depth++;
    *ret_value = is_list ? read_list(reader, &at) : read_object(reader, &at);
    reader->depth--;
    return script_char(reader->text, at) == (is_list ? ']' : '}') ? at + 1 : 0;
}

/* A whole number, of up to nine digits. */
static bool read_number(struct slice word, struct value *ret_value)
{
    int64_t number = 0;
    if (!slice_is_digits(word) || word.size > 9)
        return false;
    for (size_t i = 0; i < word.size; i++)
        number = number * 10 + (word.data[i] - '0');
    *ret_value = (struct value){.kind = VALUE_INTEGER, .as.integer = number};
    return true;
}

static size_t read_word(struct reader *reader, size_t at,
                        struct value *ret_value)
{
    size_t end = end_of_word(reader->text, at), constant = 0;
    struct slice word = slice_sub(reader->text, at, end);
    if (slice_is(word, "true") || slice_is(word, "false")) {
        *ret_value = (struct value){.kind = VALUE_BOOLEAN,
                                    .as.boolean = slice_is(word, "true")};
        return end;
    }
    if (word.size == 0 || read_number(word, ret_value))
        return word.size > 0 ? end : 0;
    if (reader->constants < MAX_CONSTANTS && reader->depth < MAX_DEPTH) {
        reader->constants++;
        constant = script_constant(reader->text, at);
    }
    reader->depth++;
    bool is_read =
        constant > 0 && read_primary(reader, constant, ret_value) > 0;
    reader->depth--;
    return is_read ? end : 0;
}

static size_t read_string(struct reader *reader, size_t at,
                          struct value *ret_value)
{
    struct slice written = script_take_string(reader->text, &at);
    struct str text = {0};
    bool is_whole =
        written.data != NULL && script_append(&text, written) == written.size;
    *ret_value =
        is_whole ? value_of_text(arena_copy(reader->arena, str_slice(&text)))
                 : value_null;
    str_release(&text);
    return is_whole ? at : 0;
}

/* "({ a: 1 })", as it stands after a comment with its type. */
static size_t read_parentheses(struct reader *reader, size_t at,
                               struct value *ret_value)
{
    if (reader->depth == MAX_DEPTH)
        return 0;
    reader->depth++;
    size_t end = read_primary(reader, script_skip_space(reader->text, at + 1),
                              ret_value);
    reader->depth--;
    end = end > 0 ? script_skip_space(reader->text, end) : 0;
    return end > 0 && script_char(reader->text, end) == ')' ? end + 1 : 0;
}

/* Reads what starts at `at`, and returns where it ends; 0 if it is computed. */
static size_t read_primary(struct reader *reader, size_t at,
                           struct value *ret_value)
{
    switch (script_char(reader->text, at)) {
    case '[':
    case '{':
        return read_brackets(reader, at, ret_value);
    case '"':
    case '\'':
    case '`':
        return read_string(reader, at, ret_value);
    case '(':
        return read_parentheses(reader, at, ret_value);
    default:
        return read_word(reader, at, ret_value);
    }
}

/* Returns where the value starts that the module exports; 0 if none does. */
static size_t find_export(struct slice text)
{
    static const char *const forms[][5] = {
        {"export", "default", NULL},
        {"module", ".", "exports", "=", NULL},
    };
    size_t at = script_skip_space(text, 0), last = at, next;
    for (; at < text.size; last = at, at = next) {
        for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++) {
            size_t inside = script_after(text, at, forms[i]);
            if (inside > 0)
                return inside;
        }
        next = script_next(text, last, at);
    }
    return 0;
}

/* Returns where the brace is of what a function returns first. */
static size_t find_returned(struct slice text, size_t at)
{
    static const char *const words[] = {"return", NULL};
    size_t last = at, next;
    for (; at < text.size; last = at, at = next) {
        size_t inside = script_after(text, at, words);
        if (inside > 0 && script_char(text, inside) == '{')
            return inside;
        next = script_next(text, last, at);
    }
    return 0;
}

/* "a.b(" -> what is in the brackets; 0 if it is no call. */
static size_t inside_call(struct slice text, size_t at)
{
    while (script_is_in_word(script_char(text, at)) ||
           script_char(text, at) == '.')
        at++;
    at = script_skip_space(text, at);
    return script_char(text, at) == '(' ? script_skip_space(text, at + 1) : 0;
}

/* Follows constants and calls to the brace of an object; 0 if none is found. */
static size_t find_object(struct slice text, size_t at)
{
    for (size_t i = 0; i < MAX_CALLS && at > 0; i++) {
        struct slice word = slice_sub(text, at, end_of_word(text, at));
        if (script_char(text, at) == '{')
            return at;
        if (slice_is(word, "async") || slice_is(word, "function"))
            return find_returned(text, at);
        size_t inside = inside_call(text, at);
        at = inside > 0 ? inside : script_constant(text, at);
    }
    return 0;
}

struct value script_default_export(struct slice text, struct arena *arena)
{
    struct reader reader = {.text = text, .arena = arena};
    struct value value = value_null;
    size_t at = find_object(text, find_export(text));
    if (at == 0 || read_primary(&reader, at, &value) == 0)
        return value_null;
    return value;
}

/* "import starlight from '@astrojs/starlight'": the name. */
static struct slice imported_name(struct slice text, struct slice module)
{
    static const char *const import[] = {"import", NULL};
    static const char *const from[] = {"from", NULL};
    struct slice name = SLICE_NONE;
    size_t at = script_skip_space(text, 0), last = at, next;
    for (; at < text.size; last = at, at = next) {
        size_t start = script_after(text, at, import);
        size_t source = script_after(text, at, from);
        if (start > 0)
            name = slice_sub(text, start, end_of_word(text, start));
        if (source > 0 &&
            slice_equal(script_take_string(text, &source), module))
            return name;
        next = script_next(text, last, at);
    }
    return SLICE_NONE;
}

struct value script_call_of(struct slice text, struct slice module,
                            struct arena *arena)
{
    struct reader reader = {.text = text, .arena = arena};
    struct slice name = imported_name(text, module);
    struct value value = value_null;
    size_t at = script_skip_space(text, 0), last = at, next;
    for (; name.size > 0 && at < text.size; last = at, at = next) {
        struct slice word = slice_sub(text, at, end_of_word(text, at));
        size_t inside = slice_equal(word, name) ? inside_call(text, at) : 0;
        if (inside > 0 && read_primary(&reader, inside, &value) > 0 &&
            value_is_object(&value))
            return value;
        next = script_next(text, last, at);
    }
    return value_null;
}
