/* facets.c - facets=tags,author: the values of a field, counted.
 *
 *     document 1: go, news          go    2
 *     document 2: go, go            news  1
 *
 * A table of counters, found by what the value is: an entry by its address, so
 * that a relation over a hundred thousand documents hashes no text, anything
 * else by its bytes. A document that has a value twice counts once; the
 * counter remembers the last document that it counted. */
#include "represent/facets.h"

#include "base/mem.h"
#include "represent/write.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_CAPACITY 64
#define EXACT_INTEGERS 9007199254740992.0 /* 2^53 */

struct counter {
    struct datum datum;
    uint64_t hash;
    size_t count;    /* 0: free */
    size_t document; /* the last that was counted, from 1 */
};

struct counters {
    struct counter *slots;
    size_t count, capacity; /* a power of two, or 0 */
    size_t document;        /* at hand, from 1 */
};

static struct slice text_of(const struct datum *datum)
{
    return datum->type == FIELD_DATE ? datum->as.date.as_text : datum->as.text;
}

static uint64_t hash_datum(const struct datum *datum)
{
    switch (datum->type) {
    case FIELD_RELATION:
        return hash_bytes((struct slice){(const char *)&datum->as.entry,
                                         sizeof datum->as.entry},
                          1);
    case FIELD_NUMBER:
        return hash_bytes((struct slice){(const char *)&datum->as.number,
                                         sizeof datum->as.number},
                          2);
    case FIELD_BOOLEAN:
        return datum->as.boolean ? 1 : 0;
    default:
        return hash_bytes(text_of(datum), 3);
    }
}

static bool is_same(const struct datum *a, const struct datum *b)
{
    if (a->type != b->type)
        return false;
    switch (a->type) {
    case FIELD_RELATION:
        return a->as.entry == b->as.entry;
    case FIELD_NUMBER:
        return a->as.number == b->as.number;
    case FIELD_BOOLEAN:
        return a->as.boolean == b->as.boolean;
    default:
        return slice_equal(text_of(a), text_of(b));
    }
}

/* The counter of that value, or the free one that is for it. */
static struct counter *find_slot(const struct counters *counters,
                                 const struct datum *datum, uint64_t hash)
{
    size_t mask = counters->capacity - 1, at = (size_t)hash & mask;
    while (counters->slots[at].count > 0 &&
           (counters->slots[at].hash != hash ||
            !is_same(&counters->slots[at].datum, datum)))
        at = (at + 1) & mask;
    return &counters->slots[at];
}

static void make_room(struct counters *counters)
{
    struct counters larger = {.count = counters->count,
                              .document = counters->document};
    if (counters->count * 4 < counters->capacity * 3)
        return;
    larger.capacity =
        counters->capacity > 0 ? counters->capacity * 2 : FIRST_CAPACITY;
    larger.slots = mem_alloc(larger.capacity, sizeof *larger.slots);
    for (size_t i = 0; i < counters->capacity; i++) {
        const struct counter *counter = &counters->slots[i];
        if (counter->count > 0)
            *find_slot(&larger, &counter->datum, counter->hash) = *counter;
    }
    free(counters->slots);
    *counters = larger;
}

static bool count_datum(void *context, const struct datum *datum)
{
    struct counters *counters = context;
    if (datum->type == FIELD_OBJECT ||
        (datum->type == FIELD_RELATION && datum->as.entry == NULL))
        return false;
    make_room(counters);

    struct datum kept = *datum;
    if (kept.type == FIELD_NUMBER)
        kept.as.number += 0.0; /* -0 is 0 */
    uint64_t hash = hash_datum(&kept);
    struct counter *counter = find_slot(counters, &kept, hash);
    if (counter->document == counters->document)
        return false;
    if (counter->count == 0) {
        counters->count++;
        counter->datum = kept;
        counter->hash = hash;
    }
    counter->count++;
    counter->document = counters->document;
    return false;
}

static int compare_data(const struct datum *a, const struct datum *b)
{
    if (a->type != b->type)
        return a->type > b->type ? 1 : -1;
    switch (a->type) {
    case FIELD_RELATION:
        return slice_compare(a->as.entry->slug, b->as.entry->slug);
    case FIELD_NUMBER:
        return (a->as.number > b->as.number) - (a->as.number < b->as.number);
    case FIELD_BOOLEAN:
        return (int)a->as.boolean - (int)b->as.boolean;
    default:
        return slice_compare(text_of(a), text_of(b));
    }
}

static int most_frequent_first(const void *left, const void *right)
{
    const struct counter *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return compare_data(&a->datum, &b->datum);
}

/* Counts, and puts the counters in their order at the front of the table. */
static void count_values(struct counters *counters, const struct list *all,
                         const struct field_path *path)
{
    size_t kept = 0;
    for (size_t i = 0; i < all->count; i++) {
        counters->document = i + 1;
        (void)entry_any_datum(all->items[i], path, count_datum, counters);
    }
    for (size_t i = 0; i < counters->capacity; i++) {
        if (counters->slots[i].count > 0)
            counters->slots[kept++] = counters->slots[i];
    }
    if (kept > 1)
        qsort(counters->slots, kept, sizeof *counters->slots,
              most_frequent_first);
}

static void write_number(struct str *out, double number)
{
    struct value value = {.kind = VALUE_FLOAT, .as.real = number};
    if (number == floor(number) && fabs(number) < EXACT_INTEGERS)
        value = (struct value){.kind = VALUE_INTEGER,
                               .as.integer = (int64_t)number};
    write_value(out, &value);
}

/* The value as JSON. */
static void write_datum(struct str *out, const struct datum *datum)
{
    switch (datum->type) {
    case FIELD_RELATION:
        write_string(out, datum->as.entry->slug);
        break;
    case FIELD_NUMBER:
        write_number(out, datum->as.number);
        break;
    case FIELD_BOOLEAN:
        str_append_text(out, datum->as.boolean ? "true" : "false");
        break;
    default:
        write_string(out, text_of(datum));
    }
}

/* The value as a filter has it. */
static void append_operand(struct str *out, const struct datum *datum)
{
    struct str text = {0};
    if (datum->type == FIELD_RELATION)
        str_append(&text, datum->as.entry->slug);
    else if (datum->type == FIELD_NUMBER || datum->type == FIELD_BOOLEAN)
        write_datum(&text, datum);
    else
        str_append(&text, text_of(datum));
    path_append_encoded(out, str_slice(&text));
    str_release(&text);
}

/* Whether "name=x" would be read as something else than a filter. */
static bool needs_operator(struct slice name)
{
    static const char *const groups[] = {"and", "or", "not"};
    for (size_t i = 0; query_parameter_name(i) != NULL; i++) {
        if (slice_is(name, query_parameter_name(i)))
            return true;
    }
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        if (slice_is(name, groups[i]))
            return true;
    }
    return slice_find_char(name, 0, ':') < name.size;
}

static void write_counter(struct str *out, const struct counter *counter,
                          struct slice name, struct slice path)
{
    struct str href = {0};
    str_append(&href, path);
    str_append_char(&href, '?');
    path_append_encoded(&href, name);
    str_append_text(&href, needs_operator(name) ? ":eq=" : "=");
    append_operand(&href, &counter->datum);

    str_append_char(out, '{');
    write_key(out, SLICE("value"));
    write_datum(out, &counter->datum);
    if (counter->datum.type == FIELD_RELATION) {
        write_key(out, SLICE("name"));
        write_string(out, counter->datum.as.entry->name);
    }
    write_key(out, SLICE("count"));
    write_integer(out, (int64_t)counter->count);
    write_key(out, SLICE("href"));
    write_string(out, str_slice(&href));
    str_append_char(out, '}');
    str_release(&href);
}

static void warn_of_many(struct query *query, struct arena *arena,
                         struct slice name, size_t count)
{
    query_add_warning(query, arena, SLICE("facets"), "too-many-values",
                      arena_printf(arena,
                                   "'%.*s' has %zu values; the %d most "
                                   "frequent are told.",
                                   SLICE_FMT(name), count, FACET_MAX_VALUES));
}

void facets_write(struct str *out, struct query *query, const struct page *page,
                  struct slice path, struct arena *arena)
{
    if (query->facet_count == 0)
        return;
    write_key(out, SLICE("facets"));
    str_append_char(out, '{');
    for (size_t f = 0; f < query->facet_count; f++) {
        struct slice name = query->facets[f];
        struct counters counters = {0};
        count_values(&counters, &page->all, &query->facet_paths[f]);
        if (counters.count > FACET_MAX_VALUES)
            warn_of_many(query, arena, name, counters.count);
        write_key(out, name);
        str_append_char(out, '[');
        for (size_t i = 0; i < counters.count && i < FACET_MAX_VALUES; i++) {
            if (i > 0)
                str_append_char(out, ',');
            write_counter(out, &counters.slots[i], name, path);
        }
        str_append_char(out, ']');
        free(counters.slots);
    }
    str_append_char(out, '}');
}
