/* vocabulary.c - a set of words that is sorted when it is looked at. */
#include "search/vocabulary.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/mem.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct vocabulary {
    pthread_mutex_t mutex;
    struct map known;   /* word -> the vocabulary itself */
    struct names words; /* the first `sorted` of them are in order */
    size_t sorted, capacity;
    struct arena arena;
};

struct vocabulary *vocabulary_new(void)
{
    struct vocabulary *vocabulary = mem_alloc(1, sizeof *vocabulary);
    (void)pthread_mutex_init(&vocabulary->mutex, NULL);
    return vocabulary;
}

static void release(struct vocabulary *vocabulary)
{
    map_release(&vocabulary->known);
    free(vocabulary->words.items);
    arena_release(&vocabulary->arena);
}

void vocabulary_free(struct vocabulary *vocabulary)
{
    release(vocabulary);
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

static int compare(const void *left, const void *right)
{
    return slice_compare(*(const struct slice *)left,
                         *(const struct slice *)right);
}

/* Sorts what is new and merges it from the end. */
static void sort(struct vocabulary *vocabulary)
{
    struct slice *items = vocabulary->words.items;
    size_t old = vocabulary->sorted, count = vocabulary->words.count;
    size_t added = count - old;
    if (added == 0)
        return;
    struct slice *tail = mem_alloc(added, sizeof *tail);
    memcpy(tail, items + old, added * sizeof *tail);
    qsort(tail, added, sizeof *tail, compare);
    while (added > 0) {
        bool is_old =
            old > 0 && slice_compare(items[old - 1], tail[added - 1]) > 0;
        items[--count] = is_old ? items[--old] : tail[--added];
    }
    free(tail);
    vocabulary->sorted = vocabulary->words.count;
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
