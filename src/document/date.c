/* date.c - dates: an instant, a day, and the text that answers show.
 *
 * The text keeps milliseconds only where they are not zero, and writes an
 * offset of zero as Z, so that one instant has one spelling. */
#include "document/date_parts.h"

#include <stdio.h>
#include <stdlib.h>

static const char file_name_spelling[] = "Y-M-D";
static const char folder_spelling[] = "Y/M/D";

/* Offsets of the nineteenth century have seconds, which RFC 3339 cannot say:
 * they are dropped before the instant is computed, so that it and the text
 * agree. */
static int site_offset(const struct civil *civil)
{
    return timezone_offset_at(civil) / SECONDS_PER_MINUTE * SECONDS_PER_MINUTE;
}

/* Every number is cut to its digits: so compilers see that it fits. */
static void write_text(const struct date_parts *parts, int offset,
                       struct date *date)
{
    const struct civil *c = &parts->civil;
    char fraction[8] = "", zone[8] = "Z";
    unsigned minutes = (unsigned)abs(offset) / SECONDS_PER_MINUTE;

    if (parts->milliseconds != 0)
        (void)snprintf(fraction, sizeof fraction, ".%03u",
                       (unsigned)parts->milliseconds % 1000);
    if (offset != 0)
        (void)snprintf(zone, sizeof zone, "%c%02u:%02u", offset < 0 ? '-' : '+',
                       minutes / 60 % 100, minutes % 60);
    (void)snprintf(date->day, sizeof date->day, "%04u-%02u-%02u",
                   (unsigned)c->year % 10000, (unsigned)c->month % 100,
                   (unsigned)c->day % 100);
    (void)snprintf(date->text, sizeof date->text, "%sT%02u:%02u:%02u%s%s",
                   date->day, (unsigned)c->hour % 100,
                   (unsigned)c->minute % 100, (unsigned)c->second % 100,
                   fraction, zone);
}

static int offset_of(const struct date_parts *parts)
{
    return parts->has_offset ? parts->offset_seconds
                             : site_offset(&parts->civil);
}

static int64_t instant_of(const struct date_parts *parts, int offset)
{
    return (civil_to_seconds(&parts->civil) - offset) * 1000 +
           parts->milliseconds;
}

static struct date date_of_parts(const struct date_parts *parts)
{
    struct date date = {0};
    int offset = offset_of(parts);
    date.instant_ms = instant_of(parts, offset);
    write_text(parts, offset, &date);
    return date;
}

bool date_parse(struct slice text, struct date *ret_date)
{
    struct date_parts parts;
    if (!date_parts_parse(text, &parts))
        return false;
    *ret_date = date_of_parts(&parts);
    return true;
}

bool date_parse_instant(struct slice text, int64_t *ret_ms)
{
    struct date_parts parts;
    if (!date_parts_parse(text, &parts))
        return false;
    *ret_ms = instant_of(&parts, offset_of(&parts));
    return true;
}

bool date_is_ambiguous(struct slice text)
{
    struct slice rest = slice_trim(text);
    struct date_parts parts;
    return date_parts_take("M/D/Y", &rest, &parts) && parts.civil.day <= 12 &&
           parts.civil.day != parts.civil.month;
}

#define MIN_CALENDAR_NUMBER 19000101
#define MAX_CALENDAR_NUMBER 21991231
#define MIN_SERIAL          25569 /* 1970-01-01 */
#define MAX_SERIAL          73050 /* 2099-12-31 */
#define SERIAL_OF_EPOCH     25569
#define SECONDS_PER_DAY     86400

bool date_number_is_serial(int64_t number)
{
    return number >= MIN_SERIAL && number <= MAX_SERIAL;
}

static bool parts_of_number(int64_t number, struct date_parts *parts)
{
    if (date_number_is_serial(number)) {
        parts->civil =
            civil_from_seconds((number - SERIAL_OF_EPOCH) * SECONDS_PER_DAY);
        return true;
    }
    if (number >= MIN_CALENDAR_NUMBER && number <= MAX_CALENDAR_NUMBER) {
        parts->civil.year = (int)(number / 10000);
        parts->civil.month = (int)(number / 100 % 100);
        parts->civil.day = (int)(number % 100);
        return civil_is_valid(&parts->civil);
    }
    parts->has_offset = true;
    if (number > MAX_EPOCH_SECONDS) {
        parts->milliseconds = (int)(number % 1000);
        number /= 1000;
    }
    parts->civil = civil_from_seconds(number);
    return number >= MIN_EPOCH_SECONDS && number <= MAX_EPOCH_SECONDS;
}

bool date_from_number(int64_t number, struct date *ret_date)
{
    struct date_parts parts = {0};
    if (!parts_of_number(number, &parts))
        return false;
    *ret_date = date_of_parts(&parts);
    return true;
}

int64_t date_day_ms(const struct date *date)
{
    struct slice rest = slice_of(date->day);
    struct date_parts parts;
    if (!date_parts_take(file_name_spelling, &rest, &parts))
        return 0;
    return civil_to_seconds(&parts.civil) * 1000;
}

static bool take_name(const char *spelling, struct slice rest,
                      struct date *ret_date, struct slice *ret_rest)
{
    struct date_parts parts;

    if (!date_parts_take(spelling, &rest, &parts))
        return false;
    if (rest.size > 0 && rest.data[0] != '-')
        return false;
    *ret_date = date_of_parts(&parts);
    *ret_rest = slice_from(rest, rest.size > 0 ? 1 : 0);
    return true;
}

bool date_from_file_name(struct slice name, struct date *ret_date,
                         struct slice *ret_rest)
{
    return take_name(file_name_spelling, name, ret_date, ret_rest);
}

bool date_from_short_name(struct slice name, struct date *ret_date,
                          struct slice *ret_rest)
{
    return take_name("y-M-D", name, ret_date, ret_rest);
}

bool date_from_folder(struct slice folder, struct date *ret_date)
{
    size_t start = folder.size, names = 0;
    while (start > 0 && (folder.data[start - 1] != '/' || ++names < 3))
        start--;
    struct slice rest = slice_from(folder, start);
    struct date_parts parts;
    if (!date_parts_take(folder_spelling, &rest, &parts) || rest.size > 0)
        return false;
    *ret_date = date_of_parts(&parts);
    return true;
}
