/* date_parts.h - a date as its text has it. Private to this room. */
#ifndef DOCUMENT_DATE_PARTS_H
#define DOCUMENT_DATE_PARTS_H

#include "base/clock.h"
#include "document/date.h"

#define MIN_EPOCH_SECONDS  INT64_C(1000000000) /* September 2001 */
#define MAX_EPOCH_SECONDS  INT64_C(9999999999) /* November 2286 */
#define SECONDS_PER_MINUTE 60

struct date_parts {
    struct civil civil;
    int milliseconds;
    int offset_seconds;
    bool has_offset;
};

/* Reads a whole text that is one of the spellings of date_spellings.c, with
 * spaces around it or not. */
bool date_parts_parse(struct slice text, struct date_parts *ret_parts);

/* Reads as far as the spelling goes, "Y-M-D"; *rest is what follows. */
bool date_parts_take(const char *spelling, struct slice *rest,
                     struct date_parts *ret_parts);

/* Take the name of a month or a weekday in any of the languages of
 * date_words.c, in any case, with the full stop of a short one. */
bool date_take_month(struct slice *rest, int *ret_month);
bool date_take_weekday(struct slice *rest);

#endif
