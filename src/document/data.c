/* data.c - a JSON file, read by jansson and kept as a value.
 *
 * jansson builds a tree of its own, which is converted and thrown away; that
 * takes twice the memory for a moment but saves a second JSON parser with its
 * own bugs. Its tree has no positions, so the depth is checked before it
 * starts, and places are found by walking over the text in step with the tree.
 *
 * Of two equal keys jansson silently keeps the last. It is asked to
 * refuse them first, and to accept them when that was the reason to fail, so
 * that only a file with the mistake is read twice. */
#include "document/data.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/composer.h"
#include "document/line.h"

#include <jansson.h>
#include <string.h>

/* A NUL inside a string is legal JSON (RFC 8259, section 7) and a slice can
 * hold it. */
#define PARSE_FLAGS (JSON_DECODE_ANY | JSON_ALLOW_NUL)

/* The text, as far as the conversion of the tree has come. */
struct reading {
    struct composer composer;
    struct slice text; /* empty: places are not known */
    size_t at;
    struct text_position position; /* of text.data[at] */
    struct slice token;            /* the last one before it */
};

static void step(struct reading *reading)
{
    char c = reading->text.data[reading->at++];
    if (c == '\n')
        reading->position =
            (struct text_position){reading->position.line + 1, 1};
    else if (((unsigned char)c & 0xC0) != 0x80)
        reading->position.column++;
}

static bool is_among(char c, const char *bytes)
{
    return c != '\0' && strchr(bytes, c) != NULL;
}

/* A step beyond a string, a bracket that opens, or another token. */
static void step_over_token(struct reading *reading)
{
    const struct slice text = reading->text;
    char first = text.data[reading->at];
    step(reading);
    if (first == '"') {
        while (reading->at < text.size && text.data[reading->at] != '"') {
            if (text.data[reading->at] == '\\')
                step(reading);
            step(reading);
        }
        step(reading);
    } else if (first != '[' && first != '{') {
        while (reading->at < text.size &&
               !is_among(text.data[reading->at], " \t\r\n,]}"))
            step(reading);
    }
}

/* Returns where the next key or value begins. */
static struct text_position next_position(struct reading *reading)
{
    const struct slice text = reading->text;
    while (reading->at < text.size &&
           is_among(text.data[reading->at], " \t\r\n,:]}"))
        step(reading);
    if (reading->at == text.size)
        return (struct text_position){0, 0};
    struct text_position position = reading->position;
    size_t start = reading->at;
    step_over_token(reading);
    reading->token = slice_sub(text, start, reading->at);
    return position;
}

static struct value scalar_of(const json_t *json, struct arena *arena)
{
    switch (json_typeof(json)) {
    case JSON_TRUE:
    case JSON_FALSE:
        return (struct value){.kind = VALUE_BOOLEAN,
                              .as.boolean = json_is_true(json)};
    case JSON_INTEGER:
        return (struct value){.kind = VALUE_INTEGER,
                              .as.integer = json_integer_value(json)};
    case JSON_REAL:
        return (struct value){.kind = VALUE_FLOAT,
                              .as.real = json_real_value(json)};
    case JSON_STRING:
        return value_of_text(
            arena_copy(arena, (struct slice){json_string_value(json),
                                             json_string_length(json)}));
    default:
        return value_null;
    }
}

static bool add(struct reading *reading, json_t *json);

static bool add_members(struct reading *reading, json_t *json)
{
    struct composer *composer = &reading->composer;
    const char *key;
    size_t size;
    json_t *child;
    json_object_keylen_foreach(json, key, size, child)
    {
        struct slice copy =
            arena_copy(composer->arena, (struct slice){key, size});
        composer_add_key(composer, copy, false, SLICE_NONE,
                         next_position(reading));
        if (!add(reading, child))
            return false;
    }
    return true;
}

static bool add_items(struct reading *reading, json_t *json)
{
    for (size_t i = 0; i < json_array_size(json); i++)
        if (!add(reading, json_array_get(json, i)))
            return false;
    return true;
}

/* Recurses at most FRONTMATTER_MAX_DEPTH deep. */
static bool add(struct reading *reading, json_t *json)
{
    struct composer *composer = &reading->composer;
    struct text_position position = next_position(reading);
    bool is_object = json_is_object(json);
    if (!is_object && !json_is_array(json)) {
        struct value value = scalar_of(json, composer->arena);
        if (value.kind == VALUE_FLOAT && reading->text.size > 0)
            value.spelling = arena_copy(composer->arena, reading->token).data;
        return composer_add(composer, value, SLICE_NONE, position);
    }
    if (!composer_open(composer, is_object ? VALUE_OBJECT : VALUE_ARRAY,
                       SLICE_NONE, position))
        return false;
    bool ok = is_object ? add_members(reading, json) : add_items(reading, json);
    if (ok)
        composer_close(composer);
    return ok;
}

/* Where and why jansson gave up. */
struct stop {
    struct slice text;
    const json_error_t *error;
    size_t at; /* the first byte of what it did not expect */
};

/* jansson points after the token that it quotes as: near 'token'. */
static struct stop stop_of(struct slice text, const json_error_t *error)
{
    size_t at = error->position > 0 ? (size_t)error->position : 0;
    const char *near = strstr(error->text, " near '");
    size_t size = near != NULL ? strlen(near + 7) - 1 : 0;
    at = at >= size ? at - size : 0;
    return (struct stop){text, error, at < text.size ? at : text.size};
}

/* Where the last token before it ends. */
static size_t end_before(const struct stop *stop)
{
    struct slice before = slice_trim(slice_sub(stop->text, 0, stop->at));
    return before.size > 0
               ? (size_t)(before.data - stop->text.data) + before.size
               : 0;
}

/* What to recognise a mistake by: everything that its row names must hold. */
struct mistake {
    const char *problem; /* how jansson's words start, "a|b" for either */
    const char *at;      /* the stop is at one of these bytes, ... */
    const char *not_at;  /* ... or at none of these */
    const char *after;   /* one of these is the last byte before it */
    const char *message, *hint;
    enum json_error_code code; /* json_error_unknown: any */
    bool is_before;            /* the mistake is that last byte */
};

/* The first row that fits counts. */
static const struct mistake mistakes[] = {
    {.code = json_error_numeric_overflow,
     .message = "a number is too large for JSON",
     .hint = "put it in quotes"},
    {.problem = "control character|unexpected newline",
     .message =
         "a string contains a line break, a tab or another control character",
     .hint = "write \\n for a line break and \\t for a tab"},
    {.problem = "invalid escape|invalid Unicode",
     .message = "unknown escape sequence",
     .hint = "double the backslash if it is part of the string"},
    {.code = json_error_null_byte_in_key,
     .message = "a key contains the character \\u0000",
     .hint = "remove it from the key"},
    {.code = json_error_premature_end_of_input,
     .message = "the file ends before the JSON is complete",
     .hint = "close every quote, bracket and brace"},
    {.at = "/#",
     .message = "JSON does not allow comments",
     .hint = "remove the comment"},
    {.at = "'",
     .message = "JSON does not allow single quotes",
     .hint = "use double quotes"},
    {.at = "]},",
     .after = ",",
     .message = "nothing follows this comma",
     .hint = "remove the comma",
     .is_before = true},
    {.at = "]},",
     .after = ":[",
     .message = "a value is missing here",
     .hint = "write a value, or null"},
    {.problem = "string or '}' expected",
     .message = "a key is not in quotes",
     .hint = "put every key in double quotes"},
    {.problem = "'}' expected|']' expected",
     .not_at = "]}:",
     .message = "a comma or a closing bracket is missing here",
     .hint = "put a comma between the entries"},
    {.problem = "':' expected",
     .message = "a colon is missing here",
     .hint = "write \"key\": value"},
    {.problem = "invalid token",
     .message = "this is not a JSON value",
     .hint = "write true, false, null, a number, or a string in double quotes"},
    {.code = json_error_end_of_input_expected,
     .message = "there is something after the end of the JSON value",
     .hint = "keep one value in the file; put several into a list"},
};

static const struct mistake empty_file = {
    .message = "the file is empty",
    .hint = "write {} for a document without fields",
};

/* That a file ends too early jansson reports in many ways. */
static bool has_code(const struct stop *stop, enum json_error_code code)
{
    return code == json_error_unknown || code == json_error_code(stop->error) ||
           (code == json_error_premature_end_of_input &&
            slice_trim(slice_from(stop->text, stop->at)).size == 0);
}

static bool starts_with_one(const char *text, const char *alternatives)
{
    struct slice rest = slice_of(alternatives), start;
    while (slice_cut(&rest, '|', &start))
        if (strncmp(text, start.data, start.size) == 0)
            return true;
    return false;
}

static bool is_mistake(const struct mistake *mistake, const struct stop *stop)
{
    size_t end = end_before(stop);
    char at = stop->at < stop->text.size ? stop->text.data[stop->at] : '\0';
    char before = end > 0 ? stop->text.data[end - 1] : '\0';
    return has_code(stop, mistake->code) &&
           (mistake->problem == NULL ||
            starts_with_one(stop->error->text, mistake->problem)) &&
           (mistake->at == NULL || is_among(at, mistake->at)) &&
           (mistake->not_at == NULL || !is_among(at, mistake->not_at)) &&
           (mistake->after == NULL || is_among(before, mistake->after));
}

static const struct mistake *find_mistake(const struct stop *stop)
{
    if (slice_trim(stop->text).size == 0)
        return &empty_file;
    for (size_t i = 0; i < ARRAY_COUNT(mistakes); i++) {
        if (is_mistake(&mistakes[i], stop))
            return &mistakes[i];
    }
    return NULL;
}

static bool report_syntax(const struct stop *stop,
                          struct diagnostics *diagnostics)
{
    const struct mistake *mistake = find_mistake(stop);
    size_t at =
        mistake != NULL && mistake->is_before ? end_before(stop) - 1 : stop->at;
    struct line line = line_at(stop->text, at);
    uint32_t number = line.number + 1, column = line_column(&line, at);
    if (mistake != NULL)
        return diagnostics_add(diagnostics, DIAGNOSTIC_JSON_SYNTAX, number,
                               column, mistake->hint, "%s", mistake->message);
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_JSON_SYNTAX, number, column,
        "look for a missing or extra quote, comma or bracket", "not JSON: %s",
        stop->error->text);
}

size_t data_find_too_deep(struct slice text, size_t max_depth)
{
    size_t depth = 0;
    bool is_in_string = false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (is_in_string && c == '\\')
            i++;
        else if (c == '"')
            is_in_string = !is_in_string;
        else if (!is_in_string && (c == '[' || c == '{') && ++depth > max_depth)
            return i;
        else if (!is_in_string && (c == ']' || c == '}') && depth > 0)
            depth--;
    }
    return text.size;
}

static bool report_depth(struct slice text, size_t offset,
                         struct diagnostics *diagnostics)
{
    struct line line = line_at(text, offset);
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_FRONT_MATTER_TOO_DEEP, line.number + 1,
        line_column(&line, offset),
        "flatten the data, or split it into several files",
        "lists and mappings are nested more than %d levels deep",
        FRONTMATTER_MAX_DEPTH);
}

static bool report_encoding(struct slice text, size_t offset,
                            struct diagnostics *diagnostics)
{
    struct line line = line_at(text, offset);
    return diagnostics_add(diagnostics, DIAGNOSTIC_JSON_SYNTAX, line.number + 1,
                           line_column(&line, offset), "save the file as UTF-8",
                           "byte 0x%02X at offset %zu is not valid UTF-8",
                           (unsigned char)text.data[offset], offset);
}

static void warn_duplicate(const struct stop *stop,
                           struct diagnostics *diagnostics)
{
    struct line line = line_at(stop->text, stop->at);
    const char *near = strstr(stop->error->text, " near '");
    (void)diagnostics_add(diagnostics, DIAGNOSTIC_YAML_DUPLICATE_KEY,
                          line.number + 1, line_column(&line, stop->at),
                          "remove one of them",
                          "the key %.*s is set twice; the last value is used",
                          near != NULL ? (int)strlen(near + 7) - 1 : 0,
                          near != NULL ? near + 7 : "");
}

/* The caller ends the reference; NULL after an error was added. Where a key is
 * set twice the tree is in another order than the text. */
static json_t *load(struct slice text, struct diagnostics *diagnostics,
                    bool *ret_is_in_order)
{
    json_error_t error;
    json_t *json = json_loadb(text.data, text.size,
                              PARSE_FLAGS | JSON_REJECT_DUPLICATES, &error);
    *ret_is_in_order = json != NULL;
    if (json != NULL)
        return json;
    struct stop stop = stop_of(text, &error);
    if (json_error_code(&error) == json_error_duplicate_key) {
        warn_duplicate(&stop, diagnostics);
        json = json_loadb(text.data, text.size, PARSE_FLAGS, &error);
        stop = stop_of(text, &error);
    }
    if (json == NULL)
        (void)report_syntax(&stop, diagnostics);
    return json;
}

void data_init(void)
{
    json_object_seed(0); /* from the system's randomness; once is enough */
}

/* `start` is the place in the file of the text's first byte. */
static bool parse_at(struct slice text, struct text_position start,
                     struct arena *arena, struct diagnostics *diagnostics,
                     struct value *ret_value)
{
    size_t invalid = utf8_find_invalid(text);
    if (invalid < text.size)
        return report_encoding(text, invalid, diagnostics);
    size_t too_deep = data_find_too_deep(text, FRONTMATTER_MAX_DEPTH);
    if (too_deep < text.size)
        return report_depth(text, too_deep, diagnostics);
    bool is_in_order;
    json_t *json = load(text, diagnostics, &is_in_order);
    if (json == NULL)
        return false;

    struct reading reading = {
        .composer = {.arena = arena, .diagnostics = diagnostics},
        .text = is_in_order ? text : SLICE(""),
        .position = start,
    };
    bool ok = add(&reading, json);
    if (ok)
        *ret_value = reading.composer.root;
    composer_release(&reading.composer);
    json_decref(json);
    return ok;
}

bool data_parse(struct slice text, struct arena *arena,
                struct diagnostics *diagnostics, struct value *ret_value)
{
    return parse_at(utf8_skip_mark(text), (struct text_position){1, 1}, arena,
                    diagnostics, ret_value);
}

/* The brace that is added is in column 0 of the first line. */
bool members_parse(struct slice text, uint32_t first_line, struct arena *arena,
                   struct diagnostics *diagnostics, struct value *ret_value)
{
    size_t before = diagnostics->count;
    struct slice whole = arena_printf(arena, "{%.*s}", SLICE_FMT(text));
    bool ok = parse_at(whole, (struct text_position){first_line, 0}, arena,
                       diagnostics, ret_value);
    for (size_t i = before; i < diagnostics->count; i++) {
        struct diagnostic *found = &diagnostics->items[i];
        found->column -= found->line == 1 && found->column > 0 ? 1 : 0;
        found->line += found->line > 0 ? first_line - 1 : 0;
    }
    return ok;
}
