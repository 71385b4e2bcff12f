/* slot_position.c - where in the text the destination of a link is.
 *
 * The engines know the block that a link is in, but not well where in it: they
 * count columns without what stands before a quote or an item, and a link by
 * reference has its destination somewhere else. So the text is searched,
 * and only for links that lead nowhere.
 *
 *     See [this](a.png), ![that](a.png)    the second of its paragraph
 *                                ^
 *     [other]: b.png                       wherever it is
 *              ^                                                        */
#include "base/unicode.h"
#include "document/markdown.h"

#include <string.h>

/* Where the line begins. */
static size_t line_start(struct slice body, uint32_t line)
{
    size_t at = 0;
    for (uint32_t i = 1; i < line && at < body.size; i++)
        at = slice_find_char(body, at, '\n') + 1;
    return at < body.size ? at : body.size;
}

/* Where the first blank line at or below `start` begins, or the end: a
 * paragraph contains none. */
static size_t paragraph_end(struct slice body, size_t start)
{
    for (size_t at = start; at < body.size;) {
        size_t end = slice_find_char(body, at, '\n');
        if (slice_trim(slice_sub(body, at, end)).size == 0)
            return at;
        at = end + 1;
    }
    return body.size;
}

static bool has_one_of(struct slice text, size_t at, const char *characters)
{
    return at >= text.size ||
           (text.data[at] != '\0' && strchr(characters, text.data[at]) != NULL);
}

/* The destination between one of `before` and its end, at or after `at`. */
static size_t find_between(struct slice text, size_t at, const char *before,
                           struct slice destination)
{
    while ((at = slice_find(text, at, destination)) < text.size) {
        if (at > 0 && has_one_of(text, at - 1, before) &&
            has_one_of(text, at + destination.size, ")> \t\r\n"))
            return at;
        at++;
    }
    return text.size;
}

/* How many of the same paragraph lead to the same place. */
static size_t count_equal_before(const struct markdown *markdown, size_t index)
{
    const struct slot *slots = markdown->slots;
    size_t count = 0;
    for (size_t i = index; i-- > 0 && slots[i].line == slots[index].line;)
        count += slots[i].kind == SLOT_LINK &&
                 slice_equal(slots[i].destination, slots[index].destination);
    return count;
}

/* "[[here]]" */
static size_t find_note(const struct markdown *markdown, size_t index,
                        struct slice body)
{
    const struct slot *slot = &markdown->slots[index];
    size_t at = line_start(body, slot->line - markdown->first_line + 1);
    struct slice text = slice_sub(body, 0, paragraph_end(body, at));
    while ((at = slice_find(text, at, slot->destination)) < text.size) {
        struct slice before = slice_sub(text, 0, at);
        if (slice_ends(before, "[[") && !slice_ends(before, "`[[") &&
            !slice_ends(before, "`![["))
            return at;
        at++;
    }
    return body.size;
}

/* "[x](here)" */
static size_t find_in_paragraph(const struct markdown *markdown, size_t index,
                                struct slice body)
{
    const struct slot *slot = &markdown->slots[index];
    size_t number = count_equal_before(markdown, index);
    size_t at = line_start(body, slot->line - markdown->first_line + 1);
    struct slice text = slice_sub(body, 0, paragraph_end(body, at));
    at = find_between(text, at, "(<", slot->destination);
    while (number-- > 0 && at < text.size)
        at = find_between(text, at + 1, "(<", slot->destination);
    return at < text.size ? at : body.size;
}

/* "[x]: here", wherever it is. */
static size_t find_definition(struct slice body, struct slice destination)
{
    size_t at = 0;
    while ((at = find_between(body, at, ": \t<", destination)) < body.size) {
        size_t start = at;
        while (start > 0 && has_one_of(body, start - 1, " \t<"))
            start--;
        if (slice_ends(slice_sub(body, 0, start), "]:"))
            return at;
        at++;
    }
    return body.size;
}

static void position_of(struct slice body, size_t at, uint32_t *ret_line,
                        uint32_t *ret_column)
{
    uint32_t line = 1, column = 1;
    size_t start = 0;
    for (size_t end = 0; (end = slice_find_char(body, start, '\n')) < at;) {
        line++;
        start = end + 1;
    }
    while (start < at) {
        (void)utf8_next(body, &start);
        column++;
    }
    *ret_line = line;
    *ret_column = column;
}

bool slot_is_footnote(const struct markdown *markdown, size_t index,
                      struct slice body)
{
    size_t at = find_definition(body, markdown->slots[index].destination);
    if (find_in_paragraph(markdown, index, body) < body.size || at == body.size)
        return false;
    while (at > 0 && body.data[at - 1] != '\n')
        at--;
    struct slice line = slice_trim(slice_from(body, at));
    return slice_starts(line, "[^");
}

void slot_find(const struct markdown *markdown, size_t index, struct slice body,
               uint32_t *ret_line, uint32_t *ret_column)
{
    const struct slot *slot = &markdown->slots[index];
    size_t at = slot->is_note ? find_note(markdown, index, body)
                              : find_in_paragraph(markdown, index, body);
    if (at == body.size && !slot->is_note)
        at = find_definition(body, slot->destination);
    *ret_line = slot->line;
    *ret_column = 0;
    if (at == body.size)
        return;
    position_of(body, at, ret_line, ret_column);
    *ret_line += markdown->first_line - 1;
}
