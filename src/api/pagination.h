/* pagination.h - where in a list an answer is, and what is around it. Private
 * to this room. */
#ifndef API_PAGINATION_H
#define API_PAGINATION_H

#include "api/exchange.h"

/* Addresses of the API; SLICE_NONE or 0 where there is none. */
struct pagination {
    unsigned page, pages; /* 0 with a cursor */
    unsigned limit;
    size_t total;
    unsigned previous_page, next_page;
    struct slice previous_cursor, next_cursor;
    struct slice self, first, previous, next, last;
};

/* All texts lie in the exchange's arena. `path` is that of the list. */
struct pagination pagination_of(struct exchange *x, struct slice path,
                                const struct page *page);

/* "pagination":{...} and "self":...,"last":... in objects that are open. */
void pagination_write(struct str *out, const struct pagination *around);
void pagination_write_links(struct str *out, const struct pagination *around);

/* The same as a Link header field, in the exchange's arena. */
struct slice pagination_header(struct exchange *x,
                               const struct pagination *around);

#endif
