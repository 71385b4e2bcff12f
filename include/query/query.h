/* query.h - URL parameters, checked, and what they select.
 *
 *     text of the query --parse--> struct query      names and texts
 *     + schema of a list --bind--> struct query      types, fields, the clock
 *     + list           --select--> page              documents, in order
 *
 * Parameters and operators are one table each; a name that is in neither and
 * that no document has is an error with a suggestion or a warning, never
 * ignored. Every step adds to the same list of errors, so that a client is
 * told everything that is wrong in one answer. */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include "index/order.h"
#include "query/condition.h"

#define QUERY_MAX_LIMIT     1000  /* a policy may allow less */
#define QUERY_LIMIT_ALL     10000 /* limit=all, unless a policy says so */
#define QUERY_MAX_SORT_KEYS 4
#define QUERY_MAX_NAMES     64 /* fields, includes or slugs of one query */
#define QUERY_MAX_DEPTH     3  /* names between the dots of an include */
#define QUERY_MAX_FACETS    8
#define QUERY_MAX_LOCALES   8
#define QUERY_MAX_PAGE      1000000000
#define QUERY_MAX_ERRORS    32 /* in one answer */

/* What an endpoint understands; or-ed. */
enum accepts {
    ACCEPTS_PLAIN = 1 << 0,    /* pretty */
    ACCEPTS_SHAPE = 1 << 1,    /* fields, include, lenient */
    ACCEPTS_LIST = 1 << 2,     /* filters, sort, page, limit, cursor, facets */
    ACCEPTS_RECENT = 1 << 3,   /* count, exclude */
    ACCEPTS_RESOLVE = 1 << 4,  /* url */
    ACCEPTS_STREAM = 1 << 5,   /* filters, sort; no page: all of it */
    ACCEPTS_ENVELOPE = 1 << 6, /* envelope */
    ACCEPTS_VIEW = 1 << 7,     /* status, preview, locale */
};

/* Members that can be asked for beyond the default; or-ed. */
enum include {
    INCLUDE_HTML = 1 << 0,
    INCLUDE_TOC = 1 << 1,
    INCLUDE_MARKDOWN = 1 << 2,
    INCLUDE_TEXT = 1 << 3,
    INCLUDE_FRONT_MATTER = 1 << 4,
    INCLUDE_SECTIONS = 1 << 5,
};

/* Other documents that can be asked for. */
enum relation {
    RELATION_AUTHOR,
    RELATION_AUTHORS,
    RELATION_TAGS,
    RELATION_CATEGORIES,
    RELATION_DIRECT_COUNT, /* those above are what "*" stands for */
    RELATION_PREVIOUS = RELATION_DIRECT_COUNT,
    RELATION_NEXT,
    RELATION_RELATED,
    RELATION_BACKLINKS,
    RELATION_POSTS, /* of a person or a term */
    RELATION_COUNT,
};

/* include=html,related.author: what is wanted of a document, and of those that
 * are shown within it. */
struct include_tree {
    unsigned members; /* enum include, or-ed */
    bool has_star;    /* the direct relations that there are */
    const struct include_tree *of[RELATION_COUNT]; /* NULL: not asked for */
};

/* fields=slug,author.name: names by their dots, siblings sorted. */
struct name_tree {
    struct slice name;
    bool is_whole; /* asked for without a dot behind it: all of it */
    struct name_tree *children;
    struct name_tree *next;
};

/* One parameter that could not be used. */
struct parameter_error {
    struct slice parameter;
    const char *code;
    struct slice detail;
    struct slice suggestion; /* SLICE_NONE for none */
    long maximum;            /* 0 for none */
};

struct sort_key {
    struct slice path; /* as written, without the "-" */
    bool is_down;
    enum sort_field field;    /* by bind; SORT_FIELD for any other, then: */
    struct field_path values; /*   where its values are */
};

struct query {
    const struct collection *collection; /* by bind; NULL: of all documents */
    const struct entry *owner; /* of posts: the person or term whose they are,
                                  said by who asks; NULL: nobody's */
    struct condition *where;   /* a CONDITION_AND, or NULL for all documents */

    struct sort_key sort[QUERY_MAX_SORT_KEYS];
    size_t sort_count;    /* 0: the list's default order */
    bool is_sort_implied; /* by the list, and not said */
    bool is_random;       /* sort=random, alone */
    bool has_seed;        /* said; else the content decides, by bind */
    bool has_cursor_hash; /* it is made when it is first needed */
    uint64_t seed, cursor_hash;

    unsigned page; /* from 1 */
    unsigned limit, default_limit;
    bool is_limit_all; /* limit=all */
    bool prefers_all;  /* without being said: as limit=all where that may be,
                          else pages; by who asks */
    bool has_page, has_limit; /* said, not by default */
    struct slice cursor;      /* as sent, "" for the beginning; or SLICE_NONE */

    struct include_tree include;
    struct name_tree *fields; /* NULL: the default */
    bool leaves_out;          /* fields=-html: all but these */

    struct slice facets[QUERY_MAX_FACETS];
    struct field_path facet_paths[QUERY_MAX_FACETS]; /* by bind */
    size_t facet_count;

    unsigned statuses;    /* 1 << enum status, or-ed; 0: what is published */
    struct slice preview; /* as sent, or SLICE_NONE: it opens one document */
    struct slice locales[QUERY_MAX_LOCALES]; /* ranges, the best first */
    size_t locale_count;                     /* 0: whatever there is */

    struct slice exclude[QUERY_MAX_NAMES]; /* slugs */
    size_t exclude_count;
    struct slice url;
    bool has_envelope;
    bool is_pretty;
    bool is_lenient; /* errors are told as warnings */

    struct parameter_error *errors; /* in the arena */
    size_t error_count, error_capacity;
    struct parameter_error *warnings; /* what was passed all the same */
    size_t warning_count, warning_capacity;

    int64_t valid_until_ms; /* INT64_MAX unless "now" is in it; by bind */
};

struct plan; /* how a query will be answered; opaque, see plan.h */

/* What a query selects. */
struct page {
    struct entry **items;
    size_t count;               /* on this page */
    struct list all;            /* the whole result, in its order */
    unsigned pages;             /* 0 with a cursor */
    bool has_before, has_after; /* something is before or behind this page */
};

/* Reads the part of a target behind the "?" (SLICE_NONE for none). Returns
 * false where ret_query->errors says what cannot be used: every parameter, not
 * the first only. Texts lie in `arena` or in `text`. */
bool query_parse(struct slice text, unsigned accepts, unsigned default_limit,
                 struct arena *arena, struct query *ret_query) MUST_USE;

/* Gives names and texts their meaning in this collection (NULL: in all listed
 * documents) at this time. Returns false where query->errors is not empty
 * afterwards, be it from parsing; with `lenient` what is wrong is dropped
 * from the query and becomes a warning. */
bool query_bind(struct query *query, const struct snapshot *snapshot,
                const struct collection *collection, int64_t now_ms,
                struct arena *arena) MUST_USE;

/* With `lenient` makes warnings of all errors. Returns whether no error is
 * left. Parsing ends with it, and so must whoever adds errors. */
bool query_settle_errors(struct query *query, struct arena *arena) MUST_USE;

/* Adds an error that only its caller could find. */
struct parameter_error *query_add_error(struct query *query,
                                        struct arena *arena,
                                        struct slice parameter,
                                        const char *code, struct slice detail);
struct parameter_error *query_add_warning(struct query *query,
                                          struct arena *arena,
                                          struct slice parameter,
                                          const char *code,
                                          struct slice detail);

/* Finds the cheapest way to the documents of a bound query. `list` is in its
 * default order; `whole` is the collection that it is all of, or NULL. The plan
 * lies in `arena` and borrows all arguments. False if the cursor is invalid or
 * of another query; query->errors says so. */
bool query_plan(struct query *query, const struct snapshot *snapshot,
                const struct list *list, const struct collection *whole,
                struct arena *arena, struct plan **ret_plan) MUST_USE;

/* The time that carrying out the plan takes, facets included, in units of
 * about ten nanoseconds: see effort.c. */
size_t plan_effort(const struct plan *plan);

/* Carries out the plan, once. The arrays of the page lie in the snapshot or in
 * the arena of the plan. False if limit=all would be too much; query->errors
 * says so. */
bool query_select(struct plan *plan, struct page *ret_page) MUST_USE;

/* Whether the document meets the condition (bound; NULL: any does). */
bool condition_holds(const struct condition *condition,
                     const struct entry *entry);

/* A place in the order of a query, before or behind an entry: opaque text for
 * `cursor=`, good in any later snapshot. */
struct slice query_cursor(struct query *query, const struct entry *entry,
                          bool is_backwards, struct arena *arena);

/* "?sort=-date&limit=3&page=2": what makes this answer, in the one canonical
 * order, defaults left out; nothing at all if nothing is left. `cursor`, where
 * it is not SLICE_NONE, stands in place of the page. */
void query_append_canonical(const struct query *query, unsigned page,
                            struct slice cursor, struct str *out);

/* Reads `status` and `preview` alone, and no error: what has to be known before
 * there is a snapshot to bind anything to. */
void query_peek_status(struct slice text, struct arena *arena,
                       struct query *ret_query);

/* Whether the query is about documents of this status, and whether of what
 * says the same in several languages this is the one that is wanted. */
bool query_wants(const struct query *query, const struct entry *entry);

/* The document itself or the translation of it that is wanted; NULL if none
 * is. */
const struct entry *query_translation(const struct query *query,
                                      const struct entry *entry);

/* "status=draft,expired" or "status=all"; nothing where none is asked for. */
void query_append_status(const struct query *query, struct str *out);

/* What the address of an entry of the same snapshot needs to show it to whoever
 * asks as the query does: "?status=draft", or nothing. */
void query_append_view(const struct query *query, const struct entry *entry,
                       struct str *out);

/* Whether nothing is asked for; so it is where the tree is NULL. */
bool include_tree_is_empty(const struct include_tree *tree);

/* The name of the include of that bit, of the relation; NULL behind the
 * last. */
const char *query_include_name(unsigned bit);
const char *query_relation_name(unsigned relation);

/* The parameters by name, one by one, for descriptions; NULL at the end. */
const char *query_parameter_name(size_t index);
const char *query_parameter_explanation(size_t index);

/* The parameter that has a meaning there and whose name is a typing error or
 * two away ("limt": "limit"), or SLICE_NONE. On lists a name that is no
 * parameter is a field; where no document has it, this is what was meant. */
struct slice query_nearest_parameter(struct slice name, unsigned accepts);

/* Undoes percent-encoding; "+" is a blank where `plus_is_blank`. False for
 * "%" without two digits, for NUL and for what is no UTF-8. */
bool percent_decode(struct slice text, bool plus_is_blank, struct arena *arena,
                    struct slice *ret_text) MUST_USE;

#endif
