/* field_name.h - the names of conditions. Private to this room. */
#ifndef QUERY_FIELD_NAME_H
#define QUERY_FIELD_NAME_H

#include "query/conditions.h"

/* Reads "date:gte", "date[gte]", "tags[]", "tags[in][0]". False, with an error,
 * for anything else; `value` is for its suggestion only. */
bool field_name_parse(struct parser *parser, const struct location *location,
                      struct slice written, struct slice value,
                      struct field_name *ret_name) MUST_USE;

#endif
