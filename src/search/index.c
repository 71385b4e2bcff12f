/* index.c - the index of a site, as the other rooms and queries see it. */
#include "search/index.h"

#include "base/clock.h"
#include "base/mem.h"
#include "search/state.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DESKS_PER_CORE 2

#define MAX_WEIGHT 100

const float search_default_weights[SEARCH_PART_COUNT] = {8, 3, 4, 2, 1, 1};

static bool find_part(struct slice name, unsigned *ret_part)
{
    for (*ret_part = 0; *ret_part < SEARCH_PART_COUNT; ++*ret_part) {
        if (slice_is(name, search_part_name(*ret_part)))
            return true;
    }
    return false;
}

bool search_weight_read(struct slice text, unsigned *ret_part,
                        float *ret_weight)
{
    size_t equals = slice_find_char(text, 0, '=');
    struct slice number = slice_from(text, equals + 1);
    char digits[16];
    char *end;
    if (equals >= text.size || number.size == 0 ||
        number.size >= sizeof digits ||
        !find_part(slice_sub(text, 0, equals), ret_part))
        return false;
    for (size_t i = 0; i < number.size; i++) {
        if (number.data[i] != '.' &&
            !slice_is_digits(slice_sub(number, i, i + 1)))
            return false;
    }
    memcpy(digits, number.data, number.size);
    digits[number.size] = '\0';
    *ret_weight = strtof(digits, &end);
    return *end == '\0' && *ret_weight <= MAX_WEIGHT;
}

static bool is_sqlite(struct slice engine)
{
    return engine.size == 0 || slice_is(engine, SEARCH_ENGINE_SQLITE);
}

static struct engine *open_sqlite(struct search *search)
{
    if (!search->options.is_waiting)
        search_find_place(search);
    return sqlite_engine(search->place.path, search->options.weights);
}

bool search_open(const struct search_options *options,
                 struct search **ret_search, struct err *err)
{
    struct search *search = mem_alloc(1, sizeof *search);
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    search->reference_count = 1;
    search->options = *options;
    search->is_wanted = !options->is_waiting;
    search->max_desks = DESKS_PER_CORE * (unsigned)(cores > 0 ? cores : 1);
    search->vocabulary = vocabulary_new();
    (void)pthread_mutex_init(&search->mutex, NULL);
    clock_init_condition(&search->changed);
    search->engine =
        is_sqlite(options->engine)
            ? open_sqlite(search)
            : postgres_engine(options->engine, options->site, options->weights);
    if (search->engine == NULL) {
        search_unref(search);
        return err_set(err, ERR_UNSUPPORTED,
                       "search.engine: this program was built without "
                       "PostgreSQL");
    }
    int failure = pthread_create(&search->thread, NULL, search_run, search);
    if (failure != 0) {
        search_unref(search);
        return err_set(err, ERR_IO, "cannot start a thread: %s",
                       strerror(failure));
    }
    *ret_search = search;
    return true;
}

void search_close(struct search *search)
{
    if (search == NULL)
        return;
    search_lock(search);
    search->is_stopping = true;
    (void)pthread_cond_broadcast(&search->changed);
    search_unlock(search);
    (void)pthread_join(search->thread, NULL);
    snapshot_unref(search->pending);
    snapshot_unref(search->current);
    for (size_t i = 0; i < search->previous_count; i++)
        snapshot_unref(search->previous[i]);
    search_unref(search);
}

void search_follow(struct search *search, struct snapshot *snapshot)
{
    search_lock(search);
    struct snapshot *skipped = search->pending;
    search->pending = snapshot_ref(snapshot);
    (void)pthread_cond_broadcast(&search->changed);
    search_unlock(search);
    snapshot_unref(skipped);
}

/* Locked. */
static enum search_state state_of(const struct search *search)
{
    if (search->is_away)
        return SEARCH_BROKEN;
    return search->is_whole ? SEARCH_READY : SEARCH_BUILDING;
}

enum search_state search_await(struct search *search)
{
    search_lock(search);
    if (!search->is_wanted) {
        search->is_wanted = true;
        (void)pthread_cond_broadcast(&search->changed);
    }
    while (search->options.is_waiting && !search->is_stopping &&
           state_of(search) == SEARCH_BUILDING && search->why[0] == '\0')
        (void)pthread_cond_wait(&search->changed, &search->mutex);
    enum search_state state = state_of(search);
    search_unlock(search);
    return state;
}

void search_describe(struct search *search, struct arena *arena,
                     struct search_progress *progress)
{
    search_lock(search);
    progress->state = state_of(search);
    progress->rows = search->row_count;
    progress->bytes = search->engine->ops->bytes(search->engine);
    progress->why = search->why[0] != '\0'
                        ? arena_copy(arena, slice_of(search->why))
                        : SLICE_NONE;
    search_unlock(search);
}

struct vocabulary *search_vocabulary(struct search *search)
{
    return search->vocabulary;
}
