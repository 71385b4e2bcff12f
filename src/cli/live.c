/* live.c - waits for changes, reloads, and logs it.
 *
 *     watch --changes--> site_reload() --> next snapshot --> a line
 *     clock -----------> site_advance() ---'
 *
 * It starts with a look at everything. That look names the folders to watch,
 * each before it is read, and also finds what has changed between the first
 * load and the start of the watch.
 *
 * A folder that another thread gets from elsewhere (cli/follow.h) is not
 * watched.
 *
 * A look that fails (the folder is gone) is reported once and repeated at every
 * tick; meanwhile the last snapshot is served. */
#include "cli/live.h"

#include "base/array.h"
#include "base/clock.h"
#include "base/counters.h"
#include "base/log.h"
#include "base/log_file.h"
#include "base/mem.h"
#include "base/parallel.h"
#include "cli/commands.h"
#include "cli/excerpt.h"
#include "cli/faults.h"
#include "cli/reread.h"
#include "cli/supervisor.h"
#include "store/snapshot.h"
#include "store/store.h"
#include "watch/watch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct live {
    struct site *site;
    const struct supervisor *supervisor;
    struct watch *watch;
    bool is_watching; /* otherwise only SIGHUP has settings read again */
    pthread_t thread;
    bool is_failing;       /* the last look failed, and this was reported */
    atomic_bool is_wanted; /* by live_look(); the log answers */
    struct faults faults;
    struct reread reread;
    struct live_source source;
    char *log; /* of access, if it is in the folder: its path there; or NULL */
};

/* Writes once, so that lines of several threads do not mix; frees the text. */
static void print(struct str *text)
{
    if (text->size > 0)
        log_write(str_slice(text));
    str_release(text);
}

static void report_watch(const char *text)
{
    struct str line = {0};
    str_appendf(&line, "watch: %s\n", text);
    print(&line);
}

static void visit(void *context, const char *path, struct slice relative)
{
    watch_folder(context, path, relative);
}

static void append_counts(struct str *line, const struct site_report *report)
{
    const struct {
        size_t count;
        const char *name;
    } parts[] = {
        {report->changed, "changed"},
        {report->added, "added"},
        {report->removed, "removed"},
        {report->kept, "broken, served as before"},
        {report->broken, "broken, not served"},
    };
    const char *before = "";
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        if (parts[i].count == 0)
            continue;
        str_appendf(line, "%s%zu %s", before, parts[i].count, parts[i].name);
        before = ", ";
    }
    if (report->name_count == 0 && report->due == 0)
        str_append_text(line, "settings or other files changed");
}

/* " (posts/a.md, posts/b.md and 7 more)" */
static void append_names(struct str *line, const struct slice *names,
                         size_t total)
{
    size_t count = total < SITE_REPORT_NAMES ? total : SITE_REPORT_NAMES;
    if (count == 0)
        return;
    str_append_text(line, " (");
    for (size_t i = 0; i < count; i++) {
        str_append_text(line, i > 0 ? ", " : "");
        visible_append(line, names[i]);
    }
    if (total > count)
        str_appendf(line, " and %zu more", total - count);
    str_append_char(line, ')');
}

/* Documents whose time has come; without any, the time of an unlisted one. */
static void append_due(struct str *line, const struct site_report *report)
{
    const struct {
        const struct site_files *files;
        const char *name;
    } parts[] = {{&report->appeared, "published"},
                 {&report->disappeared, "expired"}};
    const char *before = report->name_count > 0 ? ", " : "";
    if (report->due > 0 &&
        report->appeared.count + report->disappeared.count == 0)
        str_appendf(line, "%sdates have passed", before);
    for (size_t i = 0; i < ARRAY_COUNT(parts); i++) {
        const struct site_files *files = parts[i].files;
        if (files->count == 0)
            continue;
        str_appendf(line, "%s%zu %s", before, files->count, parts[i].name);
        append_names(line, files->names, files->count);
        before = ", ";
    }
}

static void log_report(struct live *live, const struct site_report *report)
{
    struct snapshot *snapshot = store_acquire(site_store(live->site));
    size_t documents = snapshot->everything.count;
    struct str lines = {0};

    str_append_text(&lines, "reload: ");
    append_counts(&lines, report);
    append_names(&lines, report->names,
                 report->changed + report->added + report->removed +
                     report->kept + report->broken);
    append_due(&lines, report);
    str_appendf(&lines, ": %zu %s in %lld ms\n", documents,
                message_plural(documents, "document", "documents"),
                (long long)(report->taken_us + 999) / 1000);
    faults_update(&live->faults, snapshot, &lines);
    supervisor_say_status(live->supervisor, snapshot);
    snapshot_unref(snapshot);
    print(&lines);
}

static void log_failure(struct live *live, const struct err *err)
{
    struct str line = {0};
    if (live->is_failing)
        return;
    live->is_failing = true;
    str_append_text(&line, "reload: ");
    visible_append(&line, slice_of(err->text));
    str_append_text(&line, "; still serving the last content");
    if (err->hint[0] != '\0')
        str_appendf(&line, " (%s)", err->hint);
    str_append_char(&line, '\n');
    print(&line);
}

static void log_recovery(struct live *live)
{
    struct str line = {0};
    if (live->is_failing)
        str_append_text(&line, "reload: the folder is readable again\n");
    live->is_failing = false;
    print(&line);
}

/* Confirms a look that was asked for and found nothing. */
static void log_wanted_look(const struct site_report *report)
{
    struct str line = {0};
    if (report->is_published)
        return;
    str_append_text(&line, "reload: nothing has changed\n");
    print(&line);
}

void live_say_ready(const struct live *live, const char *error)
{
    struct snapshot *snapshot = store_acquire(site_store(live->site));
    supervisor_say_ready(live->supervisor, snapshot, error);
    snapshot_unref(snapshot);
}

static bool names_settings(const struct changes *changes)
{
    for (size_t i = 0; i < changes->count; i++) {
        if (slice_is(path_name(changes->paths[i]), SETTINGS_FILE))
            return true;
    }
    return changes->is_everything;
}

static void count_look(bool ok, const struct site_report *report)
{
    counters_add(!ok                    ? COUNTER_RELOADS_FAILED
                 : report->is_published ? COUNTER_RELOADS_PUBLISHED
                                        : COUNTER_RELOADS_UNCHANGED,
                 1);
    counters_set(COUNTER_RELOAD_IS_GOOD, ok ? 1 : 0);
    if (ok && report->is_published)
        counters_add(COUNTER_RELOAD_US, (uint64_t)report->taken_us);
}

static void reload(struct live *live, const struct changes *changes)
{
    bool is_everything = names_settings(changes);
    /* Before it looks: whoever asks from now on wants another look. */
    bool is_wanted = atomic_exchange(&live->is_wanted, false);
    const struct site_news news = {.paths = changes->paths,
                                   .count = changes->count,
                                   .is_everything = is_everything};
    struct site_report report;
    struct err err;
    struct str lines = {0};

    if (live->source.before != NULL)
        live->source.before(live->source.context);
    watch_start_look(live->watch);
    if (is_everything)
        reread_settings(&live->reread, &lines);
    print(&lines);
    bool ok = site_reload(live->site, &news, &report, &err);
    if (ok && report.has_looked)
        watch_end_look(live->watch);
    if (report.again_ms > 0)
        watch_look_again(live->watch, report.again_ms);
    if (ok)
        log_recovery(live);
    else
        log_failure(live, &err);
    count_look(ok, &report);
    if (report.is_published)
        log_report(live, &report);
    if (live->source.after != NULL)
        live->source.after(live->source.context, ok);
    /* While a file is being written, the next look is the one to confirm. */
    bool is_answered = ok && report.has_looked && report.again_ms == 0;
    if (is_wanted && (is_answered || !ok))
        live_say_ready(live, ok ? NULL : err.text);
    if (is_wanted && is_answered)
        log_wanted_look(&report);
    else if (is_wanted)
        atomic_store(&live->is_wanted, true);
    site_report_release(&report);
}

static void advance(struct live *live)
{
    struct site_report report = {0};
    site_advance(live->site, clock_now_ms(), &report);
    if (report.is_published)
        log_report(live, &report);
    site_report_release(&report);
}

static void *run(void *argument)
{
    struct live *live = argument;
    bool is_over = false;

    parallel_lower_priority(); /* a request is waited for, a reload is not */
    while (!is_over) {
        struct changes changes;
        watch_wait(live->watch, site_next_transition_ms(live->site), &changes);
        is_over = changes.is_over;
        if (!is_over && live->is_watching && reread_is_due(&live->reread))
            changes.is_everything = true;
        if (!is_over && (changes.is_everything || changes.count > 0))
            reload(live, &changes);
        changes_release(&changes);
        advance(live);
        site_tidy(live->site);
    }
    return NULL;
}

static void live_free(struct live *live)
{
    watch_close(live->watch);
    reread_release(&live->reread);
    faults_release(&live->faults);
    free(live->log);
    free(live);
}

/* The path in the site of a file, which is absolute, if it is in that root. */
static char *path_in_root(struct slice file, const char *folder,
                          struct slice prefix)
{
    struct str path = {0};
    char *root = realpath(folder, NULL), *found = NULL;
    size_t size = root != NULL ? strlen(root) : 0;
    if (root != NULL && file.size > size + 1 &&
        path_is_within(file, slice_of(root))) {
        str_append(&path, prefix);
        str_append(&path, slice_from(file, size + 1));
        found = strdup(path.data);
    }
    free(root);
    str_release(&path);
    return found;
}

/* Each line of the access log would be a change to look at. */
static char *find_log(const struct live_options *options)
{
    const struct settings *settings = options->settings;
    const char *folder = options->options->folder;
    struct arena arena = {0};
    struct slice path =
        settings_path(settings, "access_log_file", folder, &arena);
    bool is_file = path.size > 0 && !log_file_is_descriptor(path);
    char *file = is_file ? realpath(path.data, NULL) : NULL, *found = NULL;
    if (file != NULL)
        found = path_in_root(slice_of(file), folder, SLICE(""));
    for (size_t i = 0;
         file != NULL && found == NULL && i < settings->root_count; i++)
        found = path_in_root(slice_of(file), settings->roots[i].folder.data,
                             settings->roots[i].prefix);
    free(file);
    arena_release(&arena);
    return found;
}

bool live_start(const struct live_options *options, struct live **ret_live,
                struct err *err)
{
    struct site *site = options->site;
    struct live *live = mem_alloc(1, sizeof *live);
    const struct settings *settings = options->settings;
    const char *more[SETTINGS_MAX_ROOTS];
    for (size_t i = 0; i < settings->root_count; i++)
        more[i] = settings->roots[i].folder.data;
    live->log = find_log(options);
    const struct watch_options watching = {
        .folder = options->options->folder,
        .more_folders = more,
        .more_count = settings->root_count,
        .mode = options->source.before != NULL
                    ? WATCH_OFF
                    : (enum watch_mode)options->settings->watch,
        .except = live->log != NULL ? slice_of(live->log) : SLICE_NONE,
        .report = report_watch};

    live->site = site;
    live->supervisor = options->supervisor;
    live->source = options->source;
    live->is_watching = options->settings->watch != WATCH_OFF;
    live->reread = (struct reread){
        .site = site, .options = options->options, .first = options->settings};
    if (!watch_open(&watching, &live->watch, err)) {
        free(live->log);
        free(live);
        return false;
    }
    const struct folder_visitor visitor = {visit, live->watch};
    site_set_visitor(site, &visitor);
    struct snapshot *snapshot = store_acquire(site_store(site));
    faults_update(&live->faults, snapshot, NULL);
    snapshot_unref(snapshot);
    watch_poke(live->watch);

    int failure = pthread_create(&live->thread, NULL, run, live);
    if (failure != 0) {
        live_free(live);
        return err_set(err, ERR_IO, "cannot start a thread: %s",
                       strerror(failure));
    }
    *ret_live = live;
    return true;
}

void live_look(struct live *live, bool is_asked)
{
    if (is_asked)
        atomic_store(&live->is_wanted, true);
    watch_poke(live->watch);
}

void live_stop(struct live *live)
{
    watch_stop(live->watch);
    pthread_join(live->thread, NULL);
    live_free(live);
}
