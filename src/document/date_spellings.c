/* date_spellings.c - the dates that people write, as one table of spellings.
 *
 * strptime() depends on the locale, lets 31 April roll over into May and knows
 * no fractions; so each spelling is a row in a language of one letter per
 * field, and one loop tries the rows in turn. A row must fit the text to its
 * last byte; the first that does counts.
 *
 *     Y  year, four digits          T  9:30, 09:30:15, 09:30:15.123456,
 *     M  month, one or two digits      9:30 PM
 *     D  day, one or two digits     z  nothing, Z, EST, -5, +02, +0200, +02:00,
 *     d  the same, "1st", "1er"        GMT+0200 (Paris), +0200 CEST, with or
 *        or "1."                       without a space before
 *     B  month in English           E  epoch seconds, ten digits
 *     L  month in any language      l  spaces, or " de " around a month
 *     W  weekday in English         x  nothing, or what follows a year: " г."
 *     w  weekday in any language,
 *        with what separates it
 *     @  "T", spaces, ", ", " at "  e  epoch milliseconds, thirteen digits
 *     a space: one or more spaces   y  year, two or three digits, as Ruby's
 *                                      Date._parse() completes it
 *
 * Other languages write the day first. So does "31/12/2024", where no month can
 * be meant; "1/2/2025" is read with the month first, as every generator does,
 * and is worth a warning (date_is_ambiguous()).
 *
 * Everything else stands for itself. A month of its own ("2024-05") is not a
 * date, and a number that is not as long as today's epoch (20240501) is more
 * likely a mistake than a second in 1970. A weekday is not checked against its
 * date: the date is what was meant. Leap seconds and 24:00 are refused, since
 * RFC 3339 times of posts never need them.
 *
 * The spellings are those that generators read: YAML 1.1 timestamps ("-5" is an
 * offset), Ruby's Time.parse ("9:30 PM", "EST"), Go's cast ("+0200 CEST"), what
 * a Date of JavaScript prints, and what date(1) and git do. */
#include "document/date_parts.h"

#include "base/array.h"
#include "base/ascii.h"

#include <string.h>

#define MIN_DATE_DIGITS       5 /* "1 May 2024" */
#define MAX_DATE_BYTES        96
#define EPOCH_DIGITS          10
#define EPOCH_MS_DIGITS       13
#define MAX_NAME_CHARACTERS   9 /* "September", "Wednesday" */
#define SHORT_NAME_CHARACTERS 3
#define MILLISECOND_DIGITS    3
#define FIRST_SHORT_YEAR      69
#define MAX_OFFSET_HOURS      23 /* RFC 3339, section 5.6 */
#define MAX_OFFSET_MINUTES    59

/* The most frequent first. */
static const char *const spellings[] = {
    "Y-M-D",       /* 2024-05-01 */
    "Y-M-D@Tz",    /* 2024-05-01T09:00:00Z, 2024-05-01 09:00:00 +0200 */
    "M/D/Y",       /* 5/1/2024 */
    "M/D/Y@Tz",    /* 5/1/2024 9:00, 5/1/2024, 9:00 AM */
    "Y/M/D",       /* 2024/05/01 */
    "Y/M/D@Tz",    /* 2024/05/01 09:00 */
    "B d, Y",      /* May 1, 2024 */
    "B d, Y@Tz",   /* May 1, 2024 at 9:00 AM */
    "B d Y",       /* May 1 2024 */
    "B d Y@Tz",    /* May 01 2024 09:00:00 +0200 */
    "d B Y",       /* 1 May 2024 */
    "d B Y@Tz",    /* 1 May 2024 09:00 */
    "W, d B Y",    /* Wed, 1 May 2024 */
    "W, d B Y@Tz", /* Wed, 01 May 2024 09:00:00 GMT: RFC 9110, 5.6.7 */
    "W, B d, Y",   /* Wednesday, May 1, 2024 */
    "W, B d, Y@Tz",
    "W B D Y",    /* Wed May 01 2024 */
    "W B D Y@Tz", /* Wed May 01 2024 09:00:00 GMT+0200 (Paris) */
    "W B D T Yz", /* Wed May 1 09:00:00 2024 +0200 */
    "W B D Tz Y", /* Wed May  1 09:00:00 UTC 2024 */
    "dlLlYx",     /* 1. Mai 2024, 1 de mayo de 2024, 1 мая 2024 г. */
    "dlLlYx@Tz",
    "wdlLlYx", /* Mittwoch, 1. Mai 2024; onsdag den 1. maj 2024 */
    "wdlLlYx@Tz",
    "Y. L d",    /* 2024. május 1. */
    "L d, Y",    /* mayo 1, 2024 */
    "D.M.Yx",    /* 01.05.2024 */
    "D.M.Yx@Tz", /* 01.05.2024 09:00 */
    "D. M. Y",   /* 1. 5. 2024 */
    "Y. M. D.",  /* 2024. 5. 1. */
    "Y.M.D",     /* 2024.05.01 */
    "Y.M.D@Tz",
    "Y年M月D日x", /* 2024年5月1日 */
    "Y年M月D日x@Tz",
    "Y年M月D日xTz",
    "Y년 M월 D일x", /* 2024년 5월 1일 */
    "Y년 M월 D일x@Tz",
    "D/M/Y", /* 31/12/2024 */
    "D/M/Y@Tz",
    "T M/D/Y", /* 9:00 5/1/2024, as Grav has it, and next */
    "T D-M-Y", /* 9:00 01-05-2024: to PHP, dashes put the day first */
    "E",       /* 1714521600 */
    "e",       /* 1714521600000 */
};

static const char *const months[] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};

static const char *const weekdays[] = {
    "Monday", "Tuesday",  "Wednesday", "Thursday",
    "Friday", "Saturday", "Sunday",
};

/* Those of RFC 5322, section 4.3, and others that mean one thing only ("IST" is
 * Irish, Indian and Israeli). */
static const struct {
    const char *name;
    int offset_minutes;
} zones[] = {
    {"Z", 0},      {"UTC", 0},    {"GMT", 0},     {"UT", 0},      {"EST", -300},
    {"EDT", -240}, {"CST", -360}, {"CDT", -300},  {"MST", -420},  {"MDT", -360},
    {"PST", -480}, {"PDT", -420}, {"AKST", -540}, {"AKDT", -480}, {"HST", -600},
    {"WET", 0},    {"WEST", 60},  {"BST", 60},    {"CET", 60},    {"CEST", 120},
    {"EET", 120},  {"EEST", 180}, {"MSK", 180},   {"JST", 540},   {"KST", 540},
    {"AEST", 600}, {"AEDT", 660}, {"NZST", 720},  {"NZDT", 780},
};

static void advance(struct slice *rest, size_t count)
{
    *rest = slice_from(*rest, count);
}

static bool take_char(struct slice *rest, char c)
{
    if (rest->size == 0 || rest->data[0] != c)
        return false;
    advance(rest, 1);
    return true;
}

static bool take_spaces(struct slice *rest)
{
    size_t count = 0;
    while (count < rest->size &&
           (rest->data[count] == ' ' || rest->data[count] == '\t'))
        count++;
    advance(rest, count);
    return count > 0;
}

static bool take_word_nocase(struct slice *rest, const char *word)
{
    struct slice wanted = slice_of(word);
    if (!slice_equal_nocase(slice_sub(*rest, 0, wanted.size), wanted))
        return false;
    advance(rest, wanted.size);
    return true;
}

/* Takes as many digits as there are, up to `max_digits`. */
static bool take_number(struct slice *rest, size_t min_digits,
                        size_t max_digits, int64_t *ret_number)
{
    size_t count = 0;
    int64_t number = 0;
    while (count < max_digits && count < rest->size &&
           ascii_is_digit(rest->data[count]))
        number = number * 10 + (rest->data[count++] - '0');
    if (count < min_digits)
        return false;
    advance(rest, count);
    *ret_number = number;
    return true;
}

static bool take_int(struct slice *rest, size_t min_digits, size_t max_digits,
                     int *ret_number)
{
    int64_t number;
    if (!take_number(rest, min_digits, max_digits, &number))
        return false;
    *ret_number = (int)number;
    return true;
}

/* A name in full or as its first three letters ("Sept" too), with or without
 * a full stop; the place in the list, from 1. */
static bool take_name(struct slice *rest, const char *const *names,
                      size_t name_count, int *ret_place)
{
    size_t size = 0;
    while (size < rest->size && ascii_is_letter(rest->data[size]))
        size++;
    if (size < SHORT_NAME_CHARACTERS || size > MAX_NAME_CHARACTERS)
        return false;
    struct slice word = slice_sub(*rest, 0, size);
    for (size_t i = 0; i < name_count; i++) {
        struct slice name = slice_of(names[i]);
        bool is_short = size <= SHORT_NAME_CHARACTERS + 1;
        if (slice_equal_nocase(word, name) ||
            (is_short && slice_equal_nocase(word, slice_sub(name, 0, size)))) {
            advance(rest, size);
            if (is_short)
                (void)take_char(rest, '.');
            *ret_place = (int)i + 1;
            return true;
        }
    }
    return false;
}

/* What is beyond milliseconds is dropped, not rounded: a rounded last moment
 * of a day would be the first of the next. */
static bool take_fraction(struct slice *rest, int *ret_milliseconds)
{
    int value = 0;
    size_t count = 0;
    for (; count < rest->size && ascii_is_digit(rest->data[count]); count++) {
        if (count < MILLISECOND_DIGITS)
            value = value * 10 + (rest->data[count] - '0');
    }
    for (size_t i = count; i < MILLISECOND_DIGITS; i++)
        value *= 10;
    advance(rest, count);
    *ret_milliseconds = value;
    return count > 0;
}

/* "PM", "pm" or "p.m." */
static bool take_half_of_day(struct slice *rest, bool *ret_is_afternoon)
{
    struct slice after = *rest;
    (void)take_spaces(&after);
    *ret_is_afternoon = take_word_nocase(&after, "p");
    if (!*ret_is_afternoon && !take_word_nocase(&after, "a"))
        return false;
    (void)take_char(&after, '.');
    if (!take_word_nocase(&after, "m"))
        return false;
    (void)take_char(&after, '.');
    *rest = after;
    return true;
}

static bool take_seconds(struct slice *rest, struct date_parts *parts)
{
    if (!take_int(rest, 2, 2, &parts->civil.second))
        return false;
    return (!take_char(rest, '.') && !take_char(rest, ',')) ||
           take_fraction(rest, &parts->milliseconds);
}

static bool take_time(struct slice *rest, struct date_parts *parts)
{
    int *hour = &parts->civil.hour;
    bool is_afternoon;
    if (!take_int(rest, 1, 2, hour) || !take_char(rest, ':') ||
        !take_int(rest, 2, 2, &parts->civil.minute) ||
        (take_char(rest, ':') && !take_seconds(rest, parts)))
        return false;
    if (!take_half_of_day(rest, &is_afternoon))
        return true;
    if (*hour < 1 || *hour > 12)
        return false;
    *hour = *hour % 12 + (is_afternoon ? 12 : 0);
    return true;
}

static bool take_zone_name(struct slice *rest, int *ret_minutes)
{
    size_t size = 0;
    while (size < rest->size && ascii_is_letter(rest->data[size]))
        size++;
    for (size_t i = 0; i < ARRAY_COUNT(zones); i++) {
        if (!slice_equal_nocase(slice_sub(*rest, 0, size),
                                slice_of(zones[i].name)))
            continue;
        advance(rest, size);
        *ret_minutes = zones[i].offset_minutes;
        return true;
    }
    return false;
}

/* "-5", "-05", "-0530", "-5:30", with a sign always. */
static bool take_numeric_offset(struct slice *rest, int *ret_minutes)
{
    int hours, minutes = 0;
    bool is_west = rest->size > 0 && rest->data[0] == '-';
    if (!take_char(rest, '-') && !take_char(rest, '+'))
        return false;
    if (!take_int(rest, 1, 2, &hours))
        return false;
    bool has_minutes = take_char(rest, ':') ||
                       (rest->size > 0 && ascii_is_digit(rest->data[0]));
    if (has_minutes && !take_int(rest, 2, 2, &minutes))
        return false;
    *ret_minutes = (hours * 60 + minutes) * (is_west ? -1 : 1);
    return hours <= MAX_OFFSET_HOURS && minutes <= MAX_OFFSET_MINUTES;
}

/* What programs add to a number: " CEST", " (Central European Time)". */
static void take_zone_remark(struct slice *rest)
{
    struct slice after = *rest;
    int ignored;
    if (!take_spaces(&after))
        return;
    if (take_char(&after, '(')) {
        size_t end = slice_find_char(after, 0, ')');
        if (end + 1 == after.size)
            *rest = slice_from(after, end + 1);
    } else if (take_zone_name(&after, &ignored)) {
        *rest = after;
    }
}

/* Nothing at all is an offset too: the site's. */
static bool take_offset(struct slice *rest, struct date_parts *parts)
{
    int minutes = 0;
    bool has_sign, has_name;

    (void)take_spaces(rest);
    if (rest->size == 0)
        return true;
    has_name = take_zone_name(rest, &minutes);
    has_sign = rest->size > 0 && strchr("+-", rest->data[0]) != NULL;
    if (!has_name && !has_sign)
        return false;
    if (has_sign) {
        if ((has_name && minutes != 0) || !take_numeric_offset(rest, &minutes))
            return false;
        take_zone_remark(rest);
    }
    parts->has_offset = true;
    parts->offset_seconds = minutes * SECONDS_PER_MINUTE;
    return true;
}

static bool take_epoch(struct slice *rest, size_t digits,
                       struct date_parts *parts)
{
    int64_t number;
    if (!take_number(rest, digits, digits, &number))
        return false;
    if (digits == EPOCH_MS_DIGITS) {
        parts->milliseconds = (int)(number % 1000);
        number /= 1000;
    }
    parts->civil = civil_from_seconds(number);
    parts->has_offset = true;
    return number >= MIN_EPOCH_SECONDS;
}

/* "1", "1st", "22nd" */
static bool take_ordinal(struct slice *rest, int *ret_number)
{
    static const char *const endings[] = {"st", "nd", "rd", "th", "er",
                                          ".",  "º",  "ª",  "o"};
    if (!take_int(rest, 1, 2, ret_number))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(endings); i++) {
        if (take_word_nocase(rest, endings[i]))
            break;
    }
    return true;
}

/* Takes one of the words, with what ends it; spaces among it. */
static void take_one_of(struct slice *rest, const char *const *words,
                        size_t count)
{
    size_t i = 0;
    while (i < count && !take_word_nocase(rest, words[i]))
        i++;
}

/* What stands between a day and a time. */
static bool take_separator(struct slice *rest)
{
    static const char *const words[] = {"at ", "um ", "à ", "om ", "kl. "};
    if (take_word_nocase(rest, "T"))
        return true;
    bool has_comma = take_char(rest, ',');
    if (!take_spaces(rest))
        return false;
    if (!has_comma)
        take_one_of(rest, words, ARRAY_COUNT(words));
    (void)take_spaces(rest);
    return true;
}

/* "de" is Spanish, Portuguese, Galician and Catalan. */
static bool take_link(struct slice *rest)
{
    static const char *const words[] = {"de ", "del ", "d’", "d'"};
    if (!take_spaces(rest))
        return false;
    take_one_of(rest, words, ARRAY_COUNT(words));
    (void)take_spaces(rest);
    return true;
}

/* "mercredi ", "Mittwoch, ", "onsdag den " */
static bool take_weekday_before(struct slice *rest)
{
    static const char *const words[] = {"den ", "dem ", "le "};
    if (!date_take_weekday(rest))
        return false;
    (void)take_char(rest, ',');
    if (!take_spaces(rest))
        return false;
    take_one_of(rest, words, ARRAY_COUNT(words));
    return true;
}

/* Russian and Bulgarian add "г." to a year, Ukrainian "р."; Chinese, Japanese
 * and Korean the weekday to a day. */
static void take_remark(struct slice *rest)
{
    static const char *const words[] = {"г.", "р.", "г", "року", "года"};
    struct slice after = *rest;
    bool is_bracketed;
    (void)take_spaces(&after);
    is_bracketed = take_char(&after, '(');
    size_t before = after.size;
    if (!date_take_weekday(&after))
        take_one_of(&after, words, ARRAY_COUNT(words));
    if (after.size < before && (!is_bracketed || take_char(&after, ')')))
        *rest = after;
}

/* "24" is 2024 and "69" is 1969; "124" is what it says. */
static bool take_short_year(struct slice *rest, int *ret_year)
{
    size_t before = rest->size;
    if (!take_int(rest, 2, 3, ret_year))
        return false;
    if (before - rest->size == 2)
        *ret_year += *ret_year >= FIRST_SHORT_YEAR ? 1900 : 2000;
    return true;
}

static bool take_field(char field, struct slice *rest, struct date_parts *parts)
{
    struct civil *civil = &parts->civil;
    int ignored;

    switch (field) {
    case 'Y':
        return take_int(rest, 4, 4, &civil->year);
    case 'y':
        return take_short_year(rest, &civil->year);
    case 'M':
        return take_int(rest, 1, 2, &civil->month);
    case 'D':
        return take_int(rest, 1, 2, &civil->day);
    case 'd':
        return take_ordinal(rest, &civil->day);
    case 'B':
        return take_name(rest, months, 12, &civil->month);
    case 'W':
        return take_name(rest, weekdays, 7, &ignored);
    case 'T':
        return take_time(rest, parts);
    case 'z':
        return take_offset(rest, parts);
    case 'E':
        return take_epoch(rest, EPOCH_DIGITS, parts);
    case 'e':
        return take_epoch(rest, EPOCH_MS_DIGITS, parts);
    case 'L':
        return date_take_month(rest, &civil->month);
    case 'l':
        return take_link(rest);
    case 'w':
        return take_weekday_before(rest);
    case 'x':
        take_remark(rest);
        return true;
    case '@':
        return take_separator(rest);
    case ' ':
        return take_spaces(rest);
    default:
        return take_char(rest, field);
    }
}

bool date_parts_take(const char *spelling, struct slice *rest,
                     struct date_parts *ret_parts)
{
    struct date_parts parts = {0};
    for (; *spelling != '\0'; spelling++) {
        if (!take_field(*spelling, rest, &parts))
            return false;
    }
    *ret_parts = parts;
    return civil_is_valid(&parts.civil);
}

/* Every spelling has a year and a day: most texts are told apart by their
 * digits, in a fraction of the time that the table takes. */
static bool may_be_date(struct slice text)
{
    size_t digits = 0;
    if (text.size > MAX_DATE_BYTES)
        return false;
    for (size_t i = 0; i < text.size; i++)
        digits += ascii_is_digit(text.data[i]) ? 1 : 0;
    return digits >= MIN_DATE_DIGITS;
}

bool date_parts_parse(struct slice text, struct date_parts *ret_parts)
{
    struct slice trimmed = slice_trim(text);

    if (!may_be_date(trimmed))
        return false;
    for (size_t i = 0; i < ARRAY_COUNT(spellings); i++) {
        struct slice rest = trimmed;
        if (date_parts_take(spellings[i], &rest, ret_parts) && rest.size == 0)
            return true;
    }
    return false;
}

bool date_is_zoneless_timestamp(struct slice text)
{
    int64_t number;
    text = slice_trim(text);
    bool is_day = take_number(&text, 4, 4, &number) && take_char(&text, '-') &&
                  take_number(&text, 1, 2, &number) && take_char(&text, '-') &&
                  take_number(&text, 1, 2, &number);
    bool has_gap =
        take_char(&text, 'T') || take_char(&text, 't') || take_spaces(&text);
    bool is_time = is_day && has_gap && take_number(&text, 1, 2, &number) &&
                   take_char(&text, ':') && take_number(&text, 2, 2, &number) &&
                   take_char(&text, ':') && take_number(&text, 2, 2, &number);
    int milliseconds;
    if (is_time && take_char(&text, '.'))
        (void)take_fraction(&text, &milliseconds);
    return is_time && text.size == 0;
}
