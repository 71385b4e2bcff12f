/* exchange.h - one request on its way through the API. Private to this room.
 *
 *     api.c               from the request to the response
 *       not_found.c         what is near an address where nothing is
 *         route.c             the table of addresses
 *           collections.c       the addresses below a collection
 *           lists.c, items.c, changes.c, media.c, llms.c, sitemap.c, archive.c,
 *           navigation.c, suggestions.c, system.c, messages.c
 *                                               what answers
 *             streams.c, feeds.c, sections.c, shaped.c
 *               pagination.c
 *       search.c                       what a list finds
 *       admit.c, parameters.c          what may be seen, what is asked for
 *         public_url.c                   where the site is
 *           answer.c, warnings.c           the ways to answer
 *             ranges.c
 *               exchange.c, suffix.c, validate.c, coding.c, cost.c,
 *               cache_tags.c
 *
 *     key.c               which requests have the same answer, before any of it
 *
 * Each file calls only those below it. */
#ifndef API_EXCHANGE_H
#define API_EXCHANGE_H

#include "api/api.h"
#include "query/page.h"
#include "query/view.h"

struct body_section; /* document/section.h */
struct suffix;

struct exchange {
    const struct request *request; /* NULL: refused before it was one */
    const struct snapshot *snapshot;
    struct response *response;
    struct arena *arena;         /* the response's: lasts until it is sent */
    struct slice path;           /* decoded, without base path and query */
    struct slice first;          /* its first segment: "posts" */
    struct slice rest;           /* what follows: "hello", may hold slashes */
    struct slice raw_query;      /* as sent, or SLICE_NONE */
    struct arguments arguments;  /* of the raw query */
    struct limiter *working;     /* of the request's, in which it has a place */
    const struct suffix *suffix; /* of the form that is asked for, or NULL */
    struct query query;
    bool is_private;     /* the answer depends on a token or link */
    bool is_doubtful;    /* a proxy may have meant another address */
    bool is_provisional; /* a moment later there may be a better answer */
    bool is_file;        /* the answer is one that is on the disk, */
    bool is_packed;      /*   and does not become smaller; */
    bool is_immutable;   /* what this address gives never changes */
    const struct search_found *found; /* for the query's text, or NULL */
    /* Of a document that a preview link opens: the published snapshot, where
     * everything around the document is looked up. Else NULL. */
    const struct snapshot *surroundings;
    /* The file that a preview link opens, one that its document shows; or
     * NULL. */
    const struct media_file *opened_file;
    /* Of a document: the part that is asked for; NULL: the whole. */
    const struct body_section *section;
    /* Where nothing was found: the collection it would be in, or NULL. */
    const struct collection *missing_in;
};

/* Whether a trusted proxy has removed the base path from the target. */
bool exchange_is_stripped(const struct exchange *x);

/* What follows the base path in an address, perhaps ""; SLICE_NONE if it is not
 * below it. */
struct slice exchange_below_base(const struct exchange *x, struct slice path);

/* Where everything except the document itself is looked up. */
const struct snapshot *exchange_surroundings(const struct exchange *x);

/* An address of the API as clients write it: after the base path. */
struct slice exchange_href(const struct exchange *x, const char *path);

/* The address of the entry with that suffix, for a client that sees what the
 * query does. */
struct slice exchange_entry_href(const struct exchange *x,
                                 const struct entry *entry, const char *suffix);

/* The same of one section of it; SLICE_NONE: of all. With the preview link that
 * opens the document. */
struct slice exchange_section_href(const struct exchange *x,
                                   const struct entry *entry,
                                   const char *suffix, struct slice section);

/* The person or term whose posts are listed at "ana/posts" in this collection;
 * NULL if the path is no such list. */
const struct entry *exchange_find_owner(const struct collection *collection,
                                        struct slice path);

/* Decides which snapshot answers; false after refusing. */
bool exchange_admit(struct exchange *x) MUST_USE;
/* Requires a token. */
bool exchange_admit_holder(struct exchange *x) MUST_USE;

#define LIST_LIMIT 20 /* unless the request has another */
#define ITEM_PARAMETERS                                                        \
    (ACCEPTS_PLAIN | ACCEPTS_SHAPE | ACCEPTS_ENVELOPE | ACCEPTS_VIEW |         \
     ACCEPTS_URLS)
#define DOCUMENT_PARAMETERS (ITEM_PARAMETERS | ACCEPTS_SECTION)
#define LIST_PARAMETERS     (ITEM_PARAMETERS | ACCEPTS_LIST)
#define SUGGEST_PARAMETERS                                                     \
    (ACCEPTS_SUGGEST | ACCEPTS_NEEDS_TEXT | ACCEPTS_PLAIN | ACCEPTS_ENVELOPE | \
     ACCEPTS_VIEW)
#define STREAM_PARAMETERS                                                      \
    (ACCEPTS_STREAM | ACCEPTS_SHAPE | ACCEPTS_VIEW | ACCEPTS_URLS)
#define FEED_PARAMETERS (ACCEPTS_FEED | ACCEPTS_VIEW)

/* Reads the parameters of a request for documents of this collection (NULL:
 * of any, or for none at all); false after answering with a problem. */
bool exchange_read_query(struct exchange *x, unsigned accepts,
                         unsigned default_limit,
                         const struct collection *collection) MUST_USE;

/* Lets work of that effort begin, at once or when its turn comes; see
 * plan_effort(). Where too many wait it answers 503 and returns false. */
bool exchange_begin_work(struct exchange *x, size_t effort) MUST_USE;
void exchange_end_work(struct exchange *x); /* if there is any */

/* The page of a list that the query asks for, of what was found where it has a
 * text. The list is in its default order and its documents are of that
 * collection, or of any where it is NULL. False after answering with a
 * problem. */
bool exchange_select(struct exchange *x, const struct list *list,
                     const struct collection *collection,
                     struct page *ret_page) MUST_USE;

#endif
