/* hugo_permalinks.c - the words in Hugo's `permalinks` patterns.
 *
 *     posts: /:year/:slug/               ->  /2024/my-first-post
 *     docs: /manual/:sections[1:]/:title ->  /manual/api/rate-limits
 *
 * Titles and names are made fit for an address as Hugo does it: in lower case,
 * with each run of spaces replaced by a "-", and without other punctuation. */
#include "layout/permalink.h"

#include "base/ascii.h"
#include "base/unicode.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static bool is_kept(int32_t letter)
{
    static const struct slice marks = {"._+~-", 5};
    return unicode_is_letter_or_digit(letter) || unicode_is_mark(letter) ||
           (letter < 0x80 &&
            slice_find_char(marks, 0, (char)letter) < marks.size);
}

static bool is_blank(int32_t letter)
{
    return letter == ' ' || (letter >= '\t' && letter <= '\r') ||
           letter == 0x85 || letter == 0xA0 || letter == 0x3000;
}

/* A space next to a "-" is dropped. */
static void append_in_case(struct str *out, struct slice name, bool is_lower)
{
    bool is_first = true, is_gap = false, was_hyphen = false;
    for (size_t at = 0; at < name.size;) {
        int32_t letter = utf8_next(name, &at);
        if (!is_kept(letter)) {
            is_gap = is_gap || (is_blank(letter) && !is_first && !was_hyphen);
            continue;
        }
        was_hyphen = letter == '-';
        if (is_gap && !was_hyphen)
            str_append_char(out, '-');
        utf8_append(out, is_lower ? unicode_to_lower(letter) : letter);
        is_first = is_gap = false;
    }
}

static void append_name(struct str *out, struct slice name)
{
    append_in_case(out, name, true);
}

struct slice hugo_path(struct slice path, bool is_lower, struct arena *arena)
{
    struct str out = {0};
    struct slice name;
    for (bool is_first = true; slice_cut(&path, '/', &name); is_first = false) {
        str_append_text(&out, is_first ? "" : "/");
        append_in_case(&out, name, is_lower);
    }
    struct slice kept = arena_copy(arena, str_slice(&out));
    str_release(&out);
    return kept;
}

static void append_month_name(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_append_text(out, month_name(day.month));
}

static void append_weekday_name(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_append_text(out, weekday_name(day.weekday));
}

/* Hugo's week starts on Sunday, which is 0. */
static void append_weekday(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%d", (day.weekday + 1) % 7);
}

static void append_year_day(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%d", day.year_day);
}

static void append_title(struct str *out, const struct permalink *p)
{
    append_name(out, p->meta->title);
}

/* The name of a bundle is that of its folder; a section has none. */
static void append_base_name(struct str *out, const struct permalink *p)
{
    struct slice name = path_stem(p->meta->path);
    if (slice_is(name, "index"))
        name = path_name(path_folder(p->meta->path));
    if (!slice_is(name, "_index"))
        append_name(out, name);
}

static void append_slug_or_title(struct str *out, const struct permalink *p)
{
    append_name(out,
                p->meta->slug.data != NULL ? p->meta->slug : p->meta->title);
}

static void append_slug_or_base_name(struct str *out, const struct permalink *p)
{
    if (p->meta->slug.data != NULL)
        append_name(out, p->meta->slug);
    else
        append_base_name(out, p);
}

static void append_section(struct str *out, const struct permalink *p)
{
    struct slice rest = p->sections, first;
    if (slice_cut(&rest, '/', &first))
        str_append(out, first);
}

static size_t count_parts(struct slice path)
{
    size_t count = 0;
    struct slice part;
    while (slice_cut(&path, '/', &part))
        count++;
    return count;
}

/* Parses "", "last" or a number; anything else is 0. */
static size_t range_end(struct slice text, size_t empty, size_t count)
{
    text = slice_trim(text);
    if (text.size == 0)
        return empty;
    if (slice_is(text, "last"))
        return count - 1;
    size_t number = 0;
    for (size_t i = 0; i < text.size && number < count; i++)
        number = ascii_is_digit(text.data[i])
                     ? number * 10 + (size_t)(text.data[i] - '0')
                     : 0;
    return number < count ? number : count;
}

/* Appends all parts of the section's path, or those that "[1]", "[1:]" or
 * "[:last]" selects. */
static void append_sections(struct str *out, const struct permalink *p)
{
    size_t count = count_parts(p->sections), from = 0, to = count;
    struct slice range = p->range, rest = p->sections, part;
    size_t colon = slice_find_char(range, 0, ':');

    if (count > 0 && range.data != NULL) {
        from = range_end(slice_sub(range, 0, colon), 0, count);
        to = colon == range.size
                 ? from + 1
                 : range_end(slice_from(range, colon + 1), count, count);
    }
    for (size_t i = 0; slice_cut(&rest, '/', &part); i++) {
        if (i < from || i >= to)
            continue;
        str_append_char(out, '/');
        str_append(out, part);
    }
}

static const struct permalink_word words[] = {
    {"slugorcontentbasename", append_slug_or_base_name, false},
    {"contentbasename", append_base_name, false},
    {"slugorfilename", append_slug_or_base_name, false},
    {"weekdayname", append_weekday_name, false},
    {"monthname", append_month_name, false},
    {"filename", append_base_name, false},
    {"sections", append_sections, true},
    {"section", append_section, false},
    {"weekday", append_weekday, false},
    {"yearday", append_year_day, false},
    {"month", permalink_append_month, false},
    {"title", append_title, false},
    {"slug", append_slug_or_title, false},
    {"year", permalink_append_year, false},
    {"day", permalink_append_day, false},
};

struct slice hugo_permalink(struct slice pattern,
                            const struct permalink *permalink,
                            struct arena *arena)
{
    return permalink_expand(pattern, words, COUNT(words), permalink, arena);
}
