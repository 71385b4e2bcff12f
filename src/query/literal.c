/* literal.c - the types that a value of a query can be read as.
 *
 *     2024-05             [ May 1, June 1 )
 *     2024-05-01T09:30    [ 09:30:00, 09:31:00 )
 *     now-1M              the minute it was a month ago, on the calendar
 *
 * A date is the interval it names, as precise as it is written, so that
 * `date=2024-05` is all of May and `date:lte=2024-05` includes its last day.
 * "now" is the current minute: an answer then stays the same for as long as a
 * cache may keep it, and everything published until now is up to now.
 *
 * Few people write %2B for the "+" of an offset or of a step. The space that a
 * "+" is decoded to becomes one again where nothing else makes sense; a minus
 * needs no encoding. */
#include "query/literal.h"

#include "base/ascii.h"
#include "base/clock.h"
#include "document/date.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define MAX_NUMBER_BYTES   64
#define MAX_STEPS          99999 /* now-99999d */
#define MS_PER_SECOND      INT64_C(1000)
#define MS_PER_MINUTE      INT64_C(60000)
#define MS_PER_HOUR        INT64_C(3600000)
#define MS_PER_DAY         INT64_C(86400000)
#define SECONDS_PER_MINUTE 60

bool literal_boolean(struct slice text, bool *ret_boolean)
{
    bool is_true = slice_is(text, "true");
    if (!is_true && !slice_is(text, "false"))
        return false;
    *ret_boolean = is_true;
    return true;
}

static size_t skip_digits(struct slice text, size_t at)
{
    while (at < text.size && ascii_is_digit(text.data[at]))
        at++;
    return at;
}

static bool has_char(struct slice text, size_t at, const char *choices)
{
    return at < text.size && strchr(choices, text.data[at]) != NULL &&
           text.data[at] != '\0';
}

static bool is_number(struct slice text)
{
    size_t at = has_char(text, 0, "-") ? 1 : 0;
    size_t end = skip_digits(text, at);
    if (end == at)
        return false;
    at = end;
    if (has_char(text, at, ".")) {
        end = skip_digits(text, at + 1);
        if (end == at + 1)
            return false;
        at = end;
    }
    if (has_char(text, at, "eE")) {
        at += has_char(text, at + 1, "+-") ? 2 : 1;
        end = skip_digits(text, at);
        if (end == at)
            return false;
        at = end;
    }
    return at == text.size;
}

/* "-12", if it fits; a fraction or an exponent makes a double. */
static bool read_integer(const char *digits, int64_t *ret_integer)
{
    char *end;
    errno = 0;
    long long integer = strtoll(digits, &end, 10);
    *ret_integer = integer;
    return errno == 0 && *end == '\0';
}

bool literal_number(struct slice text, struct number *ret_number)
{
    char copy[MAX_NUMBER_BYTES + 1];
    int64_t integer;
    if (text.size > MAX_NUMBER_BYTES || !is_number(text))
        return false;
    memcpy(copy, text.data, text.size);
    copy[text.size] = '\0';
    if (read_integer(copy, &integer)) {
        *ret_number = number_from_integer(integer);
        return true;
    }
    double number = strtod(copy, NULL);
    if (!isfinite(number))
        return false;
    *ret_number = number_from_real(number);
    return true;
}

static int64_t ms_of_civil(const struct civil *civil, bool is_day)
{
    int offset = is_day ? 0 : timezone_offset_at(civil);
    offset -= offset % SECONDS_PER_MINUTE; /* as dates are read */
    return (civil_to_seconds(civil) - offset) * MS_PER_SECOND;
}

/* Months after December count into the next year, and days after the last one
 * of the month into the next month. */
static struct civil civil_of(int year, int month, int day)
{
    year += (month - 1) / 12;
    month = (month - 1) % 12 + 1;
    struct civil first = {.year = year, .month = month, .day = 1};
    return civil_from_seconds(civil_to_seconds(&first) +
                              (day - 1) * (MS_PER_DAY / MS_PER_SECOND));
}

/* "2024", "-05", "-01": up to three numbers; how many there are, or 0. */
static size_t read_calendar(struct slice text, int ret_numbers[3])
{
    size_t count = 0, at = 0;
    while (count < 3) {
        size_t end = skip_digits(text, at);
        size_t size = end - at;
        if (count == 0 ? size != 4 : size < 1 || size > 2)
            return 0;
        int number = 0;
        for (; at < end; at++)
            number = number * 10 + (text.data[at] - '0');
        ret_numbers[count++] = number;
        if (at == text.size)
            return count;
        if (text.data[at++] != '-')
            return 0;
    }
    return 0;
}

static bool read_period(struct slice text, bool is_day,
                        struct interval *ret_interval)
{
    int n[3] = {1, 1, 1};
    size_t count = read_calendar(text, n);
    struct civil named = {.year = n[0], .month = n[1], .day = n[2]};
    if (count == 0 || !civil_is_valid(&named))
        return false;
    struct civil next =
        civil_of(n[0] + (count == 1 ? 1 : 0), n[1] + (count == 2 ? 1 : 0),
                 n[2] + (count == 3 ? 1 : 0));
    *ret_interval = (struct interval){
        .from_ms = ms_of_civil(&named, is_day),
        .to_ms = ms_of_civil(&next, is_day),
    };
    return true;
}

/* The time that is left open: a minute of "9:30", a second of "9:30:15". */
static int64_t precision_of(struct slice text)
{
    size_t colon = slice_find_char(text, 0, ':');
    if (colon == text.size)
        return text.size > 10 ? 1 : MS_PER_SECOND; /* since the epoch */
    size_t seconds = colon + 3;
    if (!has_char(text, seconds, ":"))
        return MS_PER_MINUTE;
    return has_char(text, seconds + 3, ".") ? 1 : MS_PER_SECOND;
}

/* Any spelling that a document may use. */
static bool read_moment(struct slice text, bool is_day,
                        struct interval *ret_interval)
{
    struct date date;
    if (!date_parse(text, &date))
        return false;
    bool has_time = slice_find_char(text, 0, ':') < text.size;
    bool is_epoch = skip_digits(text, 0) == text.size;
    if (is_day || (!has_time && !is_epoch))
        return read_period(slice_of(date.day), is_day, ret_interval);
    *ret_interval = (struct interval){
        .from_ms = date.instant_ms,
        .to_ms = date.instant_ms + precision_of(text),
    };
    return true;
}

static int offset_at(int64_t seconds)
{
    struct civil utc = civil_from_seconds(seconds);
    struct civil near = civil_from_seconds(seconds + timezone_offset_at(&utc));
    return timezone_offset_at(&near);
}

static struct civil local_civil(int64_t ms)
{
    int64_t seconds = ms / MS_PER_SECOND;
    return civil_from_seconds(seconds + offset_at(seconds));
}

/* The same day and time that many months later, or the month's last day. */
static int64_t add_months(int64_t ms, long months)
{
    struct civil local = local_civil(ms);
    long count = (long)local.year * 12 + local.month - 1 + months;
    local.year = (int)(count / 12);
    local.month = (int)(count % 12) + 1;
    while (!civil_is_valid(&local) && local.day > 28)
        local.day--;
    return ms_of_civil(&local, false);
}

static bool add_steps(int64_t *ms, long steps, char unit)
{
    switch (unit) {
    case 'h':
        *ms += steps * MS_PER_HOUR;
        return true;
    case 'd':
        *ms += steps * MS_PER_DAY;
        return true;
    case 'w':
        *ms += steps * 7 * MS_PER_DAY;
        return true;
    case 'M':
    case 'y':
        /* No document is of the year zero or before. */
        steps *= unit == 'y' ? 12 : 1;
        if ((local_civil(*ms).year - 1) * 12L + steps < 0)
            return false;
        *ms = add_months(*ms, steps);
        return true;
    default:
        return false;
    }
}

/* What follows "now": nothing, or a sign, a number and a unit. */
static bool read_relative(struct slice rest, int64_t *ms)
{
    if (rest.size == 0)
        return true;
    size_t end = skip_digits(rest, 1);
    if (!has_char(rest, 0, "+-") || end == 1 || end > 6 || end + 1 != rest.size)
        return false;
    long steps = 0;
    for (size_t i = 1; i < end; i++)
        steps = steps * 10 + (rest.data[i] - '0');
    return steps <= MAX_STEPS &&
           add_steps(ms, rest.data[0] == '-' ? -steps : steps, rest.data[end]);
}

static bool read_now(struct slice text, bool is_day, int64_t now_ms,
                     struct interval *ret_interval)
{
    int64_t ms = now_ms - now_ms % MS_PER_MINUTE;
    if (!slice_starts(text, "now") || !read_relative(slice_from(text, 3), &ms))
        return false;
    *ret_interval = (struct interval){ms, ms + MS_PER_MINUTE, true};
    if (is_day) {
        struct civil local = local_civil(ms);
        struct civil day = civil_of(local.year, local.month, local.day);
        ret_interval->from_ms = ms_of_civil(&day, true);
        ret_interval->to_ms = ret_interval->from_ms + MS_PER_DAY;
    }
    return true;
}

static struct slice spell_period(const struct civil *civil,
                                 unsigned number_count, struct arena *arena)
{
    struct slice whole = arena_printf(arena, "%04d-%02d-%02d", civil->year,
                                      civil->month, civil->day);
    return slice_sub(whole, 0, whole.size - 3 * (3 - number_count));
}

/* Where clocks change at midnight, a day may begin an hour before or after its
 * first minute: then it is a neighbour whose interval has the instant. */
struct slice literal_period(int64_t ms, unsigned number_count, bool is_day,
                            struct arena *arena)
{
    static const int steps[] = {0, 1, -1};
    struct civil at =
        is_day ? civil_from_seconds(ms / MS_PER_SECOND) : local_civil(ms);
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        struct interval interval;
        struct civil near =
            civil_of(at.year - 1 + (number_count == 1 ? steps[i] : 0),
                     at.month + 12 + (number_count == 2 ? steps[i] : 0),
                     number_count == 3 ? at.day + steps[i] : 1);
        struct slice text = spell_period(&near, number_count, arena);
        if (read_period(text, is_day, &interval) && ms >= interval.from_ms &&
            ms < interval.to_ms)
            return text;
    }
    return SLICE_NONE;
}

int64_t literal_now_ends_ms(int64_t now_ms)
{
    return now_ms - now_ms % MS_PER_MINUTE + MS_PER_MINUTE;
}

bool literal_date(struct slice text, bool is_day, int64_t now_ms,
                  struct interval *ret_interval)
{
    text = slice_trim(text);
    return read_now(text, is_day, now_ms, ret_interval) ||
           read_period(text, is_day, ret_interval) ||
           read_moment(text, is_day, ret_interval);
}

struct slice literal_restore_plus(struct slice text, struct arena *arena)
{
    struct interval interval;
    size_t space = text.size;
    while (space > 0 && text.data[space - 1] != ' ')
        space--;
    if (space == 0 || literal_date(text, false, 0, &interval))
        return text;
    struct slice restored = arena_copy(arena, text);
    ((char *)restored.data)[space - 1] = '+';
    return literal_date(restored, false, 0, &interval) ? restored : text;
}
