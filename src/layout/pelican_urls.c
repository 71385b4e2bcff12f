/* pelican_urls.c - ARTICLE_URL = 'posts/{date:%Y}/{slug}/', and the like.
 *
 * A field in braces is a value of the document, and after a colon a date has a
 * format of strftime(). The settings are those of articles and pages, in the
 * language of the site and in others. */
#include "layout/pelican.h"

#include "base/array.h"
#include "layout/permalink.h"
#include "layout/place.h"

/* A document whose address is made. */
struct addressed {
    const struct layout *layout;
    const struct meta *meta;
    struct slice below;
    struct arena *arena;
};

static bool append_time(struct str *out, const struct addressed *address,
                        char letter)
{
    const struct permalink permalink = {.meta = address->meta};
    struct permalink_day day;
    struct civil time;
    if (!permalink_time_of(&permalink, &time) ||
        !permalink_day_of(&permalink, &day))
        return false;
    switch (letter) {
    case 'Y':
        str_appendf(out, "%04d", time.year);
        return true;
    case 'y':
        str_appendf(out, "%02d", time.year % 100);
        return true;
    case 'm':
        str_appendf(out, "%02d", time.month);
        return true;
    case 'd':
        str_appendf(out, "%02d", time.day);
        return true;
    case 'H':
        str_appendf(out, "%02d", time.hour);
        return true;
    case 'M':
        str_appendf(out, "%02d", time.minute);
        return true;
    case 'S':
        str_appendf(out, "%02d", time.second);
        return true;
    case 'j':
        str_appendf(out, "%03d", day.year_day);
        return true;
    case 'b':
        str_appendf(out, "%.3s", month_name(time.month));
        return true;
    case 'B':
        str_append_text(out, month_name(time.month));
        return true;
    case 'a':
        str_appendf(out, "%.3s", weekday_name(day.weekday));
        return true;
    case 'A':
        str_append_text(out, weekday_name(day.weekday));
        return true;
    case '%':
        str_append_char(out, '%');
        return true;
    default:
        return false;
    }
}

/* "%Y/%m", and "%-d" without a zero. */
static bool append_date(struct str *out, const struct addressed *address,
                        struct slice format)
{
    for (size_t i = 0; i < format.size; i++) {
        bool is_bare = i + 2 < format.size && format.data[i] == '%' &&
                       format.data[i + 1] == '-';
        size_t at = i + (is_bare ? 2 : 1);
        if (format.data[i] != '%') {
            str_append_char(out, format.data[i]);
            continue;
        }
        size_t start = out->size;
        if (at >= format.size || !append_time(out, address, format.data[at]))
            return false;
        while (is_bare && out->size > start + 1 && out->data[start] == '0') {
            struct slice rest = slice_from(str_slice(out), start + 1);
            struct slice kept = arena_copy(address->arena, rest);
            out->size = start;
            str_append(out, kept);
        }
        i = at;
    }
    return true;
}

static bool append_slug_of(struct str *out, const struct addressed *address,
                           struct slice name)
{
    struct slice slug = pelican_slug(address->layout, name, address->arena);
    str_append(out, slug);
    return slug.data != NULL;
}

static bool append_author(struct str *out, const struct addressed *address)
{
    const struct value *authors = address->meta->authors;
    if (value_is_array(authors) && authors->size > 0)
        authors = &authors->as.items[0];
    struct slice name = value_text(authors);
    if (name.size == 0)
        name = value_text(pelican_setting(address->layout, "AUTHOR"));
    return append_slug_of(out, address, name);
}

static struct slice lang_of(const struct addressed *address)
{
    struct slice usual =
        value_text(pelican_setting(address->layout, "DEFAULT_LANG"));
    struct slice own =
        slice_trim(value_text(value_find(&address->meta->fields, "lang")));
    if (own.size > 0)
        return own;
    return usual.size > 0 ? usual : SLICE("en");
}

static bool append_field(struct str *out, const struct addressed *address,
                         struct slice name, struct slice format)
{
    const struct meta *meta = address->meta;
    if (slice_is(name, "slug")) {
        str_append(out, meta->slug);
        return meta->slug.data != NULL;
    }
    if (slice_is(name, "date"))
        return append_date(out, address, format);
    if (slice_is(name, "category"))
        return append_slug_of(
            out, address,
            pelican_categories(address->layout, meta, address->arena, NULL)
                .items[0]);
    if (slice_is(name, "author"))
        return append_author(out, address);
    if (slice_is(name, "lang"))
        str_append(out, lang_of(address));
    else if (slice_is(name, "path"))
        str_append(out, address->below);
    else if (value_find_slice(&meta->fields, name) != NULL)
        str_append(out, value_spelling(value_find_slice(&meta->fields, name),
                                       address->arena));
    else
        return false;
    return true;
}

static bool expand(struct str *out, const struct addressed *address,
                   struct slice pattern)
{
    while (pattern.size > 0) {
        size_t open = slice_find_char(pattern, 0, '{');
        str_append(out, slice_sub(pattern, 0, open));
        if (open == pattern.size)
            return true;
        size_t close = slice_find_char(pattern, open, '}');
        struct slice field = slice_sub(pattern, open + 1, close);
        size_t colon = slice_find_char(field, 0, ':');
        if (close == pattern.size ||
            !append_field(out, address, slice_sub(field, 0, colon),
                          slice_from(field, colon + 1)))
            return false;
        pattern = slice_from(pattern, close + 1);
    }
    return true;
}

/* The settings with what they are if they are not set. */
static const struct {
    const char *key, *usual;
} patterns[] = {
    {"ARTICLE_URL", "{slug}.html"},
    {"ARTICLE_LANG_URL", "{slug}-{lang}.html"},
    {"PAGE_URL", "pages/{slug}.html"},
    {"PAGE_LANG_URL", "pages/{slug}-{lang}.html"},
};

struct slice pelican_url(const struct layout *layout, const struct meta *meta,
                         struct slice below, struct arena *arena)
{
    const struct addressed address = {layout, meta, below, arena};
    struct slice usual = value_text(pelican_setting(layout, "DEFAULT_LANG"));
    struct slice own = value_text(value_find(&meta->fields, "url"));
    bool is_foreign = !slice_equal_nocase(lang_of(&address),
                                          usual.size > 0 ? usual : SLICE("en"));
    size_t row = pelican_is_page(layout->config, below) ? 2 : 0;
    row += is_foreign ? 1 : 0;
    const struct value *set = value_find(layout->config, patterns[row].key);
    struct slice pattern =
        set != NULL ? value_text(set) : slice_of(patterns[row].usual);
    struct str out = {0};
    if (own.size > 0)
        return url_from_permalink(own, arena);
    bool ok = pattern.size > 0 && pattern.size <= PERMALINK_MAX_BYTES &&
              expand(&out, &address, pattern);
    struct slice url =
        ok ? url_from_permalink(str_slice(&out), arena) : SLICE_NONE;
    str_release(&out);
    return url;
}
