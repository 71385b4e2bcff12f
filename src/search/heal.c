/* heal.c - what the thread of the index does about a fault.
 *
 *     damaged             made anew where it is, at most MAX_DAMAGES times
 *     full, nothing yet   in memory: a search that finds is worth more than a
 *                         start that is fast
 *     full, once whole    the last index is asked; tried again, ever later
 *     away                tried again
 *     the folder is gone  made anew there, or in memory
 *
 * Nothing is ever asked of a file by the numbers of another one: whatever takes
 * the place of something else begins an era. */
#include "search/state.h"

#include <stdio.h>

#define MAX_RETRY_MS 32000 /* where each try reads the whole file */
#define MAX_DAMAGES  2     /* before a place is given up */

void search_find_place(struct search *search)
{
    const struct search_options *options = &search->options;
    struct err err;
    if (options->cache.size > 0 &&
        !place_find(options->cache, options->site, &search->place, &err))
        search_report(search,
                      "search: the index cannot be kept in %.*s (%s): it is "
                      "kept in memory, and made anew at each start",
                      SLICE_FMT(options->cache), err.text);
}

static void set_trouble(struct search *search, bool is_away, const char *why)
{
    search_lock(search);
    search->is_away = is_away;
    (void)snprintf(search->why, sizeof search->why, "%s", why);
    (void)pthread_cond_broadcast(&search->changed);
    search_unlock(search);
}

/* Goes on with another engine. A reader of the one before may have been opened
 * while rows were forgotten, which is why a second era begins. */
static void use_engine(struct search *search, struct engine *engine)
{
    search_forget_all(search);
    search_lock(search);
    struct engine *before = search->engine;
    search->engine = engine;
    search_begin_era(search);
    while (search->opening_count > 0)
        (void)pthread_cond_wait(&search->changed, &search->mutex);
    search_unlock(search);
    before->ops->close(before);
    search->is_started = false;
}

static void move_to_memory(struct search *search, const char *why)
{
    search_report(search,
                  "search: the index cannot be kept in %.*s (%s): it is kept "
                  "in memory, and made anew at each start",
                  SLICE_FMT(search->options.cache), why);
    use_engine(search, sqlite_engine(NULL, search->options.weights));
    place_release(&search->place);
    search->damage_count = 0;
}

void search_keep_place(struct search *search)
{
    struct file_place place = {0};
    struct err err;
    if (search->place.path == NULL || place_is_held(&search->place))
        return;
    place_release(&search->place);
    if (!place_find(search->options.cache, search->options.site, &place,
                    &err)) {
        move_to_memory(search, err.text);
        return;
    }
    search->place = place;
    search_report(search,
                  "search: the folder of the index was removed: it is made "
                  "anew in %s",
                  place.path);
    use_engine(search, sqlite_engine(place.path, search->options.weights));
}

void search_begin_in_place(struct search *search)
{
    search_find_place(search);
    if (search->place.path != NULL)
        use_engine(search,
                   sqlite_engine(search->place.path, search->options.weights));
}

/* Makes it anew where it is, once more; true if it is to be tried at once. */
static bool meet_damage(struct search *search, const char *where,
                        const struct err *err)
{
    struct err clearing = *err;
    enum engine_fault fault = ENGINE_DAMAGED;
    if (search->damage_count++ < MAX_DAMAGES) {
        search_report(search, "search: %s is made anew: %s", where, err->text);
        search_forget_all(search);
        fault = search->engine->ops->clear(search->engine, &clearing);
        search_forget_all(search); /* and readers opened meanwhile */
    }
    if (fault != ENGINE_FINE && search->place.path != NULL) {
        move_to_memory(search, clearing.text);
        return true;
    }
    if (fault != ENGINE_FINE)
        set_trouble(search, true, clearing.text);
    return fault == ENGINE_FINE;
}

/* Nothing can be written. Without an index that is whole, memory is left; what
 * there is of a file is given back to the disk. */
static bool meet_full(struct search *search, const char *where,
                      const struct err *err)
{
    struct err clearing;
    if (search->place.path != NULL && !search->is_whole) {
        (void)search->engine->ops->clear(search->engine, &clearing);
        move_to_memory(search, err->text);
        return true;
    }
    search->retry_ms = search->retry_ms < MAX_RETRY_MS / 2
                           ? 2 * search->retry_ms
                           : MAX_RETRY_MS;
    search_report(search, "search: cannot write to %s, and tries again: %s",
                  where, err->text);
    set_trouble(search, false, err->text);
    return false;
}

bool search_meet_fault(struct search *search, enum engine_fault fault,
                       const struct err *err)
{
    const char *where =
        search->place.path != NULL ? search->place.path : "the index";
    search->is_started = false;
    search->fresh_count = 0;
    switch (fault) {
    case ENGINE_FINE:
        return true;
    case ENGINE_DAMAGED:
        return meet_damage(search, where, err);
    case ENGINE_STALE:
        search_forget_all(search);
        return true;
    case ENGINE_FULL:
        return meet_full(search, where, err);
    case ENGINE_AWAY:
    case ENGINE_REFUSED:
        break;
    }
    if (search->place.path != NULL && !search->is_whole) {
        move_to_memory(search, err->text);
        return true;
    }
    search_report(search, "search: cannot use %s, and tries again: %s", where,
                  err->text);
    set_trouble(search, true, err->text);
    return false;
}
