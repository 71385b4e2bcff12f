/* feed_date.c - a date keeps its instant and its spelling in RFC 3339, whose
 * end is the offset: the clock of whoever wrote it. */
#include "feed/feed_date.h"

#include "base/clock.h"

#define EPOCH_WEEKDAY 4 /* 1970-01-01 was a Thursday */
#define DAY_S         86400

static const char *const weekdays[] = {"Sun", "Mon", "Tue", "Wed",
                                       "Thu", "Fri", "Sat"};
static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + (text[1] - '0');
}

/* Seconds east of UTC: of "...-05:00"; 0 of "...Z". */
static int offset_of(const struct date *date)
{
    struct slice text = slice_of(date->text);
    if (text.size < 6 || slice_ends(text, "Z"))
        return 0;
    const char *offset = text.data + text.size - 6;
    int seconds = two_digits(offset + 1) * 3600 + two_digits(offset + 4) * 60;
    return offset[0] == '-' ? -seconds : seconds;
}

static int64_t divided_down(int64_t number, int64_t by)
{
    return number / by - (number % by < 0 ? 1 : 0);
}

void feed_date_append(struct str *out, const struct date *date)
{
    int offset = offset_of(date);
    int64_t seconds = divided_down(date->instant_ms, 1000) + offset;
    int64_t days = divided_down(seconds, DAY_S) + EPOCH_WEEKDAY;
    struct civil local = civil_from_seconds(seconds);
    int minutes = (offset < 0 ? -offset : offset) / 60;
    str_appendf(out, "%s, %02d %s %04d %02d:%02d:%02d %c%02d%02d",
                weekdays[(days % 7 + 7) % 7], local.day,
                months[local.month - 1], local.year, local.hour, local.minute,
                local.second, offset < 0 ? '-' : '+', minutes / 60,
                minutes % 60);
}
