/* rows.c - the rows that queries know of, by the keys of documents. */
#include "base/mem.h"
#include "search/state.h"

#include <stdlib.h>

#define MIN_GONE 1000 /* that are kept in the map */

static struct slice key_bytes(const uint64_t *key)
{
    return (struct slice){(const char *)key, sizeof *key};
}

bool search_find_row(struct search *search, uint64_t key,
                     struct engine_row *ret_row)
{
    const struct engine_row *row = map_find(&search->rows, key_bytes(&key));
    if (row == NULL || row->row == 0)
        return false;
    *ret_row = *row;
    return true;
}

uint32_t search_last_row(const struct search *search)
{
    return search->last_row;
}

static void note_row(void *context, const struct engine_row *row)
{
    struct search *search = context;
    if (search->fresh_count == search->fresh_capacity) {
        search->fresh_capacity = 2 * search->fresh_capacity + 64;
        search->fresh = mem_grow(search->fresh, search->fresh_capacity,
                                 sizeof *search->fresh);
    }
    search->fresh[search->fresh_count++] = *row;
}

static bool note_word(void *context, struct slice word)
{
    struct search *search = context;
    return vocabulary_add(search->vocabulary, word);
}

struct engine_visitor search_visitor(struct search *search)
{
    return (struct engine_visitor){note_row, note_word, search};
}

static void put_row(struct search *search, const struct engine_row *row)
{
    struct engine_row *known = map_find(&search->rows, key_bytes(&row->key));
    if (row->row > search->last_row)
        search->last_row = row->row;
    if (known != NULL && known->row != 0)
        return;
    if (known != NULL) {
        search->gone_count--;
        *known = *row;
    } else {
        known = arena_alloc(&search->rows_arena, 1, sizeof *known);
        *known = *row;
        (void)map_put(&search->rows, key_bytes(&known->key), known);
    }
    search->row_count++;
}

bool search_rows_agree(const struct search *search)
{
    struct map given = {0};
    size_t cursor = 0;
    struct slice key;
    void *value;
    bool agree = true;
    for (size_t i = 0; i < search->fresh_count; i++)
        (void)map_add(&given, key_bytes(&search->fresh[i].key),
                      &search->fresh[i]);
    while (agree && map_next(&search->rows, &cursor, &key, &value)) {
        const struct engine_row *known = value, *row = map_find(&given, key);
        agree = known->row == 0 || (row != NULL && row->row == known->row);
    }
    map_release(&given);
    return agree;
}

void search_publish_rows(struct search *search)
{
    if (search->fresh_count == 0)
        return;
    search_lock(search);
    for (size_t i = 0; i < search->fresh_count; i++)
        put_row(search, &search->fresh[i]);
    atomic_fetch_add(&search->generation, 1);
    search_unlock(search);
    search->fresh_count = 0;
}

/* Leaves the rows out that are gone. */
static void tidy(struct search *search)
{
    struct map old = search->rows;
    struct arena old_arena = search->rows_arena;
    size_t cursor = 0;
    struct slice key;
    void *value;
    search->rows = (struct map){0};
    search->rows_arena = (struct arena){0};
    search->row_count = search->gone_count = 0;
    while (map_next(&old, &cursor, &key, &value)) {
        const struct engine_row *row = value;
        if (row->row != 0)
            put_row(search, row);
    }
    map_release(&old);
    arena_release(&old_arena);
}

void search_forget_rows(struct search *search, const uint64_t *keys,
                        size_t count)
{
    search_lock(search);
    for (size_t i = 0; i < count; i++) {
        struct engine_row *row = map_find(&search->rows, key_bytes(&keys[i]));
        if (row == NULL || row->row == 0)
            continue;
        row->row = 0;
        search->row_count--;
        search->gone_count++;
    }
    if (search->gone_count > MIN_GONE + search->row_count)
        tidy(search);
    atomic_fetch_add(&search->generation, 1);
    search_unlock(search);
}

void search_begin_era(struct search *search)
{
    atomic_fetch_add(&search->era, 1);
    atomic_fetch_add(&search->generation, 1);
    search_close_desks(search);
}

void search_forget_all(struct search *search)
{
    search_lock(search);
    map_release(&search->rows);
    arena_release(&search->rows_arena);
    search->rows = (struct map){0};
    search->rows_arena = (struct arena){0};
    search->row_count = search->gone_count = 0;
    search->last_row = 0;
    search->is_whole = false;
    search_begin_era(search);
    search_unlock(search);
    search->fresh_count = 0;
    vocabulary_clear(search->vocabulary);
}
