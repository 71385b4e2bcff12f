/* hints.h - what names with brackets of other systems are in our language.
 * Private to this room. */
#ifndef QUERY_HINTS_H
#define QUERY_HINTS_H

#include "query/brackets.h"
#include "query/parser.h"

/* Names that only announce a condition: "filter[title]". */
bool hint_is_wrapper(struct slice name);

/* Appends a value as it can be written in a URL. */
void hint_append_value(struct str *out, struct slice value);

/* Adds an error that says how we write it, with a suggestion that can be used
 * in its place if it is a single condition or a single parameter. */
void hint_report(struct parser *parser, const struct location *location,
                 const struct bracketed *parts, struct slice value);

#endif
