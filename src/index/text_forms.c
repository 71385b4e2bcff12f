/* text_forms.c - tells days, instants and links from other texts.
 *
 * These are the formats date, date-time and uri of JSON Schema 2020-12 (7.3),
 * as validators hold them to it: RFC 3339 and RFC 3986 to the letter, and not
 * all that this program reads as a date. */
#include "index/text_forms.h"

#include "base/array.h"
#include "base/ascii.h"
#include "document/date.h"
#include "index/types.h"

#include <string.h>

static bool has_digits(struct slice text, size_t from, size_t count)
{
    for (size_t i = from; i < from + count; i++) {
        if (!ascii_is_digit(text.data[i]))
            return false;
    }
    return true;
}

/* The calendar is checked where the dates of documents are read. */
static bool is_day(struct slice text)
{
    struct date date;
    return text.size == strlen("2026-05-01") && has_digits(text, 0, 4) &&
           text.data[4] == '-' && has_digits(text, 5, 2) &&
           text.data[7] == '-' && has_digits(text, 8, 2) &&
           date_parse(text, &date);
}

/* "Z" or "+02:00", after the seconds and their fraction. */
static bool is_zone(struct slice text)
{
    if (slice_is(text, "Z"))
        return true;
    return text.size == strlen("+02:00") &&
           (text.data[0] == '+' || text.data[0] == '-') &&
           has_digits(text, 1, 2) && text.data[3] == ':' &&
           has_digits(text, 4, 2);
}

static bool is_instant(struct slice text)
{
    struct date date;
    size_t at = strlen("2026-05-01T09:00:00");
    if (text.size <= at || text.data[10] != 'T' || !has_digits(text, 11, 2) ||
        text.data[13] != ':' || !has_digits(text, 14, 2) ||
        text.data[16] != ':' || !has_digits(text, 17, 2) ||
        !is_day(slice_sub(text, 0, 10)))
        return false;
    if (text.data[at] == '.') {
        size_t first = ++at;
        while (at < text.size && ascii_is_digit(text.data[at]))
            at++;
        if (at == first)
            return false;
    }
    return is_zone(slice_from(text, at)) && date_parse(text, &date);
}

static bool is_escape(struct slice text)
{
    return text.size >= strlen("%20") && ascii_hex_value(text.data[1]) >= 0 &&
           ascii_hex_value(text.data[2]) >= 0;
}

/* What a URI is made of (RFC 3986, 2 and 3), without brackets, which only
 * addresses of IPv6 have. */
static bool is_link(struct slice text)
{
    static const char marks[] = "-._~:/?@!$&'()*+,;=";
    size_t fragments = 0;
    if (!slice_starts(text, "http://") && !slice_starts(text, "https://"))
        return false;
    for (size_t i = 0; i < text.size; i++) {
        char c = text.data[i];
        if (c == '#')
            fragments++;
        else if (c == '%' ? !is_escape(slice_from(text, i))
                          : !ascii_is_letter_or_digit(c) &&
                                memchr(marks, c, sizeof marks - 1) == NULL)
            return false;
    }
    return text.size > strlen("https://") && fragments <= 1;
}

static const struct {
    enum text_form form;
    bool (*holds)(struct slice text);
} forms[] = {
    {TEXT_DAY, is_day},
    {TEXT_INSTANT, is_instant},
    {TEXT_LINK, is_link},
};

unsigned text_forms_of(struct slice text, unsigned candidates)
{
    for (size_t i = 0; i < ARRAY_COUNT(forms); i++) {
        if ((candidates & forms[i].form) != 0 && !forms[i].holds(text))
            candidates &= ~(unsigned)forms[i].form;
    }
    return candidates;
}
