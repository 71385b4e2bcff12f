/* pages.h - the addresses of pages, by the folder that they seem to be in.
 * Private to this room. */
#ifndef LINT_PAGES_H
#define LINT_PAGES_H

#include "store/snapshot.h"

/* `struct page_folders f = {0}` is a valid empty one. */
struct page_folders {
    bool is_made;
    struct map counts; /* "/blog" -> how many pages are in it, not below */
    struct arena arena;
};

void page_folders_release(struct page_folders *folders);

/* Whether there should be a page at that address, which is none of the
 * snapshot's: "/blog/gone". The folders are made when it is first asked. */
bool page_is_missing(struct page_folders *folders,
                     const struct snapshot *snapshot, struct slice url);

#endif
