/* format_dates.c - dates, times and durations as RFC 3339 has them.
 *
 * Stricter than what is read as the date of a document: whoever asks for a
 * format wants that one. */
#include "validate/format_forms.h"

#include "base/ascii.h"

#include <string.h>

#define MINUTES_A_DAY 1440

/* Reads `count` digits at *at. */
static bool take_digits(struct slice text, size_t *at, size_t count,
                        int *ret_number)
{
    int number = 0;
    if (text.size - *at < count)
        return false;
    for (size_t i = 0; i < count; i++) {
        char c = text.data[*at + i];
        if (!ascii_is_digit(c))
            return false;
        number = number * 10 + (c - '0');
    }
    *at += count;
    *ret_number = number;
    return true;
}

static bool take_char(struct slice text, size_t *at, const char *any_of)
{
    if (*at >= text.size || text.data[*at] == '\0' ||
        strchr(any_of, text.data[*at]) == NULL)
        return false;
    ++*at;
    return true;
}

static int days_of(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month == 2 && is_leap ? 29 : days[month - 1];
}

static bool take_date(struct slice text, size_t *at)
{
    int year, month, day;
    return take_digits(text, at, 4, &year) && take_char(text, at, "-") &&
           take_digits(text, at, 2, &month) && take_char(text, at, "-") &&
           take_digits(text, at, 2, &day) && month >= 1 && month <= 12 &&
           day >= 1 && day <= days_of(year, month);
}

bool is_full_date(struct slice text)
{
    size_t at = 0;
    return take_date(text, &at) && at == text.size;
}

/* In minutes east of UTC. */
static bool take_offset(struct slice text, size_t *at, int *ret_minutes)
{
    int hours, minutes;
    *ret_minutes = 0;
    if (take_char(text, at, "zZ"))
        return true;
    bool is_west = *at < text.size && text.data[*at] == '-';
    if (!take_char(text, at, "+-") || !take_digits(text, at, 2, &hours) ||
        !take_char(text, at, ":") || !take_digits(text, at, 2, &minutes) ||
        hours > 23 || minutes > 59)
        return false;
    *ret_minutes = (hours * 60 + minutes) * (is_west ? -1 : 1);
    return true;
}

/* A second 60 is only there before midnight in UTC. */
static bool take_time(struct slice text, size_t *at)
{
    int hour, minute, second, offset;
    if (!take_digits(text, at, 2, &hour) || !take_char(text, at, ":") ||
        !take_digits(text, at, 2, &minute) || !take_char(text, at, ":") ||
        !take_digits(text, at, 2, &second))
        return false;
    if (take_char(text, at, ".")) {
        int digit;
        if (!take_digits(text, at, 1, &digit))
            return false;
        while (take_digits(text, at, 1, &digit))
            continue;
    }
    if (!take_offset(text, at, &offset))
        return false;
    int utc = (hour * 60 + minute - offset + 2 * MINUTES_A_DAY) % MINUTES_A_DAY;
    return hour <= 23 && minute <= 59 &&
           (second <= 59 || (second == 60 && utc == MINUTES_A_DAY - 1));
}

bool is_full_time(struct slice text)
{
    size_t at = 0;
    return take_time(text, &at) && at == text.size;
}

bool is_date_time(struct slice text)
{
    size_t at = 0;
    return take_date(text, &at) && take_char(text, &at, "tT") &&
           take_time(text, &at) && at == text.size;
}

/* Reads numbers with these units, in this order and without a gap: "YMD" takes
 * "1M2D" but not "1Y2D". Returns how many there were; -1 if something else
 * follows a number. */
static int take_units(struct slice text, size_t *at, const char *units)
{
    int count = 0, digit;
    const char *next = units;
    while (*at < text.size && ascii_is_digit(text.data[*at])) {
        while (take_digits(text, at, 1, &digit))
            continue;
        const char *unit = *at < text.size && text.data[*at] != '\0'
                               ? strchr(next, text.data[*at])
                               : NULL;
        if (unit == NULL || (count > 0 && unit != next))
            return -1;
        ++*at;
        next = unit + 1;
        count++;
    }
    return count;
}

bool is_duration(struct slice text)
{
    size_t at = 0;
    if (!take_char(text, &at, "P"))
        return false;
    if (slice_ends(text, "W"))
        return take_units(text, &at, "W") == 1 && at == text.size;
    int days = take_units(text, &at, "YMD"), times = 0;
    if (days >= 0 && take_char(text, &at, "T")) {
        times = take_units(text, &at, "HMS");
        if (times == 0)
            return false;
    }
    return days >= 0 && times >= 0 && days + times > 0 && at == text.size;
}
