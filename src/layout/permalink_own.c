/* permalink_own.c - the words in patterns in headmatter.yaml.
 *
 * Here the words have the meaning that they have in the API: `:slug` is the
 * slug in its addresses, `:title` is the title made into a slug. An unknown
 * word is an error in the settings, so permalink_fault() checks a pattern
 * before any document is placed. */
#include "base/unicode.h"
#include "layout/permalink.h"
#include "layout/policy.h"

#define COUNT(rows) (sizeof(rows) / sizeof(rows)[0])

static void append_slug(struct str *out, const struct permalink *p)
{
    str_append(out, p->place->slug);
}

static void append_title(struct str *out, const struct permalink *p)
{
    struct arena arena = {0};
    str_append(out, unicode_slug(&arena, p->meta->title));
    arena_release(&arena);
}

static void append_name(struct str *out, const struct permalink *p)
{
    str_append(out, p->meta->name);
}

static void append_path(struct str *out, const struct permalink *p)
{
    str_append(out, p->place->path_in_collection);
}

static void append_collection(struct str *out, const struct permalink *p)
{
    str_append(out, p->place->collection);
}

static const struct permalink_word words[] = {
    {"collection", append_collection, false},
    {"month", permalink_append_month, false},
    {"title", append_title, false},
    {"name", append_name, false},
    {"path", append_path, false},
    {"slug", append_slug, false},
    {"year", permalink_append_year, false},
    {"day", permalink_append_day, false},
};

struct slice own_permalink(struct slice pattern,
                           const struct permalink *permalink,
                           struct arena *arena)
{
    return permalink_expand(pattern, words, COUNT(words), permalink, arena);
}

bool permalink_wants_date(struct slice pattern)
{
    static const char *const of_dates[] = {":year", ":month", ":day"};
    for (size_t i = 0; i < COUNT(of_dates); i++) {
        if (slice_find(pattern, 0, slice_of(of_dates[i])) < pattern.size)
            return true;
    }
    return false;
}

static bool is_word(struct slice text)
{
    for (size_t i = 0; i < COUNT(words); i++) {
        if (slice_starts(text, words[i].name))
            return true;
    }
    return false;
}

const char *permalink_fault(struct slice pattern)
{
    if (pattern.size == 0 || pattern.size > PERMALINK_MAX_BYTES)
        return "write 1 to 512 bytes";
    for (size_t at = 0; at < pattern.size; at++) {
        if ((unsigned char)pattern.data[at] <= ' ' || pattern.data[at] == '?' ||
            pattern.data[at] == '#')
            return "write it without spaces, '?' and '#'";
        if (pattern.data[at] == ':' && !is_word(slice_from(pattern, at + 1)))
            return "use only the words :slug :title :name :path :collection "
                   ":year :month :day";
    }
    return NULL;
}
