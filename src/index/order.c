/* order.c - which of two entries comes first. The caller breaks ties, by
 * path. */
#include "index/order.h"

#include "base/collate.h"

/* An entry without a file sorts by its slug. */
struct slice entry_sort_path(const struct entry *entry)
{
    return entry->source != NULL ? entry->source->path : entry->slug;
}

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

int entry_compare_paths(const struct entry *a, const struct entry *b)
{
    bool a_is_file = a->source != NULL, b_is_file = b->source != NULL;
    if (a_is_file || b_is_file)
        return compare_numbers(a->path_rank, b->path_rank);
    return collate(a->slug, b->slug);
}

/* `direction` is 1 for the oldest first, -1 for the newest. */
static int compare_dates(const struct entry *a, const struct entry *b,
                         int direction)
{
    bool x = a->sort_date == ENTRY_UNDATED, y = b->sort_date == ENTRY_UNDATED;
    if (x || y)
        return x - y; /* undated last, both ways */
    return direction * compare_numbers(a->sort_date, b->sort_date);
}

static struct slice sort_text(const struct entry *entry)
{
    return slice_sub(entry->sort_name, 0, SORT_MAX_BYTES);
}

int entry_compare(const struct entry *a, const struct entry *b,
                  enum sort_field field, bool is_down)
{
    int direction = is_down ? -1 : 1;
    switch (field) {
    case SORT_DATE:
        return compare_dates(a, b, direction);
    case SORT_TITLE:
        return direction * collate(sort_text(a), sort_text(b));
    case SORT_POST_COUNT:
        return direction * compare_numbers(a->posts.count, b->posts.count);
    case SORT_FIELD:
        break;
    }
    return 0;
}
