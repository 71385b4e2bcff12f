/* site.c - the pipeline, from a folder to a published snapshot.
 *
 *     walk       one thread: mostly waiting for the disk
 *     parse      all cores: each file by itself, the bulk of the time
 *     build      one thread: what one file means to another
 *     represent  all cores: bytes for every document
 *     publish    one pointer
 */
#include "site/site.h"

#include "base/clock.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "document/data.h"
#include "represent/resource.h"
#include "site/walk.h"
#include "store/build.h"
#include "store/store.h"

#include <stdlib.h>
#include <string.h>

#define PROGRESS_EVERY 256 /* files */

struct site {
    char *folder;
    struct store *store;
    struct site_stats stats;
};

struct loading {
    const struct walk *walk;
    struct source **sources;
    const struct site_options *options;
    atomic_size_t done;
};

static void load_source(void *context, size_t index)
{
    struct loading *loading = context;
    const struct walk *walk = loading->walk;

    loading->sources[index] = source_load(walk->folder, walk->paths[index]);
    size_t done = atomic_fetch_add(&loading->done, 1) + 1;
    if (loading->options->progress != NULL &&
        (done % PROGRESS_EVERY == 0 || done == walk->count))
        loading->options->progress(done, walk->count);
}

static struct snapshot *build(const struct loading *loading)
{
    const struct walk *walk = loading->walk;
    const struct build_input input = {
        .tree = walk->tree,
        .public_url = slice_of(loading->options->public_url),
        .timezone = slice_of(loading->options->timezone),
        .sources = loading->sources,
        .source_count = walk->count,
        .diagnostics = &walk->diagnostics,
        .now_ms = clock_now_ms(),
    };
    return snapshot_build(&input);
}

/* Microseconds since *since, which moves to now. */
static int64_t lap(int64_t *since)
{
    int64_t now = clock_monotonic_us(), taken = now - *since;
    *since = now;
    return taken;
}

static struct snapshot *load(const struct walk *walk,
                             const struct site_options *options,
                             struct site_stats *stats, int64_t *since)
{
    struct loading loading = {.walk = walk, .options = options};
    loading.sources = mem_alloc(walk->count + 1, sizeof(struct source *));
    atomic_init(&loading.done, 0);

    parallel_for(walk->count, 0, load_source, &loading);
    stats->parse_us = lap(since);
    struct snapshot *snapshot = build(&loading);
    stats->build_us = lap(since);
    resource_prepare(snapshot);
    stats->represent_us = lap(since);

    stats->file_count = walk->count;
    for (size_t i = 0; i < walk->count; i++) {
        stats->source_bytes += loading.sources[i]->file_bytes;
        source_unref(loading.sources[i]);
    }
    free(loading.sources);
    return snapshot;
}

bool site_open(const struct site_options *options, struct site **ret_site,
               struct err *err)
{
    struct walk walk;
    struct site_stats stats = {0};
    int64_t since = clock_monotonic_us();

    data_init();
    if (!walk_folder(options->folder, &walk, err))
        return false;
    stats.walk_us = lap(&since);

    struct site *site = mem_alloc(1, sizeof *site);
    site->store = store_new(load(&walk, options, &stats, &since));
    site->stats = stats;
    site->folder = strdup(walk.folder);
    walk_release(&walk);
    *ret_site = site;
    return true;
}

void site_close(struct site *site)
{
    if (site == NULL)
        return;
    store_free(site->store);
    free(site->folder);
    free(site);
}

struct store *site_store(struct site *site)
{
    return site->store;
}

const struct site_stats *site_stats(const struct site *site)
{
    return &site->stats;
}

const char *site_folder(const struct site *site)
{
    return site->folder;
}
