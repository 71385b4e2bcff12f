/* desks.c - what threads need for answering, and who still uses the index. */
#include "base/mem.h"
#include "search/state.h"

#include <stdio.h>
#include <stdlib.h>

struct search *search_ref(struct search *search)
{
    search_lock(search);
    search->reference_count++;
    search_unlock(search);
    return search;
}

void search_unref(struct search *search)
{
    search_lock(search);
    bool is_last = --search->reference_count == 0;
    search_unlock(search);
    if (!is_last)
        return;
    search_close_desks(search);
    if (search->engine != NULL)
        search->engine->ops->close(search->engine);
    place_release(&search->place);
    vocabulary_free(search->vocabulary);
    map_release(&search->rows);
    arena_release(&search->rows_arena);
    free(search->fresh);
    (void)pthread_cond_destroy(&search->changed);
    (void)pthread_mutex_destroy(&search->mutex);
    free(search);
}

static struct desk *take_free(struct search *search)
{
    search_lock(search);
    while (search->desks == NULL && search->desk_count >= search->max_desks)
        (void)pthread_cond_wait(&search->changed, &search->mutex);
    struct desk *desk = search->desks;
    if (desk != NULL) {
        search->desks = desk->next;
    } else {
        search->desk_count++;
        desk = mem_alloc(1, sizeof *desk);
        desk->stemmers = stemmers_new();
    }
    if (desk->reader == NULL)
        desk->era = search_era(search);
    search_unlock(search);
    return desk;
}

/* The engine is not closed while a reader of it is being opened. */
static enum engine_fault open_reader(struct search *search, struct desk *desk,
                                     struct err *err)
{
    search_lock(search);
    struct engine *engine = search->engine;
    search->opening_count++;
    search_unlock(search);
    enum engine_fault fault =
        engine->ops->open_reader(engine, &desk->reader, err);
    search_lock(search);
    search->opening_count--;
    (void)pthread_cond_broadcast(&search->changed);
    search_unlock(search);
    return fault;
}

struct desk *search_take_desk(struct search *search, bool reads,
                              struct err *err)
{
    struct desk *desk = take_free(search);
    if (!reads || desk->reader != NULL)
        return desk;
    enum engine_fault fault = open_reader(search, desk, err);
    if (fault == ENGINE_FINE)
        return desk;
    desk->reader = NULL;
    search_give_desk(search, desk, fault, err);
    return NULL;
}

static void close_reader(const struct search *search, struct desk *desk)
{
    if (desk->reader != NULL)
        search->engine->ops->close_reader(desk->reader);
    desk->reader = NULL;
}

void search_give_desk(struct search *search, struct desk *desk,
                      enum engine_fault fault, const struct err *err)
{
    search_lock(search);
    bool is_old = desk->era != search_era(search);
    bool is_doubtful = fault != ENGINE_FINE && fault != ENGINE_REFUSED;
    if (is_doubtful && !is_old)
        search->doubt = fault;
    if (is_doubtful && !is_old && fault != ENGINE_DAMAGED) {
        search->is_away = true;
        (void)snprintf(search->why, sizeof search->why, "%s", err->text);
    }
    if (fault != ENGINE_FINE || is_old)
        close_reader(search, desk);
    desk->next = search->desks;
    search->desks = desk;
    (void)pthread_cond_broadcast(&search->changed);
    search_unlock(search);
}

void search_close_desks(struct search *search)
{
    while (search->desks != NULL) {
        struct desk *desk = search->desks;
        search->desks = desk->next;
        close_reader(search, desk);
        stemmers_free(desk->stemmers);
        free(desk);
        search->desk_count--;
    }
}

/* It stays the same when the index moves from a file to memory. */
const struct engine_ops *search_engine(struct search *search)
{
    search_lock(search);
    const struct engine_ops *ops = search->engine->ops;
    search_unlock(search);
    return ops;
}
