/* gauges.c - a table for each part of the program that has numbers.
 *
 * Names and units are as Prometheus' conventions have them, those of HTTP as
 * OpenTelemetry's; all others begin with "headmatter_". A moment is a time
 * since the epoch, so that its age is `time() - x` at any time. */
#include "http/gauges.h"

#include "base/array.h"
#include "base/counters.h"
#include "http/exposition.h"
#include "http/process.h"
#include "lint/lint.h"
#include "pictures/studio.h"
#include "search/search.h"
#include "store/snapshot.h"

#define COUNTED(name) ((double)counters_get(name))

static void append_traffic(const struct gauges *gauges, struct str *out)
{
    const struct lobby_stats lobby = lobby_stats(gauges->gate->lobby);
    const struct metric metrics[] = {
        {"http_server_active_requests", "gauge",
         "Requests that are being answered.", NULL,
         atomic_load(&gauges->traffic->in_flight)},
        {"headmatter_connections_total", "counter",
         "Connections that were accepted.", NULL, COUNTED(COUNTER_CONNECTIONS)},
        {"headmatter_connections", "gauge",
         "Open connections, with a worker or waiting for one or for a head.",
         NULL, lobby.connections},
        {"headmatter_connections_max", "gauge",
         "Connections that can be open; beyond that the idlest are closed.",
         NULL, lobby.max_connections},
        {"headmatter_workers", "gauge",
         "Workers, each of which serves a connection at a time.", NULL,
         lobby.workers},
        {"headmatter_workers_busy", "gauge",
         "Workers that have a connection, also one that is idle.", NULL,
         lobby.served},
    };
    exposition_append(out, metrics, ARRAY_COUNT(metrics));
}

static void append_pictures(struct str *out)
{
    const struct studio_stats stats = studio_stats();
    const struct metric metrics[] = {
        {"headmatter_pictures_made_total", "counter",
         "Pictures that were made of others.", NULL, (double)stats.made},
        {"headmatter_pictures_failed_total", "counter",
         "Pictures that could not be made.", NULL, (double)stats.failed},
        {"headmatter_pictures_files", "gauge",
         "Pictures that were made and are kept.", NULL, (double)stats.files},
        {"headmatter_pictures_bytes", "gauge", "Bytes of them.", NULL,
         (double)stats.bytes},
        {"headmatter_pictures_bytes_max", "gauge",
         "Bytes of them that may be kept.", NULL, (double)stats.max_bytes},
    };
    if (studio_is_open())
        exposition_append(out, metrics, ARRAY_COUNT(metrics));
}

static void append_limits(const struct traffic *traffic, struct str *out)
{
    const struct limiter_stats limiter = limiter_stats(traffic->limiter);
    const struct budget_stats budget = budget_stats(traffic->budget);
    const struct metric metrics[] = {
        {"headmatter_limiter_running", "gauge",
         "Expensive queries that are being answered.", NULL, limiter.running},
        {"headmatter_limiter_running_max", "gauge",
         "Expensive queries that may be answered at a time.", NULL,
         limiter.max_running},
        {"headmatter_limiter_waiting", "gauge",
         "Expensive queries that wait for their turn.", NULL, limiter.waiting},
        {"headmatter_limiter_refused_total", "counter",
         "Expensive queries that were refused, as too many waited.", NULL,
         COUNTED(COUNTER_LIMITER_REFUSED)},
        {"headmatter_budget_bytes", "gauge",
         "Memory that large answers hold while they are sent.", NULL,
         (double)budget.bytes},
        {"headmatter_budget_max_bytes", "gauge",
         "Memory that large answers may hold.", NULL, (double)budget.max_bytes},
        {"headmatter_budget_holders", "gauge",
         "Large answers that are being sent.", NULL, budget.shares},
        {"headmatter_budget_waiting", "gauge",
         "Large answers that wait for memory.", NULL, budget.waiting},
        {"headmatter_budget_refused_total", "counter",
         "Large answers that were refused for want of memory or workers.", NULL,
         COUNTED(COUNTER_BUDGET_REFUSED)},
    };
    exposition_append(out, metrics, ARRAY_COUNT(metrics));
}

static void append_cache(struct cache *cache, struct str *out)
{
    const struct cache_stats stats =
        cache != NULL ? cache_stats(cache) : (struct cache_stats){0};
    const struct metric metrics[] = {
        {"headmatter_cache_requests_total", "counter",
         "Requests whose answer was looked for in the cache.", "result=\"hit\"",
         (double)stats.hits},
        {"headmatter_cache_requests_total", NULL, NULL, "result=\"miss\"",
         (double)stats.misses},
        {"headmatter_cache_evictions_total", "counter",
         "Answers that were displaced by others.", NULL,
         (double)stats.evictions},
        {"headmatter_cache_answers", "gauge", "Answers in the cache.", NULL,
         (double)stats.entries},
        {"headmatter_cache_bytes", "gauge", "Memory that the cache takes.",
         NULL, (double)stats.bytes},
    };
    exposition_append(out, metrics, ARRAY_COUNT(metrics));
}

static void append_content(const struct snapshot *snapshot, struct str *out)
{
    const struct findings *findings = lint_findings(snapshot);
    const struct metric metrics[] = {
        {"headmatter_documents", "gauge", "Documents that are published.", NULL,
         (double)snapshot->everything.count},
        {"headmatter_diagnostics", "gauge",
         "What is wrong with the content, as /_ready counts it.",
         "severity=\"error\"", (double)findings->shown_counts[SEVERITY_ERROR]},
        {"headmatter_diagnostics", NULL, NULL, "severity=\"warning\"",
         (double)findings->shown_counts[SEVERITY_WARNING]},
        {"headmatter_snapshot_timestamp_seconds", "gauge",
         "When what is served was published, since the epoch.", NULL,
         COUNTED(COUNTER_PUBLISHED_MS) / 1e3},
    };
    exposition_append(out, metrics, ARRAY_COUNT(metrics));
}

static void append_search(const struct snapshot *snapshot, struct str *out)
{
    struct arena arena = {0};
    struct search_progress progress;
    search_look(snapshot, &arena, &progress);
    double behind = progress.total > progress.done
                        ? (double)(progress.total - progress.done)
                        : 0;
    const struct metric metrics[] = {
        {"headmatter_search_ready", "gauge",
         "Whether searches are answered: 1 if they are; 0 while the first "
         "index is being built, without an index, or while it cannot be "
         "reached.",
         NULL, progress.state == SEARCH_READY},
        {"headmatter_search_documents", "gauge",
         "Documents that are published, by whether the index has their words.",
         "state=\"indexed\"", (double)progress.done},
        {"headmatter_search_documents", NULL, NULL, "state=\"waiting\"",
         behind},
        {"headmatter_search_rows", "gauge",
         "Rows of the index, with those of documents that are gone.", NULL,
         (double)progress.rows},
        {"headmatter_search_bytes", "gauge",
         "What the index takes; 0 where that is unknown.", NULL,
         (double)progress.bytes},
        {"headmatter_searches_total", "counter",
         "Searches of lists that were not ready in the cache, by what became "
         "of them.",
         "result=\"answered\"", COUNTED(COUNTER_SEARCHES)},
        {"headmatter_searches_total", NULL, NULL, "result=\"building\"",
         COUNTED(COUNTER_SEARCHES_TOO_EARLY)},
        {"headmatter_searches_total", NULL, NULL, "result=\"broken\"",
         COUNTED(COUNTER_SEARCHES_FAILED)},
        {"headmatter_searches_total", NULL, NULL, "result=\"off\"",
         COUNTED(COUNTER_SEARCHES_REFUSED)},
    };
    exposition_append(out, metrics, ARRAY_COUNT(metrics));
    arena_release(&arena);
}

static void append_reloads(struct str *out)
{
    const double published = COUNTED(COUNTER_RELOADS_PUBLISHED);
    const struct metric metrics[] = {
        {"headmatter_reloads_total", "counter",
         "Looks at the files, by what came of them.", "result=\"published\"",
         published},
        {"headmatter_reloads_total", NULL, NULL, "result=\"unchanged\"",
         COUNTED(COUNTER_RELOADS_UNCHANGED)},
        {"headmatter_reloads_total", NULL, NULL, "result=\"failed\"",
         COUNTED(COUNTER_RELOADS_FAILED)},
        {"headmatter_reload_last_success", "gauge",
         "Whether the last look at the files did not fail.", NULL,
         COUNTED(COUNTER_RELOAD_IS_GOOD)},
    };
    exposition_append(out, metrics, ARRAY_COUNT(metrics));
    exposition_begin(out, "headmatter_reload_duration_seconds", "summary",
                     "How long it took from a change to its publication.");
    exposition_add(out, "headmatter_reload_duration_seconds_sum", NULL,
                   COUNTED(COUNTER_RELOAD_US) / 1e6);
    exposition_add(out, "headmatter_reload_duration_seconds_count", NULL,
                   published);
}

static void append_fetches(struct str *out)
{
    const double done = COUNTED(COUNTER_FETCHES_DONE),
                 failed = COUNTED(COUNTER_FETCHES_FAILED);
    const struct metric metrics[] = {
        {"headmatter_git_fetches_total", "counter",
         "Looks at the repository, by what came of them.", "result=\"done\"",
         done},
        {"headmatter_git_fetches_total", NULL, NULL, "result=\"failed\"",
         failed},
        {"headmatter_git_last_success", "gauge",
         "Whether the last look at the repository did not fail.", NULL,
         COUNTED(COUNTER_FETCH_IS_GOOD)},
        {"headmatter_git_last_success_timestamp_seconds", "gauge",
         "When a look at the repository did not fail, since the epoch.", NULL,
         COUNTED(COUNTER_FETCHED_MS) / 1e3},
    };
    if (done + failed > 0)
        exposition_append(out, metrics, ARRAY_COUNT(metrics));
}

static void append_rest(struct str *out)
{
    const struct metric metrics[] = {
        {"headmatter_log_lines_dropped_total", "counter",
         "Lines that were not logged, for want of room.", "log=\"access\"",
         COUNTED(COUNTER_ACCESS_DROPPED)},
        {"headmatter_log_lines_dropped_total", NULL, NULL, "log=\"stderr\"",
         COUNTED(COUNTER_LOG_DROPPED)},
        {"headmatter_build_info", "gauge", "The version that runs.",
         "version=\"" HEADMATTER_VERSION "\"", 1},
    };
    exposition_append(out, metrics, ARRAY_COUNT(metrics));
}

void gauges_append(void *context, const struct snapshot *snapshot,
                   struct str *out)
{
    const struct gauges *gauges = context;
    metrics_append(gauges->metrics, out);
    append_traffic(gauges, out);
    append_limits(gauges->traffic, out);
    append_pictures(out);
    append_cache(gauges->cache, out);
    append_content(snapshot, out);
    append_search(snapshot, out);
    append_reloads(out);
    append_fetches(out);
    append_rest(out);
    process_append_metrics(out);
}
