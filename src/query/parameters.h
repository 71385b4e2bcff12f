/* parameters.h - the table of the parameters that are ours. Private to this
 * room. */
#ifndef QUERY_PARAMETERS_H
#define QUERY_PARAMETERS_H

#include "query/parser.h"

struct parameter {
    const char *name;
    unsigned accepts;
    bool is_reserved; /* never a filter, even where it does not apply */
    bool may_repeat;
    void (*read)(struct parser *parser, struct slice name, struct slice value);
    const char *explanation;
};

/* NULL if there is none of that name, whatever an endpoint accepts. */
const struct parameter *parameter_find(struct slice name);
/* The same, and one that may repeat also with an index: "fields[]", "sort[0]",
 * as client libraries write arrays. */
const struct parameter *parameter_find_written(struct slice name);

/* Whether it is meant for some other program: "utm_source". */
bool parameter_is_ignored(struct slice name);
/* Notes that the query has it; false if it may not be given again. */
bool parameter_take(struct parser *parser, const struct parameter *parameter);

/* The readers of the values: read_text.c, */
void parameter_read_text(struct parser *p, struct slice name,
                         struct slice value);
void parameter_read_mode(struct parser *p, struct slice name,
                         struct slice value);
void parameter_read_prefix(struct parser *p, struct slice name,
                           struct slice value);
void parameter_read_typos(struct parser *p, struct slice name,
                          struct slice value);
/* Makes sense of them all together, once everything has been read. */
void parameters_settle_text(struct parser *p);
/* read_page.c, */
void parameter_read_sort(struct parser *p, struct slice name,
                         struct slice value);
void parameter_read_since(struct parser *p, struct slice name,
                          struct slice value);
void parameter_read_seed(struct parser *p, struct slice name,
                         struct slice value);
void parameter_read_page(struct parser *p, struct slice name,
                         struct slice value);
void parameter_read_limit(struct parser *p, struct slice name,
                          struct slice value);
void parameter_read_cursor(struct parser *p, struct slice name,
                           struct slice value);
void parameter_read_facets(struct parser *p, struct slice name,
                           struct slice value);
void parameter_read_exclude(struct parser *p, struct slice name,
                            struct slice value);
/* read_shape.c, */
void parameter_read_flag(struct parser *p, struct slice name,
                         struct slice value, bool *ret_flag);
void parameter_read_fields(struct parser *p, struct slice name,
                           struct slice value);
void parameter_read_include(struct parser *p, struct slice name,
                            struct slice value);
void parameter_read_depth(struct parser *p, struct slice name,
                          struct slice value);
void parameter_read_chunk_words(struct parser *p, struct slice name,
                                struct slice value);
void parameter_read_urls(struct parser *p, struct slice name,
                         struct slice value);
void parameter_read_content(struct parser *p, struct slice name,
                            struct slice value);
void parameter_read_envelope(struct parser *p, struct slice name,
                             struct slice value);
void parameter_read_front_matter(struct parser *p, struct slice name,
                                 struct slice value);
void parameter_read_pretty(struct parser *p, struct slice name,
                           struct slice value);
void parameter_read_lenient(struct parser *p, struct slice name,
                            struct slice value);
/* read_picture.c, and read_view.c. */
void parameter_read_status(struct parser *p, struct slice name,
                           struct slice value);
void parameter_read_preview(struct parser *p, struct slice name,
                            struct slice value);
void parameter_read_locale(struct parser *p, struct slice name,
                           struct slice value);
void parameter_read_version(struct parser *p, struct slice name,
                            struct slice value);
void parameter_read_media_type(struct parser *p, struct slice name,
                               struct slice value);
void parameter_read_fingerprint(struct parser *p, struct slice name,
                                struct slice value);
void parameter_read_url(struct parser *p, struct slice name,
                        struct slice value);
void parameter_read_width(struct parser *p, struct slice name,
                          struct slice value);
void parameter_read_height(struct parser *p, struct slice name,
                           struct slice value);
void parameter_read_fit(struct parser *p, struct slice name,
                        struct slice value);
void parameter_read_format(struct parser *p, struct slice name,
                           struct slice value);
void parameter_read_quality(struct parser *p, struct slice name,
                            struct slice value);
void parameter_read_section(struct parser *p, struct slice name,
                            struct slice value);

#endif
