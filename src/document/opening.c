/* opening.c - front matter whose opening line is wrong or missing.
 *
 *     ----            title: A        Title: A         <!--
 *     title: A        draft: true     Status: draft    .. status: private
 *     draft: true     ---                              -->
 *     ---                             Text
 *
 * Front matter begins with three dashes on the first line that is not blank;
 * otherwise the whole file is body. But nobody means to publish lines of keys:
 * the opening got lost, or they were written for another program, and with them
 * perhaps a `draft: true`. So what looks like front matter up to a closing line
 * is an error, and the hint says how it opens.
 *
 * Prose does not look like that: every line down to the closing one has to be
 * a key, an item, indented, a comment or blank; and without any opening, one of
 * the keys has to be a known one. If only a blank line closes it, two have to
 * be, or one that keeps the document back. */
#include "document/marker.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"
#include "document/frontmatter.h"
#include "document/keys.h"
#include "document/publication_keys.h"

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

static bool is_any_known(struct slice key)
{
    bool is_typo;
    return key_is_known_in_any_case(key) ||
           publication_key_find(key, &is_typo) != NULL;
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
            has_key || (key.data != NULL && (is_opened || is_any_known(key)));
    }
    return false;
}

/* `Status: draft`, `Published: no`. */
static bool keeps_back(struct slice key, struct slice value)
{
    static const char *const yes[] = {"true", "yes", "on", "1", NULL};
    static const char *const no[] = {"false", "no", "off", "0", NULL};
    static const char *const hidden[] = {"draft", "private", "hidden",
                                         "pending", NULL};
    static const char *const *const words[] = {
        [KEY_IS_DRAFT] = yes,        [KEY_IS_PRIVATE] = yes,
        [KEY_IS_PUBLISHED] = no,     [KEY_IS_STATUS] = hidden,
        [KEY_IS_EXPIRY_DATE] = NULL,
    };
    bool is_typo;
    const struct publication_key *found = publication_key_find(key, &is_typo);
    return found != NULL && words[found->effect] != NULL &&
           text_is_word(value, words[found->effect]);
}

/* Lines of keys up to a blank line, the end of a comment or of the file. */
struct header {
    size_t known; /* keys that mean something */
    bool keeps_back;
};

/* Takes the frame off a line: "<!--", "-->", and the dots of Nikola. */
static struct slice without_frame(struct slice line, bool *ret_ends)
{
    line = slice_trim(line);
    *ret_ends = line.size == 0 || slice_ends(line, "-->");
    if (slice_starts(line, "<!--"))
        line = slice_trim(slice_from(line, strlen("<!--")));
    if (slice_ends(line, "-->"))
        line = slice_trim(slice_sub(line, 0, line.size - strlen("-->")));
    return slice_starts(line, ".. ") ? slice_trim(slice_from(line, 3)) : line;
}

/* Returns what the lines say; nothing if one of them is not a key. */
static struct header read_header(struct cursor cursor)
{
    static const struct header none = {0, false};
    const char *start = cursor.rest.data;
    struct header header = none;
    bool ends = false;
    struct slice line;
    while (!ends && cursor_take_line(&cursor, &line) &&
           line.data - start <= FRONTMATTER_MAX_BYTES) {
        bool is_indented = strchr(" \t", line.data[0]) != NULL;
        struct slice text = without_frame(line, &ends);
        struct slice key = key_of(text);
        if (key.data == NULL && text.size > 0 && !is_indented)
            return none;
        if (key.data == NULL)
            continue;
        header.known += is_any_known(key) ? 1 : 0;
        header.keeps_back |= keeps_back(key, slice_from(text, key.size + 1));
    }
    return header;
}

/* Many comments have one known word, and few begin like Nikola's. */
static bool looks_like_header(struct cursor cursor, struct slice first)
{
    const struct header header = read_header(cursor);
    bool is_comment = slice_starts(first, "<!--") &&
                      slice_find(cursor.rest, 0, SLICE("\n.. ")) >=
                          slice_find(cursor.rest, 0, SLICE("-->"));
    return header.keeps_back || (header.known >= 2 && !is_comment);
}

/* Languages that gray-matter, and so Eleventy and others, take after the
 * dashes; and Hexo's closing line of JSON. */
static const struct {
    const char *opening, *name;
} languages[] = {
    {"---json", "JSON"},
    {"---json5", "JSON"},
    {"---js", "JavaScript"},
    {"---javascript", "JavaScript"},
    {"---coffee", "CoffeeScript"},
    {"---ts", "TypeScript"},
    {";;;", "JSON"},
};

/* "{" and a key in quotes, as Hugo reads it; or a key in quotes and, further
 * down, Hexo's ";;;". */
static bool is_json(struct slice text, struct slice first)
{
    struct slice head = slice_sub(text, 0, FRONTMATTER_MAX_BYTES);
    bool has_closing = slice_find(head, 0, SLICE("\n;;;")) < head.size;
    if (slice_starts(first, "\"") && has_closing)
        return true;
    return slice_starts(text, "{") &&
           slice_starts(slice_trim(slice_from(text, 1)), "\"");
}

/* Returns the language of front matter that is no YAML; NULL if it may be. */
static const char *find_language(struct slice text, struct slice first)
{
    first = slice_trim(first);
    for (size_t i = 0; i < ARRAY_COUNT(languages); i++) {
        if (slice_equal_nocase(first, slice_of(languages[i].opening)))
            return languages[i].name;
    }
    return is_json(text, first) ? "JSON" : NULL;
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

/* Three dashes and something else: "--- title: A ---", "---yaml". */
static bool is_marker_with_text(struct slice line)
{
    bool has_text = false;
    for (size_t i = 0; i < line.size; i++)
        has_text = has_text || strchr("- \t\r\n", line.data[i]) == NULL;
    return slice_starts(line, "---") && has_text;
}

bool opening_is_head(struct cursor after)
{
    return looks_like_head(after, true);
}

bool opening_is_missing(struct cursor lines)
{
    return looks_like_head(lines, false);
}

bool opening_check(struct slice text, struct diagnostics *diagnostics)
{
    struct cursor cursor = {.rest = text, .line = 1}, at_line = cursor;
    struct slice line = first_visible_line(&cursor);
    uint32_t number = cursor.line - (slice_ends(line, "\n") ? 1 : 0);
    bool is_opened = marker_is_nearly(line) || slice_starts(line, "---");

    if (line.size == 0)
        return true;
    at_line.rest = slice_from(text, (size_t)(line.data - text.data));
    const char *language = find_language(at_line.rest, line);
    if (language != NULL)
        return diagnostics_add(
            diagnostics, DIAGNOSTIC_FRONT_MATTER_JSON, number, 1,
            strcmp(language, "JSON") == 0
                ? "write it as YAML between two lines of ---: "
                  "\"title\": \"A\", becomes title: \"A\""
                : "write it as YAML between two lines of ---",
            "the front matter is %s, which is not supported", language);
    if (is_opened)
        return (!is_marker_with_text(line) && !looks_like_head(cursor, true) &&
                !read_header(cursor).keeps_back) ||
               report_opening(diagnostics, line, number);
    if (!looks_like_head(at_line, false) && !looks_like_header(at_line, line))
        return true;
    return report(diagnostics, DIAGNOSTIC_FRONT_MATTER_OPENING, number,
                  "write the fields as YAML between two lines that contain "
                  "only ---",
                  "the front matter that starts here has no opening ---");
}
