/* suffix.h - the one table of forms that are chosen by the end of an address.
 * Private to this room, and read by the test that compares it with the
 * description in openapi/.
 *
 *     /posts/hello.md    a document: its body alone
 *     /posts.ndjson      a list: all of it
 *     /posts.csv         the same as a table
 *     /posts.atom        a list: a page of it, for feed readers
 *
 * Never chosen by Accept, which caches ignore in Vary. Without a suffix the
 * answer is JSON. */
#ifndef API_SUFFIX_H
#define API_SUFFIX_H

#include "feed/feed.h"
#include "represent/csv.h"

enum suffix_subject { SUFFIX_OF_DOCUMENT, SUFFIX_OF_LIST };

struct suffix {
    const char *text; /* ".md" */
    const char *media_type;
    /* Of a document: its body or that section of it, in the snapshot or in
     * `arena`. Where `surroundings` is not NULL its links are to documents of
     * that one. */
    struct slice (*render)(const struct entry *entry,
                           const struct body_section *section,
                           const struct snapshot *surroundings,
                           struct arena *arena);
    /* Of a list that is streamed: appends one document of it, in its list form
     * where `shape` is NULL. False where it is too large to be written. */
    bool (*append)(struct str *out, const struct csv *csv,
                   const struct snapshot *snapshot, const struct entry *entry,
                   const struct shape *shape);
    unsigned accepts; /* enum accepts, beyond what every one of its subject does
                       */
    enum feed_format feed; /* of a list, where is_feed */
    enum suffix_subject subject;
    bool is_feed;     /* a page of the list */
    bool has_columns; /* then `csv` is not NULL, and its head comes first */
};

extern const struct suffix suffixes[];
extern const size_t suffix_count;

/* The suffix of an address and what precedes it; NULL for none. A slug may hold
 * dots, so there need not be a document or list of that name. */
const struct suffix *suffix_find(struct slice path, enum suffix_subject subject,
                                 struct slice *ret_stem);

#endif
