/* clock.h - the calendar, the timezone of the site, and the time now.
 *
 * Days and seconds are counted from 1970-01-01T00:00:00Z, without leap
 * seconds, in the proleptic Gregorian calendar. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include "base/err.h"
#include "base/str.h"

#include <pthread.h>
#include <stdint.h>
#include <time.h>

struct civil {
    int year, month, day; /* month and day from 1 */
    int hour, minute, second;
};

int64_t clock_now_ms(void);       /* since the epoch */
int64_t clock_monotonic_us(void); /* for measuring */

/* Makes a condition whose pthread_cond_timedwait() takes moments of the clock
 * that nobody sets, and the moment in so many milliseconds. */
void clock_init_condition(pthread_cond_t *ret_condition);
struct timespec clock_moment_in(unsigned ms);

int64_t days_from_civil(int year, int month, int day);
bool civil_is_valid(const struct civil *civil); /* 29 February and the like */
int64_t civil_to_seconds(const struct civil *civil); /* read as UTC */
struct civil civil_from_seconds(int64_t seconds);    /* in UTC */

/* Sets the site's timezone: an IANA name ("Europe/Berlin") or "UTC". It is that
 * of the whole process; call this before starting any thread. */
bool timezone_set(const char *name, struct err *err) MUST_USE;

/* The current one; "UTC" by default. */
const char *timezone_name(void);

/* Whether timezone_set() accepts it. */
bool timezone_check(const char *name, struct err *err) MUST_USE;

/* Seconds east of UTC at an instant in the site's timezone. */
int timezone_offset_of(int64_t seconds);

/* Seconds east of UTC at a local time in the site's timezone. A time that a
 * change of the clock skips or repeats gets the earlier offset. */
int timezone_offset_at(const struct civil *local);

/* RFC 9110 5.6.7, "Sun, 06 Nov 1994 08:49:37 GMT": 29 bytes and a NUL. */
void clock_format_http_date(int64_t seconds, char ret_text[30]);
/* RFC 3339 in UTC, to the millisecond: 24 bytes and a NUL. */
void clock_format_rfc3339(int64_t ms, char ret_text[25]);

#endif
