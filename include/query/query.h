/* query.h - the parameters of a request, checked.
 *
 *     arguments --query_parse--> struct query    names and strings
 *     + schema  --query_bind---> struct query    fields, types, times
 *     + list    --page.h-------> page            documents, in order
 *
 * Parameters and operators are one table each. A name that is in neither and
 * that no document has is an error with a suggestion or a warning, never
 * ignored. Every step adds to the same list of errors, so that one answer
 * reports everything that is wrong. */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include "index/order.h"
#include "pictures/plan.h"
#include "query/arguments.h"
#include "query/condition.h"
#include "query/errors.h"
#include "query/include.h"
#include "query/options.h"

#define QUERY_MAX_SORT_KEYS 4
#define QUERY_MAX_NAMES     64 /* fields, includes or slugs of one query */
#define QUERY_MAX_FACETS    8
#define QUERY_MAX_LOCALES   8
#define QUERY_MAX_PAGE      1000000000

struct leads;        /* query/leads.h */
struct search_found; /* search/search.h */

struct query_sort {
    struct slice path; /* as written, without the "-" */
    bool is_down;
    bool is_relevance;        /* by how well a document matches `q` */
    enum sort_field field;    /* by bind; SORT_FIELD for any other, then: */
    struct field_path values; /*   where its values are */
};

struct query {
    const struct collection *collection; /* by bind; NULL: of all documents */
    const struct entry *owner; /* of posts: the person or term they belong to,
                                  set by the caller; NULL for none */
    struct condition *where;   /* a CONDITION_AND, or NULL for all documents */

    struct slice text; /* q, without the blanks around it; "" or SLICE_NONE:
                          there is nothing to search for */
    bool has_text;     /* q was given, perhaps empty */
    bool wants_any;    /* q:mode=any */
    bool is_typing;    /* prefix=true */
    bool keeps_typos;  /* typos=false */
    /* Set by the caller before query_plan(), if there is a text: what was found
     * for it, and in which snapshot. */
    const struct search_found *found;
    const struct snapshot *searched;

    struct query_sort sort[QUERY_MAX_SORT_KEYS];
    size_t sort_count;    /* 0: by relevance if there is a text; else the
                             list's default order */
    bool is_by_relevance; /* sort=relevance at a list with another default */
    bool is_sort_implied; /* by the list; not a parameter */
    bool is_random;       /* sort=random */
    bool has_seed; /* a parameter; else bind derives it from the content */
    bool has_cursor_hash; /* it is made when it is first needed */
    uint64_t seed, cursor_hash;

    unsigned page; /* from 1 */
    unsigned limit, default_limit;
    bool is_limit_all;        /* limit=all */
    bool prefers_all;         /* set by the caller: as limit=all where that is
                                 allowed, else pages */
    bool has_page, has_limit; /* parameters, not defaults */
    struct slice cursor;      /* as sent, "" for the beginning; or SLICE_NONE */

    struct slice since; /* a rev of the site, or SLICE_NONE */

    struct include_tree include;
    struct name_tree *fields; /* NULL: the default */
    bool leaves_out;          /* fields=-html: all but these */
    struct slice *columns;    /* the names in `fields` as they are written, for
                                 forms in which the order counts */
    size_t column_count, column_capacity;

    struct slice facets[QUERY_MAX_FACETS];
    struct field_path facet_paths[QUERY_MAX_FACETS]; /* by bind */
    /* By which the dates of each are counted, or NULL; by bind. */
    const struct period *facet_periods[QUERY_MAX_FACETS];
    size_t facet_count;

    unsigned statuses;    /* 1 << enum status, or-ed; 0: only published */
    struct slice preview; /* as sent, or SLICE_NONE: it opens one document */
    struct slice locales[QUERY_MAX_LOCALES]; /* ranges, the preferred first */
    size_t locale_count;                     /* 0: every language */

    struct slice exclude[QUERY_MAX_NAMES]; /* slugs */
    size_t exclude_count;
    struct slice url;
    struct slice media_type;     /* of files: "image", "image/png"; or NONE */
    struct slice fingerprint;    /* of a file, or SLICE_NONE */
    struct picture_wish picture; /* of a file: what is made of it; quality is 0
                                    unless it is given */
    bool wants_picture, has_fit;
    struct slice section;     /* the id of a heading, or SLICE_NONE */
    unsigned chunk_words;     /* that a chunk has at most */
    unsigned depth;           /* levels of a tree that are shown */
    bool wants_openapi_30;    /* version=3.0 */
    bool wants_absolute_urls; /* urls=absolute: in HTML */
    bool wants_excerpts;      /* content=excerpt: in feeds */
    bool has_front_matter;    /* front_matter=true */
    bool has_envelope;
    bool is_pretty;
    bool is_lenient; /* errors become warnings */

    struct parameter_error *errors; /* in the arena */
    size_t error_count, error_capacity;
    struct parameter_error *warnings; /* what was accepted all the same */
    size_t warning_count, warning_capacity;

    /* Set by the caller after parsing, where answers are kept as files; else
     * NULL. */
    struct leads *leads;

    int64_t valid_until_ms; /* INT64_MAX unless it depends on "now"; by bind */
};

/* Reads all arguments. Returns false if ret_query->errors is not empty, or with
 * `lenient` only if a parameter is missing that the endpoint needs. Strings lie
 * in `arena` or where the arguments do. */
bool query_parse(const struct arguments *arguments,
                 const struct query_options *options, struct arena *arena,
                 struct query *ret_query) MUST_USE;

/* Reads `statuses` and `preview` alone and ignores errors: what has to be known
 * before there is a snapshot to bind anything to. */
void query_peek_view(const struct arguments *arguments, struct arena *arena,
                     struct query *ret_query);

/* Gives names and strings their meaning in this collection (NULL: in all listed
 * documents) at this time. Returns false if query->errors is then not empty,
 * even from parsing. With `lenient` it drops from the query what cannot be
 * used, and errors become warnings. */
bool query_bind(struct query *query, const struct snapshot *snapshot,
                const struct collection *collection, int64_t now_ms,
                struct arena *arena) MUST_USE;

#endif
