/* site.c - the pipeline, from a folder to a published snapshot.
 *
 *     walk       one thread, which mostly waits for the disk
 *     parse      all cores: each file by itself, most of the time
 *     build      one thread: how files affect each other
 *     represent  all cores: the bytes of every document without any
 *     publish    one pointer
 *
 * The first load is a reload of everything. */
#include "site/site.h"

#include "base/clock.h"
#include "base/mem.h"
#include "document/data.h"
#include "site/parts.h"
#include "site/settings.h"
#include "site/state.h"
#include "store/store.h"

#include <stdlib.h>

bool site_open(const struct site_options *options, struct site **ret_site,
               struct err *err)
{
    struct site *site = mem_alloc(1, sizeof *site);
    struct look look = {.site = site};
    struct site_report report = {0};

    data_init();
    site->options = *options;
    site_look(&look);
    if (!look.ok) {
        *err = look.err;
        look_release(&look);
        free(site);
        return false;
    }
    site->stats.walk_us = look.walk_us;
    site->stats.parse_us = look.parse_us;
    (void)site_apply(site, &look, &report);
    look_release(&look);
    site_report_release(&report);
    site->stats.file_count = site->files.count;
    for (size_t i = 0; i < site->files.count; i++)
        site->stats.source_bytes += site->files.items[i]->served->file_bytes;
    site_publish(site, clock_now_ms());
    *ret_site = site;
    return true;
}

void site_close(struct site *site)
{
    if (site == NULL)
        return;
    store_free(site->store);
    files_release(&site->files);
    schema_files_release(&site->schemas);
    walk_release(&site->walk);
    arena_release(&site->settings_faults_arena);
    arena_release(&site->repository_faults_arena);
    arena_release(&site->failure_arena);
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

void site_set_visitor(struct site *site, const struct folder_visitor *visitor)
{
    site->visitor = *visitor;
}

void site_set_settings(struct site *site, const struct settings *settings)
{
    const struct walk *walk = &site->walk;
    if (!parts_read_alike(site->options.settings, walk, settings, walk))
        files_outdate(&site->files);
    site->options.settings = settings;
    site->has_new_settings = true;
}

/* Replaces what is kept, in this arena, by a copy. */
static void set_faults(struct site *site, struct diagnostics *kept,
                       struct arena *arena, const struct diagnostics *faults)
{
    if (diagnostics_equal(kept, faults))
        return;
    arena_release(arena);
    *kept = (struct diagnostics){.arena = arena};
    for (size_t i = 0; i < faults->count; i++)
        diagnostics_copy(kept, &faults->items[i]);
    site->has_new_settings = true;
}

void site_set_settings_faults(struct site *site,
                              const struct diagnostics *faults)
{
    set_faults(site, &site->settings_faults, &site->settings_faults_arena,
               faults);
}

void site_set_repository_faults(struct site *site,
                                const struct diagnostics *faults)
{
    set_faults(site, &site->repository_faults, &site->repository_faults_arena,
               faults);
}

const char *site_folder(const struct site *site)
{
    return site->walk.folder;
}
