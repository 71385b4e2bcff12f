/* finder.c - opens the index of words with the settings of a command. */
#include "cli/finder.h"

#include "cli/caches.h"
#include "search/search.h"

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

struct slice finder_cache(const struct settings *settings, const char *folder,
                          struct arena *arena)
{
    return is_in_file(settings)
               ? caches_folder(settings, "search.cache", folder, arena)
               : SLICE_NONE;
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
    /* A link to the tree of a commit is not followed: the site is the same. */
    char *real =
        options->git_cache == NULL ? realpath(options->folder, NULL) : NULL;
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
