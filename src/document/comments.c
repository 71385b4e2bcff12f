/* comments.c - takes comments out of a body before it is read as Markdown.
 *
 * In code they are examples and stay, except for those of templates that run
 * before Markdown is read: Jekyll removes a Liquid comment from a code block,
 * too. Code is found as CommonMark does it: fences, runs of backticks, and
 * lines with four spaces that do not belong to a list. What is missed here of
 * HTML is found in the tree (markdown.c). */
#include "document/comments.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/comment_forms.h"
#include "document/plaintext.h"

#include <limits.h>

#define INDENT_OF_CODE      4
#define FENCE_MIN           3
#define LABEL_MAX_BYTES     1000  /* CommonMark, 6.3 */
#define TITLE_MAX_BYTES     4096  /* a longer comment is not found */
#define CODE_SPAN_MAX_BYTES 65536 /* a longer one is not found */

enum { ELEMENT_COUNT = 2 }; /* whose text is code */

/* Where the next end of each is, once it was looked for: none is looked for
 * twice. */
struct element_ends {
    size_t next[ELEMENT_COUNT];
};

struct scan {
    struct slice body;
    struct comment_habits habits;
    bool is_for_readers; /* comments_omit() */
    struct str out;
    size_t at;
    size_t unclosed;
    bool is_endless[FORM_COUNT]; /* none that begins from here on has an end */
    size_t code_end;             /* of the code around `at` */
    size_t text_start;           /* in the line at hand, after its marks */
    struct element_ends ends;
    size_t raw_end; /* of what no template touches */
    char fence;     /* "`" or "~" in a fenced block, else 0 */
    size_t fence_size, fence_indent;
    bool is_fence_quoted;
    size_t item_column; /* where the text of the last item of a list starts */
    bool is_after_blank, is_in_list, is_in_indented;
};

/* Of a quote or an item of a list; 0 for none. */
static size_t mark_size(struct slice rest)
{
    size_t digits = 0;
    if (slice_starts(rest, ">"))
        return 1;
    while (digits < rest.size && digits < 9 &&
           ascii_is_digit(rest.data[digits]))
        digits++;
    if (digits + 1 >= rest.size || !ascii_is_space(rest.data[digits + 1]))
        return 0;
    const char *marks = digits > 0 ? ".)" : "-*+";
    struct slice mark = slice_sub(rest, digits, digits + 1);
    return slice_find(slice_of(marks), 0, mark) < slice_of(marks).size
               ? digits + 1
               : 0;
}

struct body_line {
    struct slice text; /* after the marks */
    size_t marks_size;
    size_t indent; /* before them, in columns */
    bool is_item, is_quote;
};

static struct body_line read_line(struct slice line)
{
    struct body_line read = {.text = line};
    size_t size, at = comment_skip_spaces(line, 0);
    for (size_t i = 0; i < at; i++)
        read.indent += line.data[i] == '\t' ? INDENT_OF_CODE : 1;
    while ((size = mark_size(slice_from(line, at))) > 0) {
        read.is_quote |= line.data[at] == '>';
        read.is_item |= line.data[at] != '>';
        at = comment_skip_spaces(line, at + size);
    }
    read.marks_size = at;
    read.text = slice_from(line, at);
    return read;
}

static size_t run_size(struct slice text, char c)
{
    size_t size = 0;
    while (size < text.size && text.data[size] == c)
        size++;
    return size;
}

static bool is_blank(const struct body_line *line)
{
    return line->text.size == 0 && !line->is_item;
}

/* Whether a line starts a fenced block: CommonMark, 4.5. */
static bool is_fence(const struct body_line *line, size_t item_column)
{
    char first = line->text.size > 0 ? line->text.data[0] : '\0';
    size_t size = run_size(line->text, first);
    struct slice info = slice_from(line->text, size);
    return size >= FENCE_MIN && line->indent < item_column + INDENT_OF_CODE &&
           (first == '~' ||
            (first == '`' && slice_find_char(info, 0, '`') == info.size));
}

/* A fenced block ends with the quote or the item that it is in, and with a
 * fence that has no marks of its own. */
static bool ends_fence(const struct scan *scan, const struct body_line *line,
                       bool *ret_is_after)
{
    size_t size = run_size(line->text, scan->fence);
    bool is_same = line->is_quote == scan->is_fence_quoted && !line->is_item;
    *ret_is_after = (scan->is_fence_quoted && !line->is_quote) ||
                    (!is_blank(line) && line->indent < scan->fence_indent);
    return *ret_is_after ||
           (is_same && size >= scan->fence_size &&
            comment_skip_spaces(line->text, size) == line->text.size);
}

/* Whether the line is part of a fenced block, which it may start or end. */
static bool is_fenced(struct scan *scan, const struct body_line *line)
{
    bool is_after = false;
    bool was_open = scan->fence != '\0';
    if (was_open && ends_fence(scan, line, &is_after))
        scan->fence = '\0';
    if (was_open && !is_after)
        return true;
    if (!is_fence(line, scan->is_in_list ? scan->item_column : 0))
        return false;
    scan->fence = line->text.data[0];
    scan->fence_size = run_size(line->text, scan->fence);
    scan->is_fence_quoted = line->is_quote;
    scan->fence_indent = line->is_item      ? line->marks_size
                         : scan->is_in_list ? line->indent
                                            : 0;
    return true;
}

static bool is_indented_code(struct scan *scan, const struct body_line *line)
{
    bool is_code = line->indent >= INDENT_OF_CODE && !scan->is_in_list &&
                   (scan->is_after_blank || scan->is_in_indented);
    if (!is_blank(line)) {
        if (line->is_item) {
            scan->is_in_list = true;
            scan->item_column = line->marks_size;
        } else if (line->indent == 0 && scan->is_after_blank) {
            scan->is_in_list = false;
        }
        scan->is_in_indented = is_code;
    }
    scan->is_after_blank = is_blank(line);
    return is_code;
}

static void begin_line(struct scan *scan)
{
    size_t end = slice_find_char(scan->body, scan->at, '\n');
    struct body_line line = read_line(slice_sub(scan->body, scan->at, end));
    scan->text_start = scan->at + line.marks_size;
    if ((is_fenced(scan, &line) || is_indented_code(scan, &line)) &&
        end > scan->code_end)
        scan->code_end = end;
}

static struct slice line_from(struct slice body, size_t start)
{
    return slice_sub(body, start, slice_find_char(body, start, '\n'));
}

/* Whether the line goes on with the paragraph above it. */
static bool continues_paragraph(struct slice body, size_t start)
{
    struct body_line line = read_line(line_from(body, start));
    return !is_blank(&line) && !line.is_item && !line.is_quote &&
           line.text.data[0] != '#' && !is_fence(&line, 0);
}

/* Returns where the code span ends that the run of backticks starts, or
 * `start` if it does not start one: CommonMark, 6.1. */
static size_t code_span_end(struct slice body, size_t start)
{
    size_t size = run_size(slice_from(body, start), '`');
    size_t limit = start + CODE_SPAN_MAX_BYTES;
    for (size_t at = start + size; at < body.size && at < limit; at++) {
        if (body.data[at] == '\n' && !continues_paragraph(body, at + 1))
            break;
        if (body.data[at] != '`')
            continue;
        size_t found = run_size(slice_from(body, at), '`');
        if (found == size)
            return at + found;
        at += found - 1;
    }
    return start;
}

static bool starts_nocase(struct slice rest, const char *prefix)
{
    struct slice start = slice_of(prefix);
    return slice_equal_nocase(slice_sub(rest, 0, start.size), start);
}

/* Returns where a script or a style ends that starts at `at`; 0 for none, and
 * for one without an end. */
static size_t code_element_end(struct slice text, size_t at,
                               struct element_ends *ends)
{
    static const char *const starts[] = {"<script", "<style"};
    static const char *const closes[] = {"</script", "</style"};
    for (size_t i = 0; i < ELEMENT_COUNT; i++) {
        if (!starts_nocase(slice_from(text, at), starts[i]))
            continue;
        size_t *end = &ends->next[i];
        if (*end <= at)
            *end = slice_find_char(text, at + 1, '<');
        while (*end < text.size &&
               !starts_nocase(slice_from(text, *end), closes[i]))
            *end = slice_find_char(text, *end + 1, '<');
        return *end < text.size ? *end : 0;
    }
    return 0;
}

static void note_code(struct scan *scan)
{
    struct slice rest = slice_from(scan->body, scan->at);
    if (scan->at < scan->code_end)
        return;
    if (rest.data[0] == '\\') { /* what follows it means itself */
        scan->code_end = scan->at + 2;
    } else if (rest.data[0] == '<') {
        size_t end = code_element_end(scan->body, scan->at, &scan->ends);
        if (end > 0)
            scan->code_end = end;
    } else if (rest.data[0] == '`') {
        size_t end = code_span_end(scan->body, scan->at);
        size_t run = scan->at + run_size(rest, '`');
        scan->code_end = end > scan->at ? end : run;
    }
}

static bool is_looked_for(const struct scan *scan, size_t i)
{
    const struct comment_form *form = &comment_forms[i];
    bool is_code = scan->at < scan->code_end;
    if (scan->at < scan->raw_end && i != FORM_HTML)
        return false;
    return !scan->is_endless[i] &&
           (form->where == ANYWHERE ||
            (form->where == IN_MDX ? scan->habits.is_mdx
                                   : scan->habits.is_vault)) &&
           (!is_code || (form->is_of_template && scan->habits.runs_templates));
}

/* Returns the size of the comment that starts here, and its form; or 0. A
 * template that is run does not get by a comment without an end, and nobody
 * else takes it for one. */
static size_t match_any(struct scan *scan, size_t *ret_form)
{
    struct slice rest = slice_from(scan->body, scan->at);
    for (size_t i = 0; i < FORM_COUNT; i++) {
        if (!slice_starts(rest, comment_forms[i].start) ||
            !is_looked_for(scan, i))
            continue;
        size_t size = comment_forms[i].match(rest);
        scan->is_endless[i] = size == ENDLESS;
        if (size == ENDLESS && i != FORM_RAW &&
            comment_forms[i].is_of_template && scan->habits.runs_templates) {
            scan->unclosed = scan->at;
            size = rest.size;
        }
        if (size > 0 && size != ENDLESS && i == FORM_RAW) {
            scan->raw_end = scan->at + size;
        } else if (size > 0 && size != ENDLESS) {
            *ret_form = i;
            return size;
        }
    }
    return 0;
}

static void append_lines(struct str *out, struct slice comment)
{
    for (size_t i = 0; i < comment.size; i++) {
        if (comment.data[i] == '\n')
            str_append_char(out, '\n');
    }
}

/* One that starts a line ends a paragraph, and a list. */
static void leave_out(struct scan *scan, struct slice comment, size_t form)
{
    bool is_html = form == FORM_HTML;
    bool is_kept_empty =
        is_html && !scan->is_for_readers && scan->at == scan->text_start;
    if (is_html && plaintext_is_more_mark(comment)) {
        str_append(&scan->out, comment);
        return;
    }
    struct slice rest = slice_from(scan->body, scan->at + comment.size);
    if (!is_kept_empty && slice_starts(rest, " ") &&
        slice_ends(str_slice(&scan->out), " "))
        scan->out.size--; /* one of two spaces */
    str_append_text(&scan->out, is_kept_empty ? "<!--" : "");
    append_lines(&scan->out, comment);
    str_append_text(&scan->out, is_kept_empty ? "-->" : "");
}

/* Returns the size of a definition that only its title is there for, such as
 * "[//]: # (words)", to the end of the title; or 0. */
static size_t titled_definition_size(struct slice rest)
{
    struct slice label = slice_sub(rest, 0, LABEL_MAX_BYTES);
    size_t at = slice_find_char(label, 0, ']') + 1;
    if (!slice_starts(rest, "[") || !slice_starts(slice_from(rest, at), ": "))
        return 0;
    at = comment_skip_spaces(rest, at + 1);
    if (slice_starts(slice_from(rest, at), "#"))
        at += 1;
    else if (slice_starts(slice_from(rest, at), "<>"))
        at += 2;
    else
        return 0;
    size_t title = comment_skip_spaces(rest, at);
    char open = title > at && title < rest.size ? rest.data[title] : '\0';
    if (open != '(' && open != '"' && open != '\'')
        return 0;
    size_t end = slice_find_char(slice_sub(rest, 0, TITLE_MAX_BYTES), title + 1,
                                 open == '(' ? ')' : open);
    struct slice whole = slice_sub(rest, 0, end);
    bool is_closed = end < rest.size && end < TITLE_MAX_BYTES;
    return is_closed && slice_find(whole, 0, SLICE("\n\n")) == whole.size
               ? end + 1
               : 0;
}

/* Returns the size of a definition that is a comment, or 0. */
static size_t definition_size(struct slice rest)
{
    size_t size = titled_definition_size(rest);
    bool is_usual =
        slice_starts(rest, "[//]:") || slice_starts(rest, "[comment]:");
    return size == 0 && is_usual ? line_from(rest, 0).size : size;
}

static bool may_define(const struct scan *scan)
{
    return scan->is_for_readers && scan->at == scan->text_start &&
           scan->at >= scan->code_end;
}

/* Copies what is the start of nothing. */
static void copy_words(struct scan *scan)
{
    static const bool may_start[UCHAR_MAX + 1] = {
        ['\n'] = true, ['`'] = true, ['<'] = true,  ['{'] = true,
        ['%'] = true,  ['['] = true, ['\\'] = true,
    };
    size_t end = scan->at;
    while (end < scan->body.size &&
           !may_start[(unsigned char)scan->body.data[end]])
        end++;
    str_append(&scan->out, slice_sub(scan->body, scan->at, end));
    scan->at = end;
}

static void step(struct scan *scan)
{
    size_t form;
    if (scan->at == 0 || scan->body.data[scan->at - 1] == '\n')
        begin_line(scan);
    copy_words(scan);
    if (scan->at == scan->body.size)
        return;
    note_code(scan);
    struct slice rest = slice_from(scan->body, scan->at);
    size_t size = match_any(scan, &form);
    if (size > 0)
        leave_out(scan, slice_sub(rest, 0, size), form);
    else if (may_define(scan) && (size = definition_size(rest)) > 0)
        append_lines(&scan->out, slice_sub(rest, 0, size));
    else
        str_append_char(&scan->out, rest.data[0]);
    scan->at += size > 0 ? size : 1;
}

static bool starts_any(struct slice rest)
{
    for (size_t i = 0; i < FORM_COUNT; i++) {
        if (slice_starts(rest, comment_forms[i].start))
            return true;
    }
    return definition_size(rest) > 0;
}

/* Most bodies have none. To look for single bytes is many times faster than to
 * look for what they start. */
static bool may_have_comments(struct slice body)
{
    static const char first[] = {'<', '{', '%', '['};
    for (size_t i = 0; i < sizeof first; i++) {
        size_t at = 0;
        while ((at = slice_find_char(body, at, first[i])) < body.size) {
            if (starts_any(slice_from(body, at)))
                return true;
            at++;
        }
    }
    return false;
}

static struct slice scan_body(struct scan *scan, struct arena *arena)
{
    scan->unclosed = scan->body.size;
    if (!may_have_comments(scan->body))
        return scan->body;
    while (scan->at < scan->body.size)
        step(scan);
    struct slice out = arena_copy(arena, str_slice(&scan->out));
    str_release(&scan->out);
    return out;
}

struct slice comments_empty(struct slice body, struct comment_habits habits,
                            struct arena *arena, size_t *ret_unclosed)
{
    struct scan scan = {.body = body, .habits = habits};
    struct slice emptied = scan_body(&scan, arena);
    *ret_unclosed = scan.unclosed;
    return emptied;
}

struct slice comments_omit(struct slice body, struct comment_habits habits,
                           struct arena *arena)
{
    struct scan scan = {.body = body, .habits = habits, .is_for_readers = true};
    return scan_body(&scan, arena);
}

struct slice comments_omit_html(struct slice html, struct arena *arena)
{
    struct slice start = slice_of(comment_forms[FORM_HTML].start);
    struct element_ends ends = {0};
    struct str out = {0};
    if (slice_find(html, 0, start) == html.size)
        return html;
    for (size_t at = 0; at < html.size;) {
        struct slice rest = slice_from(html, at);
        size_t code = code_element_end(html, at, &ends);
        size_t size = code > 0 ? code - at : 1;
        if (slice_starts(rest, start.data))
            size = comment_forms[FORM_HTML].match(rest);
        else
            str_append(&out, slice_sub(rest, 0, size));
        at += size < rest.size ? size : rest.size;
    }
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}
