/* reload.c - from a change on the disk, or of the time, to the next snapshot.
 *
 *     reloading thread  |--wait--publish--wait--|-apply-build-represent-publish
 *     another thread    |--walk--and--parse-----|
 *
 * Another thread reads the files, because a checkout of everything may take
 * seconds while a post that is due at noon must appear at noon: the waiting
 * thread publishes it from the current files. Nothing of the site changes until
 * the look is over, so a look that fails leaves nothing to undo. */
#include "base/clock.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "contract/contract.h"
#include "index/index.h"
#include "lint/lint.h"
#include "represent/resource.h"
#include "search/search.h"
#include "site/settings.h"
#include "site/state.h"
#include "store/build.h"
#include "store/store.h"
#include "sync/journal.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>

#define TICK_MS       1000 /* a change of the clock is noticed that late */
#define CLOCK_BACK_MS 1000 /* corrections of a clock are smaller */
#define AGAIN_MS      1000
#define AGAIN_SOON_MS 100
#define MANY_EDITS    500
#define MS_PER_SECOND 1000
#define NS_PER_MS     1000000

/* Copies the diagnostics but not their texts. */
static void gather(struct diagnostics *all, const struct diagnostics *some)
{
    while (all->capacity < all->count + some->count) {
        all->capacity = all->capacity > 0 ? all->capacity * 2 : 64;
        all->items = mem_grow(all->items, all->capacity, sizeof *all->items);
    }
    for (size_t i = 0; i < some->count; i++)
        all->items[all->count++] = some->items[i];
}

/* Those of the walk, of settings that are not in effect, of a failed look, and
 * of the schemas. */
static void gather_site_diagnostics(const struct site *site,
                                    struct diagnostics *all)
{
    gather(all, &site->walk.diagnostics);
    gather(all, &site->settings_faults);
    gather(all, &site->repository_faults);
    gather(all, &site->failure);
    gather(all, &site->schemas.faults);
    if (site->schemas.owner.schemas != NULL)
        gather(all, schemas_faults(site->schemas.owner.schemas));
}

/* The files as a build takes them. */
struct served {
    struct source **sources;
    struct meta **metas, **shown;
    size_t count;
};

/* Adds the faults of files whose last good version is served. */
static struct served take_served(const struct files *files,
                                 struct diagnostics *all)
{
    struct served served = {
        .sources = mem_alloc(files->count + 1, sizeof *served.sources),
        .metas = mem_alloc(files->count + 1, sizeof *served.metas),
        .shown = mem_alloc(files->count + 1, sizeof *served.shown),
        .count = files->count,
    };
    for (size_t i = 0; i < files->count; i++) {
        const struct file *file = files->items[i];
        served.sources[i] = file->served;
        served.metas[i] = file->meta;
        served.shown[i] = file->shown;
        if (file->fault != NULL)
            gather(all, &file->fault->diagnostics);
    }
    return served;
}

/* Keeps what this build has read for the next one. */
static void give_back(const struct served *served, const struct files *files)
{
    for (size_t i = 0; i < files->count; i++) {
        files->items[i]->meta = served->metas[i];
        files->items[i]->shown = served->shown[i];
    }
    free(served->sources);
    free(served->metas);
    free(served->shown);
}

/* A snapshot and, if anybody may see it, the preview; both without their
 * bytes. */
static struct snapshot *build(struct site *site, int64_t now_ms)
{
    const struct policy *policy = &site->options.settings->policy;
    struct diagnostics diagnostics = {0};
    files_sort(&site->files);
    gather_site_diagnostics(site, &diagnostics);
    struct served served = take_served(&site->files, &diagnostics);
    struct tree parts[WALK_MAX_PARTS];
    for (size_t i = 0; i < site->walk.part_count; i++)
        parts[i] = site->walk.parts[i]->tree;
    struct build_input input = {
        .tree = site->walk.tree,
        .more_trees = parts,
        .more_count = site->walk.part_count,
        .policy = policy,
        .markdown = settings_parse_options(site->options.settings,
                                           &site->walk.tree, SLICE_NONE)
                        .markdown,
        .sources = served.sources,
        .source_count = served.count,
        .metas = served.metas,
        .shown = served.shown,
        .media = site->walk.known_media,
        .diagnostics = &diagnostics,
        .held_back = site->walk.held_back,
        .data_elsewhere = site->walk.data_elsewhere,
        .now_ms = now_ms,
        .threads = site->store == NULL ? 0 : parallel_background_threads(),
    };
    struct snapshot *snapshot = snapshot_build(&input);
    index_build(snapshot, policy);
    lint_attach(snapshot, site->walk.known_media);
    contract_prepare(snapshot);
    if (policy->serves_preview) {
        input.is_preview = true;
        snapshot->preview = snapshot_build(&input);
        snapshot->preview->published = snapshot;
        index_build(snapshot->preview, policy);
        lint_attach(snapshot->preview, site->walk.known_media);
        contract_prepare(snapshot->preview);
    }
    if (site->options.search != NULL)
        search_attach(site->options.search, snapshot);
    lint_judge_by(snapshot, &site->schemas.owner);
    if (snapshot->preview != NULL)
        lint_judge_by(snapshot->preview, &site->schemas.owner);
    free(diagnostics.items);
    give_back(&served, &site->files);
    return snapshot;
}

/* Most documents are taken over from the current snapshot, which more cores
 * do not speed up: only the first snapshot uses all of them. */
static void represent(struct snapshot *next, const struct snapshot *before)
{
    unsigned threads = before == NULL ? 0 : parallel_background_threads();
    resource_prepare(next, before, threads);
    if (next->preview != NULL)
        resource_prepare(next->preview, before != NULL ? before->preview : NULL,
                         threads);
}

void site_publish(struct site *site, int64_t now_ms)
{
    int64_t since = clock_monotonic_us();
    struct snapshot *before =
        site->store != NULL ? store_acquire(site->store) : NULL;
    struct snapshot *next = build(site, now_ms);
    int64_t built = clock_monotonic_us();
    represent(next, before);
    if (site->options.journal != NULL)
        journal_follow(site->options.journal, before, next, now_ms);
    snapshot_unref(before);
    site->stats.build_us = built - since;
    site->stats.represent_us = clock_monotonic_us() - built;
    site->built_ms = now_ms;
    site->next_transition_ms = next->next_transition_ms;
    if (site->options.search != NULL)
        search_follow(site->options.search, next);
    if (site->store == NULL)
        site->store = store_new(next);
    else
        store_publish(site->store, next);
}

int64_t site_next_transition_ms(const struct site *site)
{
    return site->next_transition_ms;
}

static void name_file(struct site_files *files, struct arena *arena,
                      struct slice path)
{
    if (files->count < SITE_REPORT_NAMES)
        files->names[files->count] = arena_copy(arena, path);
    files->count++;
}

/* Both consist of the same files in the same order. */
static void compare(const struct snapshot *before, const struct snapshot *now,
                    struct site_report *report)
{
    size_t count =
        before->source_count == now->source_count ? now->source_count : 0;
    for (size_t i = 0; i < count; i++) {
        bool was_there = before->entries[i].source != NULL;
        bool is_there = now->entries[i].source != NULL;
        if (was_there != is_there)
            name_file(is_there ? &report->appeared : &report->disappeared,
                      &report->arena, now->sources[i]->path);
    }
}

void site_advance(struct site *site, int64_t now_ms, struct site_report *report)
{
    if (now_ms < site->next_transition_ms &&
        now_ms > site->built_ms - CLOCK_BACK_MS)
        return;
    int64_t since = clock_monotonic_us();
    struct snapshot *before = store_acquire(site->store);
    site_publish(site, now_ms);
    struct snapshot *now = store_acquire(site->store);
    report->taken_us += clock_monotonic_us() - since;
    compare(before, now, report);
    report->due++;
    report->is_published = true;
    snapshot_unref(before);
    snapshot_unref(now);
}

struct beside {
    pthread_mutex_t lock;
    pthread_cond_t over;
    bool is_over;
    void (*work)(void *context);
    void *context;
};

static void *run(void *argument)
{
    struct beside *beside = argument;
    beside->work(beside->context);
    pthread_mutex_lock(&beside->lock);
    beside->is_over = true;
    pthread_cond_signal(&beside->over);
    pthread_mutex_unlock(&beside->lock);
    return NULL;
}

/* The next transition, or the next tick if that is sooner; on the clock of
 * pthread_cond_timedwait(), which may be set. */
static struct timespec next_moment(const struct site *site)
{
    int64_t ms = clock_now_ms() + TICK_MS;
    if (site->next_transition_ms < ms)
        ms = site->next_transition_ms;
    return (struct timespec){.tv_sec = (time_t)(ms / MS_PER_SECOND),
                             .tv_nsec = (long)(ms % MS_PER_SECOND) * NS_PER_MS};
}

void site_run_beside(struct site *site, void (*work)(void *context),
                     void *context, struct site_report *report)
{
    struct beside beside = {.lock = PTHREAD_MUTEX_INITIALIZER,
                            .over = PTHREAD_COND_INITIALIZER,
                            .work = work,
                            .context = context};
    pthread_t thread;
    if (pthread_create(&thread, NULL, run, &beside) != 0) {
        work(context); /* later, not wrong */
        return;
    }
    pthread_mutex_lock(&beside.lock);
    while (!beside.is_over) {
        const struct timespec until = next_moment(site);
        if (pthread_cond_timedwait(&beside.over, &beside.lock, &until) !=
            ETIMEDOUT)
            continue;
        pthread_mutex_unlock(&beside.lock);
        site_advance(site, clock_now_ms(), report);
        pthread_mutex_lock(&beside.lock);
    }
    pthread_mutex_unlock(&beside.lock);
    pthread_join(thread, NULL);
}

/* Notes for /_ready and the log whether the folder could be read. Returns
 * whether that has changed. */
static bool note_failure(struct site *site, const struct look *look)
{
    struct slice root = site->walk.tree.content_root;
    bool was_failing = site->failure.count > 0;
    arena_release(&site->failure_arena);
    site->failure = (struct diagnostics){
        .arena = &site->failure_arena,
        .path = root.size > 0 ? root : SLICE("."),
    };
    if (!look->ok)
        diagnostics_add(&site->failure, DIAGNOSTIC_FILE_UNREADABLE, 0, 0,
                        look->err.hint[0] != '\0' ? look->err.hint : NULL, "%s",
                        look->err.text);
    return was_failing == look->ok;
}

bool site_reload(struct site *site, const struct site_news *news,
                 struct site_report *ret_report, struct err *err)
{
    struct look look = {.site = site, .news = news};
    struct site_report report = {0};
    int64_t since = clock_monotonic_us();

    site_run_beside(site, site_look, &look, &report);
    bool ok = look.ok;
    if (!ok)
        *err = look.err;
    /* New tokens take effect even if the folder cannot be read. */
    bool has_changed =
        ok ? site_apply(site, &look, &report) : site->has_new_settings;
    if (note_failure(site, &look) || has_changed) {
        site_publish(site, clock_now_ms());
        site->has_new_settings = false;
    }
    report.is_published |= has_changed;
    site->replaced_count += look.count;
    report.taken_us = clock_monotonic_us() - since;
    report.has_looked = look.is_whole;
    if (!ok || atomic_load(&look.is_partial))
        report.again_ms = AGAIN_MS;
    else if (atomic_load(&look.is_early))
        report.again_ms = AGAIN_SOON_MS;
    look_release(&look);
    *ret_report = report;
    return ok;
}

void site_report_release(struct site_report *report)
{
    arena_release(&report->arena);
    *report = (struct site_report){0};
}

void site_tidy(struct site *site)
{
    if (!store_tidy(site->store) || site->replaced_count < MANY_EDITS)
        return;
    mem_trim();
    site->replaced_count = 0;
}
