/* opening.c - front matter whose opening line is wrong or missing.
 *
 *     (a blank line)     ----              title: A          {
 *     ---                title: A          draft: true         "draft": true
 *     draft: true        draft: true       ---               }
 *     ---                ---
 *
 * Front matter begins with three dashes on the first line; otherwise the whole
 * file is body. But nobody means to publish lines of keys: the opening got
 * lost, and with it perhaps a `draft: true`. So what looks like front
 * matter up to a closing line is an error, and the hint says how it opens.
 * Prose does not look like that: every line down to the closing one has to be
 * a key, an item, indented, a comment or blank; and without any opening, one of
 * the keys has to be a known one. */
#include "document/marker.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"
#include "document/frontmatter.h"
#include "document/keys.h"

#include <string.h>

/* Invisible characters that editors and copied text leave at the start. */
static const char *const invisible[] = {
    "\xEF\xBB\xBF", /* U+FEFF, a second byte order mark */
    "\xE2\x80\x8B", /* U+200B, a space without width */
    "\xE2\x81\xA0", /* U+2060, which joins words */
    "\xC2\xA0",     /* U+00A0, a no-break space */
};

static struct slice without_invisible(struct slice text)
{
    for (size_t i = 0; i < ARRAY_COUNT(invisible);) {
        bool is_next = slice_starts(text, invisible[i]);
        text = slice_from(text, is_next ? strlen(invisible[i]) : 0);
        i = is_next ? 0 : i + 1;
    }
    return text;
}

/* The first visible line; the cursor is then after it. */
static struct slice first_visible_line(struct cursor *cursor)
{
    struct slice line;
    while (cursor_take_line(cursor, &line)) {
        line = without_invisible(line);
        if (slice_trim(line).size > 0)
            return line;
    }
    return SLICE("");
}

/* "title" of "title: A"; SLICE_NONE for a line that has no key. */
static struct slice key_of(struct slice line)
{
    size_t colon = slice_find_char(line, 0, ':');
    struct slice key = slice_sub(line, 0, colon);
    bool is_key = key.size > 0 && colon < line.size &&
                  (colon + 1 == line.size ||
                   strchr(" \t\r\n", line.data[colon + 1]) != NULL);
    for (size_t i = 0; is_key && i < key.size; i++) {
        char c = key.data[i];
        is_key =
            ascii_is_letter_or_digit(c) || c == '_' || c == '-' || c == '.';
    }
    return is_key ? key : SLICE_NONE;
}

static bool continues_head(struct slice line)
{
    return slice_trim(line).size == 0 || strchr(" \t#", line.data[0]) != NULL ||
           slice_starts(line, "- ");
}

/* Whether keys follow, and then a line that closes them. */
static bool looks_like_head(struct cursor cursor, bool is_opened)
{
    const char *start = cursor.rest.data;
    bool has_key = false;
    struct slice line;
    while (cursor_take_line(&cursor, &line) &&
           line.data - start <= FRONTMATTER_MAX_BYTES) {
        if (marker_is_closing(line) || (is_opened && marker_is_nearly(line)))
            return has_key;
        struct slice key = key_of(line);
        if (key.data == NULL && !continues_head(line))
            return false;
        has_key =
            has_key || (key.data != NULL && (is_opened || key_is_known(key)));
    }
    return false;
}

/* "{" and a key in quotes, as Hugo reads it, or the "---json" of Eleventy. */
static bool is_json(struct slice text, struct slice first)
{
    first = slice_trim(first);
    if (slice_is(first, "---json") || slice_is(first, "---js"))
        return true;
    return slice_starts(text, "{") &&
           slice_starts(slice_trim(slice_from(text, 1)), "\"");
}

static bool report(struct diagnostics *diagnostics, enum diagnostic_code code,
                   uint32_t line, const char *hint, const char *message)
{
    return diagnostics_add(diagnostics, code, line, 1, hint, "%s", message);
}

static bool report_opening(struct diagnostics *diagnostics, struct slice line,
                           uint32_t number)
{
    if (slice_is(slice_trim(line), "---"))
        return report(
            diagnostics, DIAGNOSTIC_FRONT_MATTER_OPENING, number,
            "delete everything before the first ---, including spaces, blank "
            "lines and invisible characters",
            "the front matter does not start at the beginning of the file");
    struct slice shown = utf8_repair(diagnostics->arena, slice_trim(line));
    return diagnostics_add(
        diagnostics, DIAGNOSTIC_FRONT_MATTER_OPENING, number, 1,
        "write exactly three dashes on the first line of the file",
        "the front matter opens with '%.*s' instead of '---'",
        SLICE_FMT(utf8_truncate(shown, MARKER_MAX_SHOWN_BYTES)));
}

bool opening_check(struct slice text, struct diagnostics *diagnostics)
{
    struct cursor cursor = {.rest = text, .line = 1}, at_line = cursor;
    struct slice line = first_visible_line(&cursor);
    uint32_t number = cursor.line - (slice_ends(line, "\n") ? 1 : 0);
    bool is_opened = marker_is_nearly(line) || slice_starts(line, "---");

    if (is_json(without_invisible(text), line))
        return report(diagnostics, DIAGNOSTIC_FRONT_MATTER_JSON, number,
                      "write it as YAML between two lines of ---: "
                      "\"title\": \"A\", becomes title: \"A\"",
                      "the front matter is JSON, which is not supported");
    if (is_opened)
        return !looks_like_head(cursor, true) ||
               report_opening(diagnostics, line, number);
    at_line.rest = slice_from(text, (size_t)(line.data - text.data));
    return line.size == 0 || !looks_like_head(at_line, false) ||
           report(diagnostics, DIAGNOSTIC_FRONT_MATTER_OPENING, number,
                  "add a line above it that contains only ---",
                  "the front matter that starts here has no opening ---");
}
