/* section_lines.c - the Markdown of one section.
 *
 *     ## Install                  the lines from the heading to the next one
 *     See [the list][list].[^1]
 *
 *     [^1]: Or not.               then the footnotes that it uses,
 *
 *     [list]: /list               and the definitions of its links
 *
 * The engines keep no definitions of links. So every line elsewhere that looks
 * like one is taken whose label stands in brackets in the section: one too many
 * shows nowhere. */
#include "document/reading.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "document/code_places.h"
#include "document/references.h"

#define MAX_INDENT 3 /* CommonMark, 4.7 */

static size_t count_lines(struct slice body)
{
    return slice_count_char(body, '\n') + slice_count_char(body, '\r') + 1;
}

/* The line without its end. */
static struct slice line_of(const struct section_lines *lines, size_t index)
{
    struct slice line =
        slice_sub(lines->body, lines->starts[index], lines->starts[index + 1]);
    while (line.size > 0 && (line.data[line.size - 1] == '\n' ||
                             line.data[line.size - 1] == '\r'))
        line.size--;
    return line;
}

static size_t end_line(const struct section_lines *lines,
                       const struct section_search *search,
                       const struct node *root)
{
    const struct node *parent = search->heading->parent;
    if (search->end != NULL && search->end->kind == NODE_HEADING)
        return search->end->line - 1;
    return parent != root && parent->end_line < lines->count ? parent->end_line
                                                             : lines->count;
}

void section_lines_begin(struct section_lines *lines,
                         const struct section_search *search,
                         const struct node *root, struct slice body)
{
    size_t count = count_lines(body);
    *lines = (struct section_lines){
        .body = body,
        .starts = lines_find(body, count),
        .count = count,
        .first = search->heading->line - 1,
        .are_footnotes = scratch_calloc(count, sizeof(bool)),
    };
    for (size_t i = count; i > 0 && lines->starts[i] == 0; i--)
        lines->starts[i] = body.size; /* a CR and an LF were one end */
    lines->end = end_line(lines, search, root);
    for (const struct node *n = root->last;
         n != NULL && n->kind == NODE_FOOTNOTE; n = n->prev) {
        for (size_t i = n->line - 1; i < n->end_line && i < count; i++)
            lines->are_footnotes[i] = true;
    }
}

static void append_line(struct str *out, const struct section_lines *lines,
                        size_t index)
{
    str_append(out, line_of(lines, index));
    str_append_char(out, '\n');
}

static void trim_end(struct str *out)
{
    while (out->size > 0 && ascii_is_space(out->data[out->size - 1]))
        out->size--;
    if (out->size > 0)
        str_append_char(out, '\n');
}

/* A block of lines after what there is, apart from it by a blank line. */
static void begin_block(struct str *out)
{
    trim_end(out);
    if (out->size > 0)
        str_append_char(out, '\n');
}

static void append_footnotes(struct str *out, const struct section_lines *lines,
                             const struct node *root)
{
    for (const struct node *n = root->first; n != NULL; n = n->next) {
        if (n->kind != NODE_FOOTNOTE)
            continue;
        begin_block(out);
        for (size_t i = n->line - 1; i < n->end_line && i < lines->count; i++)
            append_line(out, lines, i);
    }
}

/* Labels are compared without regard to case and spaces (CommonMark, 4.7). */
static struct slice fold_label(struct slice label, struct arena *arena)
{
    struct slice folded = unicode_casefold(arena, slice_trim(label));
    char *bytes = arena_bytes(arena, folded.size + 1);
    size_t size = 0;
    for (size_t i = 0; i < folded.size; i++) {
        bool is_space = ascii_is_space(folded.data[i]);
        if (!is_space || bytes[size - 1] != ' ')
            bytes[size++] = is_space ? ' ' : folded.data[i];
    }
    return (struct slice){bytes, size};
}

static void find_labels(struct slice text, struct map *labels,
                        struct arena *arena)
{
    struct slice label;
    size_t at = 0;
    while (references_next(text, &at, &label)) {
        if (label.size > 0)
            (void)map_put(labels, fold_label(label, arena), labels);
    }
}

/* The label that the line defines, with *ret_rest after it, or SLICE_NONE. */
static struct slice defined_label(struct slice line, struct slice *ret_rest)
{
    size_t start = 0;
    while (start < line.size && start <= MAX_INDENT && line.data[start] == ' ')
        start++;
    size_t close = slice_find(line, start, SLICE("]:"));
    if (start > MAX_INDENT || start >= line.size || line.data[start] != '[' ||
        slice_starts(slice_from(line, start), "[^") || close == line.size)
        return SLICE_NONE;
    *ret_rest = slice_trim(slice_from(line, close + 2));
    return slice_trim(slice_sub(line, start + 1, close));
}

/* Whether a definition, of which `rest` is on the line above, goes on there:
 * with its destination or with its title. */
static bool goes_on(struct slice rest, struct slice line)
{
    line = slice_trim(line);
    return line.size > 0 &&
           (rest.size == 0 || slice_starts(line, "\"") ||
            slice_starts(line, "'") || slice_starts(line, "("));
}

static bool is_elsewhere(const struct section_lines *lines, size_t index)
{
    return (index < lines->first || index >= lines->end) &&
           !lines->are_footnotes[index];
}

/* Whether the line is code; those before it were asked for. */
static bool is_in_code(struct code_places *code,
                       const struct section_lines *lines, size_t index)
{
    code_places_begin_line(code, lines->starts[index]);
    return code->end > lines->starts[index];
}

static void append_definitions(struct str *out,
                               const struct section_lines *lines)
{
    struct map labels = {0};
    struct arena arena = {0};
    bool is_first = true;
    struct code_places code = {.body = lines->body};
    find_labels(arena_copy(&arena, str_slice(out)), &labels, &arena);
    for (size_t i = 0; i < lines->count && labels.count > 0; i++) {
        struct slice rest;
        bool is_code = is_in_code(&code, lines, i);
        struct slice label = is_elsewhere(lines, i) && !is_code
                                 ? defined_label(line_of(lines, i), &rest)
                                 : SLICE_NONE;
        if (label.size == 0 ||
            map_find(&labels, fold_label(label, &arena)) == NULL)
            continue;
        if (is_first)
            begin_block(out);
        is_first = false;
        append_line(out, lines, i);
        while (i + 1 < lines->count && goes_on(rest, line_of(lines, i + 1))) {
            rest = SLICE("-");
            append_line(out, lines, ++i);
        }
    }
    map_release(&labels);
    arena_release(&arena);
}

struct slice section_lines_end(const struct section_lines *lines,
                               const struct node *root, struct arena *arena)
{
    struct str out = {0};
    for (size_t i = lines->first; i < lines->end; i++) {
        if (!lines->are_footnotes[i])
            append_line(&out, lines, i);
    }
    trim_end(&out);
    append_footnotes(&out, lines, root);
    append_definitions(&out, lines);
    trim_end(&out);
    struct slice markdown = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return markdown;
}
