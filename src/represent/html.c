/* html.c - puts resolved links into the HTML that cmark wrote.
 *
 *     ...<a href=\"b.md#c\">b</a>...<img src=\"d.png\" ...
 *                 '-slot-'                    '-slot'
 *     ...<a href=\"/posts/b#c\">b</a>...
 *
 * Renaming a page changes the links of other documents, whose bodies stay the
 * same; so no body is ever rewritten. An answer consists of runs of the
 * source's own bytes, from slot to slot, and the hrefs between them. */
#include "represent/html.h"

#include "base/escape.h"

void html_each_piece(const struct markdown *body, const struct slice *hrefs,
                     void (*emit)(void *context, struct slice piece),
                     void *context)
{
    size_t at = 0;

    for (size_t i = 0; hrefs != NULL && i < body->slot_count; i++) {
        const struct slot *slot = &body->slots[i];
        if (hrefs[i].data == NULL || slot->end == 0)
            continue;
        emit(context, slice_sub(body->escaped_html, at, slot->start));
        emit(context, hrefs[i]);
        at = slot->end;
    }
    emit(context, slice_from(body->escaped_html, at));
}

static void append_unescaped(void *context, struct slice piece)
{
    unescape_append(context, piece);
}

void html_render(const struct markdown *body, const struct slice *hrefs,
                 struct str *out)
{
    html_each_piece(body, hrefs, append_unescaped, out);
}
