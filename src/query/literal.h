/* literal.h - the values that people write in a query. Private to this
 * room. */
#ifndef QUERY_LITERAL_H
#define QUERY_LITERAL_H

#include "base/str.h"

#include <stdint.h>

/* The moments [from, to) that a text names. */
struct interval {
    int64_t from_ms, to_ms;
    bool is_relative; /* it says "now" */
};

/* "true" or "false", and nothing else. */
bool literal_boolean(struct slice text, bool *ret_boolean);

/* A number as JSON writes it (RFC 8259, section 6), leading zeros allowed. */
bool literal_number(struct slice text, double *ret_number);

/* "2024", "2024-05", "2024-05-01", any date that a document may have, "now",
 * "now-30d". Without an offset the site's timezone holds; with `is_day` days
 * are those of the calendar, in no timezone. A blank stands for "+". */
bool literal_date(struct slice text, bool is_day, int64_t now_ms,
                  struct interval *ret_interval);

/* When "now" begins to mean something else than it does at that time. */
int64_t literal_now_ends_ms(int64_t now_ms);

#endif
