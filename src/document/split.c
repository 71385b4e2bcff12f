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
 * for the same reason (opening.c). */
#include "document/frontmatter.h"

#include "base/unicode.h"
#include "document/marker.h"

/* `after` is just after the opening line. */
static bool report_unclosed(struct cursor after,
                            struct diagnostics *diagnostics)
{
    struct slice hint =
        SLICE("end the front matter with a line that contains only ---");
    uint32_t opening_line = after.line - 1, number = after.line;
    struct slice line;
    while (cursor_take_line(&after, &line)) {
        if (marker_is_nearly(line)) {
            line = utf8_truncate(slice_trim(line), MARKER_MAX_SHOWN_BYTES);
            hint = arena_printf(diagnostics->arena,
                                "line %u is '%.*s': write exactly three dashes "
                                "at the start of the line",
                                number, SLICE_FMT(line));
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

static bool report_toml(struct diagnostics *diagnostics, uint32_t line)
{
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_FRONT_MATTER_TOML, line, 1,
        "write it as YAML between two lines of ---: title = \"A\" becomes "
        "title: \"A\"",
        "the front matter is TOML (+++), which is not supported");
}

static bool report_too_large(size_t size, struct diagnostics *diagnostics)
{
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_FRONT_MATTER_TOO_LARGE, 1, 1,
        "move long text into the body, or long lists into a data file",
        "the front matter has %zu bytes; the limit is %d", size,
        FRONTMATTER_MAX_BYTES);
}

/* Finds the closing line; *after is then after it. */
static bool find_closing(struct cursor *after, struct slice *ret_head)
{
    struct cursor cursor = *after;
    const char *start = cursor.rest.data;
    struct slice line;
    while (cursor_take_line(&cursor, &line)) {
        if (!marker_is_closing(line))
            continue;
        *ret_head = (struct slice){start, (size_t)(line.data - start)};
        *after = cursor;
        return true;
    }
    return false;
}

static void skip_blank_lines(struct cursor *cursor)
{
    struct cursor next = *cursor;
    struct slice line;
    while (cursor_take_line(&next, &line) && slice_trim(line).size == 0)
        *cursor = next;
}

bool frontmatter_split(struct slice bytes, struct diagnostics *diagnostics,
                       struct frontmatter *ret_parts)
{
    struct cursor cursor = {.rest = bytes, .line = 1};
    if (slice_starts(bytes, "\xEF\xBB\xBF"))
        cursor.rest = slice_from(bytes, 3);

    struct cursor after = cursor;
    struct slice opening = SLICE("");
    skip_blank_lines(&after);
    uint32_t opening_line = after.line;
    (void)cursor_take_line(&after, &opening);
    bool is_whole = slice_ends(opening, "\n");
    if (slice_starts(opening, "+++"))
        return report_toml(diagnostics, opening_line);
    if (!is_whole || !marker_is_alone(opening, "---") ||
        (opening_line > 1 && !opening_is_head(after))) {
        if (!opening_check(cursor.rest, diagnostics))
            return false;
        *ret_parts = (struct frontmatter){.body = cursor.rest, .body_line = 1};
        return true;
    }
    if (opening_line > 1)
        warn_of_blank_lines(diagnostics, opening_line);

    struct slice head;
    uint32_t head_line = after.line;
    if (!find_closing(&after, &head))
        return report_unclosed(after, diagnostics);
    if (head.size > FRONTMATTER_MAX_BYTES)
        return report_too_large(head.size, diagnostics);
    skip_blank_lines(&after);
    *ret_parts = (struct frontmatter){
        .is_present = true,
        .head = head,
        .body = after.rest,
        .head_line = head_line,
        .body_line = after.line,
    };
    return true;
}
