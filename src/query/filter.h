/* filter.h - parameters that are conditions. Private to this room. */
#ifndef QUERY_FILTER_H
#define QUERY_FILTER_H

#include "query/parser.h"

/* Reads a parameter that is not ours: adds to parser->query->where. */
void filter_read(struct parser *parser, struct slice name, struct slice value);

#endif
