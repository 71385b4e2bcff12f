/* html.c - puts resolved links into the HTML that cmark wrote.
 *
 *     ...<a href=\"b.md#c\">b</a>...<img src=\"d.png\" ...
 *                 '-slot-'                    '-slot'
 *     ...<a href=\"/posts/b#c\">b</a>...
 *
 * Renaming a page changes the links of other documents, whose bodies stay the
 * same; so no body is ever rewritten. An answer consists of the source's own
 * bytes, from slot to slot, and the hrefs between them. */
#include "represent/html.h"

#include "base/array.h"
#include "base/escape.h"

#include <string.h>

#define Q "\\\"" /* as JSON has it */

/* What is around the href of a slot, if that is not in the HTML already. */
static struct slice before_href(const struct slot *slot)
{
    return slot->kind == SLOT_NOTE       ? SLICE("<a href=" Q)
           : slot->kind == SLOT_NOTE_END ? SLICE("</a>")
                                         : SLICE("");
}

static struct slice after_href(const struct slot *slot)
{
    return slot->kind == SLOT_NOTE ? SLICE(Q ">") : SLICE("");
}

static bool is_replaced(const struct slot *slot, struct slice href)
{
    return href.data != NULL && slot->end > 0;
}

static void emit_href(const struct slot *slot, struct slice href,
                      void (*emit)(void *context, struct slice piece),
                      void *context)
{
    const struct slice pieces[] = {before_href(slot), href, after_href(slot)};
    for (size_t i = 0; i < ARRAY_COUNT(pieces); i++) {
        if (pieces[i].size > 0)
            emit(context, pieces[i]);
    }
}

void html_each_piece(const struct markdown *body, const struct slice *hrefs,
                     void (*emit)(void *context, struct slice piece),
                     void *context)
{
    struct delta_reader reader = delta_read(&body->escaped_html);
    size_t at = 0, slot_count = hrefs != NULL ? body->slot_count : 0;
    struct slice piece;

    for (size_t i = 0; i <= slot_count; i++) {
        const struct slot *slot = i < slot_count ? &body->slots[i] : NULL;
        size_t end = slot != NULL ? slot->start : body->escaped_html.size;
        if (slot != NULL && !is_replaced(slot, hrefs[i]))
            continue;
        for (; at < end; at += piece.size) {
            piece = delta_next(&reader, end - at);
            emit(context, piece);
        }
        if (slot == NULL)
            break;
        emit_href(slot, hrefs[i], emit, context);
        while (at < slot->end)
            at += delta_next(&reader, slot->end - at).size;
    }
}

static size_t size_with(const struct markdown *body, const struct slice *hrefs)
{
    size_t size = body->escaped_html.size;
    for (size_t i = 0; hrefs != NULL && i < body->slot_count; i++) {
        const struct slot *slot = &body->slots[i];
        if (is_replaced(slot, hrefs[i]))
            size += before_href(slot).size + hrefs[i].size +
                    after_href(slot).size - (slot->end - slot->start);
    }
    return size;
}

static void put_piece(void *context, struct slice piece)
{
    char **end = context;
    *end = mempcpy(*end, piece.data, piece.size);
}

struct slice html_copy(const struct markdown *body, const struct slice *hrefs,
                       struct arena *arena)
{
    size_t size = size_with(body, hrefs);
    char *bytes = arena_bytes(arena, size), *end = bytes;
    html_each_piece(body, hrefs, put_piece, &end);
    return (struct slice){bytes, size};
}

/* An escape may begin in one piece and end in the next. */
void html_render(const struct markdown *body, const struct slice *hrefs,
                 struct str *out)
{
    struct arena arena = {0};
    unescape_append(out, html_copy(body, hrefs, &arena));
    arena_release(&arena);
}
