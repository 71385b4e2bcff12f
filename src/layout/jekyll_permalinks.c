/* jekyll_permalinks.c - the words and the styles of Jekyll's permalinks.
 *
 *     pretty    /:categories/:year/:month/:day/:title/
 *
 * A style is the name of a pattern; any other value is a pattern itself. The
 * style of the site also decides how the addresses of pages and collections
 * end. */
#include "layout/permalink.h"

#include "base/unicode.h"

static const struct {
    const char *style, *pattern, *suffix;
} styles[] = {
    {"date", "/:categories/:year/:month/:day/:title:output_ext", ".html"},
    {"pretty", "/:categories/:year/:month/:day/:title/", "/"},
    {"ordinal", "/:categories/:year/:y_day/:title:output_ext", ".html"},
    {"weekdate", "/:categories/:year/W:week/:short_day/:title:output_ext", ""},
    {"none", "/:categories/:title:output_ext", ".html"},
};

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

struct slice jekyll_pattern(struct slice style)
{
    if (style.size == 0)
        return slice_of(styles[0].pattern);
    for (size_t i = 0; i < COUNT(styles); i++) {
        if (slice_is(style, styles[i].style))
            return slice_of(styles[i].pattern);
    }
    return style;
}

struct slice jekyll_suffix(struct slice style)
{
    if (style.size == 0)
        return slice_of(styles[0].suffix);
    for (size_t i = 0; i < COUNT(styles); i++) {
        if (slice_is(style, styles[i].style))
            return slice_of(styles[i].suffix);
    }
    if (slice_ends(style, ":output_ext"))
        return SLICE(".html");
    return slice_ends(style, "/") ? SLICE("/") : SLICE("");
}

static bool is_plain(int32_t letter)
{
    return unicode_is_letter_or_digit(letter) || unicode_is_mark(letter);
}

/* Characters that Jekyll does not escape in addresses. */
static bool is_pretty(int32_t letter)
{
    static const struct slice marks = {"._~!$&'()+,;=@", 14};
    return is_plain(letter) ||
           (letter < 0x80 &&
            slice_find_char(marks, 0, (char)letter) < marks.size);
}

/* Each run of other characters becomes one "-"; there is none at the ends. */
static void append_name(struct str *out, struct slice name,
                        bool (*is_kept)(int32_t letter), bool is_lower)
{
    bool is_first = true, is_gap = false;
    for (size_t at = 0; at < name.size;) {
        int32_t letter = utf8_next(name, &at);
        if (!is_kept(letter)) {
            is_gap = !is_first;
            continue;
        }
        if (is_gap)
            str_append_char(out, '-');
        utf8_append(out, is_lower ? unicode_to_lower(letter) : letter);
        is_first = is_gap = false;
    }
}

static void append_lower(struct str *out, struct slice name)
{
    for (size_t at = 0; at < name.size;)
        utf8_append(out, unicode_to_lower(utf8_next(name, &at)));
}

static void append_short_year(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%02d", day.year % 100);
}

static void append_i_month(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%d", day.month);
}

static void append_i_day(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%d", day.day);
}

static void append_year_day(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%03d", day.year_day);
}

static void append_short_month(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%.3s", month_name(day.month));
}

static void append_long_month(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_append_text(out, month_name(day.month));
}

static void append_short_day(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%.3s", weekday_name(day.weekday));
}

static void append_long_day(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_append_text(out, weekday_name(day.weekday));
}

static void append_week(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%02d", day.week);
}

static void append_week_year(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%04d", day.week_year);
}

static void append_week_day(struct str *out, const struct permalink *p)
{
    struct permalink_day day;
    if (permalink_day_of(p, &day))
        str_appendf(out, "%d", day.weekday + 1);
}

static void append_hour(struct str *out, const struct permalink *p)
{
    struct civil time;
    if (permalink_time_of(p, &time))
        str_appendf(out, "%02d", time.hour);
}

static void append_minute(struct str *out, const struct permalink *p)
{
    struct civil time;
    if (permalink_time_of(p, &time))
        str_appendf(out, "%02d", time.minute);
}

static void append_second(struct str *out, const struct permalink *p)
{
    struct civil time;
    if (permalink_time_of(p, &time))
        str_appendf(out, "%02d", time.second);
}

static struct slice slug_or_name(const struct permalink *p)
{
    return p->meta->slug.data != NULL ? p->meta->slug : p->meta->name;
}

static void append_title(struct str *out, const struct permalink *p)
{
    append_name(out, slug_or_name(p), is_pretty, false);
}

static void append_slug(struct str *out, const struct permalink *p)
{
    append_name(out, slug_or_name(p), is_plain, true);
}

static void append_file_name(struct str *out, const struct permalink *p)
{
    append_name(out, path_stem(p->meta->path), is_plain, true);
}

static void append_base_name(struct str *out, const struct permalink *p)
{
    str_append(out, path_stem(p->meta->path));
}

static void append_category(struct str *out, size_t start, struct slice name,
                            bool is_slug)
{
    if (name.size == 0)
        return;
    if (out->size > start)
        str_append_char(out, '/');
    if (is_slug)
        append_name(out, name, is_plain, true);
    else
        append_lower(out, name);
}

static void each_category(struct str *out, const struct permalink *p,
                          bool is_slug)
{
    size_t start = out->size;
    for (size_t i = 0; i < p->categories.count; i++)
        append_category(out, start, p->categories.items[i], is_slug);
}

static void append_categories(struct str *out, const struct permalink *p)
{
    each_category(out, p, false);
}

static void append_category_slugs(struct str *out, const struct permalink *p)
{
    each_category(out, p, true);
}

static void append_collection(struct str *out, const struct permalink *p)
{
    str_append(out, p->place->collection);
}

static void append_path(struct str *out, const struct permalink *p)
{
    str_append(out, p->path);
}

static void append_extension(struct str *out, const struct permalink *p)
{
    (void)p;
    str_append(out, SLICE(".html"));
}

static const struct permalink_word words[] = {
    {"slugified_categories", append_category_slugs, false},
    {"categories", append_categories, false},
    {"collection", append_collection, false},
    {"output_ext", append_extension, false},
    {"short_month", append_short_month, false},
    {"long_month", append_long_month, false},
    {"short_year", append_short_year, false},
    {"short_day", append_short_day, false},
    {"long_day", append_long_day, false},
    {"basename", append_base_name, false},
    {"i_month", append_i_month, false},
    {"minute", append_minute, false},
    {"second", append_second, false},
    {"w_year", append_week_year, false},
    {"i_day", append_i_day, false},
    {"month", permalink_append_month, false},
    {"title", append_title, false},
    {"w_day", append_week_day, false},
    {"y_day", append_year_day, false},
    {"hour", append_hour, false},
    {"name", append_file_name, false},
    {"path", append_path, false},
    {"slug", append_slug, false},
    {"week", append_week, false},
    {"year", permalink_append_year, false},
    {"day", permalink_append_day, false},
};

struct slice jekyll_permalink(struct slice pattern,
                              const struct permalink *permalink,
                              struct arena *arena)
{
    struct permalink local = *permalink;
    local.is_local = true;
    return permalink_expand(pattern, words, COUNT(words), &local, arena);
}
