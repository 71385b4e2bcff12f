/* comments.c - takes comments out of a body before it is read as Markdown.
 *
 * In code they are examples and stay, except for those of templates that run
 * before Markdown is read: Jekyll removes a Liquid comment from a code block,
 * too. What is missed here of HTML is found in the tree (markdown.c). */
#include "document/comments.h"

#include "document/code_places.h"
#include "document/comment_forms.h"
#include "document/plaintext.h"

#include <limits.h>

#define LABEL_MAX_BYTES 1000 /* CommonMark, 6.3 */
#define TITLE_MAX_BYTES 4096 /* a longer comment is not found */

/* The line at that byte, from there on. */
static struct slice line_from(struct slice body, size_t start)
{
    return slice_sub(body, start, slice_find_char(body, start, '\n'));
}

struct scan {
    struct code_places code;
    struct comment_habits habits;
    struct str emptied, shown; /* for rendering, and for readers */
    size_t at;
    size_t unclosed;
    bool is_endless[FORM_COUNT]; /* none that begins from here on has an end */
    size_t raw_end;              /* of what no template touches */
    size_t definition_end;       /* of one that readers do not see */
};

static bool is_looked_for(const struct scan *scan, size_t i)
{
    const struct comment_form *form = &comment_forms[i];
    bool is_code = scan->at < scan->code.end;
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
    struct slice rest = slice_from(scan->code.body, scan->at);
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

/* All line breaks remain; of the spaces around it, one. */
static void append_without(struct str *out, struct slice comment,
                           struct slice rest)
{
    if (slice_starts(rest, " ") && slice_ends(str_slice(out), " "))
        out->size--;
    append_lines(out, comment);
}

/* One that starts a line ends a paragraph, and a list. */
static void leave_out(struct scan *scan, struct slice comment, size_t form)
{
    struct slice rest = slice_from(scan->code.body, scan->at + comment.size);
    bool is_html = form == FORM_HTML;
    if (plaintext_is_mdx_more_mark(comment)) /* it is one in HTML from here */
        comment = SLICE("<!--more-->");
    if (plaintext_is_more_mark(comment)) {
        str_append(&scan->emptied, comment);
        str_append(&scan->shown, comment);
        return;
    }
    append_without(&scan->shown, comment, rest);
    if (!is_html || scan->at != scan->code.text_start) {
        append_without(&scan->emptied, comment, rest);
        return;
    }
    str_append_text(&scan->emptied, "<!--");
    append_lines(&scan->emptied, comment);
    str_append_text(&scan->emptied, "-->");
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
    return scan->at == scan->code.text_start && scan->at >= scan->code.end;
}

/* Copies what is at `at`. */
static void append_both(struct scan *scan, struct slice text)
{
    str_append(&scan->emptied, text);
    if (scan->at < scan->definition_end)
        append_lines(&scan->shown, text);
    else
        str_append(&scan->shown, text);
}

/* Copies what is the start of nothing. */
static void copy_words(struct scan *scan)
{
    static const bool may_start[UCHAR_MAX + 1] = {
        ['\n'] = true, ['`'] = true, ['<'] = true,  ['{'] = true,
        ['%'] = true,  ['['] = true, ['\\'] = true,
    };
    size_t end = scan->at, limit = scan->code.body.size;
    if (scan->at < scan->definition_end)
        limit = scan->definition_end;
    while (end < limit && !may_start[(unsigned char)scan->code.body.data[end]])
        end++;
    append_both(scan, slice_sub(scan->code.body, scan->at, end));
    scan->at = end;
}

static void step(struct scan *scan)
{
    size_t form;
    if (scan->at == 0 || scan->code.body.data[scan->at - 1] == '\n')
        code_places_begin_line(&scan->code, scan->at);
    copy_words(scan);
    if (scan->at == scan->code.body.size)
        return;
    code_places_note(&scan->code, scan->at);
    struct slice rest = slice_from(scan->code.body, scan->at);
    size_t size = match_any(scan, &form);
    if (size == 0 && may_define(scan))
        scan->definition_end = scan->at + definition_size(rest);
    if (size > 0)
        leave_out(scan, slice_sub(rest, 0, size), form);
    else
        append_both(scan, slice_sub(rest, 0, 1));
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

/* "[[Another note]]": a link of notes. In "[[ -f x ]]" a space follows. */
static bool links_notes(struct slice body)
{
    for (size_t at = 0; (at = slice_find(body, at, SLICE("[["))) < body.size;
         at++) {
        struct slice line = line_from(body, at);
        size_t end = slice_find(line, 2, SLICE("]]"));
        if (end > 2 && end < line.size && line.data[2] != ' ')
            return true;
    }
    return false;
}

/* The folder .obsidian is often kept out of a repository. */
static bool is_of_vault(struct slice body, struct comment_habits habits)
{
    return habits.is_vault ||
           (habits.may_be_vault &&
            slice_find(body, 0, SLICE("%%")) < body.size && links_notes(body));
}

bool comments_take_out(struct slice body, struct comment_habits habits,
                       struct str *ret_emptied, struct str *ret_shown,
                       size_t *ret_unclosed)
{
    struct scan scan = {
        .code = {.body = body}, .habits = habits, .unclosed = body.size};
    if (!may_have_comments(body))
        return false;
    scan.habits.is_vault = is_of_vault(body, habits);
    while (scan.at < body.size)
        step(&scan);
    *ret_emptied = scan.emptied;
    *ret_shown = scan.shown;
    *ret_unclosed = scan.unclosed;
    return true;
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
