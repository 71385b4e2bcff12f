/* date.h - the dates that people write.
 *
 * A date keeps three things: the instant, its spelling in RFC 3339, and the
 * calendar day to show, which is always the day that was written, whatever the
 * timezone. */
#ifndef DOCUMENT_DATE_H
#define DOCUMENT_DATE_H

#include "base/str.h"

#include <stdint.h>

struct date {
    int64_t instant_ms; /* since 1970-01-01T00:00:00Z */
    char text[40];      /* RFC 3339, with Z or the offset as written */
    char day[12];       /* YYYY-MM-DD, as written */
};

/* Reads any of the spellings in the table of date.c. Without an offset the
 * site's timezone holds (clock.h). Returns false for everything else and for
 * days that do not exist; *ret_date is then untouched. */
bool date_parse(struct slice text, struct date *ret_date);

/* Whether a date that date_parse() reads could have day and month the other way
 * round: "1/2/2025", which is read as January. */
bool date_is_ambiguous(struct slice text);

/* Whether it is a day and a time to the second, without a zone: what YAML 1.1
 * calls a timestamp. */
bool date_is_zoneless_timestamp(struct slice text);

/* The instant alone, in a tenth of the time. */
bool date_parse_instant(struct slice text, int64_t *ret_ms);

/* What a bare number means as a date, by how many digits it has:
 *
 *     45413           a day of a spreadsheet, from 1899-12-30
 *     20240501        a calendar day, as ISO 8601 writes it without dashes
 *     1714521600      epoch seconds; with 13 digits, milliseconds
 */
bool date_from_number(int64_t number, struct date *ret_date);
bool date_number_is_serial(int64_t number); /* of a spreadsheet */
#define DATE_MAX_DIGITS 13

/* The first moment of its calendar day, as if that were in UTC. */
int64_t date_day_ms(const struct date *date);

/* The date a file name starts with ("2014-03-12-x", "2017-2-5-x"); then
 * *ret_rest is what follows the prefix and its dash. False if there is none. */
bool date_from_file_name(struct slice name, struct date *ret_date,
                         struct slice *ret_rest);
/* The same with a year of two or three digits ("14-4-9-x"), which Jekyll reads
 * as Ruby does: 69 to 99 are 1969 to 1999. */
bool date_from_short_name(struct slice name, struct date *ret_date,
                          struct slice *ret_rest);
/* The same of a folder whose last three names are a day: "posts/2024/03/12". */
bool date_from_folder(struct slice folder, struct date *ret_date);

#endif
