/* index.c - every order a list can have, made once per snapshot.
 *
 *     by[DATE_DOWN]   e4 e1 e3 | e2     | undated come last both ways
 *     by[DATE]        e3 e1 e4 | e2
 *
 * A request for a page of a collection then costs the page, not the
 * collection. Path breaks every tie, in the same direction always, so that no
 * order ever depends on how the disk lists its files. */
#include "store/index.h"

#include <stdlib.h>
#include <string.h>

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char folded(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static size_t digits_end(struct slice text, size_t at)
{
    while (at < text.size && is_digit(text.data[at]))
        at++;
    return at;
}

/* Compares two runs of digits by their number and moves past both. */
static int compare_numbers(struct slice a, size_t *i, struct slice b, size_t *j)
{
    size_t a_end = digits_end(a, *i), b_end = digits_end(b, *j);
    while (*i < a_end && a.data[*i] == '0')
        (*i)++;
    while (*j < b_end && b.data[*j] == '0')
        (*j)++;
    struct slice x = slice_sub(a, *i, a_end), y = slice_sub(b, *j, b_end);
    *i = a_end;
    *j = b_end;
    if (x.size != y.size)
        return x.size > y.size ? 1 : -1;
    return slice_compare(x, y);
}

int path_compare(struct slice a, struct slice b)
{
    size_t i = 0, j = 0;
    while (i < a.size && j < b.size) {
        int order;
        if (is_digit(a.data[i]) && is_digit(b.data[j])) {
            order = compare_numbers(a, &i, b, &j);
        } else {
            order = (unsigned char)folded(a.data[i++]) -
                    (unsigned char)folded(b.data[j++]);
        }
        if (order != 0)
            return order;
    }
    if (i < a.size || j < b.size)
        return i < a.size ? 1 : -1;
    return slice_compare(a, b);
}

/* What is listed beside documents and has no file sorts by its slug. */
struct slice entry_sort_path(const struct entry *entry)
{
    return entry->source != NULL ? entry->source->path : entry->slug;
}

int entry_compare_paths(const struct entry *a, const struct entry *b)
{
    bool a_is_file = a->source != NULL, b_is_file = b->source != NULL;
    if (a_is_file != b_is_file)
        return a_is_file ? -1 : 1;
    return path_compare(entry_sort_path(a), entry_sort_path(b));
}

static const struct date *date_of(const struct entry *entry)
{
    return entry->source != NULL ? entry->source->date : NULL;
}

/* `direction` is 1 for the oldest first, -1 for the newest. */
static int compare_dates(const struct entry *a, const struct entry *b,
                         int direction)
{
    const struct date *x = date_of(a), *y = date_of(b);
    if (x == NULL || y == NULL)
        return (x == NULL) - (y == NULL); /* undated last, both ways */
    int order =
        (x->instant_ms > y->instant_ms) - (x->instant_ms < y->instant_ms);
    return order * direction;
}

static int compare_counts(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

int entry_compare(const struct entry *a, const struct entry *b,
                  enum sort_field field, bool is_down)
{
    int direction = is_down ? -1 : 1;
    switch (field) {
    case SORT_DATE:
        return compare_dates(a, b, direction);
    case SORT_TITLE:
        return direction *
               path_compare(slice_sub(a->sort_name, 0, SORT_MAX_BYTES),
                            slice_sub(b->sort_name, 0, SORT_MAX_BYTES));
    case SORT_POST_COUNT:
        return direction * compare_counts(a->posts.count, b->posts.count);
    case SORT_FIELD:
        break;
    }
    return 0;
}

static int compare_then_path(const void *left, const void *right,
                             enum sort_field field, bool is_down)
{
    const struct entry *a = *(const struct entry *const *)left;
    const struct entry *b = *(const struct entry *const *)right;
    int order = entry_compare(a, b, field, is_down);
    return order != 0 ? order : entry_compare_paths(a, b);
}

static int by_path(const void *a, const void *b)
{
    return entry_compare_paths(*(const struct entry *const *)a,
                               *(const struct entry *const *)b);
}

static int by_date(const void *a, const void *b)
{
    return compare_then_path(a, b, SORT_DATE, false);
}

static int by_date_down(const void *a, const void *b)
{
    return compare_then_path(a, b, SORT_DATE, true);
}

static int by_title(const void *a, const void *b)
{
    return compare_then_path(a, b, SORT_TITLE, false);
}

static int by_title_down(const void *a, const void *b)
{
    return compare_then_path(a, b, SORT_TITLE, true);
}

static int (*const comparisons[ORDER_COUNT])(const void *, const void *) = {
    [ORDER_DATE] = by_date,
    [ORDER_DATE_DOWN] = by_date_down,
    [ORDER_TITLE] = by_title,
    [ORDER_TITLE_DOWN] = by_title_down,
};

void sort_by_seniority(struct entry **entries, size_t count)
{
    if (count > 1)
        qsort(entries, count, sizeof *entries, by_date);
}

static void index_order(struct collection *collection, enum order order,
                        int (*compare)(const void *, const void *),
                        struct arena *arena)
{
    struct list *list = &collection->by[order];
    for (size_t i = 0; i < collection->all.count; i++) {
        if (collection->all.items[i]->is_listed)
            list_add(list, arena, collection->all.items[i]);
    }
    if (list->count > 1)
        qsort(list->items, list->count, sizeof *list->items, compare);
    for (size_t i = 0; i < list->count; i++)
        list->items[i]->ranks[order] = (uint32_t)i;
}

/* `next` is the newer one, or in an undated collection what follows. */
static void link_neighbours(const struct list *list, bool newest_first)
{
    for (size_t i = 0; i < list->count; i++) {
        struct entry *before = i > 0 ? list->items[i - 1] : NULL;
        struct entry *after = i + 1 < list->count ? list->items[i + 1] : NULL;
        list->items[i]->next = newest_first ? before : after;
        list->items[i]->previous = newest_first ? after : before;
    }
}

void index_collection(struct collection *collection, struct arena *arena)
{
    for (size_t i = 0; i < collection->all.count; i++) {
        struct entry *entry = collection->all.items[i];
        memset(entry->ranks, 0xff, sizeof entry->ranks);
        if (entry->is_listed && date_of(entry) != NULL)
            collection->has_dates = true;
    }
    index_order(collection, ORDER_DEFAULT,
                collection->has_dates ? by_date_down : by_path, arena);
    for (int order = ORDER_DATE; order < ORDER_COUNT; order++)
        index_order(collection, (enum order)order, comparisons[order], arena);
    link_neighbours(&collection->by[ORDER_DEFAULT], collection->has_dates);
}
