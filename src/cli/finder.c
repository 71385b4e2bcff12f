/* finder.c - opens the index of words with the settings of a command. */
#include "cli/finder.h"

#include "search/search.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_in_file(const struct settings *settings)
{
    return slice_is(settings->search_engine, SEARCH_ENGINE_SQLITE);
}

bool finder_connects(const struct settings *settings)
{
    return !is_in_file(settings) &&
           !slice_is(settings->search_engine, SEARCH_ENGINE_OFF);
}

/* The first of a list of folders that systemd has made for a service
 * (systemd.exec(5), CacheDirectory=); else the user's own (XDG Base Directory
 * Specification 0.8). */
static struct slice usual_cache(struct arena *arena)
{
    struct slice given = slice_of(getenv("CACHE_DIRECTORY"));
    struct slice caches = slice_of(getenv("XDG_CACHE_HOME"));
    struct slice home = slice_of(getenv("HOME"));
    if (slice_starts(given, "/"))
        return arena_copy(arena,
                          slice_sub(given, 0, slice_find_char(given, 0, ':')));
    if (slice_starts(caches, "/"))
        return arena_printf(arena, "%.*s/headmatter", SLICE_FMT(caches));
    if (slice_starts(home, "/"))
        return arena_printf(arena, "%.*s/.cache/headmatter", SLICE_FMT(home));
    return SLICE_NONE;
}

/* Another folder may be the current one later. */
static struct slice absolute(struct slice path, struct arena *arena)
{
    char here[PATH_MAX];
    if (path.size == 0 || slice_starts(path, "/") ||
        getcwd(here, sizeof here) == NULL)
        return path;
    return arena_printf(arena, "%s/%.*s", here, SLICE_FMT(path));
}

struct slice finder_cache(const struct settings *settings, const char *folder,
                          struct arena *arena)
{
    if (!is_in_file(settings))
        return SLICE_NONE;
    struct slice path = settings_path(settings, "search.cache", folder, arena);
    return path.size > 0 ? absolute(path, arena) : usual_cache(arena);
}

/* One write, so that lines of several threads do not mix. */
static void report(const char *text)
{
    struct str line = {0};
    str_append_text(&line, text);
    str_append_char(&line, '\n');
    if (write(STDERR_FILENO, line.data, line.size) < 0) {
        str_release(&line);
        return; /* nobody reads it any more */
    }
    str_release(&line);
}

static void read_weights(const struct settings *settings, float *weights)
{
    memcpy(weights, search_default_weights, sizeof search_default_weights);
    for (size_t i = 0; i < settings->search_weights.count; i++) {
        unsigned part;
        float weight;
        if (search_weight_read(settings->search_weights.items[i], &part,
                               &weight))
            weights[part] = weight;
    }
}

bool finder_open(const struct options *options, const struct settings *settings,
                 bool is_waiting, struct arena *arena,
                 struct search **ret_search, struct err *err)
{
    struct search_options search = {
        .cache = finder_cache(settings, options->folder, arena),
        .engine = settings->search_engine,
        .is_waiting = is_waiting,
        .report = report,
    };
    char *real = realpath(options->folder, NULL);
    bool is_named = !is_in_file(settings) && settings->search_site.size > 0;
    search.site = arena_copy(
        arena, is_named ? settings->search_site
                        : slice_of(real != NULL ? real : options->folder));
    free(real);
    read_weights(settings, search.weights);
    *ret_search = NULL;
    return slice_is(settings->search_engine, SEARCH_ENGINE_OFF) ||
           search_open(&search, ret_search, err);
}
