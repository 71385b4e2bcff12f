/* snippet.c - marks what was found, and shows it with some words around it.
 *
 *     hits of the terms (match.c) -> the two best windows (window.c) -> HTML
 *
 * Spaces and line breaks become one space. Marks that touch become one. The
 * section is the heading above. */
#include "search/snippet.h"

#include "base/ascii.h"
#include "base/unicode.h"
#include "search/window.h"

#define ELLIPSIS          "\xE2\x80\xA6"
#define SNIPPET_MAX_BYTES (512 * 1024) /* of a text; the rest is not shown */

static void append_character(struct str *out, char c)
{
    switch (c) {
    case '&':
        str_append_text(out, "&amp;");
        break;
    case '<':
        str_append_text(out, "&lt;");
        break;
    case '>':
        str_append_text(out, "&gt;");
        break;
    case '"':
        str_append_text(out, "&quot;");
        break;
    default:
        str_append_char(out, c);
    }
}

/* Appends text[start, end); spaces only after something else. */
static void append_escaped(struct str *out, struct slice text, size_t start,
                           size_t end)
{
    for (size_t i = start; i < end; i++) {
        char c = text.data[i];
        if ((unsigned char)c > ' ' && c != 0x7F)
            append_character(out, c);
        else if (out->size > 0 && out->data[out->size - 1] != ' ')
            str_append_char(out, ' ');
    }
}

/* Appends text[start, end) with the hits in it marked. */
static void append_marked(struct str *out, struct slice text, size_t start,
                          size_t end, const struct hit *hits, size_t count)
{
    size_t at = start;
    for (size_t i = 0; i < count && at < end;) {
        size_t mark_start = hits[i].start > at ? hits[i].start : at;
        size_t mark_end = hits[i].end;
        for (i++; i < count && hits[i].start <= mark_end; i++)
            mark_end = hits[i].end > mark_end ? hits[i].end : mark_end;
        mark_end = mark_end < end ? mark_end : end;
        if (mark_start >= mark_end)
            continue;
        append_escaped(out, text, at, mark_start);
        str_append_text(out, "<mark>");
        append_escaped(out, text, mark_start, mark_end);
        str_append_text(out, "</mark>");
        at = mark_end;
    }
    append_escaped(out, text, at, end);
}

struct slice snippet_mark(struct slice text, struct slice lang,
                          const struct ask *ask, unsigned part,
                          struct stemmers *stemmers, struct arena *arena)
{
    struct hit hits[MATCH_MAX_HITS];
    size_t count = match_find(text, lang, ask, part, stemmers, hits);
    if (count == 0)
        return SLICE_NONE;
    struct str out = {0};
    append_marked(&out, text, 0, text.size, hits, count);
    struct slice marked = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return marked;
}

/* The heading that is above `at`, or is there; NULL if none is. */
static const struct heading *find_section(const struct markdown *body,
                                          size_t at)
{
    size_t low = 0, high = body->heading_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (body->headings[middle].text_at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &body->headings[low - 1] : NULL;
}

static bool is_space_at(struct slice text, size_t at)
{
    return at < text.size && ascii_is_space(text.data[at]);
}

static void show(struct slice text, const struct markdown *body,
                 const struct hit *hits, size_t count,
                 const struct window *window, struct arena *arena,
                 struct snippet *ret_snippet)
{
    struct str out = {0};
    size_t start = window->text_start, end = window->text_end;
    if (window->is_cut_before)
        str_append_text(&out,
                        is_space_at(text, start - 1) ? ELLIPSIS " " : ELLIPSIS);
    append_marked(&out, text, start, end, hits, count);
    while (out.size > 0 && out.data[out.size - 1] == ' ')
        out.size--;
    if (window->is_cut_after)
        str_append_text(&out,
                        is_space_at(text, end) || is_space_at(text, end - 1)
                            ? " " ELLIPSIS
                            : ELLIPSIS);
    ret_snippet->html = arena_copy(arena, str_slice(&out));
    ret_snippet->section =
        body != NULL ? find_section(body, hits[window->first].start) : NULL;
    str_release(&out);
}

size_t snippet_find(const struct snippet_text *in, const struct ask *ask,
                    struct stemmers *stemmers, struct arena *arena,
                    struct snippet ret_snippets[SNIPPET_MAX_COUNT])
{
    struct hit hits[MATCH_MAX_HITS];
    struct window windows[SNIPPET_MAX_COUNT];
    const struct window nothing = {0};
    size_t found = 0;
    struct slice text = utf8_truncate(in->text, SNIPPET_MAX_BYTES);
    size_t count = match_find(text, in->lang, ask, in->part, stemmers, hits);
    window_measure(text, hits, count);
    while (found < SNIPPET_MAX_COUNT &&
           window_find(text, hits, count, ask,
                       found > 0 ? &windows[0] : &nothing,
                       SNIPPET_MAX_CHARACTERS, &windows[found]))
        found++;
    bool is_turned =
        found == 2 && windows[1].text_start < windows[0].text_start;
    for (size_t i = 0; i < found; i++)
        show(text, in->body, hits, count,
             &windows[is_turned ? found - 1 - i : i], arena, &ret_snippets[i]);
    return found;
}
