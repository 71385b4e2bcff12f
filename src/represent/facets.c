/* facets.c - facets=tags,author: the values of a field, counted.
 *
 *     document 1: go, news          go    2
 *     document 2: go, go            news  1
 *
 * A column stores values as numbers, each at most once for a document, so a
 * facet is an array of counters and one pass over numbers. A list whose column
 * is not kept gets one of its own.
 *
 * The number 1.1 and the string "1.1" are one value, since one filter finds
 * both. With facets=date.month, all dates of a month are. */
#include "represent/facets.h"

#include "base/map.h"
#include "query/leads.h"
#include "query/period.h"
#include "represent/datum.h"
#include "represent/write.h"

#include <stdlib.h>

struct counter {
    const struct datum *datum;
    size_t count;
};

struct counters {
    struct counter *items;
    size_t count;
};

static int compare_data(const struct datum *a, const struct datum *b)
{
    if (a->type != b->type)
        return a->type > b->type ? 1 : -1;
    switch (a->type) {
    case FIELD_RELATION:
        return slice_compare(a->as.entry->slug, b->as.entry->slug);
    case FIELD_NUMBER:
        return number_compare(a->as.number, b->as.number);
    case FIELD_BOOLEAN:
        return (int)a->as.boolean - (int)b->as.boolean;
    default:
        return slice_compare(datum_text(a), datum_text(b));
    }
}

static int most_frequent_first(const void *left, const void *right)
{
    const struct counter *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return compare_data(a->datum, b->datum);
}

/* What is counted of a column. */
struct groups {
    const struct datum *values; /* as they are shown */
    /* The value that each is counted with, or NULL if each stands for itself.
     */
    const uint32_t *stands_for;
};

static uint32_t *each_for_itself(size_t count, struct arena *arena)
{
    uint32_t *stands_for = arena_alloc(arena, count, sizeof *stands_for);
    for (size_t i = 0; i < count; i++)
        stands_for[i] = (uint32_t)i;
    return stands_for;
}

/* Counts the strings that are written as a number or boolean of the same column
 * with that one. */
static struct groups find_namesakes(const struct column *column,
                                    struct arena *arena)
{
    uint32_t *stands_for = NULL;
    struct str written = {0};
    for (size_t i = 0; i < column->value_count; i++) {
        const struct datum *datum = &column->values[i];
        if (datum->type != FIELD_NUMBER && datum->type != FIELD_BOOLEAN)
            continue;
        str_clear(&written);
        datum_write(&written, datum);
        const struct posting *text =
            column_find_text(column, str_slice(&written));
        if (text == NULL)
            continue;
        if (stands_for == NULL)
            stands_for = each_for_itself(column->value_count, arena);
        stands_for[text - column->postings] = (uint32_t)i;
    }
    str_release(&written);
    return (struct groups){column->values, stands_for};
}

/* Counts dates of one year, month or day together. */
static struct groups find_periods(const struct column *column,
                                  const struct period *period, bool is_day,
                                  struct arena *arena)
{
    size_t count = column->value_count;
    uint32_t *stands_for = each_for_itself(count, arena);
    struct datum *values = arena_alloc(arena, count, sizeof *values);
    struct map firsts = {0}; /* period -> what stands for it */
    for (size_t i = 0; i < count; i++) {
        const struct datum *datum = &column->values[i];
        struct slice text =
            datum->type == FIELD_DATE
                ? period_of(period, datum->as.date.ms, is_day, arena)
                : SLICE_NONE;
        values[i] = (struct datum){.type = FIELD_TEXT, .as.text = text};
        if (text.data == NULL)
            continue;
        const uint32_t *first = map_add(&firsts, text, &stands_for[i]);
        if (first != NULL)
            stands_for[i] = *first;
    }
    map_release(&firsts);
    return (struct groups){values, stands_for};
}

/* Each value once for a document, though two of its values may be one. */
static void count_namesakes(const struct column *column, size_t row,
                            const uint32_t *stands_for,
                            struct counter *counters)
{
    for (size_t k = column->starts[row]; k < column->starts[row + 1]; k++) {
        uint32_t id = stands_for[column->ids[k]];
        bool is_again = false;
        for (size_t before = column->starts[row]; before < k; before++)
            is_again = is_again || stands_for[column->ids[before]] == id;
        counters[id].count += is_again ? 0 : 1;
    }
}

/* `is_of_list`: the column is of this very list, and not of a collection that
 * contains it. */
static void count_ids(const struct column *column, const struct list *all,
                      bool is_of_list, const uint32_t *stands_for,
                      struct counter *counters)
{
    for (size_t i = 0; i < all->count; i++) {
        size_t row = is_of_list ? i : all->items[i]->ranks[ORDER_DEFAULT];
        if (stands_for != NULL) {
            count_namesakes(column, row, stands_for, counters);
            continue;
        }
        for (size_t k = column->starts[row]; k < column->starts[row + 1]; k++)
            counters[column->ids[k]].count++;
    }
}

/* The values that the result has, the most frequent first. */
static struct counters count_values(const struct column *column,
                                    const struct list *all, bool is_of_list,
                                    const struct groups *groups,
                                    struct arena *arena)
{
    struct counters kept = {
        arena_alloc(arena, column->value_count, sizeof(struct counter)), 0};
    count_ids(column, all, is_of_list, groups->stands_for, kept.items);
    for (size_t i = 0; i < column->value_count; i++) {
        const struct datum *value = &groups->values[i];
        bool is_shown =
            value->type != FIELD_TEXT || value->as.text.data != NULL;
        if (kept.items[i].count > 0 && is_shown)
            kept.items[kept.count++] =
                (struct counter){value, kept.items[i].count};
    }
    if (kept.count > 1)
        qsort(kept.items, kept.count, sizeof *kept.items, most_frequent_first);
    return kept;
}

/* The list whose documents are counted. */
struct counted {
    const struct query *query;
    struct slice path;
    struct slice selection; /* "?tags=go", or empty */
};

/* The value as it is written in a filter. */
static void append_operand(struct str *out, const struct datum *datum)
{
    if (datum->type == FIELD_RELATION)
        str_append(out, datum->as.entry->slug);
    else if (datum->type == FIELD_NUMBER || datum->type == FIELD_BOOLEAN)
        datum_write(out, datum);
    else
        str_append(out, datum_text(datum));
}

/* The address of the documents with one value, seen by the same viewer. */
static void append_href(struct str *out, const struct counter *counter,
                        struct slice name, const struct counted *counted)
{
    struct str text = {0};
    append_operand(&text, counter->datum);
    str_append(out, counted->path);
    query_append_narrowed(counted->query, counted->selection, name,
                          str_slice(&text), out);
    str_release(&text);
}

static void write_counter(struct str *out, const struct counter *counter,
                          struct slice name, const struct counted *counted)
{
    struct str href = {0};
    append_href(&href, counter, name, counted);
    leads_settle(counted->query->leads, ".json", &href);

    str_append_char(out, '{');
    write_key(out, SLICE("value"));
    datum_write(out, counter->datum);
    if (counter->datum->type == FIELD_RELATION) {
        write_key(out, SLICE("name"));
        write_string(out, counter->datum->as.entry->name);
    }
    write_key(out, SLICE("count"));
    write_integer(out, (int64_t)counter->count);
    write_key(out, SLICE("href"));
    write_string(out, str_slice(&href));
    str_append_char(out, '}');
    str_release(&href);
}

static void warn_too_many(struct query *query, struct arena *arena,
                          struct slice name, size_t count)
{
    query_add_warning(query, arena, SLICE("facets"), "too-many-values",
                      arena_printf(arena,
                                   "'%.*s' has %zu values; only the %d most "
                                   "frequent are shown.",
                                   SLICE_FMT(name), count, FACET_MAX_VALUES));
}

static void write_facet(struct str *out, struct query *query, size_t f,
                        const struct list *all, const struct counted *counted,
                        struct arena *arena)
{
    const struct field_path *field = &query->facet_paths[f];
    const struct column *column = NULL;
    struct column *made = NULL;
    bool is_of_list = true;

    if (query->collection != NULL) {
        column = collection_column(query->collection, field);
        is_of_list = all->items == query->collection->by[ORDER_DEFAULT].items;
    }
    if (column == NULL) {
        column = made = column_new(all, field);
        is_of_list = true;
    }
    struct slice filtered = query->facets[f];
    struct groups groups = {column->values, NULL};
    if (query->facet_periods[f] != NULL) {
        (void)period_find(query->facets[f], &filtered);
        groups =
            find_periods(column, query->facet_periods[f], field->is_day, arena);
    } else if ((field->types & FIELD_TEXT) != 0 &&
               (field->types & (FIELD_NUMBER | FIELD_BOOLEAN)) != 0) {
        groups = find_namesakes(column, arena);
    }
    struct counters counters =
        count_values(column, all, is_of_list, &groups, arena);

    if (counters.count > FACET_MAX_VALUES)
        warn_too_many(query, arena, query->facets[f], counters.count);
    write_key(out, query->facets[f]);
    str_append_char(out, '[');
    for (size_t i = 0; i < counters.count && i < FACET_MAX_VALUES; i++) {
        if (i > 0)
            str_append_char(out, ',');
        write_counter(out, &counters.items[i], filtered, counted);
    }
    str_append_char(out, ']');
    column_free(made);
}

void facets_write(struct str *out, struct query *query, const struct page *page,
                  struct slice path, struct arena *arena)
{
    if (query->facet_count == 0)
        return;
    struct str selection = {0};
    query_append_selection(query, &selection);
    const struct counted counted = {query, path, str_slice(&selection)};
    write_key(out, SLICE("facets"));
    str_append_char(out, '{');
    for (size_t f = 0; f < query->facet_count; f++)
        write_facet(out, query, f, &page->all, &counted, arena);
    str_append_char(out, '}');
    str_release(&selection);
}
