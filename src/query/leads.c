/* leads.c - one way to write an address with a query as that of a file.
 *
 * Nothing is shortened or hashed: a front end puts the address together by
 * itself, and a server can be told the rule in one line. */
#include "query/leads.h"

static void append_query(struct str *out, struct slice query)
{
    for (size_t i = 0; i < query.size; i++) {
        char c = query.data[i];
        if (c == '%')
            str_append_text(out, "%25");
        else if (c == '?')
            str_append_text(out, "%3F");
        else
            str_append_char(out, c);
    }
}

void leads_settle(struct leads *leads, const char *ending, struct str *href)
{
    size_t query = slice_find_char(str_slice(href), 0, '?');
    if (leads == NULL || query == href->size)
        return;
    struct slice asked = arena_copy(leads->arena, str_slice(href));
    leads->items = arena_grow(leads->arena, leads->items, leads->count,
                              &leads->capacity, sizeof *leads->items);
    leads->items[leads->count++] = asked;
    str_clear(href);
    str_append(href, slice_sub(asked, 0, query));
    str_append_char(href, LEADS_MARK);
    append_query(href, slice_from(asked, query + 1));
    str_append_text(href, ending);
}

const char *leads_ending(bool has_form, struct slice path)
{
    size_t at = path.size;
    while (has_form && at > 0 && path.data[at - 1] != '/') {
        if (path.data[--at] == '.')
            return path.data + at;
    }
    return ".json";
}
