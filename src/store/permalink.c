/* permalink.c - "/:categories/:year/:month/:day/:title.html".
 *
 * A pattern is text with words in it, each a colon and a name from a table in
 * which longer names come first. What a word stands for is a function that
 * appends it; the parts that come out empty leave doubled slashes behind, which
 * are removed at the end.
 *
 * Days are those that the writer wrote, whatever the timezone. */
#include "store/permalink.h"

#include "base/clock.h"
#include "base/unicode.h"

#include <stdlib.h>

static const struct {
    const char *style, *pattern;
} styles[] = {
    {"date", "/:categories/:year/:month/:day/:title:output_ext"},
    {"pretty", "/:categories/:year/:month/:day/:title/"},
    {"ordinal", "/:categories/:year/:y_day/:title:output_ext"},
    {"none", "/:categories/:title:output_ext"},
};

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

struct slice permalink_pattern(struct slice style)
{
    if (style.size == 0)
        return slice_of(styles[0].pattern);
    for (size_t i = 0; i < COUNT(styles); i++) {
        if (slice_is(style, styles[i].style))
            return slice_of(styles[i].pattern);
    }
    return style;
}

struct slice permalink_suffix(struct slice style)
{
    struct slice pattern = permalink_pattern(style);
    return slice_ends(pattern, ":output_ext") ? SLICE(".html") : SLICE("");
}

/* Characters that no address needs escaped, as Jekyll sees it. */
static bool is_kept(int32_t letter)
{
    static const struct slice marks = {"._~!$&'()+,;=@", 14};
    return unicode_is_letter_or_digit(letter) || unicode_is_mark(letter) ||
           (letter < 0x80 &&
            slice_find_char(marks, 0, (char)letter) < marks.size);
}

/* Runs of anything else become one "-", and none at the ends. */
static void append_name(struct str *out, struct slice name)
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
        utf8_append(out, letter);
        is_first = is_gap = false;
    }
}

static void append_lower(struct str *out, struct slice name)
{
    for (size_t at = 0; at < name.size;)
        utf8_append(out, unicode_to_lower(utf8_next(name, &at)));
}

/* `size` characters of the date from `at` on; nothing without a date. */
static void append_date(struct str *out, const struct permalink *p, size_t at,
                        size_t size)
{
    const struct date *date = p->source->date;
    if (date != NULL)
        str_append(out, slice_sub(slice_of(date->text), at, at + size));
}

static void append_year(struct str *out, const struct permalink *p)
{
    append_date(out, p, 0, 4);
}

static void append_short_year(struct str *out, const struct permalink *p)
{
    append_date(out, p, 2, 2);
}

static void append_month(struct str *out, const struct permalink *p)
{
    append_date(out, p, 5, 2);
}

static void append_day(struct str *out, const struct permalink *p)
{
    append_date(out, p, 8, 2);
}

static void append_hour(struct str *out, const struct permalink *p)
{
    append_date(out, p, 11, 2);
}

static void append_minute(struct str *out, const struct permalink *p)
{
    append_date(out, p, 14, 2);
}

static void append_second(struct str *out, const struct permalink *p)
{
    append_date(out, p, 17, 2);
}

static int number_at(const struct permalink *p, size_t at)
{
    const struct date *date = p->source->date;
    return date != NULL ? (int)strtol(date->text + at, NULL, 10) : 0;
}

static void append_i_month(struct str *out, const struct permalink *p)
{
    if (p->source->date != NULL)
        str_appendf(out, "%d", number_at(p, 5));
}

static void append_i_day(struct str *out, const struct permalink *p)
{
    if (p->source->date != NULL)
        str_appendf(out, "%d", number_at(p, 8));
}

static void append_year_day(struct str *out, const struct permalink *p)
{
    int year = number_at(p, 0);
    if (p->source->date == NULL)
        return;
    int64_t day = days_from_civil(year, number_at(p, 5), number_at(p, 8)) -
                  days_from_civil(year, 1, 1) + 1;
    str_appendf(out, "%03d", (int)day);
}

static void append_title(struct str *out, const struct permalink *p)
{
    append_name(out, p->source->slug.data != NULL ? p->source->slug
                                                  : p->source->name);
}

static void append_base_name(struct str *out, const struct permalink *p)
{
    str_append(out, p->source->name);
}

static void append_category(struct str *out, size_t start, struct slice name)
{
    if (name.size == 0)
        return;
    if (out->size > start)
        str_append_char(out, '/');
    append_lower(out, name);
}

/* The folders above _posts, then those of the front matter; a text is taken
 * apart at its blanks, as Jekyll does with `categories`. */
static void append_categories(struct str *out, const struct permalink *p)
{
    const struct source *source = p->source;
    const struct value *written =
        value_find(&source->front_matter, "categories");
    size_t start = out->size;
    struct slice rest = value_text(written), part;

    append_category(out, start, p->category_folders);
    if (rest.data != NULL) {
        while (slice_cut(&rest, ' ', &part))
            append_category(out, start, slice_trim(part));
        return;
    }
    for (size_t i = 0; i < source->categories.count; i++)
        append_category(out, start, source->categories.items[i]);
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

static const struct word {
    const char *name;
    void (*append)(struct str *out, const struct permalink *permalink);
} words[] = {
    {"categories", append_categories},
    {"collection", append_collection},
    {"output_ext", append_extension},
    {"short_year", append_short_year},
    {"basename", append_base_name},
    {"i_month", append_i_month},
    {"minute", append_minute},
    {"second", append_second},
    {"i_day", append_i_day},
    {"month", append_month},
    {"title", append_title},
    {"y_day", append_year_day},
    {"hour", append_hour},
    {"name", append_title},
    {"path", append_path},
    {"slug", append_title},
    {"year", append_year},
    {"day", append_day},
};

static const struct word *find_word(struct slice text)
{
    for (size_t i = 0; i < COUNT(words); i++) {
        if (slice_starts(text, words[i].name))
            return &words[i];
    }
    return NULL;
}

/* "//a//b/" -> "/a/b". */
static struct slice tidy(struct slice path, struct arena *arena)
{
    struct str out = {0};
    struct slice part;
    while (slice_cut(&path, '/', &part)) {
        if (part.size == 0)
            continue;
        str_append_char(&out, '/');
        str_append(&out, part);
    }
    struct slice kept =
        out.size > 0 ? unicode_nfc(arena, str_slice(&out)) : SLICE("/");
    kept = arena_copy(arena, kept);
    str_release(&out);
    return kept;
}

struct slice permalink_expand(struct slice pattern,
                              const struct permalink *permalink,
                              struct arena *arena)
{
    struct str out = {0};
    if (pattern.size > PERMALINK_MAX_BYTES)
        return SLICE_NONE;
    for (size_t at = 0; at < pattern.size;) {
        const struct word *word = pattern.data[at] == ':'
                                      ? find_word(slice_from(pattern, at + 1))
                                      : NULL;
        if (word == NULL) {
            str_append_char(&out, pattern.data[at++]);
            continue;
        }
        word->append(&out, permalink);
        at += 1 + slice_of(word->name).size;
    }
    struct slice url = tidy(str_slice(&out), arena);
    str_release(&out);
    if (slice_ends(url, "/index.html"))
        url = tidy(path_folder(url), arena);
    return url;
}
