/* excerpt.c - showing a stranger's line without being fooled by it.
 *
 * A line is laid out in cells, the columns of a terminal: a tab fills up to
 * the next multiple of four, CJK takes two, a combining mark none. Counting
 * happens twice, once to know where the marked character lies and how long the
 * line is, once to write the cells of the window:
 *
 *     |<------------------- line -------------------->|
 *                  ...|<---- window ---->|...
 *                                ^ marked
 *
 * Whatever could move the cursor, switch colours or turn the direction of
 * reading is replaced; a content repository has many authors, and a terminal
 * believes all of them. */
#include "cli/excerpt.h"

#include "base/unicode.h"
#include "document/bytes.h"
#include "document/source.h"

#define TAB_WIDTH   4
#define CUT         "..."
#define CUT_WIDTH   (sizeof CUT - 1)
#define REPLACEMENT 0xFFFD

static bool is_break(int32_t code_point)
{
    return code_point == 0x2028 || code_point == 0x2029;
}

/* They turn the direction of reading, for this line and what comes after. */
static bool is_direction(int32_t code_point)
{
    return code_point == 0x061C || code_point == 0x200E ||
           code_point == 0x200F ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

/* What is shown in place of a character, one column wide if it is another. */
static int32_t visible(int32_t code_point)
{
    if (code_point < 0x20)
        return 0x2400 + code_point; /* the pictures of control characters */
    if (code_point == 0x7F)
        return 0x2421;
    bool is_control = code_point >= 0x80 && code_point < 0xA0;
    if (is_control || is_break(code_point) || is_direction(code_point))
        return REPLACEMENT;
    return code_point;
}

void visible_append(struct str *out, struct slice text)
{
    for (size_t at = 0; at < text.size;)
        utf8_append(out, visible(utf8_next(text, &at)));
}

/* How many cells the character takes that stands in this cell. */
static size_t cells_of(int32_t code_point, size_t cell)
{
    if (code_point == '\t')
        return TAB_WIDTH - cell % TAB_WIDTH;
    return unicode_width(visible(code_point));
}

struct layout {
    size_t marked; /* the cell of the marked character */
    size_t total;
};

static struct layout lay_out(struct slice line, uint32_t column)
{
    struct layout layout = {0, 0};
    uint32_t character = 1;
    for (size_t at = 0; at < line.size; character++) {
        if (character == column)
            layout.marked = layout.total;
        layout.total += cells_of(utf8_next(line, &at), layout.total);
    }
    if (column >= character)
        layout.marked = layout.total; /* what is missing at the end */
    return layout;
}

/* Adds the cells from `start` to `end`. Of what is only half inside, the cells
 * are left blank. */
static void append_cells(struct slice line, size_t start, size_t end,
                         struct str *out)
{
    size_t cell = 0;
    for (size_t at = 0; at < line.size && cell <= end;) {
        int32_t code_point = utf8_next(line, &at);
        size_t from = cell;
        cell += cells_of(code_point, cell);
        bool is_whole = from >= start && cell <= end;
        if (is_whole && code_point != '\t') {
            utf8_append(out, visible(code_point));
            continue;
        }
        for (size_t blank = from; blank < cell; blank++) {
            if (blank >= start && blank < end)
                str_append_char(out, ' ');
        }
    }
}

size_t excerpt_render(struct slice line, uint32_t column, size_t width,
                      struct str *out)
{
    struct layout layout = lay_out(line, column);
    size_t start = 0, end = layout.total;

    if (layout.total > width && layout.marked + CUT_WIDTH >= width) {
        start = layout.marked - width / 2;
        if (start + width > layout.total + 1) /* one for what is missing */
            start = layout.total + 1 - width;
    }
    if (end > start + width)
        end = start + width;
    bool is_cut_before = start > 0, is_cut_behind = end < layout.total;
    if (is_cut_before)
        str_append_text(out, CUT);
    append_cells(line, start + (is_cut_before ? CUT_WIDTH : 0),
                 end - (is_cut_behind ? CUT_WIDTH : 0), out);
    if (is_cut_behind)
        str_append_text(out, CUT);
    return layout.marked - start;
}

void excerpts_release(struct excerpts *excerpts)
{
    arena_release(&excerpts->arena);
    *excerpts = (struct excerpts){.folder = excerpts->folder};
}

static void load(struct excerpts *excerpts, struct slice path)
{
    struct err ignored;
    excerpts_release(excerpts);
    excerpts->path = arena_copy(&excerpts->arena, path);
    struct slice file = arena_printf(&excerpts->arena, "%s/%.*s",
                                     excerpts->folder, SLICE_FMT(path));
    if (!bytes_read(file.data, SOURCE_MAX_BYTES, &excerpts->arena,
                    &excerpts->bytes, &ignored))
        excerpts->bytes = SLICE_NONE;
    if (slice_starts(excerpts->bytes, "\xEF\xBB\xBF"))
        excerpts->bytes = slice_from(excerpts->bytes, 3);
    excerpts->number = 1;
}

bool excerpts_find(struct excerpts *excerpts, struct slice path,
                   uint32_t number, struct slice *ret_line)
{
    if (!slice_equal(excerpts->path, path))
        load(excerpts, path);
    if (number < excerpts->number) {
        excerpts->number = 1;
        excerpts->at = 0;
    }
    struct slice bytes = excerpts->bytes;
    while (excerpts->number < number && excerpts->at < bytes.size) {
        size_t end = slice_find_char(bytes, excerpts->at, '\n');
        excerpts->at = end < bytes.size ? end + 1 : end;
        excerpts->number++;
    }
    if (number == 0 || excerpts->at >= bytes.size)
        return false;
    size_t end = slice_find_char(bytes, excerpts->at, '\n');
    if (end > excerpts->at && bytes.data[end - 1] == '\r')
        end--;
    *ret_line = slice_sub(bytes, excerpts->at, end);
    return true;
}
