/* parser.h - what reads a query, parameter by parameter. Private to this
 * room.
 *
 *     query.c       splits the text into pairs and finds who reads each
 *     parameters.c  the table of the names that are ours
 *     read_*.c      the values of those
 *     includes.c    the table of what can be included
 *     aliases.c     names with brackets, as other programs write them
 *     translate.c   those of other systems in our spelling; dialects.c, their
 *                   words
 *     filter.c      everything else: conditions on fields
 *     group.c       conditions in parentheses */
#ifndef QUERY_PARSER_H
#define QUERY_PARSER_H

#include "query/query.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

struct parser {
    struct query *query;
    struct arena *arena;
    unsigned accepts;
    unsigned seen;          /* a bit for each row of the table */
    unsigned include_count; /* names in the tree so far */
    unsigned field_count;   /* names in `fields` so far */
    size_t condition_count;
    bool has_too_many;                /* conditions; said once */
    struct translation *translations; /* of what was refused; translate.c */
    size_t translation_count, translation_capacity;
};

/* One parameter that is ours. */
struct parameter {
    const char *name;
    unsigned accepts;
    bool is_reserved; /* never a filter, not even where it has no meaning */
    bool may_repeat;
    void (*read)(struct parser *parser, struct slice name, struct slice value);
    const char *explanation;
};

/* NULL if there is none of that name, whatever it accepts. */
const struct parameter *parameter_find(struct slice name);
/* Whether the name alone, without an operator, is no field. */
bool parameter_hides_field(struct slice name);
bool parameter_is_ignored(struct slice name);
/* Notes that it stands in the query; false if it may not stand there again. */
bool parameter_take(struct parser *parser, const struct parameter *parameter);

/* What is published is all there is unless more is asked for. */
void query_settle_status(struct query *query);

/* query_add_error() with the parser's query and arena. */
struct parameter_error *complain(struct parser *parser, struct slice name,
                                 const char *code, struct slice detail);
/* "At most 4." */
void complain_maximum(struct parser *parser, struct slice name,
                      const char *code, long maximum);
bool has_many_errors(const struct parser *parser);

/* Takes the next name off a comma list, blanks around it and empty ones left
 * out; false at the end, and once there are too many errors. */
bool next_name(const struct parser *parser, struct slice *list,
               struct slice *ret_name);

/* Whether the path can be one: no name in it is empty, and no more names than
 * a path can have. Complains if not. */
bool check_path(struct parser *parser, struct slice name, struct slice path);

void read_sort(struct parser *p, struct slice name, struct slice value);
void read_seed(struct parser *p, struct slice name, struct slice value);
void read_page(struct parser *p, struct slice name, struct slice value);
void read_limit(struct parser *p, struct slice name, struct slice value);
void read_cursor(struct parser *p, struct slice name, struct slice value);
void read_facets(struct parser *p, struct slice name, struct slice value);
void read_exclude(struct parser *p, struct slice name, struct slice value);
void read_fields(struct parser *p, struct slice name, struct slice value);
void read_include(struct parser *p, struct slice name, struct slice value);
void read_envelope(struct parser *p, struct slice name, struct slice value);
void read_pretty(struct parser *p, struct slice name, struct slice value);
void read_lenient(struct parser *p, struct slice name, struct slice value);
void read_status(struct parser *p, struct slice name, struct slice value);
void read_locale(struct parser *p, struct slice name, struct slice value);
void read_preview(struct parser *p, struct slice name, struct slice value);
void read_url(struct parser *p, struct slice name, struct slice value);

#endif
