/* options.h - which parameters an endpoint accepts, and with which limits. */
#ifndef QUERY_OPTIONS_H
#define QUERY_OPTIONS_H

#include "base/str.h"

#define QUERY_MAX_LIMIT      1000  /* a policy may allow less */
#define QUERY_LIMIT_ALL      10000 /* limit=all, unless a policy says so */
#define QUERY_MAX_TREE_DEPTH 32    /* of depth: no folder is read below that */

/* What an endpoint accepts; or-ed. */
enum accepts {
    ACCEPTS_PLAIN = 1 << 0,    /* pretty */
    ACCEPTS_SHAPE = 1 << 1,    /* fields, include, lenient */
    ACCEPTS_LIST = 1 << 2,     /* filters, sort, page, limit, cursor, facets */
    ACCEPTS_RECENT = 1 << 3,   /* count, exclude */
    ACCEPTS_RESOLVE = 1 << 4,  /* url */
    ACCEPTS_STREAM = 1 << 5,   /* filters, sort; no pages: everything */
    ACCEPTS_ENVELOPE = 1 << 6, /* envelope */
    ACCEPTS_VIEW = 1 << 7,     /* status, preview, locale */
    ACCEPTS_SECTION = 1 << 8,  /* section */
    ACCEPTS_STATUS = 1 << 9,   /* status alone */
    ACCEPTS_DESCRIPTION = 1 << 10,  /* version, and status */
    ACCEPTS_SUGGEST = 1 << 11,      /* q, limit */
    ACCEPTS_NEEDS_TEXT = 1 << 12,   /* and there must be a q */
    ACCEPTS_URLS = 1 << 13,         /* urls */
    ACCEPTS_FEED = 1 << 14,         /* filters, sort, pages, content, lenient */
    ACCEPTS_PAGE = 1 << 15,         /* page alone */
    ACCEPTS_FRONT_MATTER = 1 << 16, /* front_matter */
    ACCEPTS_FILE = 1 << 17,         /* v, w, h, fit, format, q */
    ACCEPTS_FILES = 1 << 18,        /* media_type, page, limit */
    ACCEPTS_DEPTH = 1 << 19,        /* depth */
    ACCEPTS_FILTERS = 1 << 20,      /* filters alone, without a text */
    ACCEPTS_CHANGES = 1 << 21,      /* since, limit, cursor */
};

struct query_options {
    unsigned accepts;
    unsigned default_limit;
    long max_limit;   /* QUERY_MAX_LIMIT, or what the policy allows */
    long max_unpaged; /* likewise, of limit=all */
};

/* The parameters by name, one by one, for descriptions; NULL at the end. */
const char *query_parameter_name(size_t index);
const char *query_parameter_explanation(size_t index);

/* Whether "name=x" is not a condition on a field: the name is a parameter, a
 * group or ignored, so that the field needs an operator. */
bool query_hides_field(struct slice name);

/* The parameter that the endpoint accepts and whose name is a typing error or
 * two away ("limt": "limit"), or SLICE_NONE. */
struct slice query_nearest_parameter(struct slice name, unsigned accepts);

#endif
