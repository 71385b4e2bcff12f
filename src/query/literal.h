/* literal.h - booleans, numbers and dates as queries write them. Private to
 * this room. */
#ifndef QUERY_LITERAL_H
#define QUERY_LITERAL_H

#include "base/arena.h"
#include "base/number.h"

#include <stdint.h>

/* The interval [from, to) that a date names. */
struct interval {
    int64_t from_ms, to_ms;
    bool is_relative; /* to "now" */
};

/* "true" or "false", and nothing else. */
bool literal_boolean(struct slice text, bool *ret_boolean);

/* A number as JSON writes it (RFC 8259, section 6), leading zeros allowed. */
bool literal_number(struct slice text, struct number *ret_number);

/* A "+" in a URL is read as a space. Returns the string with its last space as
 * the "+" that it must have been, in `arena`, if only that makes it a date;
 * else the string itself. */
struct slice literal_restore_plus(struct slice text, struct arena *arena);

/* "2024", "2024-05", "2024-05-01", any date that a document may have, "now",
 * "now-30d". Without an offset the site's timezone applies; with `is_day` days
 * are those of the calendar, in no timezone. */
bool literal_date(struct slice text, bool is_day, int64_t now_ms,
                  struct interval *ret_interval);

/* Returns the literal of one to three numbers ("2024", "2024-05") whose
 * interval has the instant, in `arena`; SLICE_NONE if none can name it. */
struct slice literal_period(int64_t ms, unsigned number_count, bool is_day,
                            struct arena *arena);

/* When the value of "now" next changes. */
int64_t literal_now_ends_ms(int64_t now_ms);

#endif
