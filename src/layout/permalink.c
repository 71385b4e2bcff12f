/* permalink.c - "/:categories/:year/:month/:day/:title.html".
 *
 * A pattern is text with words in it; a word is a colon and a name from a
 * table. The table has a function for each word, which appends its value. Empty
 * values leave double slashes, which are removed at the end.
 *
 * Days are those that the author wrote, in any timezone; in Jekyll, those of
 * the instant in the timezone of the site. */
#include "layout/permalink.h"

#include "base/clock.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

#define SECONDS_PER_DAY 86400

const char *month_name(int month)
{
    static const char *const names[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December",
    };
    return names[month - 1];
}

const char *weekday_name(int weekday)
{
    static const char *const names[] = {
        "Monday", "Tuesday",  "Wednesday", "Thursday",
        "Friday", "Saturday", "Sunday",
    };
    return names[weekday];
}

/* The date as the site's timezone has it, or as it is written. */
static struct civil civil_of(const struct permalink *permalink)
{
    const struct date *date = permalink->meta->date;
    int64_t seconds = date->instant_ms / 1000 - (date->instant_ms % 1000 < 0);
    if (permalink->is_local)
        return civil_from_seconds(seconds + timezone_offset_of(seconds));
    return (struct civil){
        .year = (int)strtol(date->text, NULL, 10),
        .month = (int)strtol(date->text + 5, NULL, 10),
        .day = (int)strtol(date->text + 8, NULL, 10),
        .hour = (int)strtol(date->text + 11, NULL, 10),
        .minute = (int)strtol(date->text + 14, NULL, 10),
        .second = (int)strtol(date->text + 17, NULL, 10),
    };
}

bool permalink_time_of(const struct permalink *permalink,
                       struct civil *ret_time)
{
    if (permalink->meta->date == NULL)
        return false;
    *ret_time = civil_of(permalink);
    return true;
}

/* The first of January 1970 was a Thursday. A week belongs to the year that
 * its Thursday is in (ISO 8601, 3.1.1.23). */
bool permalink_day_of(const struct permalink *permalink,
                      struct permalink_day *ret_day)
{
    if (permalink->meta->date == NULL)
        return false;
    struct civil civil = civil_of(permalink);
    int year = civil.year, month = civil.month, day = civil.day;
    int64_t number = days_from_civil(year, month, day);
    int weekday = (int)(((number + 3) % 7 + 7) % 7);
    int64_t thursday = number - weekday + 3;
    int week_year = civil_from_seconds(thursday * SECONDS_PER_DAY).year;
    int64_t week = (thursday - days_from_civil(week_year, 1, 1)) / 7 + 1;

    *ret_day = (struct permalink_day){
        .year = year,
        .month = month,
        .day = day,
        .weekday = weekday,
        .year_day = (int)(number - days_from_civil(year, 1, 1) + 1),
        .week_year = week_year,
        .week = (int)week,
    };
    return true;
}

void permalink_append_year(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%04d", day.year);
}

void permalink_append_month(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%02d", day.month);
}

void permalink_append_day(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%02d", day.day);
}

/* "//a//b/" -> "/a/b/". */
static struct slice tidy(struct slice path, struct arena *arena)
{
    struct str out = {0};
    struct slice part;
    bool is_folder = slice_ends(path, "/");
    while (slice_cut(&path, '/', &part)) {
        if (part.size == 0)
            continue;
        str_append_char(&out, '/');
        str_append(&out, part);
    }
    if (is_folder)
        str_append_char(&out, '/');
    struct slice kept =
        out.size > 1 ? unicode_nfc(arena, str_slice(&out)) : SLICE("/");
    kept = arena_copy(arena, kept);
    str_release(&out);
    return kept;
}

static const struct permalink_word *find_word(const struct permalink_word *word,
                                              size_t count, struct slice text)
{
    for (; count > 0; word++, count--) {
        if (slice_starts(text, word->name))
            return word;
    }
    return NULL;
}

/* Appends the value of the word at the colon; returns the length of the word in
 * the pattern, or 0 if it is not a known word. */
static size_t append_word(struct str *out, struct slice text,
                          const struct permalink_word *words, size_t count,
                          const struct permalink *permalink)
{
    const struct permalink_word *word =
        find_word(words, count, slice_from(text, 1));
    if (word == NULL)
        return 0;
    struct permalink with_range = *permalink;
    size_t end = 1 + slice_of(word->name).size;
    size_t close = slice_find_char(text, end, ']');
    if (word->has_range && end + 1 < close && close < text.size &&
        text.data[end] == '[') {
        with_range.range = slice_sub(text, end + 1, close);
        end = close + 1;
    }
    word->append(out, &with_range);
    return end;
}

struct slice permalink_expand(struct slice pattern,
                              const struct permalink_word *words, size_t count,
                              const struct permalink *permalink,
                              struct arena *arena)
{
    struct str out = {0};
    if (pattern.size > PERMALINK_MAX_BYTES)
        return SLICE_NONE;
    for (size_t at = 0; at < pattern.size;) {
        size_t taken = pattern.data[at] == ':'
                           ? append_word(&out, slice_from(pattern, at), words,
                                         count, permalink)
                           : 0;
        if (taken == 0)
            str_append_char(&out, pattern.data[at++]);
        at += taken;
    }
    struct slice url = tidy(str_slice(&out), arena);
    str_release(&out);
    if (slice_ends(url, "/index.html"))
        url = slice_sub(url, 0, url.size - strlen("index.html"));
    return url;
}
