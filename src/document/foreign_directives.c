/* foreign_directives.c - blocks and words between colons.
 *
 *     :::tip Title          Docusaurus, VitePress, markdown-it-container
 *     :::note[Title]{.x}    remark-directive, Starlight
 *     words
 *     :::
 *
 *     ::card{icon="a"}      Nuxt's MDC, and a leaf of remark-directive
 *     ---
 *     title: Card           properties, in MDC
 *     ---
 *     #footer               what follows is for this slot
 *     words
 *     ::
 *
 *     :icon{name="a"} :badge[New]{.x} [words]{.x} **words**{.x}
 *
 * Titles, labels and all that is in a block are for readers. */
#include "document/foreign.h"

#include "base/ascii.h"
#include "document/markdown.h"

#define LABEL_MAX_BYTES 500

static char byte_at(struct slice text, size_t at)
{
    return at < text.size ? text.data[at] : '\0';
}

static bool is_mdc(const struct foreign_scan *scan)
{
    return (scan->forms & FOREIGN_MDC) != 0;
}

/* Where the bracket closes that opens at `at`, in the same line; text.size if
 * it does not. */
static size_t label_end(struct foreign_scan *scan, struct slice text, size_t at)
{
    struct slice line = slice_sub(text, 0, line_end(text, at));
    size_t depth = 0, limit = at + LABEL_MAX_BYTES;
    for (size_t i = at; i < line.size && i < limit && scan_spend(scan, 1);
         i++) {
        if (line.data[i] == '\\')
            i++;
        else if (line.data[i] == '[')
            depth++;
        else if (line.data[i] == ']' && --depth == 0)
            return i;
    }
    return text.size;
}

/* Returns where the attributes at `at` end; `at` if there are none. */
static size_t skip_attributes(struct foreign_scan *scan, struct slice text,
                              size_t at)
{
    if (byte_at(text, at) != '{')
        return at;
    struct slice list = slice_from(text, at);
    if (!is_mdc(scan))
        list = slice_sub(list, 0, line_end(list, 0));
    return at + braces_size(scan, list);
}

/* The label or the attributes that follow a name: the words of a label are
 * Markdown, and what closes it is found when they have been read. */
static size_t skip_label(struct foreign_scan *scan, struct slice text,
                         size_t at)
{
    if (byte_at(text, at) != '[')
        return skip_attributes(scan, text, at);
    size_t end = label_end(scan, text, at);
    return end < text.size && scan_open_label(scan, scan->at + end) ? at + 1
                                                                    : at;
}

/* "---" and lines of YAML up to the next "---". */
static size_t skip_properties(struct foreign_scan *scan, struct slice text,
                              size_t at)
{
    size_t line = line_end(text, at) + 1;
    if (line > text.size || skip_line_spaces(text, at) + 1 != line)
        return at;
    size_t rule = skip_line_spaces(text, line);
    if (!slice_is(slice_trim(slice_sub(text, rule, line_end(text, rule))),
                  "---"))
        return at;
    while ((line = scan_find(scan, text, rule, "\n") + 1) < text.size) {
        rule = skip_line_spaces(text, line);
        size_t end = line_end(text, rule);
        if (slice_is(slice_trim(slice_sub(text, rule, end)), "---"))
            return end;
    }
    return at;
}

/* A title may have attributes at its end: "::: details More {open}". */
static void open_title(struct foreign_scan *scan, struct slice text, size_t at)
{
    struct slice title = slice_sub(text, 0, line_end(text, at));
    while (title.size > at && ascii_is_space(title.data[title.size - 1]))
        title.size--;
    if (!slice_ends(title, "}"))
        return;
    size_t open = title.size;
    while (open > at && title.data[open - 1] != '{')
        open--;
    if (open > at)
        (void)scan_open_label(scan, scan->at + open - 1);
}

static bool is_rest_of_line(struct slice text, size_t at)
{
    at = skip_line_spaces(text, at);
    return at == text.size || text.data[at] == '\n';
}

static void match_block(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice text = scan_rest(scan);
    size_t colons = 0;
    while (byte_at(text, colons) == ':')
        colons++;
    size_t name = colons > 2 ? skip_line_spaces(text, colons) : colons;
    if (is_rest_of_line(text, colons) && (scan->depth > 0 || colons > 2)) {
        scan->depth -= scan->depth > 0 ? 1 : 0;
        scan->has_components &= scan->depth > 0;
        *match = (struct foreign_match){.size = colons, .is_line = true};
        return;
    }
    size_t end = skip_name(text, name);
    if (!ascii_is_letter(byte_at(text, name)))
        return;
    size_t after = skip_label(scan, text, end);
    if (colons == 2 && after == end && !is_rest_of_line(text, end))
        return;
    if (colons > 2 && after == end)
        open_title(scan, text, end);
    if (colons == 2 || scan->has_components) {
        scan->has_components = true;
        after = skip_properties(scan, text, after);
    }
    scan->depth++;
    *match = (struct foreign_match){.size = after, .is_line = true};
}

/* Whether a name after a single colon is a component without label and
 * attributes, and not an emoji or a part of a word. */
static bool is_bare(const struct foreign_scan *scan, struct slice text,
                    size_t end)
{
    char next = byte_at(text, end);
    return is_mdc(scan) && (end == text.size || ascii_is_space(next) ||
                            next == '.' || next == ',');
}

static void match_inline(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice body = scan->code.body, text = scan_rest(scan);
    char before = scan->at > 0 ? body.data[scan->at - 1] : ' ';
    size_t end = skip_name(text, 1);
    char next = byte_at(text, end);
    if (!ascii_is_letter(byte_at(text, 1)) ||
        ascii_is_letter_or_digit(before) || before == ':' || before == '/')
        return;
    size_t after = end;
    bool may_have_attributes = is_mdc(scan) || scan->is_at_line_text;
    if (next == '[' || (next == '{' && may_have_attributes))
        after = skip_label(scan, text, end);
    if (next == '{' && !is_mdc(scan) && !is_rest_of_line(text, after))
        return;
    if (after > end || (is_bare(scan, text, end) && ascii_is_space(before)))
        match->size = after;
}

void match_directive(struct foreign_scan *scan, struct foreign_match *match)
{
    bool is_block = slice_starts(scan_rest(scan), "::");
    if (is_block && scan->is_at_line_text)
        match_block(scan, match);
    else if (!is_block)
        match_inline(scan, match);
}

void match_slot(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice text = scan_rest(scan);
    size_t end = skip_name(text, 1);
    if (!scan->has_components || !ascii_is_letter(byte_at(text, 1)))
        return;
    end = skip_attributes(scan, text, end);
    if (is_rest_of_line(text, end))
        *match = (struct foreign_match){.size = end, .is_line = true};
}

/* What opens a span, or what closes a label. */
void match_label(struct foreign_scan *scan, struct foreign_match *match)
{
    struct slice text = scan_rest(scan);
    if (text.data[0] != '[') {
        size_t close = text.data[0] == ']' ? 1 : 0;
        match->size = skip_attributes(scan, text, close);
        return;
    }
    size_t end = label_end(scan, text, 0);
    bool is_image = scan->at > 0 && scan->code.body.data[scan->at - 1] == '!';
    if (end < text.size && byte_at(text, end + 1) == '{' && !is_image &&
        scan_open_label(scan, scan->at + end))
        match->size = 1;
}

/* After a link, code, emphasis or a span. */
void match_attributes(struct foreign_scan *scan, struct foreign_match *match)
{
    char before = scan->at > 0 ? scan->code.body.data[scan->at - 1] : ' ';
    char next = byte_at(scan_rest(scan), 1);
    bool is_after = before == ')' || before == ']' || before == '`' ||
                    before == '*' || before == '_';
    if (is_after &&
        (ascii_is_letter(next) || next == '.' || next == '#' || next == ':'))
        match->size = skip_attributes(scan, scan_rest(scan), 0);
}
