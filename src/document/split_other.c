/* split_other.c - front matter in forms that only some generators read.
 *
 *     title: A              "title": "A",        ;;;
 *     date: 2024-05-01      "draft": true        "title": "A"
 *     ---                   ;;;                  ;;;
 *     Text.                 Text.                Text.
 *
 * Hexo asks for no opening line, and reads the members of an object of JSON
 * before semicolons (hexo-front-matter). To any other program all of it is
 * text, so these forms are only looked for where the tree is Hexo's; elsewhere
 * they are the error of opening.c. A text that is opened by --- is for split.c.
 */
#include "document/frontmatter.h"

#include "base/unicode.h"
#include "document/header.h"
#include "document/marker.h"

/* Three or more of a character, alone on their line. */
static bool is_run(struct slice line, char c)
{
    line = slice_trim(line);
    size_t size = 0;
    while (size < line.size && line.data[size] == c)
        size++;
    return size >= 3 && size == line.size;
}

/* Cuts at the first line that is closed so; false if there is none. */
static bool cut(struct cursor start, bool (*closes)(struct slice line),
                struct frontmatter *ret_parts)
{
    struct cursor cursor = start;
    struct slice line;
    while (cursor_take_line(&cursor, &line)) {
        if (!closes(line))
            continue;
        *ret_parts = (struct frontmatter){
            .is_present = true,
            .head = {start.rest.data, (size_t)(line.data - start.rest.data)},
            .head_line = start.line,
        };
        cursor_skip_blank_lines(&cursor);
        ret_parts->body = cursor.rest;
        ret_parts->body_line = cursor.line;
        return true;
    }
    return false;
}

static bool is_semicolons(struct slice line)
{
    return slice_starts(line, ";") && is_run(line, ';');
}

static bool is_dashes(struct slice line)
{
    return slice_starts(line, "-") && is_run(line, '-');
}

static bool split_hexo(struct cursor start, struct frontmatter *ret_parts)
{
    struct cursor after = start;
    struct slice first;
    if (!cursor_take_line(&after, &first))
        return false;
    bool is_json = is_semicolons(first);
    if (is_json || slice_starts(slice_trim(first), "\"")) {
        bool ok = cut(is_json ? after : start, is_semicolons, ret_parts);
        if (ok)
            ret_parts->is_json = ret_parts->lacks_braces = true;
        return ok;
    }
    if (is_dashes(first)) /* four or more; three are for split.c */
        return !marker_is_closing(first) && opening_is_head(after) &&
               cut(after, is_dashes, ret_parts);
    return opening_is_missing(start) && cut(start, is_dashes, ret_parts);
}

/* Lines of keys up to a blank line, or all there are. */
static bool split_lines(struct cursor start, enum head_form form,
                        struct frontmatter *ret_parts)
{
    struct cursor cursor = start, before = start;
    struct slice line;
    bool is_first = true, has_frame = false;
    while (cursor_take_line(&cursor, &line)) {
        bool is_frame = header_is_frame(line, form, is_first, &has_frame);
        bool is_over = !is_frame && !header_continues(line, form, is_first);
        if (is_first && !is_frame && is_over)
            return false;
        is_first = is_first && is_frame;
        if (is_over)
            break;
        before = cursor;
    }
    *ret_parts = (struct frontmatter){
        .is_present = true,
        .lines = form,
        .head = {start.rest.data, (size_t)(before.rest.data - start.rest.data)},
        .head_line = start.line,
    };
    if (is_first) /* a comment with nothing in it */
        return false;
    cursor_skip_blank_lines(&before);
    ret_parts->body = before.rest;
    ret_parts->body_line = before.line;
    return true;
}

bool frontmatter_split_other(struct slice bytes, unsigned forms,
                             struct frontmatter *ret_parts)
{
    struct cursor start = {.rest = utf8_skip_mark(bytes), .line = 1};
    if ((forms & HEAD_HEXO) != 0 && split_hexo(start, ret_parts))
        return true;
    if ((forms & HEAD_PELICAN) != 0 &&
        split_lines(start, HEAD_PELICAN, ret_parts))
        return true;
    return (forms & HEAD_NIKOLA) != 0 &&
           split_lines(start, HEAD_NIKOLA, ret_parts);
}
