/* vocabulary.c - a set of words that is sorted when it is looked at.
 *
 * The words of a language that is asked for are sorted by their stems as well.
 * Of a stem the hash is kept, which takes 8 bytes: among a million of them two
 * that differ have the same one with a chance of one in thirty million. */
#include "search/vocabulary.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"
#include "search/stem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct stemmed {
    uint64_t stem; /* its hash */
    struct slice word;
};

/* The words of one language that are not their own stems. */
struct forms {
    struct language *language;
    struct stemmed *items; /* by stem, then word */
    size_t count, capacity;
    struct forms *next;
};

struct vocabulary {
    pthread_mutex_t mutex;
    struct map known;   /* word -> the vocabulary itself */
    struct names words; /* the first `sorted` of them are in order */
    size_t sorted, capacity;
    struct stemmers *stemmers;
    struct forms *forms; /* of all languages that were asked for */
    struct arena arena;
};

struct vocabulary *vocabulary_new(void)
{
    struct vocabulary *vocabulary = mem_alloc(1, sizeof *vocabulary);
    (void)pthread_mutex_init(&vocabulary->mutex, NULL);
    vocabulary->stemmers = stemmers_new();
    return vocabulary;
}

static void release(struct vocabulary *vocabulary)
{
    while (vocabulary->forms != NULL) {
        struct forms *forms = vocabulary->forms;
        vocabulary->forms = forms->next;
        free(forms->items);
        free(forms);
    }
    map_release(&vocabulary->known);
    free(vocabulary->words.items);
    arena_release(&vocabulary->arena);
}

void vocabulary_free(struct vocabulary *vocabulary)
{
    release(vocabulary);
    stemmers_free(vocabulary->stemmers);
    (void)pthread_mutex_destroy(&vocabulary->mutex);
    free(vocabulary);
}

void vocabulary_clear(struct vocabulary *vocabulary)
{
    (void)pthread_mutex_lock(&vocabulary->mutex);
    release(vocabulary);
    vocabulary->known = (struct map){0};
    vocabulary->words = (struct names){0};
    vocabulary->sorted = vocabulary->capacity = 0;
    vocabulary->arena = (struct arena){0};
    (void)pthread_mutex_unlock(&vocabulary->mutex);
}

static void append(struct vocabulary *vocabulary, struct slice word)
{
    struct names *words = &vocabulary->words;
    if (words->count == vocabulary->capacity) {
        vocabulary->capacity = 2 * vocabulary->capacity + 1024;
        words->items =
            mem_grow(words->items, vocabulary->capacity, sizeof *words->items);
    }
    words->items[words->count++] = word;
}

bool vocabulary_add(struct vocabulary *vocabulary, struct slice word)
{
    (void)pthread_mutex_lock(&vocabulary->mutex);
    bool is_new = vocabulary->words.count < VOCABULARY_MAX_WORDS &&
                  map_find(&vocabulary->known, word) == NULL;
    if (is_new) {
        char *bytes = arena_bytes(&vocabulary->arena, word.size);
        memcpy(bytes, word.data, word.size);
        struct slice kept = {bytes, word.size};
        (void)map_put(&vocabulary->known, kept, vocabulary);
        append(vocabulary, kept);
    }
    (void)pthread_mutex_unlock(&vocabulary->mutex);
    return is_new;
}

/* Of an array of which the first `old` items are in order: sorts the others,
 * and merges them from the end. */
static void merge(void *items, size_t old, size_t count, size_t size,
                  int (*compare)(const void *left, const void *right))
{
    char *at = items;
    size_t added = count - old;
    if (added == 0)
        return;
    char *tail = mem_alloc(added, size);
    memcpy(tail, at + old * size, added * size);
    qsort(tail, added, size, compare);
    while (added > 0) {
        const char *last_old = at + (old - 1) * size;
        const char *last_added = tail + (added - 1) * size;
        bool is_old = old > 0 && compare(last_old, last_added) > 0;
        memcpy(at + --count * size, is_old ? last_old : last_added, size);
        old -= is_old ? 1 : 0;
        added -= is_old ? 0 : 1;
    }
    free(tail);
}

static int compare_words(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left,
                         *(const struct slice *)right);
}

static int compare_forms(const void *left, const void *right)
{
    const struct stemmed *a = left, *b = right;
    if (a->stem != b->stem)
        return a->stem < b->stem ? -1 : 1;
    return slice_compare(a->word, b->word);
}

static void add_form(struct forms *forms, struct slice stem, struct slice word)
{
    if (forms->count == forms->capacity) {
        forms->capacity = 2 * forms->capacity + 1024;
        forms->items =
            mem_grow(forms->items, forms->capacity, sizeof *forms->items);
    }
    forms->items[forms->count++] = (struct stemmed){hash_bytes(stem, 0), word};
}

static void add_forms(struct forms *forms, const struct slice *words,
                      size_t count)
{
    struct str buffer = {0};
    size_t old = forms->count;
    for (size_t i = 0; i < count; i++) {
        struct slice stem = words_stem_of(forms->language, words[i], &buffer);
        if (stem.size > 0)
            add_form(forms, stem, words[i]);
    }
    str_release(&buffer);
    merge(forms->items, old, forms->count, sizeof *forms->items, compare_forms);
}

/* Puts what is new in its place. */
static void sort(struct vocabulary *vocabulary)
{
    struct names *words = &vocabulary->words;
    size_t old = vocabulary->sorted;
    for (struct forms *forms = vocabulary->forms; forms != NULL;
         forms = forms->next)
        add_forms(forms, words->items + old, words->count - old);
    merge(words->items, old, words->count, sizeof *words->items, compare_words);
    vocabulary->sorted = words->count;
}

const struct names *vocabulary_lock(struct vocabulary *vocabulary)
{
    (void)pthread_mutex_lock(&vocabulary->mutex);
    sort(vocabulary);
    return &vocabulary->words;
}

void vocabulary_unlock(struct vocabulary *vocabulary)
{
    (void)pthread_mutex_unlock(&vocabulary->mutex);
}

/* Locked. */
static const struct forms *take_forms(struct vocabulary *vocabulary,
                                      struct language *language)
{
    struct forms *forms = vocabulary->forms;
    while (forms != NULL && forms->language != language)
        forms = forms->next;
    if (forms == NULL) {
        forms = mem_alloc(1, sizeof *forms);
        forms->language = language;
        add_forms(forms, vocabulary->words.items, vocabulary->words.count);
        forms->next = vocabulary->forms;
        vocabulary->forms = forms;
    }
    return forms;
}

void vocabulary_prepare(struct vocabulary *vocabulary, struct slice lang)
{
    (void)vocabulary_lock(vocabulary);
    (void)take_forms(vocabulary, stemmers_find(vocabulary->stemmers, lang));
    vocabulary_unlock(vocabulary);
}

/* The first form with that stem or a later one. */
static size_t find_first(const struct forms *forms, uint64_t stem)
{
    size_t low = 0, high = forms->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (forms->items[middle].stem < stem)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

struct names vocabulary_forms(struct vocabulary *vocabulary, struct slice lang,
                              struct slice stem, struct arena *arena)
{
    struct names found = {0};
    size_t capacity = 0;
    uint64_t hash = hash_bytes(stem, 0);
    (void)vocabulary_lock(vocabulary);
    struct language *language = stemmers_find(vocabulary->stemmers, lang);
    const struct forms *forms = take_forms(vocabulary, language);
    for (size_t i = find_first(forms, hash);
         i < forms->count && forms->items[i].stem == hash &&
         found.count < VOCABULARY_MAX_FORMS;
         i++) {
        found.items = arena_grow(arena, found.items, found.count, &capacity,
                                 sizeof *found.items);
        found.items[found.count++] = arena_copy(arena, forms->items[i].word);
    }
    vocabulary_unlock(vocabulary);
    return found;
}
