/* aliases.h - names with brackets, as other programs write them. Private to
 * this room. */
#ifndef QUERY_ALIASES_H
#define QUERY_ALIASES_H

#include "query/filter.h"

/* "fields[]", "sort[0]": the parameter that may stand more than once, or
 * NULL. */
const struct parameter *alias_of_parameter(struct slice name);

/* Whether there is a bracket in it. */
bool alias_is_one(struct slice name);

/* "date[gte]", "tags[]", "tags[in][0]"; complains, with our spelling of it,
 * about every other. */
bool alias_read_name(struct parser *p, const struct origin *origin,
                     struct slice written, struct slice value,
                     struct field_name *ret_name) MUST_USE;

#endif
