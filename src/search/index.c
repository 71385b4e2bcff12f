/* index.c - the index of a site, as the other rooms and queries see it. */
#include "search/index.h"

#include "base/clock.h"
#include "base/mem.h"
#include "search/state.h"

#include <stdio.h>
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

void search_lock(struct search *search)
{
    (void)pthread_mutex_lock(&search->mutex);
}

void search_unlock(struct search *search)
{
    (void)pthread_mutex_unlock(&search->mutex);
}

struct search *search_ref(struct search *search)
{
    search_lock(search);
    search->reference_count++;
    search_unlock(search);
    return search;
}

void search_report(struct search *search, const char *format, ...)
{
    char text[MAX_REASON];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (search->options.report == NULL || strcmp(text, search->reported) == 0)
        return;
    memcpy(search->reported, text, sizeof text);
    search->options.report(text);
}

static bool is_sqlite(struct slice engine)
{
    return engine.size == 0 || slice_is(engine, SEARCH_ENGINE_SQLITE);
}

static struct engine *open_sqlite(struct search *search)
{
    const struct search_options *options = &search->options;
    struct err err;
    if (options->cache.size > 0 &&
        !place_find(options->cache, options->site, &search->place, &err))
        search_report(search,
                      "search: the index cannot be kept in %.*s (%s): it is "
                      "kept in memory, and made anew at each start",
                      SLICE_FMT(options->cache), err.text);
    return sqlite_engine(search->place.path, options->weights);
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

const struct names *search_lock_words(struct search *search)
{
    return vocabulary_lock(search->vocabulary);
}

void search_unlock_words(struct search *search)
{
    vocabulary_unlock(search->vocabulary);
}
