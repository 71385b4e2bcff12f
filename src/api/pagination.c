/* pagination.c - the position in a list, for three kinds of clients.
 *
 *     meta.pagination   numbers and cursors, to build addresses from
 *     links             addresses to follow
 *     Link              the same without an envelope (RFC 8288)
 *
 * A list is walked by page numbers, which people like, or by cursors, which
 * neither skip nor repeat a document while the content changes. Every page has
 * the cursors around it; a page asked for by cursor links to cursors, since its
 * number is unknown. */
#include "api/pagination.h"

#include "base/array.h"
#include "query/leads.h"
#include "represent/links.h"
#include "represent/write.h"

#define LINK_HEADER_MAX_BYTES 4096 /* proxies refuse heads much larger */

static struct slice href_of(struct exchange *x, struct slice path,
                            unsigned number, struct slice cursor)
{
    struct str href = {0};
    str_append(&href, path);
    query_append_canonical(&x->query, number, cursor, &href);
    leads_settle(x->query.leads, leads_ending(x->suffix != NULL, path), &href);
    struct slice kept = arena_copy(x->arena, str_slice(&href));
    str_release(&href);
    return kept;
}

static struct slice page_href(struct exchange *x, struct slice path,
                              unsigned number)
{
    return number > 0 ? href_of(x, path, number, SLICE_NONE) : SLICE_NONE;
}

static struct slice cursor_href(struct exchange *x, struct slice path,
                                struct slice cursor)
{
    return cursor.data != NULL ? href_of(x, path, 1, cursor) : SLICE_NONE;
}

/* The page before one past the end is the last. */
static unsigned previous_page(const struct query *query,
                              const struct page *page)
{
    if (page->pages == 0 || query->page == 1)
        return 0;
    return query->page <= page->pages ? query->page - 1 : page->pages;
}

static void add_cursors(struct exchange *x, const struct page *page,
                        struct pagination *around)
{
    if (page->count == 0)
        return;
    if (page->has_before)
        around->previous_cursor =
            query_cursor(&x->query, page->items[0], true, x->arena);
    if (page->has_after)
        around->next_cursor = query_cursor(
            &x->query, page->items[page->count - 1], false, x->arena);
}

/* The first page leads to all others, so that they need not be made one after
 * the other. */
static void note_pages(struct exchange *x, struct slice path, unsigned pages)
{
    for (unsigned number = 3;
         x->query.leads != NULL && x->query.page == 1 && number < pages;
         number++)
        (void)page_href(x, path, number);
}

struct pagination pagination_of(struct exchange *x, struct slice path,
                                const struct page *page)
{
    const struct query *query = &x->query;
    struct pagination around = {.limit = query->limit,
                                .total = page->all.count};

    add_cursors(x, page, &around);
    if (query->cursor.data != NULL) {
        around.self = cursor_href(x, path, query->cursor);
        around.first = cursor_href(x, path, SLICE(""));
        around.previous = cursor_href(x, path, around.previous_cursor);
        around.next = cursor_href(x, path, around.next_cursor);
        return around;
    }
    around.page = query->page;
    around.pages = page->pages;
    around.previous_page = previous_page(query, page);
    around.next_page = query->page < page->pages ? query->page + 1 : 0;
    around.self = page_href(x, path, query->page);
    around.first = page_href(x, path, 1);
    if (x->query.leads != NULL && x->suffix != NULL)
        return around; /* a feed that is a file is its newest page alone */
    note_pages(x, path, page->pages);
    around.previous = page_href(x, path, around.previous_page);
    around.next = page_href(x, path, around.next_page);
    around.last = page_href(x, path, page->pages > 0 ? page->pages : 1);
    return around;
}

static void write_number_or_null(struct str *out, const char *key,
                                 unsigned number)
{
    write_key(out, slice_of(key));
    if (number > 0)
        write_integer(out, number);
    else
        str_append(out, SLICE("null"));
}

/* An empty list, or one with limit=0, has 0 pages; with a cursor the number is
 * null. */
static void write_pages(struct str *out, const struct pagination *around)
{
    write_key(out, SLICE("pages"));
    if (around->page > 0)
        write_integer(out, around->pages);
    else
        str_append(out, SLICE("null"));
}

void pagination_write(struct str *out, const struct pagination *around)
{
    write_key(out, SLICE("pagination"));
    str_append_char(out, '{');
    write_number_or_null(out, "page", around->page);
    write_key(out, SLICE("limit"));
    write_integer(out, around->limit);
    write_pages(out, around);
    write_key(out, SLICE("total"));
    write_integer(out, (int64_t)around->total);
    write_number_or_null(out, "prev", around->previous_page);
    write_number_or_null(out, "next", around->next_page);
    write_text_member(out, "prev_cursor", around->previous_cursor);
    write_text_member(out, "next_cursor", around->next_cursor);
    str_append_char(out, '}');
}

void pagination_write_links(struct str *out, const struct pagination *around)
{
    write_text_member(out, "self", around->self);
    write_text_member(out, "first", around->first);
    write_text_member(out, "prev", around->previous);
    write_text_member(out, "next", around->next);
    write_text_member(out, "last", around->last);
}

/* Links that would make the header too long are left out, the dispensable ones
 * first. But "next" stands there whenever it can be asked for: a client that
 * follows the links would take a page without it for the last. */
struct slice pagination_header(struct exchange *x,
                               const struct pagination *around)
{
    const struct {
        const char *relation;
        struct slice href;
    } links[] = {
        {"next", around->next},
        {"prev", around->previous},
        {"first", around->first},
        {"last", around->last},
    };
    struct str out = {0};

    str_append(&out, x->snapshot->policy.service_link);
    for (size_t i = 0; i < ARRAY_COUNT(links); i++) {
        size_t size = links[i].href.size;
        bool is_next = i == 0 && size <= REQUEST_MAX_TARGET_BYTES;
        if (links[i].href.data != NULL &&
            (is_next || out.size + size <= LINK_HEADER_MAX_BYTES))
            links_append_to_header(&out, links[i].href, links[i].relation);
    }
    struct slice header = arena_copy(x->arena, str_slice(&out));
    str_release(&out);
    return header;
}
