/* mdast_position.c - from the engine's places to those of unified.
 *
 * The engine counts bytes, and some of its blocks end with the blank lines
 * after them. Positions of what is in a paragraph are not given: the engine
 * has none that could be relied on. */
#include "document/mdast_position.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "document/render.h"

#define MAX_OF_ONE_UNIT 0xFFFF /* characters above take two in UTF-16 */

void positions_init(struct positions *positions, struct slice body)
{
    size_t count = slice_count_char(body, '\n') + 1;
    *positions = (struct positions){body, lines_find(body, count), count};
}

/* Without its end, and without spaces there. `line` is from 1. */
static struct slice line_of(const struct positions *positions, uint32_t line)
{
    if (line == 0 || line > positions->count)
        return SLICE("");
    size_t end = line < positions->count ? positions->starts[line]
                                         : positions->body.size;
    struct slice text =
        slice_sub(positions->body, positions->starts[line - 1], end);
    while (text.size > 0 && ascii_is_space(text.data[text.size - 1]))
        text.size--;
    return text;
}

/* Of the byte at that index. */
static size_t column_of(struct slice line, size_t index)
{
    size_t column = 1;
    for (size_t at = 0; at < index && at < line.size; column++)
        column += utf8_next(line, &at) > MAX_OF_ONE_UNIT ? 1 : 0;
    return column;
}

void position_append(struct str *out, const struct positions *positions,
                     const struct node *block)
{
    uint32_t first = block->line > 0 ? block->line : 1;
    uint32_t last = block->end_line > first ? block->end_line : first;
    struct slice line = line_of(positions, last);
    size_t end = block->end_column;
    while (last > first && line.size == 0)
        line = line_of(positions, --last);
    if (last != block->end_line || end > line.size)
        end = line.size;
    str_appendf(out,
                ",\"position\":{\"start\":{\"line\":%u,\"column\":%zu},"
                "\"end\":{\"line\":%u,\"column\":%zu}}",
                first,
                column_of(line_of(positions, first),
                          block->column > 0 ? block->column - 1 : 0),
                last, column_of(line, end));
}
