/* line.c - a rough reading of a line that a real parser has refused.
 *
 * What the writer meant by a line with a mistake in it is a guess, and here
 * the guess is: the key is what comes before the first colon that a space
 * follows, and the rest is the value. Only the wording of messages may depend
 * on it. */
#include "document/line.h"

#include "base/unicode.h"

#define SHOWN_BYTES 60

static bool is_space(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

size_t quote_end(struct slice text, size_t start)
{
    char quote = text.data[start];
    for (size_t i = start + 1; i < text.size; i++) {
        if (quote == '"' && text.data[i] == '\\') {
            i++;
        } else if (text.data[i] == quote) {
            bool is_doubled =
                quote == '\'' && i + 1 < text.size && text.data[i + 1] == quote;
            if (!is_doubled)
                return i + 1;
            i++;
        }
    }
    return text.size;
}

/* The colon that ends the key which starts at `at`, or s.size. */
static size_t find_colon(struct slice s, size_t at)
{
    if (at < s.size && is_quote(s.data[at]))
        at = quote_end(s, at);
    for (; at < s.size; at++) {
        if (s.data[at] != ':')
            continue;
        if (at + 1 == s.size || is_space(s.data[at + 1]))
            return at;
    }
    return s.size;
}

/* The offset after the spaces and the dashes of list items. */
static size_t skip_indentation(struct slice s, bool *ret_is_item)
{
    size_t at = 0;
    *ret_is_item = false;
    while (at < s.size) {
        bool is_dash =
            s.data[at] == '-' && at + 1 < s.size && is_space(s.data[at + 1]);
        if (!is_dash && !is_space(s.data[at]))
            break;
        *ret_is_item = *ret_is_item || is_dash;
        at++;
    }
    return at;
}

/* A comment starts at a number sign after a space. */
static struct slice without_comment(struct slice value)
{
    if (value.size > 0 && is_quote(value.data[0]))
        return value;
    for (size_t i = 1; i < value.size; i++)
        if (value.data[i] == '#' && is_space(value.data[i - 1]))
            return slice_trim(slice_sub(value, 0, i));
    return value;
}

static void read_pair(struct line *line)
{
    bool is_item;
    size_t start = skip_indentation(line->text, &is_item);
    line->colon = find_colon(line->text, start);
    if (line_has_key(line)) {
        line->name = slice_trim(slice_sub(line->text, start, line->colon));
        line->value = slice_from(line->text, line->colon + 1);
    } else {
        line->name = is_item ? SLICE("the item") : SLICE("the line");
        line->prefix = is_item ? "- " : "";
        line->value = slice_from(line->text, start);
    }
    line->value = without_comment(slice_trim(line->value));
}

static struct line line_from(struct slice text, size_t start, uint32_t number)
{
    struct line line = {.start = start, .number = number};
    size_t end = slice_find_char(text, start, '\n');
    if (end > start && text.data[end - 1] == '\r')
        end--;
    line.text = slice_sub(text, start, end);
    read_pair(&line);
    return line;
}

struct line line_at(struct slice text, size_t offset)
{
    size_t start = 0;
    uint32_t number = 0;
    for (size_t i = 0; i < offset && i < text.size; i++) {
        if (text.data[i] == '\n') {
            start = i + 1;
            number++;
        }
    }
    return line_from(text, start, number);
}

bool line_before(struct slice text, const struct line *line,
                 struct line *ret_line)
{
    if (line->start == 0)
        return false;
    size_t start = line->start - 1;
    while (start > 0 && text.data[start - 1] != '\n')
        start--;
    *ret_line = line_from(text, start, line->number - 1);
    return true;
}

bool line_has_key(const struct line *line)
{
    return line->colon < line->text.size;
}

uint32_t line_column(const struct line *line, size_t offset)
{
    uint32_t column = 1;
    size_t at = 0;
    while (at < line->text.size && line->start + at < offset) {
        (void)utf8_next(line->text, &at);
        column++;
    }
    return column;
}

size_t line_value_at(const struct line *line)
{
    return line->start + (size_t)(line->value.data - line->text.data);
}

struct slice line_brief(struct slice text)
{
    return utf8_truncate(text, SHOWN_BYTES);
}

struct slice line_quoted(const struct line *line, struct slice value,
                         struct arena *arena)
{
    /* Double quotes, unless the value has quotes or backslashes of its own. */
    bool has_double = slice_find_char(value, 0, '"') < value.size ||
                      slice_find_char(value, 0, '\\') < value.size;
    char quote = has_double ? '\'' : '"';
    struct slice shown = line_brief(value);
    struct str text = {0};
    if (line->prefix != NULL)
        str_append_text(&text, line->prefix);
    else
        str_appendf(&text, "%.*s: ", SLICE_FMT(line_brief(line->name)));
    str_append_char(&text, quote);
    for (size_t i = 0; i < shown.size; i++)
        str_append_repeat(&text, shown.data[i],
                          quote == '\'' && shown.data[i] == quote ? 2 : 1);
    if (shown.size < value.size)
        str_append_text(&text, "...");
    str_append_char(&text, quote);
    struct slice quoted = arena_copy(arena, str_slice(&text));
    str_release(&text);
    return quoted;
}
