/* html.c - links put into the HTML that cmark wrote.
 *
 *     ...<a href="b.md#c">b</a>...<img src="d.png" ...
 *                '-slot-'                  '-slot'
 *     ...<a href="/posts/b#c">b</a>...
 *
 * The HTML is copied in runs, from slot to slot. What goes into a slot is
 * escaped as cmark escapes destinations (CommonMark leaves that to the
 * implementation): bytes that no URL holds by percent signs, what HTML would
 * take for its own by entities. */
#include "represent/html.h"

#include <string.h>

static bool is_in_url(unsigned char c)
{
    return c > ' ' && c < 0x7F && strchr("\"<>[\\]^`{|}", c) == NULL;
}

static void write_href(struct str *out, struct slice href)
{
    for (size_t i = 0; i < href.size; i++) {
        unsigned char c = (unsigned char)href.data[i];
        if (c == '&')
            str_append(out, SLICE("&amp;"));
        else if (c == '\'')
            str_append(out, SLICE("&#x27;"));
        else if (is_in_url(c))
            str_append_char(out, (char)c);
        else
            str_appendf(out, "%%%02X", c);
    }
}

struct slice html_render(const struct entry *entry, struct str *buffer)
{
    const struct markdown *body = &entry->source->body;
    size_t at = 0;
    if (entry->hrefs == NULL)
        return body->html;

    str_reserve(buffer, body->html.size * 9 / 8);
    for (size_t i = 0; i < body->slot_count; i++) {
        const struct slot *slot = &body->slots[i];
        if (entry->hrefs[i].data == NULL)
            continue;
        str_append(buffer, slice_sub(body->html, at, slot->start));
        write_href(buffer, entry->hrefs[i]);
        at = slot->end;
    }
    str_append(buffer, slice_from(body->html, at));
    return str_slice(buffer);
}
