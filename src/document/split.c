/* split.c - where front matter ends and the body begins.
 *
 *     ---\n  title: A\n  ---\n  \n  Text.\n
 *     open   head        close     body
 *
 * Only whole lines are looked at and nothing is decoded, so a file of any
 * encoding is cut in one pass over its bytes. A file that opens front matter
 * and never closes it is a mistake, not a body: published as a body it would
 * show its keys, and a draft would no longer be one. The usual reason is a
 * closing line that is nearly right (four dashes, a space before it), so the
 * hint names the first such line. An opening that is nearly right is a mistake
 * for the same reason (opening.c).
 *
 * TOML is cut in the same way, between lines of +++. An object of JSON has no
 * lines around it and ends with its last brace. */
#include "document/frontmatter.h"

#include "base/array.h"
#include "base/unicode.h"
#include "document/marker.h"

#include <string.h>

/* What opens front matter and what closes it. */
struct fence {
    const char *opening;
    bool (*is_closing)(struct slice line), (*is_nearly)(struct slice line);
    bool is_toml;
    const char *unclosed, *three; /* for hints */
};

static bool is_closing_toml(struct slice line)
{
    return marker_is_alone(line, "+++");
}

/* "---toml" is that of gray-matter, and so of Eleventy. */
static const struct fence fences[] = {
    {"---", marker_is_closing, marker_is_nearly, false,
     "end the front matter with a line that contains only ---", "three dashes"},
    {"+++", is_closing_toml, marker_is_nearly_toml, true,
     "end the front matter with a line that contains only +++",
     "three plus signs"},
    {"---toml", marker_is_closing, marker_is_nearly, true,
     "end the front matter with a line that contains only ---", "three dashes"},
};

/* Returns that of an opening line, or NULL. */
static const struct fence *find_fence(struct slice line)
{
    for (size_t i = 0; i < ARRAY_COUNT(fences); i++) {
        size_t size = strlen(fences[i].opening);
        if (slice_equal_nocase(slice_sub(line, 0, size),
                               slice_of(fences[i].opening)) &&
            slice_trim(slice_from(line, size)).size == 0)
            return &fences[i];
    }
    return NULL;
}

/* `after` is just after the opening line. */
static bool report_unclosed(struct cursor after, const struct fence *fence,
                            struct diagnostics *diagnostics)
{
    struct slice hint = slice_of(fence->unclosed);
    uint32_t opening_line = after.line - 1, number = after.line;
    struct slice line;
    while (cursor_take_line(&after, &line)) {
        if (fence->is_nearly(line)) {
            line = utf8_truncate(slice_trim(line), MARKER_MAX_SHOWN_BYTES);
            hint = arena_printf(diagnostics->arena,
                                "line %u is '%.*s': write exactly %s at the "
                                "start of the line",
                                number, SLICE_FMT(line), fence->three);
            break;
        }
        number = after.line;
    }
    return diagnostics_add(diagnostics, DIAGNOSTIC_FRONT_MATTER_UNCLOSED,
                           opening_line, 1, hint.data,
                           "the front matter that starts here is never closed");
}

/* Most programs read such a file as a body without front matter. */
static void warn_of_blank_lines(struct diagnostics *diagnostics, uint32_t line)
{
    (void)diagnostics_add(diagnostics, DIAGNOSTIC_FRONT_MATTER_LATE, line, 1,
                          "delete the blank lines above it",
                          "the front matter starts after blank lines; it is "
                          "read, but not by every program");
}

static bool report_opening(struct diagnostics *diagnostics, struct slice line,
                           uint32_t number)
{
    struct slice shown = utf8_repair(diagnostics->arena, slice_trim(line));
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_FRONT_MATTER_OPENING, number, 1,
        "write exactly three plus signs on a line of their own",
        "the front matter opens with '%.*s' instead of '+++'",
        SLICE_FMT(utf8_truncate(shown, MARKER_MAX_SHOWN_BYTES)));
}

bool frontmatter_report_size(size_t size, struct diagnostics *diagnostics)
{
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_FRONT_MATTER_TOO_LARGE, 1, 1,
        "move long text into the body, or long lists into a data file",
        "the front matter has %zu bytes; the limit is %d", size,
        FRONTMATTER_MAX_BYTES);
}

/* Finds the closing line; *after is then after it. */
static bool find_closing(struct cursor *after, const struct fence *fence,
                         struct slice *ret_head)
{
    struct cursor cursor = *after;
    const char *start = cursor.rest.data;
    struct slice line;
    while (cursor_take_line(&cursor, &line)) {
        if (!fence->is_closing(line))
            continue;
        *ret_head = (struct slice){start, (size_t)(line.data - start)};
        *after = cursor;
        return true;
    }
    return false;
}

bool frontmatter_split(struct slice bytes, struct diagnostics *diagnostics,
                       struct frontmatter *ret_parts)
{
    struct cursor cursor = {.rest = utf8_skip_mark(bytes), .line = 1};

    struct cursor after = cursor;
    struct slice opening = SLICE("");
    cursor_skip_blank_lines(&after);
    uint32_t opening_line = after.line;
    (void)cursor_take_line(&after, &opening);
    bool is_whole = slice_ends(opening, "\n");
    const struct fence *fence = is_whole ? find_fence(opening) : NULL;
    if (fence == NULL && slice_starts(opening, "+++"))
        return report_opening(diagnostics, opening, opening_line);
    if (fence == NULL ||
        (opening_line > 1 && !fence->is_toml && !opening_is_head(after))) {
        if (!opening_check(cursor.rest, diagnostics))
            return false;
        *ret_parts = (struct frontmatter){.body = cursor.rest, .body_line = 1};
        return true;
    }
    if (opening_line > 1)
        warn_of_blank_lines(diagnostics, opening_line);

    struct slice head;
    uint32_t head_line = after.line;
    if (!find_closing(&after, fence, &head))
        return report_unclosed(after, fence, diagnostics);
    if (head.size > FRONTMATTER_MAX_BYTES)
        return frontmatter_report_size(head.size, diagnostics);
    cursor_skip_blank_lines(&after);
    *ret_parts = (struct frontmatter){
        .is_present = true,
        .is_toml = fence->is_toml,
        .head = head,
        .body = after.rest,
        .head_line = head_line,
        .body_line = after.line,
    };
    return true;
}

bool frontmatter_is_json(struct slice bytes)
{
    bytes = slice_trim(utf8_skip_mark(bytes));
    return slice_starts(bytes, "{") &&
           slice_starts(slice_trim(slice_from(bytes, 1)), "\"");
}

/* Returns the size of the file if the object does not end. */
static size_t end_of_object(struct slice bytes)
{
    size_t depth = 0;
    bool is_in_string = false;
    for (size_t i = 0; i < bytes.size; i++) {
        char c = bytes.data[i];
        if (c == '\\')
            i++;
        else if (c == '"')
            is_in_string = !is_in_string;
        else if (c == '{' && !is_in_string)
            depth++;
        else if (c == '}' && !is_in_string && --depth == 0)
            return i + 1;
    }
    return bytes.size;
}

bool frontmatter_split_json(struct slice bytes, struct diagnostics *diagnostics,
                            struct frontmatter *ret_parts)
{
    size_t end = end_of_object(bytes);
    if (end > FRONTMATTER_MAX_BYTES)
        return frontmatter_report_size(end, diagnostics);
    *ret_parts = (struct frontmatter){
        .is_present = true,
        .is_json = true,
        .head = slice_sub(bytes, 0, end),
        .head_line = 1,
    };
    struct cursor cursor = {
        .rest = slice_from(bytes, end),
        .line = 1 + (uint32_t)slice_count_char(ret_parts->head, '\n'),
    };
    cursor_skip_blank_lines(&cursor);
    ret_parts->body = cursor.rest;
    ret_parts->body_line = cursor.line;
    return true;
}
