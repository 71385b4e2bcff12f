/* statamic_names.c - what the names of files say of entries.
 *
 *     collections/blog/2024-05-01-1530.soup.md    blog, its day and time, soup
 *     collections/pages/2.about.md                pages, about
 *
 * A number is the order that older versions kept in names. */
#include "layout/statamic.h"

#include <string.h>

struct slice statamic_collection_name(struct slice below)
{
    if (!slice_is(path_first_folder(below), STATAMIC_COLLECTIONS))
        return SLICE("");
    return path_first_folder(
        slice_from(below, strlen(STATAMIC_COLLECTIONS "/")));
}

/* "2024-05-01", "2024-05-01-1530", "2024-05-01-153000" */
static bool is_day(struct slice text)
{
    struct slice day = slice_sub(text, 0, 10), time = slice_from(text, 10);
    struct date date;
    return text.size >= 10 && date_parse(day, &date) &&
           (time.size == 0 ||
            (slice_starts(time, "-") && (time.size == 5 || time.size == 7) &&
             slice_is_digits(slice_from(time, 1))));
}

struct slice statamic_entry_name(struct slice stem, struct slice *ret_day)
{
    size_t dot = slice_find_char(stem, 0, '.');
    struct slice first = slice_sub(stem, 0, dot);
    bool has_day = dot + 1 < stem.size && is_day(first);
    *ret_day = has_day ? first : SLICE_NONE;
    return has_day || (dot + 1 < stem.size && slice_is_digits(first))
               ? slice_from(stem, dot + 1)
               : stem;
}
