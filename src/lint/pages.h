/* pages.h - the addresses of pages, grouped by folder. Private to this room. */
#ifndef LINT_PAGES_H
#define LINT_PAGES_H

#include "store/snapshot.h"

/* `struct page_folders f = {0}` is a valid empty one. */
struct page_folders {
    bool is_made;
    struct map counts; /* "/blog" -> how many pages are in it, not below */
    struct map tails;  /* addresses, and what follows their first name */
    struct arena arena;
};

void page_folders_release(struct page_folders *folders);

/* Whether the snapshot should have a page at that address, but does not:
 * "/blog/gone". The first call fills the folders. */
bool page_is_missing(struct page_folders *folders,
                     const struct snapshot *snapshot, struct slice url);

#endif
