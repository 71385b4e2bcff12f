/* related.c - what to read next.
 *
 *     weight of a term = 1 + log2(documents / documents that have it)
 *
 * A tag that three documents share says more about them than one that all have,
 * and the logarithm expresses by how much; categories are broader than tags and
 * count half. The computation uses integers only, so that two machines that
 * serve the same content agree on every weight and thus on the order.
 *
 * Nothing is computed in advance, because most documents are never asked for
 * their related ones. The candidates are the newest documents of each term,
 * rarest terms first; each is weighed by all the terms that it shares. A
 * candidate that turns up again through another term has the same weight, so it
 * either is among the best five already or fails again; there is no need to
 * remember it. */
#include "index/related.h"

#include "index/order.h"

#include <stdlib.h>

#define MAX_TERMS      32   /* of the document, that are considered */
#define MAX_SHARED     100  /* tags of a candidate that are considered */
#define MAX_OF_TERM    200  /* documents of one term that are candidates */
#define MAX_LOOKS      1000 /* candidates in total, for all terms */
#define ONE            256  /* the unit of weights */
#define TAG_UNITS      2
#define CATEGORY_UNITS 1

struct term {
    const struct entry *entry;
    size_t count; /* documents that have it */
    uint32_t weight;
};

struct related_search {
    const struct entry *entry;
    struct term terms[MAX_TERMS];
    size_t term_count;
    uint32_t weights[RELATED_MAX_COUNT]; /* of the found */
    struct related found;
};

/* Returns log2(x / y) for x >= y > 0, in 256ths: the integer part by halving,
 * each further bit by squaring the remainder. */
static uint32_t log2_of_ratio(uint64_t x, uint64_t y)
{
    uint32_t whole = 0, part = 0;
    uint64_t rest;
    while (x / y >= 2) {
        y *= 2;
        whole++;
    }
    rest = (x << 16) / y; /* from 1 to 2, in 65536ths */
    for (uint32_t bit = ONE / 2; bit > 0; bit /= 2) {
        rest = (rest * rest) >> 16;
        if (rest >= (2U << 16)) {
            rest /= 2;
            part += bit;
        }
    }
    return whole * ONE + part;
}

static bool has_posts(const struct collection *collection)
{
    return slice_is(collection->name, "posts");
}

/* Returns where this collection starts in a list that is sorted by
 * collection. */
static size_t start_of(const struct list *list,
                       const struct collection *collection)
{
    size_t low = 0, high = list->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct slice name = list->items[middle]->collection->name;
        if (slice_compare(name, collection->name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Returns the documents with the term that could be related. */
static struct list postings_of(const struct related_search *search,
                               const struct entry *term)
{
    const struct collection *collection = search->entry->collection;
    if (has_posts(collection))
        return term->posts;
    size_t start = start_of(&term->other_documents, collection);
    if (start == term->other_documents.count)
        return (struct list){0};
    return (struct list){.items = term->other_documents.items + start,
                         .count = term->other_documents.count - start};
}

static void add_terms(struct related_search *search, const struct list *terms,
                      uint32_t units)
{
    size_t documents = search->entry->collection->by[ORDER_DEFAULT].count;
    for (size_t i = 0; i < terms->count && search->term_count < MAX_TERMS;
         i++) {
        size_t count = postings_of(search, terms->items[i]).count;
        if (count == 0)
            continue;
        size_t all = documents > count ? documents : count;
        search->terms[search->term_count++] = (struct term){
            terms->items[i], count, units * (ONE + log2_of_ratio(all, count))};
    }
}

static int rarest_first(const void *left, const void *right)
{
    const struct term *a = left, *b = right;
    if (a->count != b->count)
        return a->count > b->count ? 1 : -1;
    return slice_compare(a->entry->id, b->entry->id);
}

static uint32_t weight_of_terms(const struct related_search *search,
                                const struct list *terms)
{
    uint32_t weight = 0;
    for (size_t i = 0; i < terms->count && i < MAX_SHARED; i++) {
        for (size_t k = 0; k < search->term_count; k++) {
            if (search->terms[k].entry == terms->items[i])
                weight += search->terms[k].weight;
        }
    }
    return weight;
}

/* Whether the candidate ranks before the one found at that place. */
static bool is_nearer(const struct related_search *search,
                      const struct entry *entry, uint32_t weight, size_t place)
{
    const struct entry *other = search->found.items[place];
    if (weight != search->weights[place])
        return weight > search->weights[place];
    int order = entry_compare(entry, other, SORT_DATE, true);
    return order != 0 ? order < 0 : entry_compare_paths(entry, other) < 0;
}

static bool speaks_alike(const struct entry *a, const struct entry *b)
{
    return a->has_lang == b->has_lang && slice_equal(a->lang, b->lang);
}

static void consider(struct related_search *search, const struct entry *entry)
{
    struct related *found = &search->found;
    if (entry == search->entry ||
        entry->collection != search->entry->collection ||
        !speaks_alike(entry, search->entry))
        return;
    for (size_t i = 0; i < found->count; i++) {
        if (found->items[i] == entry)
            return;
    }
    uint32_t weight = weight_of_terms(search, &entry->tags) +
                      weight_of_terms(search, &entry->categories);
    size_t at = found->count;
    while (at > 0 && is_nearer(search, entry, weight, at - 1))
        at--;
    if (at == RELATED_MAX_COUNT)
        return;
    if (found->count < RELATED_MAX_COUNT)
        found->count++;
    for (size_t i = found->count - 1; i > at; i--) {
        found->items[i] = found->items[i - 1];
        search->weights[i] = search->weights[i - 1];
    }
    found->items[at] = entry;
    search->weights[at] = weight;
}

struct related related_find(const struct entry *entry)
{
    struct related_search search = {.entry = entry};
    add_terms(&search, &entry->tags, TAG_UNITS);
    add_terms(&search, &entry->categories, CATEGORY_UNITS);
    qsort(search.terms, search.term_count, sizeof search.terms[0],
          rarest_first);

    for (size_t t = 0; t < search.term_count; t++) {
        struct list list = postings_of(&search, search.terms[t].entry);
        for (size_t i = 0;
             i < list.count && i < MAX_OF_TERM && search.found.work < MAX_LOOKS;
             i++) {
            consider(&search, list.items[i]);
            search.found.work++;
        }
    }
    return search.found;
}
