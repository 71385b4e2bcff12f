/* pagination.h - the position of a page in its list, and the pages around it.
 * Private to this room. */
#ifndef API_PAGINATION_H
#define API_PAGINATION_H

#include "api/exchange.h"

/* SLICE_NONE or 0 where there is no such page. */
struct pagination {
    unsigned page, pages; /* 0 with a cursor */
    unsigned limit;
    size_t total;
    unsigned previous_page, next_page;
    struct slice previous_cursor, next_cursor;
    struct slice self, first, previous, next, last;
};

/* All strings are in the exchange's arena. `path` is that of the list. */
struct pagination pagination_of(struct exchange *x, struct slice path,
                                const struct page *page);

/* "pagination":{...} and "self":...,"last":... in open objects. */
void pagination_write(struct str *out, const struct pagination *around);
void pagination_write_links(struct str *out, const struct pagination *around);

/* The same as a Link header field, in the exchange's arena. */
struct slice pagination_header(struct exchange *x,
                               const struct pagination *around);

#endif
