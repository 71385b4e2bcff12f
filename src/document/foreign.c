/* foreign.c - puts stand-ins into a body for what is not Markdown.
 *
 *     Costs $a_1$ {% if x %}*now*{% endif %}
 *           |     |             '- a stand-in
 *           |     '- a stand-in; what follows it is Markdown
 *           '- a stand-in
 *
 * Parsers of Markdown know none of these forms: they would find emphasis in
 * math, a heading in the properties of a component and quotes in a tag. One
 * that spans lines gets a stand-in for each line.
 *
 * In code, all are examples and stay. What a form looks for may not be there:
 * each looks ahead for its end, and all such steps together are limited to a
 * multiple of the body. */
#include "document/foreign.h"

#include "base/array.h"
#include "base/ascii.h"
#include "base/mem.h"
#include "document/markdown.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_PER_BYTE 16
#define STEPS_MIN      65536

#define GUESS_MAX_BYTES 1000 /* to look at for the end of a form */

/* Returns where the string is next, from `at` on, or NULL. To look for single
 * bytes is many times faster than to look for strings. */
static const char *find_next(struct slice body, const char *at,
                             struct slice wanted)
{
    const char *end = body.data + body.size;
    for (; at < end; at++) {
        at = memchr(at, wanted.data[0], (size_t)(end - at));
        if (at == NULL || wanted.size > (size_t)(end - at))
            return NULL;
        if (memcmp(at, wanted.data, wanted.size) == 0)
            return at;
    }
    return NULL;
}

static bool has(struct slice body, const char *part)
{
    return find_next(body, body.data, slice_of(part)) != NULL;
}

static bool is_at_line_start(struct slice body, size_t at)
{
    while (at > 0 && (body.data[at - 1] == ' ' || body.data[at - 1] == '\t' ||
                      body.data[at - 1] == '>'))
        at--;
    return at == 0 || body.data[at - 1] == '\n' || body.data[at - 1] == '-' ||
           body.data[at - 1] == '.';
}

static bool guess_component(struct slice body, size_t at)
{
    char next = at + 1 < body.size ? body.data[at + 1] : '\0';
    return (next == ':' && is_at_line_start(body, at)) ||
           (ascii_is_letter(next) &&
            (at == 0 || !ascii_is_letter_or_digit(body.data[at - 1])));
}

static bool guess_directive(struct slice body, size_t at)
{
    size_t end = skip_name(body, at + 1);
    return guess_component(body, at) &&
           (end == at + 1 || (end < body.size && (body.data[end] == '[' ||
                                                  body.data[end] == '{')));
}

/* Another dollar is not far. */
static bool guess_dollars(struct slice body, size_t at)
{
    struct slice near = slice_sub(body, at + 1, at + 1 + GUESS_MAX_BYTES);
    return at + 1 < body.size && !ascii_is_space(body.data[at + 1]) &&
           slice_find_char(near, 0, '$') < near.size;
}

static bool guess_attributes(struct slice body, size_t at)
{
    return at > 0 && !ascii_is_space(body.data[at - 1]);
}

static bool guess_tag(struct slice body, size_t at)
{
    char next = at + 1 < body.size ? body.data[at + 1] : '\0';
    return ascii_is_letter(next) || next == '/' || next == '>';
}

static bool guess_module(struct slice body, size_t at)
{
    return at == 0 || body.data[at - 1] == '\n';
}

static const struct foreign_kind {
    const char *start;
    unsigned forms;  /* enum foreign_form; one of them is enough */
    bool is_at_line; /* only where a line begins */
    foreign_matcher *match;
    foreign_guess *guess; /* NULL: the start says enough */
    const char *needs;    /* what has to be in the body, too; or NULL */
} forms[] = {
    {"{%", FOREIGN_HEXO, false, match_hexo_tag, NULL, "%}"},
    {"{%", FOREIGN_LIQUID, false, match_liquid_tag, NULL, "%}"},
    {"{{<", FOREIGN_SHORTCODES, false, match_shortcode, NULL, ">}}"},
    {"{{%", FOREIGN_SHORTCODES, false, match_shortcode, NULL, "%}}"},
    {"{{", FOREIGN_LIQUID | FOREIGN_MDC, false, match_output, NULL, "}}"},
    {":", FOREIGN_DIRECTIVES, false, match_directive, guess_directive, NULL},
    {":", FOREIGN_MDC, false, match_directive, guess_component, NULL},
    {"#", FOREIGN_DIRECTIVES | FOREIGN_MDC, true, match_slot, NULL, NULL},
    {"[", FOREIGN_MDC, false, match_label, NULL, NULL},
    {"{", FOREIGN_MDC, false, match_attributes, guess_attributes, "}"},
    {"{", FOREIGN_MDX, false, match_expression, NULL, "}"},
    {"<", FOREIGN_MDX, false, match_tag, guess_tag, ">"},
    {"import", FOREIGN_MDX, true, match_module, guess_module, NULL},
    {"export", FOREIGN_MDX, true, match_module, guess_module, NULL},
    {"$", FOREIGN_MATH, false, match_dollars, guess_dollars, NULL},
    {"\\(", FOREIGN_MATH, false, match_backslash, NULL, "\\)"},
    {"\\[", FOREIGN_MATH, false, match_backslash, NULL, "\\]"},
    {"[[", FOREIGN_NOTES, false, match_note_link, NULL, "]]"},
    {"![[", FOREIGN_NOTES, false, match_note_embed, NULL, "]]"},
    {"[", FOREIGN_WORDPRESS, false, match_wordpress, guess_wordpress, "]"},
    {"==", FOREIGN_VAULT, false, match_highlight, NULL, NULL},
    {"#", FOREIGN_VAULT, false, match_hashtag, guess_hashtag, NULL},
    {"^", FOREIGN_VAULT, false, match_block_id, NULL, NULL},
};

/* Most bodies have nothing of the kind, and need not be read line by line. */
static bool may_be_in(struct slice body, const struct foreign_kind *form)
{
    struct slice start = slice_of(form->start);
    const char *next = find_next(body, body.data, start);
    while (next != NULL && form->guess != NULL &&
           !form->guess(body, (size_t)(next - body.data)))
        next = find_next(body, next + 1, start);
    return next != NULL && (form->needs == NULL || has(body, form->needs));
}

static bool may_have_any(struct slice body, unsigned wanted)
{
    for (size_t i = 0; i < ARRAY_COUNT(forms); i++) {
        /* What has another form in it, or is only within one, needs no look. */
        if ((forms[i].forms & wanted) != 0 && forms[i].match != match_slot &&
            forms[i].match != match_label &&
            forms[i].match != match_note_embed && may_be_in(body, &forms[i]))
            return !has(body, STAND_IN_START);
    }
    return false;
}

struct slice scan_rest(const struct foreign_scan *scan)
{
    return slice_sub(scan->code.body, scan->at, scan->at + FOREIGN_MAX_BYTES);
}

bool scan_spend(struct foreign_scan *scan, size_t steps)
{
    bool is_enough = scan->steps >= steps;
    scan->steps = is_enough ? scan->steps - steps : 0;
    return is_enough;
}

size_t scan_find(struct foreign_scan *scan, struct slice text, size_t start,
                 const char *needle)
{
    if (scan->steps == 0)
        return text.size;
    size_t found = slice_find(text, start, slice_of(needle));
    return scan_spend(scan, found - start) ? found : text.size;
}

bool scan_open_label(struct foreign_scan *scan, size_t end)
{
    if (scan->label_count == FOREIGN_MAX_LABELS)
        return false;
    scan->labels[scan->label_count++] = end;
    return true;
}

size_t skip_line_spaces(struct slice text, size_t at)
{
    while (at < text.size && (text.data[at] == ' ' || text.data[at] == '\t'))
        at++;
    return at;
}

size_t skip_name(struct slice text, size_t at)
{
    while (at < text.size && (ascii_is_letter_or_digit(text.data[at]) ||
                              text.data[at] == '-' || text.data[at] == '_'))
        at++;
    return at;
}

size_t line_end(struct slice text, size_t at)
{
    return slice_find_char(text, at, '\n');
}

/* As long as what it stands for, if that is longer than its marks: columns of
 * blocks stay what they are. */
static void add_piece(struct foreign_scan *scan, struct foreign_piece piece)
{
    struct foreign *foreign = scan->foreign;
    if (foreign->count == foreign->capacity) {
        foreign->capacity = foreign->capacity * 2 + 16;
        foreign->pieces = mem_grow(foreign->pieces, foreign->capacity,
                                   sizeof *foreign->pieces);
    }
    int digits = (int)piece.source.size - STAND_IN_MIN_BYTES;
    str_appendf(&foreign->masked, STAND_IN_START "%0*zu" STAND_IN_END,
                digits > 0 ? digits : 1, foreign->count);
    foreign->pieces[foreign->count++] = piece;
}

void foreign_add_tag(struct foreign *foreign, struct slice tag)
{
    if (foreign->tag_count == FOREIGN_MAX_TAGS)
        return;
    if (foreign->tag_count == foreign->tag_capacity) {
        foreign->tag_capacity = foreign->tag_capacity * 2 + 8;
        foreign->tags = mem_grow(foreign->tags, foreign->tag_capacity,
                                 sizeof *foreign->tags);
    }
    foreign->tags[foreign->tag_count++] = tag;
}

/* What of the words is between two places of the body. */
static struct slice words_between(const struct foreign_scan *scan,
                                  const struct foreign_match *match,
                                  size_t start, size_t end)
{
    size_t words_start = scan->at + match->words_start;
    size_t words_end = scan->at + match->words_end;
    start = start > words_start ? start : words_start;
    end = end < words_end ? end : words_end;
    return start < end ? slice_sub(scan->code.body, start, end) : SLICE("");
}

/* A block of its own, which a comment is anywhere in Markdown. */
static void replace_block(struct foreign_scan *scan,
                          const struct foreign_match *match)
{
    struct str *masked = &scan->foreign->masked;
    struct slice source =
        slice_sub(scan->code.body, scan->at, scan->at + match->size);
    str_append_text(masked, "<!--");
    add_piece(scan, (struct foreign_piece){
                        .source = source, .is_html = true, .is_alone = true});
    str_append_repeat(masked, '\n', slice_count_char(source, '\n'));
    str_append_text(masked, "-->");
}

static void replace_lines(struct foreign_scan *scan,
                          const struct foreign_match *match)
{
    struct slice body = scan->code.body;
    size_t end = scan->at + match->size;
    for (size_t start = scan->at; start < end;) {
        size_t stop = line_end(slice_sub(body, 0, end), start);
        if (skip_line_spaces(body, start) < stop)
            add_piece(scan,
                      (struct foreign_piece){
                          .source = slice_sub(body, start, stop),
                          .words = words_between(scan, match, start, stop),
                          .shape = match->shape,
                          .is_html = match->is_html,
                          .is_line = match->is_line,
                          .is_code = match->is_code});
        if (stop < end)
            str_append_char(&scan->foreign->masked, '\n');
        start = stop + 1;
    }
}

static struct foreign_match match_at(struct foreign_scan *scan, bool is_line)
{
    struct foreign_match match = {0};
    struct slice rest = slice_from(scan->code.body, scan->at);
    size_t label = scan->label_count;
    while (label > 0 && scan->labels[label - 1] < scan->at)
        label--;
    scan->label_count = label;
    if (label > 0 && scan->labels[label - 1] == scan->at) {
        match_label(scan, &match);
        return match;
    }
    for (size_t i = 0; i < ARRAY_COUNT(forms) && match.size == 0; i++) {
        if ((forms[i].forms & scan->forms) != 0 &&
            forms[i].is_at_line == is_line &&
            slice_starts(rest, forms[i].start))
            forms[i].match(scan, &match);
    }
    return match;
}

/* False if nothing is here. */
static bool replace(struct foreign_scan *scan, bool is_line)
{
    const bool *starts = is_line ? scan->starts_line : scan->starts_form;
    unsigned char first = (unsigned char)scan->code.body.data[scan->at];
    if (!starts[first] && scan->label_count == 0)
        return false;
    struct foreign_match match = match_at(scan, is_line);
    if (match.size == 0)
        return false;
    if (match.is_alone)
        replace_block(scan, &match);
    else
        replace_lines(scan, &match);
    scan->at += match.size;
    return true;
}

/* In MDX, spaces before a line do not make it code. */
static void remove_indent(struct foreign_scan *scan, bool was_fenced)
{
    struct slice body = scan->code.body;
    size_t columns = 0, removed = 0, at = scan->at;
    for (; at < body.size && (body.data[at] == ' ' || body.data[at] == '\t');
         at++)
        columns += body.data[at] == '\t' ? 4 : 1;
    if (at == body.size || body.data[at] == '\n')
        return;
    if (!was_fenced && !scan->code.is_in_list)
        scan->dedent = columns >= 4 ? columns : 0;
    while (removed < scan->dedent && scan->at < at)
        removed += body.data[scan->at++] == '\t' ? 4 : 1;
}

static void begin_line(struct foreign_scan *scan)
{
    struct slice body = scan->code.body;
    bool was_fenced = scan->code.fence != '\0';
    size_t end = scan->at;
    scan->is_after_blank =
        end < 2 || body.data[end - 2] == '\n' ||
        slice_trim(slice_sub(body, scan->line_start, end)).size == 0;
    scan->line_start = scan->at;
    code_places_begin_line(&scan->code, scan->at);
    if (scan->forms & FOREIGN_MDX)
        remove_indent(scan, was_fenced);
}

/* Copies what is the start of nothing. */
static void copy_words(struct foreign_scan *scan)
{
    struct slice body = scan->code.body;
    size_t start = scan->at, limit = body.size;
    if (scan->label_count > 0 &&
        scan->labels[scan->label_count - 1] >= scan->at)
        limit = scan->labels[scan->label_count - 1];
    while (scan->at < limit &&
           !scan->may_start[(unsigned char)body.data[scan->at]])
        scan->at++;
    str_append(&scan->foreign->masked, slice_sub(body, start, scan->at));
}

static void copy_to(struct foreign_scan *scan, size_t end)
{
    size_t limit = scan->code.body.size;
    end = end < limit ? end : limit;
    str_append(&scan->foreign->masked,
               slice_sub(scan->code.body, scan->at, end));
    scan->at = end;
}

/* Copies code, but not beyond the line, whose end may change what is code. */
static void copy_code(struct foreign_scan *scan)
{
    size_t end = line_end(scan->code.body, scan->at) + 1;
    copy_to(scan, end < scan->code.end ? end : scan->code.end);
}

static void step(struct foreign_scan *scan)
{
    struct slice body = scan->code.body;
    bool is_line = scan->at == 0 || body.data[scan->at - 1] == '\n';
    if (is_line)
        begin_line(scan);
    if (scan->at >= scan->code.end) {
        scan->is_at_line_text = scan->at == scan->code.text_start;
        if (scan->is_at_line_text && replace(scan, true))
            return;
        copy_words(scan);
        if (scan->at == body.size)
            return;
    }
    scan->is_at_line_text = scan->at == scan->code.text_start;
    if (scan->at >= scan->code.end && body.data[scan->at] == '\\' &&
        replace(scan, false))
        return;
    code_places_note(&scan->code, scan->at);
    if (scan->at < scan->code.end)
        copy_code(scan);
    else if (!replace(scan, false))
        copy_to(scan, scan->at + 1);
}

static void note_starts(struct foreign_scan *scan)
{
    static const unsigned char always[] = {'\n', '`', '<', '\\'};
    for (size_t i = 0; i < sizeof always; i++)
        scan->may_start[always[i]] = true;
    for (size_t i = 0; i < ARRAY_COUNT(forms); i++) {
        unsigned char first = (unsigned char)forms[i].start[0];
        if ((forms[i].forms & scan->forms) == 0)
            continue;
        if (forms[i].is_at_line)
            scan->starts_line[first] = true;
        else
            scan->may_start[first] = scan->starts_form[first] = true;
    }
}

struct slice foreign_hide(struct slice body, unsigned wanted,
                          struct foreign *foreign)
{
    struct foreign_scan scan = {
        .foreign = foreign,
        .forms = wanted,
        .code = {.body = body, .is_mdx = wanted & FOREIGN_MDX},
        .steps = STEPS_MIN + body.size * STEPS_PER_BYTE};
    if (wanted == 0 || !may_have_any(body, wanted))
        return body;
    foreign->is_vault = (wanted & FOREIGN_VAULT) != 0;
    note_starts(&scan);
    str_reserve(&foreign->masked, body.size);
    while (scan.at < body.size)
        step(&scan);
    return str_slice(&foreign->masked);
}

void foreign_release(struct foreign *foreign)
{
    str_release(&foreign->masked);
    free(foreign->pieces);
    free(foreign->tags);
    *foreign = (struct foreign){0};
}
