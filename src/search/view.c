/* view.c - finds the rows of a snapshot's documents.
 *
 * Made by whoever asks first, from the keys of the documents; made again when
 * the index has changed: a document may have got its row, and one that went and
 * came back has another. A thread that is answering keeps the coverage that it
 * began with. */
#include "search/view.h"

#include "base/mem.h"
#include "search/index.h"
#include "search/language.h"
#include "search/row.h"

#include <stdlib.h>
#include <string.h>

struct search_view {
    struct search *search; /* a reference */
    const struct snapshot *snapshot;
    pthread_mutex_t mutex;
    bool is_prepared; /* the members up to `coverage` are there */
    size_t count;     /* of all entries, of which some are wanted */
    size_t wanted;
    const struct entry **entries; /* by number; NULL: not wanted */
    uint64_t *keys;
    struct map by_key; /* bytes of a key -> itself */
    struct names languages;
    struct slice usual_language; /* of documents that name none */
    struct arena arena;
    struct coverage *coverage; /* a reference, or NULL */
};

static void coverage_unref(struct coverage *coverage)
{
    if (coverage == NULL || --coverage->reference_count > 0)
        return;
    free(coverage->documents);
    free(coverage->lengths);
    free(coverage->title_lengths);
    map_release(&coverage->counts);
    arena_release(&coverage->counts_arena);
    (void)pthread_mutex_destroy(&coverage->counts_mutex);
    free(coverage);
}

static void view_free(struct search_view *view)
{
    coverage_unref(view->coverage);
    map_release(&view->by_key);
    free(view->keys);
    free(view->entries);
    arena_release(&view->arena);
    (void)pthread_mutex_destroy(&view->mutex);
    search_unref(view->search);
    free(view);
}

static void attach(struct search *search, struct snapshot *snapshot)
{
    struct search_view *view = mem_alloc(1, sizeof *view);
    view->search = search_ref(search);
    view->snapshot = snapshot;
    (void)pthread_mutex_init(&view->mutex, NULL);
    snapshot->search = view;
    snapshot->free_search = view_free;
}

void search_attach(struct search *search, struct snapshot *snapshot)
{
    attach(search, snapshot);
    if (snapshot->preview != NULL)
        attach(search, snapshot->preview);
}

/* Documents have the number of their file, people and terms without one come
 * after all files, collection by collection. */
size_t search_number(const struct snapshot *snapshot, const struct entry *entry)
{
    size_t before = snapshot->source_count;
    if (entry->source != NULL)
        return entry->path_rank;
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct collection *collection = snapshot->collections[i];
        if (collection == entry->collection)
            break;
        before += collection->all.count;
    }
    return before + (entry->path_rank - NO_RANK / 2);
}

static size_t number_count(const struct snapshot *snapshot)
{
    size_t count = snapshot->source_count;
    for (size_t i = 0; i < snapshot->collection_count; i++)
        count += snapshot->collections[i]->all.count;
    return count;
}

/* How many documents are in each language. */
struct language_count {
    struct slice tag;
    size_t count;
};

static int compare_counts(const void *left, const void *right)
{
    const struct language_count *a = left, *b = right;
    if (a->count != b->count)
        return a->count < b->count ? 1 : -1;
    return slice_compare(a->tag, b->tag);
}

#define MAX_LANGUAGES 256 /* that are told apart */
#define MAX_GUESSES   64  /* documents that are looked at */

static void add_language(struct language_count *counts, size_t *count,
                         struct slice tag)
{
    size_t i = 0;
    while (i < *count && !slice_equal(counts[i].tag, tag))
        i++;
    if (i == MAX_LANGUAGES || tag.size == 0)
        return;
    if (i == *count)
        counts[(*count)++] = (struct language_count){tag, 0};
    counts[i].count++;
}

static void keep_languages(struct search_view *view,
                           struct language_count *counts, size_t count)
{
    qsort(counts, count, sizeof *counts, compare_counts);
    view->languages.items =
        arena_alloc(&view->arena, count, sizeof *view->languages.items);
    view->languages.count = count;
    for (size_t i = 0; i < count; i++)
        view->languages.items[i] = counts[i].tag;
}

/* What most of some documents, taken evenly, seem to be written in. */
static struct slice guess_language(const struct snapshot *snapshot)
{
    struct language_count counts[MAX_LANGUAGES];
    size_t count = 0;
    const struct list *all = &snapshot->everything;
    size_t step = all->count / MAX_GUESSES + 1;
    for (size_t i = 0; i < all->count; i += step) {
        const struct entry *entry = all->items[i];
        struct arena arena = {0};
        if (!entry->is_document || entry->lang.size > 0)
            continue;
        add_language(
            counts, &count,
            language_guess(delta_string(&entry->source->body.text, &arena)));
        arena_release(&arena);
    }
    qsort(counts, count, sizeof *counts, compare_counts);
    return count > 0 ? counts[0].tag : SLICE_NONE;
}

static struct slice language_of(const struct search_view *view,
                                const struct entry *entry)
{
    if (entry->lang.size > 0)
        return entry->lang;
    /* Where all documents are in one language it may be said in each. */
    bool says = entry->source != NULL && entry->meta->lang.size > 0;
    return says ? entry->meta->lang : view->usual_language;
}

static void add_entry(struct search_view *view, const struct entry *entry,
                      struct language_count *counts, size_t *count)
{
    if (!row_is_wanted(entry))
        return;
    size_t number = search_number(view->snapshot, entry);
    struct slice lang = language_of(view, entry);
    uint64_t *key = &view->keys[number];
    *key = row_key(entry, lang);
    view->entries[number] = entry;
    (void)map_put(&view->by_key, (struct slice){(const char *)key, sizeof *key},
                  key);
    add_language(counts, count, lang);
    view->wanted++;
}

/* Once; the caller holds the mutex. */
static void prepare(struct search_view *view)
{
    const struct snapshot *snapshot = view->snapshot;
    struct language_count counts[MAX_LANGUAGES];
    size_t count = 0;
    if (view->is_prepared)
        return;
    view->is_prepared = true;
    view->count = number_count(snapshot);
    view->usual_language = snapshot->site.language.size > 0
                               ? snapshot->site.language
                               : guess_language(snapshot);
    view->entries = mem_alloc(view->count + 1, sizeof(const struct entry *));
    view->keys = mem_alloc(view->count + 1, sizeof *view->keys);
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct list *all = &snapshot->collections[i]->all;
        for (size_t j = 0; j < all->count; j++)
            add_entry(view, all->items[j], counts, &count);
    }
    keep_languages(view, counts, count);
}

/* The rows are asked for under the lock of the index, which is short of a
 * millisecond for ten thousand documents. */
static struct coverage *cover(struct search_view *view)
{
    struct coverage *coverage = mem_alloc(1, sizeof *coverage);
    struct search *search = view->search;
    double total = 0;

    coverage->reference_count = 1;
    (void)pthread_mutex_init(&coverage->counts_mutex, NULL);
    search_lock(search);
    coverage->generation = search_generation(search);
    coverage->era = search_era(search);
    coverage->row_count = (size_t)search_last_row(search) + 1;
    coverage->documents =
        mem_alloc(coverage->row_count, sizeof *coverage->documents);
    coverage->lengths =
        mem_alloc(coverage->row_count, sizeof *coverage->lengths);
    coverage->title_lengths =
        mem_alloc(coverage->row_count, sizeof *coverage->title_lengths);
    memset(coverage->documents, 0xFF,
           coverage->row_count * sizeof *coverage->documents);
    for (size_t i = 0; i < view->count; i++) {
        struct engine_row row;
        if (view->entries[i] == NULL ||
            !search_find_row(search, view->keys[i], &row))
            continue;
        coverage->documents[row.row] = (uint32_t)i;
        coverage->lengths[row.row] = (float)row.length;
        coverage->title_lengths[row.row] = row.title_length;
        coverage->known++;
        total += row.length;
    }
    search_unlock(search);
    coverage->missing = view->wanted - coverage->known;
    float average =
        coverage->known > 0 ? (float)(total / (double)coverage->known) : 1;
    for (size_t i = 0; average > 0 && i < coverage->row_count; i++)
        coverage->lengths[i] /= average;
    return coverage;
}

struct coverage *coverage_take(struct search_view *view)
{
    (void)pthread_mutex_lock(&view->mutex);
    prepare(view);
    struct coverage *now = view->coverage;
    if (now == NULL || now->generation != search_generation(view->search)) {
        coverage_unref(now);
        now = view->coverage = cover(view);
    }
    now->reference_count++;
    (void)pthread_mutex_unlock(&view->mutex);
    return now;
}

void coverage_give(struct search_view *view, struct coverage *coverage)
{
    (void)pthread_mutex_lock(&view->mutex);
    coverage_unref(coverage);
    (void)pthread_mutex_unlock(&view->mutex);
}

uint32_t coverage_document(const struct coverage *coverage, uint32_t row)
{
    return row < coverage->row_count ? coverage->documents[row] : NO_DOCUMENT;
}

size_t view_document_count(const struct search_view *view)
{
    return view->count;
}

struct search *view_search(const struct search_view *view)
{
    return view->search;
}

const struct entry *view_entry(const struct search_view *view, size_t number)
{
    return view->entries[number];
}

const struct names *view_languages(struct search_view *view)
{
    (void)pthread_mutex_lock(&view->mutex);
    prepare(view);
    (void)pthread_mutex_unlock(&view->mutex);
    return &view->languages;
}

struct slice view_language(struct search_view *view, const struct entry *entry)
{
    (void)view_languages(view); /* prepares it */
    return language_of(view, entry);
}

void view_each(struct search_view *view,
               bool (*visit)(void *context, const struct entry *entry,
                             uint64_t key),
               void *context)
{
    (void)view_languages(view); /* prepares it */
    for (size_t i = 0; i < view->count; i++) {
        if (view->entries[i] != NULL &&
            !visit(context, view->entries[i], view->keys[i]))
            return;
    }
}

bool view_has(struct search_view *view, uint64_t key)
{
    (void)view_languages(view);
    return map_find(&view->by_key,
                    (struct slice){(const char *)&key, sizeof key}) != NULL;
}
