/* marks.c - ids and slots, put into HTML that is already written.
 *
 * The renderer gives headings no ids, and rendering each one apart from the
 * rest would cost a renderer per heading. So a mark goes into every heading, a
 * byte that UTF-8 never contains; it comes out right after "<h2>", and the copy
 * into the arena, which has to be made anyhow, puts the id in its place. Links
 * that wait for the rest of the site are found in the same way: a mark in
 * front of each, that the copy leaves out. But for the ids the HTML is the
 * renderer's, byte for byte. The same copy escapes it as JSON has it: nearly
 * all answers want it so, and it is in memory once.
 *
 *     <h2>_Hbefore _L<a href="b.md">b</a></h2>              _ is byte FF
 *     <h2 id=\"before-b\">before <a href=\"b.md\">b</a></h2>      */
#include "document/render.h"

#include "base/escape.h"

#include <assert.h>
#include <string.h>

#define MARK_BYTE '\xFF'
#define MARK_SIZE 2

static const char *append_until(struct str *out, const char *html,
                                const char *end)
{
    escape_append(out, (struct slice){html, (size_t)(end - html)});
    return end;
}

static void append_id(struct str *out, struct slice id)
{
    escape_append(out, SLICE(" id=\""));
    escape_append(out, id);
    escape_append(out, SLICE("\">"));
}

/* Copies the start of a tag, <a href="... or <img src="..., with all of the
 * destination, which holds no quotes. Returns where it ends. */
static const char *append_slot(struct str *out, const char *html,
                               struct slot *slot)
{
    html = append_until(out, html, strchr(html, '"') + 1);
    slot->start = out->size;
    html = append_until(out, html, strchr(html, '"'));
    slot->end = out->size;
    return html;
}

struct slice marks_resolve(const char *html, const struct headings *headings,
                           const struct slots *slots, struct arena *arena)
{
    size_t heading = 0, slot = 0;
    struct str out = {0};
    const char *mark;

    str_reserve(&out, strlen(html) * 9 / 8);
    while ((mark = strchr(html, MARK_BYTE)) != NULL) {
        bool is_heading = mark[1] == HEADING_MARK[1];
        append_until(&out, html, is_heading ? mark - 1 : mark); /* no ">" */
        html = mark + MARK_SIZE;
        if (is_heading) {
            assert(headings->items != NULL);
            append_id(&out, headings->items[heading++].id);
        } else {
            assert(slots->items != NULL);
            html = append_slot(&out, html, &slots->items[slot++]);
        }
    }
    escape_append(&out, slice_of(html));
    struct slice copy = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return copy;
}
