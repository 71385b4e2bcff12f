/* excerpt.c - shows a line of the content safely.
 *
 * A line is laid out in cells, the columns of a terminal: a tab extends to the
 * next multiple of four, a CJK character takes two, a combining mark none. The
 * cells are counted twice, first to find the marked character and the length of
 * the line, then to write those in the window:
 *
 *     |<------------------- line -------------------->|
 *                  ...|<---- window ---->|...
 *                                ^ marked
 *
 * Everything that could move the cursor, switch colours or change the direction
 * of text is replaced: a content repository has many authors, and a terminal
 * obeys all of them. */
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

/* They change the direction of this text and all after it. */
static bool is_direction(int32_t code_point)
{
    return code_point == 0x061C || code_point == 0x200E ||
           code_point == 0x200F ||
           (code_point >= 0x202A && code_point <= 0x202E) ||
           (code_point >= 0x2066 && code_point <= 0x2069);
}

/* What to show for a character; a replacement is one column wide. */
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

void visible_append_place(struct str *out, const struct diagnostic *found)
{
    visible_append(out, found->path);
    if (found->line > 0)
        str_appendf(out, ":%u", found->line);
    if (found->line > 0 && found->column > 0)
        str_appendf(out, ":%u", found->column);
}

/* How many cells a character takes that starts in `cell`. */
static size_t cells_of(int32_t code_point, size_t cell)
{
    if (code_point == '\t')
        return TAB_WIDTH - cell % TAB_WIDTH;
    return unicode_width(visible(code_point));
}

struct line_layout {
    size_t marked; /* the cell of the marked character */
    size_t total;
};

static struct line_layout lay_out(struct slice line, uint32_t column)
{
    struct line_layout layout = {0, 0};
    uint32_t character = 1;
    for (size_t at = 0; at < line.size; character++) {
        if (character == column)
            layout.marked = layout.total;
        layout.total += cells_of(utf8_next(line, &at), layout.total);
    }
    if (column >= character)
        layout.marked = layout.total; /* something is missing at the end */
    return layout;
}

/* Appends the cells from `start` to `end`; a character that is only partly
 * inside becomes spaces. */
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
        for (size_t space = from; space < cell; space++) {
            if (space >= start && space < end)
                str_append_char(out, ' ');
        }
    }
}

size_t excerpt_render(struct slice line, uint32_t column, size_t width,
                      struct str *out)
{
    struct line_layout layout = lay_out(line, column);
    size_t start = 0, end = layout.total;

    if (layout.total > width && layout.marked + CUT_WIDTH >= width) {
        start = layout.marked - width / 2;
        if (start + width > layout.total + 1) /* one for something missing */
            start = layout.total + 1 - width;
    }
    if (end > start + width)
        end = start + width;
    bool is_cut_before = start > 0, is_cut_after = end < layout.total;
    if (is_cut_before)
        str_append_text(out, CUT);
    append_cells(line, start + (is_cut_before ? CUT_WIDTH : 0),
                 end - (is_cut_after ? CUT_WIDTH : 0), out);
    if (is_cut_after)
        str_append_text(out, CUT);
    return layout.marked - start;
}

void excerpts_release(struct excerpts *excerpts)
{
    arena_release(&excerpts->arena);
    *excerpts = (struct excerpts){.folder = excerpts->folder,
                                  .snapshot = excerpts->snapshot};
}

static void load(struct excerpts *excerpts, struct slice path)
{
    struct err ignored;
    excerpts_release(excerpts);
    excerpts->path = arena_copy(&excerpts->arena, path);
    const struct snapshot_root *root =
        excerpts->snapshot != NULL
            ? snapshot_find_root(excerpts->snapshot, path)
            : NULL;
    bool is_elsewhere = root != NULL && root->prefix.size > 0;
    struct slice folder =
        is_elsewhere ? root->folder : slice_of(excerpts->folder);
    path = slice_from(path, is_elsewhere ? root->prefix.size : 0);
    struct slice file = arena_printf(&excerpts->arena, "%.*s/%.*s",
                                     SLICE_FMT(folder), SLICE_FMT(path));
    if (!bytes_read(file.data, SOURCE_MAX_BYTES, &excerpts->arena,
                    &excerpts->bytes, &ignored))
        excerpts->bytes = SLICE_NONE;
    excerpts->bytes = utf8_skip_mark(excerpts->bytes);
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
