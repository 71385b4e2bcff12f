/* clock.c - days, seconds and the timezone of the site.
 *
 * In the arithmetic a year starts in March, so that the leap day is its last
 * day; an era is the 400 years after which the calendar repeats. Timezones come
 * from the C library and its rules on disk. It reads TZ once, which is why the
 * zone is set before the first thread starts and belongs to the process: an
 * argument instead would take a parser of those rules (RFC 8536) of our own. */
#include "base/clock.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SECONDS_PER_DAY 86400
#define ZONEINFO        "/usr/share/zoneinfo/"
#define ZONE_MAX_BYTES  64 /* of a name, its NUL included */

static bool zone_is_utc = true;
static char zone_name[ZONE_MAX_BYTES] = "UTC";

int64_t clock_now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

int64_t clock_monotonic_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

void clock_init_condition(pthread_cond_t *ret_condition)
{
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    (void)pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(ret_condition, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

struct timespec clock_moment_in(unsigned ms)
{
    int64_t us = clock_monotonic_us() + (int64_t)ms * 1000;
    return (struct timespec){.tv_sec = (time_t)(us / 1000000),
                             .tv_nsec = (long)(us % 1000000) * 1000};
}

int64_t days_from_civil(int year, int month, int day)
{
    int64_t y = month <= 2 ? (int64_t)year - 1 : year;
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year =
        (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool civil_is_valid(const struct civil *civil)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (civil->month < 1 || civil->month > 12 || civil->year < 0 ||
        civil->year > 9999)
        return false;
    int last = days[civil->month - 1] +
               (civil->month == 2 && is_leap(civil->year) ? 1 : 0);
    return civil->day >= 1 && civil->day <= last && civil->hour >= 0 &&
           civil->hour <= 23 && civil->minute >= 0 && civil->minute <= 59 &&
           civil->second >= 0 && civil->second <= 59;
}

int64_t civil_to_seconds(const struct civil *civil)
{
    return days_from_civil(civil->year, civil->month, civil->day) *
               SECONDS_PER_DAY +
           civil->hour * 3600 + civil->minute * 60 + civil->second;
}

struct civil civil_from_seconds(int64_t seconds)
{
    int64_t days = seconds / SECONDS_PER_DAY;
    int64_t rest = seconds % SECONDS_PER_DAY;
    if (rest < 0) {
        rest += SECONDS_PER_DAY;
        days--;
    }
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 -
                           day_of_era / 146096) /
                          365;
    int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * day_of_year + 2) / 153;
    int month =
        (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    return (struct civil){
        .year = (int)(year_of_era + era * 400) + (month <= 2 ? 1 : 0),
        .month = month,
        .day = (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1),
        .hour = (int)(rest / 3600),
        .minute = (int)(rest / 60 % 60),
        .second = (int)(rest % 60),
    };
}

/* The name becomes part of a path. */
static bool is_zone_name(const char *name)
{
    static const char allowed[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
    size_t size = strlen(name);
    return size > 0 && size < ZONE_MAX_BYTES && name[0] != '/' &&
           strspn(name, allowed) == size;
}

/* There are also folders ("Europe") and other files beside the zones; RFC 8536,
 * section 3.1. */
static bool is_zone_file(const char *path)
{
    char magic[4] = "";
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return false;
    bool is_zone = fread(magic, 1, sizeof magic, file) == sizeof magic &&
                   memcmp(magic, "TZif", sizeof magic) == 0;
    (void)fclose(file);
    return is_zone;
}

bool timezone_check(const char *name, struct err *err)
{
    char path[sizeof ZONEINFO + ZONE_MAX_BYTES];

    if (!is_zone_name(name)) {
        err_set(err, ERR_INVALID, "'%.80s' is not a timezone", name);
        return err_set_hint(err, "use an IANA name such as Europe/Berlin");
    }
    (void)snprintf(path, sizeof path, ZONEINFO "%s", name);
    if (strcmp(name, "UTC") != 0 && !is_zone_file(path)) {
        err_set(err, ERR_INVALID, "unknown timezone '%s'", name);
        return err_set_hint(
            err, "use an IANA name such as Europe/Berlin, and check that the "
                 "package tzdata is installed");
    }
    return true;
}

bool timezone_set(const char *name, struct err *err)
{
    bool is_utc = strcmp(name, "UTC") == 0;
    if (!timezone_check(name, err))
        return false;
    setenv("TZ", is_utc ? "UTC0" : name, 1);
    tzset();
    zone_is_utc = is_utc;
    (void)snprintf(zone_name, sizeof zone_name, "%s", name);
    return true;
}

const char *timezone_name(void)
{
    return zone_name;
}

static int offset_at_instant(int64_t seconds)
{
    time_t instant = (time_t)seconds;
    struct tm local = {0};
    (void)localtime_r(&instant, &local);
    return (int)local.tm_gmtoff;
}

int timezone_offset_of(int64_t seconds)
{
    return zone_is_utc ? 0 : offset_at_instant(seconds);
}

/* Not mktime(), which may take the later offset of a time that occurs twice. */
int timezone_offset_at(const struct civil *local)
{
    if (zone_is_utc)
        return 0;
    int64_t wall = civil_to_seconds(local);
    int before = offset_at_instant(wall - SECONDS_PER_DAY);
    if (offset_at_instant(wall - before) == before)
        return before;
    int after = offset_at_instant(wall + SECONDS_PER_DAY);
    return offset_at_instant(wall - after) == after ? after : before;
}

void clock_format_http_date(int64_t seconds, char ret_text[30])
{
    static const char days[][4] = {"Thu", "Fri", "Sat", "Sun",
                                   "Mon", "Tue", "Wed"};
    static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil c = civil_from_seconds(seconds);
    int64_t day = days_from_civil(c.year, c.month, c.day) % 7;
    (void)snprintf(ret_text, 30, "%s, %02u %s %04u %02u:%02u:%02u GMT",
                   days[day < 0 ? day + 7 : day], (unsigned)c.day % 100,
                   months[c.month - 1], (unsigned)c.year % 10000,
                   (unsigned)c.hour % 100, (unsigned)c.minute % 100,
                   (unsigned)c.second % 100);
}

void clock_format_rfc3339(int64_t ms, char ret_text[25])
{
    int64_t seconds = ms / 1000, rest = ms % 1000;
    if (rest < 0) {
        rest += 1000;
        seconds--;
    }
    struct civil c = civil_from_seconds(seconds);
    (void)snprintf(ret_text, 25, "%04u-%02u-%02uT%02u:%02u:%02u.%03uZ",
                   (unsigned)c.year % 10000, (unsigned)c.month % 100,
                   (unsigned)c.day % 100, (unsigned)c.hour % 100,
                   (unsigned)c.minute % 100, (unsigned)c.second % 100,
                   (unsigned)rest % 1000);
}
