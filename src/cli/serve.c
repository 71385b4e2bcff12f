/* serve.c - load, listen, wait for a signal, stop.
 *
 * SIGTERM, SIGINT, SIGHUP and SIGUSR1 are blocked before the first thread
 * starts, so that only this thread receives them, in sigwait(), and a stop is a
 * straight line. A second signal while requests are being finished ends the
 * program at once. */
#include "base/array.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/mem.h"
#include "cli/commands.h"
#include "cli/excerpt.h"
#include "cli/finder.h"
#include "cli/follow.h"
#include "cli/live.h"
#include "cli/pictures.h"
#include "cli/report.h"
#include "cli/sandbox.h"
#include "cli/supervisor.h"
#include "http/server.h"
#include "lint/lint.h"
#include "search/search.h"
#include "store/snapshot.h"
#include "store/store.h"
#include "sync/journal.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STOP_DEADLINE_MS 10000
#define STOP_SLACK_S     2 /* for what comes after the last answer */
#define US_PER_S         1000000
#define NEVER_US         INT64_MAX

static void print_left_out(const struct left_out *left_out)
{
    struct str text = {0};
    left_out_append(left_out, &text);
    if (text.size > 0)
        printf("  left out   %s\n", text.data);
    str_release(&text);
}

/* Counts the listed entries of a collection with a file, or without one. */
static size_t count_entries(const struct collection *collection, bool is_file)
{
    const struct list *list = &collection->by[ORDER_DEFAULT];
    size_t count = 0;
    for (size_t i = 0; i < list->count; i++)
        count += (list->items[i]->source != NULL) == is_file ? 1 : 0;
    return count;
}

static void print_collections(const struct snapshot *snapshot, bool is_file,
                              const char *before)
{
    bool is_first = true;
    for (size_t i = 0; i < snapshot->collection_count; i++) {
        const struct collection *collection = snapshot->collections[i];
        size_t count = count_entries(collection, is_file);
        if (count == 0)
            continue;
        struct str name = {0}; /* a folder may be called anything */
        visible_append(&name, collection->name);
        printf("%s%s %zu", is_first ? before : ", ", name.data, count);
        str_release(&name);
        is_first = false;
    }
    if (is_file || !is_first)
        printf("\n");
}

static void print_documents(const struct snapshot *snapshot)
{
    printf("  documents  %zu", snapshot->everything.count);
    print_collections(snapshot, true, ": ");
    print_collections(snapshot, false, "  names      ");
    if (snapshot->routes.count > snapshot->everything.count)
        printf("  unlisted   %zu, in /_all only\n",
               snapshot->routes.count - snapshot->everything.count);
}

/* "  and        notes: /srv/vault (Obsidian vault)" */
static void print_more_roots(const struct snapshot *snapshot)
{
    for (size_t i = 1; i < snapshot->root_count; i++) {
        const struct snapshot_root *root = &snapshot->roots[i];
        struct str line = {0};
        visible_append(&line,
                       slice_sub(root->prefix, 0, root->prefix.size - 1));
        str_append_text(&line, ": ");
        visible_append(&line, root->folder);
        printf("  and        %s (%.*s)\n", line.data, SLICE_FMT(root->kind));
        str_release(&line);
    }
}

/* What to do about a folder in which there is nothing to serve. */
static void print_next(const struct snapshot *snapshot, const char *folder)
{
    if (snapshot->source_count == 0)
        printf(
            "  empty      write a .md file; or 'headmatter init %s' writes a "
            "first one,\n             'headmatter serve DIR' serves another "
            "folder\n",
            folder);
}

static void print_diagnostics(const struct snapshot *snapshot,
                              const char *folder)
{
    const struct findings *findings = lint_findings(snapshot);
    struct str counts = {0};
    if (findings_append(findings, &counts))
        printf("  content    %s; headmatter check %s shows them\n", counts.data,
               folder);
    str_release(&counts);
}

static void print_report(struct site *site)
{
    const struct site_stats *stats = site_stats(site);
    struct snapshot *snapshot = store_acquire(site_store(site));
    int64_t total_us = stats->walk_us + stats->parse_us + stats->build_us +
                       stats->represent_us;

    struct str folder = {0};
    visible_append(&folder, slice_of(site_folder(site)));
    printf("headmatter %s\n  folder     %s (%.*s)\n", HEADMATTER_VERSION,
           folder.data, SLICE_FMT(snapshot->site.kind));
    print_more_roots(snapshot);
    print_documents(snapshot);
    print_left_out(&snapshot->left_out);
    printf("  loaded     %zu %s, %.1f MB in %lld ms (walk %lld, parse %lld, "
           "build %lld, represent %lld)\n",
           stats->file_count,
           message_plural(stats->file_count, "file", "files"),
           (double)stats->source_bytes / 1e6, (long long)total_us / 1000,
           (long long)stats->walk_us / 1000, (long long)stats->parse_us / 1000,
           (long long)stats->build_us / 1000,
           (long long)stats->represent_us / 1000);
    print_diagnostics(snapshot, folder.data);
    print_next(snapshot, folder.data);
    str_release(&folder);
    snapshot_unref(snapshot);
}

static void print_repository(const struct follow *follow)
{
    struct str line = {0};
    if (follow != NULL)
        follow_append(follow, &line);
    printf("%s", line.size > 0 ? line.data : "");
    str_release(&line);
}

static void print_address(const char *title, const char *address)
{
    bool is_url = !slice_starts(slice_of(address), SERVER_UNIX_PREFIX);
    printf("  %s  %s%s\n", title, is_url ? "http://" : "", address);
}

/* At the first address that a browser can open. What listens at every address
 * of the machine is reached under its own name. */
static void print_place(const char *title, const char *path,
                        struct slice base_path,
                        char (*addresses)[SERVER_ADDRESS_BYTES], unsigned count)
{
    static const char *const any[] = {"0.0.0.0:", "[::]:"};
    unsigned i = 0;
    while (i < count &&
           slice_starts(slice_of(addresses[i]), SERVER_UNIX_PREFIX))
        i++;
    if (i == count)
        return;
    const char *address = addresses[i], *host = "";
    for (size_t k = 0; k < ARRAY_COUNT(any); k++) {
        if (slice_starts(slice_of(addresses[i]), any[k])) {
            host = "localhost:";
            address = addresses[i] + strlen(any[k]);
        }
    }
    printf("  %-9s  http://%s%s%.*s%s\n", title, host, address,
           SLICE_FMT(base_path), path);
}

static void print_addresses(const struct server *server, struct site *site)
{
    char addresses[SERVER_MAX_ADDRESSES][SERVER_ADDRESS_BYTES];
    unsigned count = server_addresses(server, addresses, SERVER_MAX_ADDRESSES);
    struct snapshot *snapshot = store_acquire(site_store(site));
    const struct policy *policy = &snapshot->policy;
    if (policy->has_explorer)
        print_place("explore", "/_explore", policy->base_path, addresses,
                    count);
    if (policy->has_mcp)
        print_place("models", "/_mcp", policy->base_path, addresses, count);
    snapshot_unref(snapshot);
    for (unsigned i = 0; i < count; i++)
        print_address("listening", addresses[i]);
    if (server_admin_address(server, addresses[0]))
        print_address("operators", addresses[0]);
    (void)fflush(stdout);
}

/* A sign of life means that requests are answered: connections are looked at,
 * and workers get on. It does not mean that the loader gets on. A reload that
 * is long, or waits for a disk that is gone, takes nothing from the clients,
 * and a restart would take everything. */
static void say_alive(const struct supervisor *supervisor,
                      struct server *server, int64_t *next_beat_us)
{
    int64_t now = clock_monotonic_us();
    if (supervisor->watchdog_us == 0 || now < *next_beat_us)
        return;
    *next_beat_us = now + supervisor->watchdog_us / 2;
    if (server_has_progressed(server))
        supervisor_say_alive(supervisor);
}

/* Returns 0 if none has come until then; without a beat it waits for ever. */
static int next_signal(const sigset_t *signals, int64_t next_beat_us)
{
    int64_t us = next_beat_us - clock_monotonic_us();
    if (us < 0)
        us = 0;
    const struct timespec wait = {.tv_sec = (time_t)(us / US_PER_S),
                                  .tv_nsec = (long)(us % US_PER_S) * 1000};
    int number = next_beat_us == NEVER_US ? sigwaitinfo(signals, NULL)
                                          : sigtimedwait(signals, NULL, &wait);
    return number > 0 ? number : 0;
}

/* SIGHUP asks for another look at the files. It also means that the terminal is
 * gone; a server that was started from one would keep running unnoticed, so
 * then it stops. SIGUSR1 asks for a new file of the access log. */
static void wait_for_signal(const sigset_t *signals,
                            const struct supervisor *supervisor,
                            struct server *server, struct live *live,
                            struct follow *follow)
{
    int64_t next_beat_us = supervisor->watchdog_us > 0 ? 0 : NEVER_US;
    bool has_terminal = isatty(STDERR_FILENO) == 1;
    for (;;) {
        say_alive(supervisor, server, &next_beat_us);
        int number = next_signal(signals, next_beat_us);
        if (number == 0)
            continue;
        if (number == SIGUSR1) {
            server_reopen_log(server);
        } else if (number != SIGHUP ||
                   (has_terminal && isatty(STDERR_FILENO) != 1)) {
            break;
        } else {
            supervisor_say_reloading(supervisor);
            if (follow != NULL)
                follow_look(follow);
            else
                live_look(live, true);
        }
    }
    pthread_sigmask(SIG_UNBLOCK, signals, NULL);
}

static void give_up(int number)
{
    (void)number;
    _exit(EXIT_FAILED);
}

/* A thread that is stuck, in a long reload or on a disk that is gone, must not
 * keep the program from ending. */
static void limit_stop(void)
{
    (void)signal(SIGALRM, give_up);
    (void)alarm(STOP_DEADLINE_MS / 1000 + STOP_SLACK_S);
}

static struct server_options server_options(const struct settings *settings,
                                            struct slice access_log_file,
                                            struct follow *follow)
{
    struct server_options options = {
        .access_log_file = access_log_file,
        .workers = (unsigned)settings->workers,
        .access_log = (enum access_log)settings->access_log,
        .shows_timing = settings->shows_timing != 0,
        .rate_requests = (unsigned)settings->rate_requests,
        .rate_seconds = (unsigned)settings->rate_seconds,
        .answer_memory = (size_t)settings->answer_memory,
        .cache_memory = (size_t)settings->cache_bytes,
        .trusted_proxies = settings->trusted_proxies,
    };
    for (size_t i = 0; i < settings->listen.count; i++)
        options.listen[options.listen_count++] = settings->listen.items[i].data;
    if (settings->admin_listen.count > 0)
        options.admin_listen = settings->admin_listen.items[0].data;
    if (follow != NULL)
        options.hook =
            (struct server_hook){follow_wake, follow, follow_secret(follow)};
    return options;
}

static bool start_following(const struct live_options *with,
                            struct follow *follow, struct live **ret_live,
                            struct err *err)
{
    if (!live_start(with, ret_live, err))
        return false;
    if (follow == NULL || follow_start(follow, *ret_live, err))
        return true;
    live_stop(*ret_live);
    return false;
}

static int serve(const struct live_options *with, struct follow *follow,
                 const sigset_t *signals)
{
    const struct settings *settings = with->settings;
    struct site *site = with->site;
    struct arena arena = {0};
    const struct server_options of_server =
        server_options(settings,
                       settings_path(settings, "access_log_file",
                                     with->options->folder, &arena),
                       follow);
    struct server *server;
    struct live *live;
    struct err err;

    bool ok = server_start(&of_server, site_store(site), &server, &err);
    arena_release(&arena);
    if (!ok)
        return message_print(EXIT_FAILED, &err);
    print_report(site);
    print_repository(follow);
    if (!start_following(with, follow, &live, &err)) {
        server_stop(server, 0);
        return message_print(EXIT_FAILED, &err);
    }
    print_addresses(server, site); /* now nothing can fail any more */
    live_say_ready(live, NULL);
    wait_for_signal(signals, with->supervisor, server, live, follow);
    limit_stop();
    supervisor_say_stopping(with->supervisor);
    unsigned lost = server_stop(server, STOP_DEADLINE_MS);
    follow_stop(follow);
    live_stop(live);
    if (lost > 0)
        (void)fprintf(stderr, "headmatter: stopped with %u %s unfinished\n",
                      lost, message_plural(lost, "request", "requests"));
    return EXIT_DONE;
}

static int load_and_serve(const struct options *options,
                          struct settings *settings, struct journal *journal,
                          const struct supervisor *supervisor,
                          struct follow *follow, const sigset_t *signals)
{
    struct live_options with = {
        .options = options, .settings = settings, .supervisor = supervisor};
    struct err err;

    if (settings->access_log_file.size > 0 && settings->access_log == 0) {
        settings_release(settings);
        return message_print_text(EXIT_USAGE, "the access log has no format",
                                  "add --access-log text, combined or json");
    }
    pictures_open(options, settings, false);
    if (settings->sandbox != 0 && !sandbox_enter(options, settings, &err)) {
        pictures_close();
        settings_release(settings);
        return message_print(EXIT_FAILED, &err);
    }
    supervisor_say_loading(supervisor, options->folder);
    struct arena arena = {0};
    struct search *search;
    if (!finder_open(options, settings, false, &arena, &search, &err)) {
        pictures_close();
        settings_release(settings);
        arena_release(&arena);
        return message_print(EXIT_USAGE, &err);
    }
    int code = load_open_site(options, settings, search, journal, &with.site);
    if (code == EXIT_DONE) {
        if (follow != NULL)
            with.source = follow_source(follow, with.site);
        code = serve(&with, follow, signals);
        site_close(with.site);
        search_close(search);
        settings_release(settings);
    } else {
        search_close(search);
    }
    pictures_close();
    arena_release(&arena);
    return code;
}

/* One write, so that lines of several threads do not mix. */
static void report(const char *text)
{
    struct str line = {0};
    str_appendf(&line, "headmatter: %s\n", text);
    log_write(str_slice(&line));
    str_release(&line);
}

/* Its file is opened while the disk is within reach, and then kept open. */
static int serve_with_journal(const struct options *options,
                              struct settings *settings,
                              const struct supervisor *supervisor,
                              struct follow *follow, const sigset_t *signals)
{
    struct arena arena = {0};
    struct slice file =
        settings_path(settings, "sync.journal", options->folder, &arena);
    const struct journal_options of_journal = {
        .file = file.data,
        .max_bytes = (size_t)settings->journal_bytes,
        .report = report,
    };
    struct journal *journal;
    struct err err;
    if (!journal_open(&of_journal, &journal, &err)) {
        settings_release(settings);
        arena_release(&arena);
        return message_print(EXIT_FAILED, &err);
    }
    int code =
        load_and_serve(options, settings, journal, supervisor, follow, signals);
    journal_close(journal);
    arena_release(&arena);
    return code;
}

int command_serve(const struct options *options)
{
    struct settings settings;
    struct supervisor supervisor;
    struct err err;
    sigset_t signals;

    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    sigaddset(&signals, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    (void)signal(SIGPIPE, SIG_IGN);
    (void)signal(SIGXFSZ, SIG_IGN); /* a limit of files is a full disk */
    mem_return_large();
    mem_fit_address_space();
    mem_keep_reserve();

    if (!supervisor_open(&supervisor, &err))
        (void)message_print(EXIT_DONE, &err); /* it serves all the same */
    struct options from = *options;
    struct follow *follow;
    int code = follow_open(options, &follow);
    if (follow != NULL) {
        from.folder = follow_folder(follow);
        from.git_cache = follow_cache(follow);
    }
    if (code == EXIT_DONE)
        code = load_settings(&from, &settings);
    if (code == EXIT_DONE)
        code =
            serve_with_journal(&from, &settings, &supervisor, follow, &signals);
    follow_close(follow);
    supervisor_close(&supervisor);
    return code;
}
