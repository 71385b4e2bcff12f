/* query.h - URL parameters, checked, and the page of a list that they ask for.
 *
 *     "sort=-date&limt=3" --parse--> struct query, or what is wrong with it
 *     struct query + list --select--> page
 *
 * Parameters are one table in query.c; a name that is not in it is an error
 * with a suggestion, never ignored. */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include "base/err.h"
#include "store/order.h"

#define QUERY_MAX_LIMIT     1000
#define QUERY_MAX_SORT_KEYS 4
#define QUERY_MAX_NAMES     64 /* fields, includes or slugs in one query */
#define QUERY_MAX_PAGE      1000000000
#define QUERY_MAX_ERRORS    32 /* told in one answer */

/* What an endpoint understands; or-ed. */
enum accepts {
    ACCEPTS_PLAIN = 1 << 0,   /* pretty */
    ACCEPTS_SHAPE = 1 << 1,   /* fields, include, envelope */
    ACCEPTS_LIST = 1 << 2,    /* page, limit, sort */
    ACCEPTS_RECENT = 1 << 3,  /* count, exclude */
    ACCEPTS_RESOLVE = 1 << 4, /* url */
};

/* What can be asked for beyond the default; or-ed. */
enum include {
    INCLUDE_HTML = 1 << 0,
    INCLUDE_TOC = 1 << 1,
    INCLUDE_MARKDOWN = 1 << 2,
    INCLUDE_TEXT = 1 << 3,
    INCLUDE_FRONT_MATTER = 1 << 4,
    INCLUDE_SECTIONS = 1 << 5,
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
    enum sort_field field;
    bool is_down;
};

struct query {
    unsigned page; /* from 1 */
    unsigned limit, default_limit;
    struct sort_key sort[QUERY_MAX_SORT_KEYS];
    size_t sort_count; /* 0: the list's default order */
    unsigned includes;
    struct slice fields[QUERY_MAX_NAMES];
    size_t field_count;
    bool leaves_out;                       /* fields=-html: all but these */
    struct slice exclude[QUERY_MAX_NAMES]; /* slugs */
    size_t exclude_count;
    bool has_envelope;
    bool is_pretty;
    struct slice url;

    struct parameter_error *errors; /* in the arena */
    size_t error_count, error_capacity;
};

/* A page of a list. */
struct page {
    struct entry **items;
    size_t count; /* on this page */
    size_t total; /* on all pages */
    unsigned pages;
};

/* Reads the part of a target behind the "?" (SLICE_NONE for none). Returns
 * false where ret_query->errors says what cannot be used: every parameter, not
 * the first only. Texts lie in `arena` or in `text`. */
bool query_parse(struct slice text, unsigned accepts, unsigned default_limit,
                 struct arena *arena, struct query *ret_query) MUST_USE;

/* Adds an error that only its caller could find. */
struct parameter_error *query_add_error(struct query *query,
                                        struct arena *arena,
                                        struct slice parameter,
                                        const char *code, struct slice detail);

/* The page that the query asks for. `list` is in its default order; `whole` is
 * the collection that it is all of, or NULL. Arrays lie in the snapshot or in
 * `arena`. */
struct page query_select(const struct query *query, const struct list *list,
                         const struct collection *whole, struct arena *arena);

/* "?sort=-date&limit=3&page=2": what makes this answer, in the one canonical
 * order, defaults left out; nothing at all if nothing is left. */
void query_append_canonical(const struct query *query, unsigned page,
                            struct str *out);

/* The name of the include of that bit; NULL behind the last. */
const char *query_include_name(unsigned bit);

/* Undoes percent-encoding; "+" is a blank where `plus_is_blank`. False for
 * "%" without two digits, for NUL and for what is no UTF-8. */
bool percent_decode(struct slice text, bool plus_is_blank, struct arena *arena,
                    struct slice *ret_text) MUST_USE;

#endif
