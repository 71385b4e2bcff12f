/* check.c - what is wrong with the content, for writers and for CI.
 *
 * The report is complete before the first byte of it is written: report.c,
 * which tests call without a terminal, knows what it says; this file deals with
 * the terminal, the format and a full disk. */
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/live.h"
#include "cli/report.h"
#include "lint/lint.h"
#include "represent/describe.h"
#include "store/build.h"
#include "store/store.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* See no-color.org: any value but an empty one means no. */
static bool wants_colour(void)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    return isatty(STDOUT_FILENO) && (no_color == NULL || no_color[0] == '\0') &&
           (terminal == NULL || strcmp(terminal, "dumb") != 0);
}

static void add_json(const struct snapshot *snapshot, struct str *out)
{
    struct arena arena = {0};
    str_append(out, describe_diagnostics(snapshot, &arena));
    str_append_char(out, '\n');
    arena_release(&arena);
}

static bool print_report(const struct options *options, const char *folder,
                         const struct snapshot *snapshot)
{
    const struct report report = {
        .folder = folder,
        .named_as = options->folder,
        .has_colour = wants_colour(),
    };
    struct str out = {0};
    if (options->format == FORMAT_JSON)
        add_json(snapshot, &out);
    else if (options->format == FORMAT_GITHUB)
        report_github(&report, snapshot, &out);
    else
        report_text(&report, snapshot, &out);
    bool ok = fwrite(out.data, 1, out.size, stdout) == out.size;
    str_release(&out);
    return fflush(stdout) == 0 && ok;
}

static bool has_failed(const struct options *options,
                       const struct snapshot *snapshot)
{
    return lint_findings(snapshot)->counts[SEVERITY_ERROR] > 0 ||
           (options->fail_on == FAIL_ON_WARNING &&
            lint_findings(snapshot)->counts[SEVERITY_WARNING] > 0);
}

/* Prints the report and returns the exit code. */
static int finish(const struct options *options, const char *folder,
                  const struct snapshot *snapshot)
{
    if (print_report(options, folder, snapshot))
        return has_failed(options, snapshot) ? EXIT_FAILED : EXIT_DONE;
    return message_print_text(EXIT_FAILED, "cannot write the report", "");
}

/* Nobody has saved an option or the environment: such faults are not a result
 * of the check but a wrong use of it. */
static bool are_in_files(const struct diagnostics *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        if (faults->items[i].path.size == 0)
            return false;
    }
    return true;
}

/* Reports faults of the settings alone: without settings it is unknown which
 * files are content, and how to read them. */
static int report_settings(const struct options *options,
                           const struct diagnostics *faults)
{
    if (!are_in_files(faults)) {
        message_print_faults(faults);
        return EXIT_USAGE;
    }
    const struct build_input nothing = {.diagnostics = faults};
    struct snapshot *snapshot = snapshot_build(&nothing);
    snapshot->site.kind = SLICE_NONE;
    lint_attach(snapshot, NULL);
    int code = finish(options, options->folder, snapshot);
    snapshot_unref(snapshot);
    return code;
}

/* Reports the files that were given, or all of the site. */
static int report_site(const struct options *options, struct site *site)
{
    struct arena arena = {0};
    struct snapshot *snapshot = store_acquire(site_store(site));
    if (files_are_given(options))
        lint_restrict(snapshot,
                      files_relative(options, site_folder(site), &arena),
                      options->path_count);
    int code = finish(options, site_folder(site), snapshot);
    snapshot_unref(snapshot);
    arena_release(&arena);
    return code;
}

/* Prints what changes on standard error, as `serve` does, until it is
 * interrupted. */
static int watch(const struct options *options, struct settings *settings,
                 struct site *site, const sigset_t *signals)
{
    struct live *live;
    struct err err;
    int number;
    const struct live_options with = {
        .site = site, .options = options, .settings = settings};
    if (!live_start(&with, &live, &err))
        return message_print(EXIT_FAILED, &err);
    while (sigwait(signals, &number) != 0)
        continue;
    live_stop(live);
    struct snapshot *snapshot = store_acquire(site_store(site));
    int code = has_failed(options, snapshot) ? EXIT_FAILED : EXIT_DONE;
    snapshot_unref(snapshot);
    return code;
}

/* Only the main thread is to receive them, in sigwait(). */
static void block_signals(sigset_t *ret_signals)
{
    sigemptyset(ret_signals);
    sigaddset(ret_signals, SIGTERM);
    sigaddset(ret_signals, SIGINT);
    sigaddset(ret_signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, ret_signals, NULL);
}

static int check_folder(const struct options *options)
{
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct settings settings;
    struct site *site;
    sigset_t signals;

    if (options->watches)
        block_signals(&signals);
    bool ok = load_read_settings(options, &settings, &faults);
    int code = ok ? load_open_site(options, &settings, NULL, NULL, &site)
                  : report_settings(options, &faults);
    arena_release(&arena);
    if (!ok || code != EXIT_DONE)
        return code;
    code = report_site(options, site);
    if (options->watches)
        code = watch(options, &settings, site, &signals);
    site_close(site);
    settings_release(&settings);
    return code;
}

int command_check(const struct options *options)
{
    struct arena arena = {0};
    struct options chosen = *options;
    struct err err;
    bool has_files = files_are_given(options);
    int code;

    if (options->watches && (has_files || options->format != FORMAT_TEXT))
        return message_print_text(EXIT_USAGE,
                                  "--watch takes a folder, and prints text",
                                  "leave out the files and --format");
    if (!has_files && options->path_count > 0)
        chosen.folder = options->paths[0];
    for (size_t i = 1; !has_files && i < options->path_count; i++) {
        if (!options_add_root(&chosen, options->paths[i], &err))
            return message_print(EXIT_USAGE, &err);
    }
    if (has_files && !files_find_site(options, &arena, &chosen.folder, &err))
        code = message_print(EXIT_USAGE, &err);
    else
        code = check_folder(&chosen);
    arena_release(&arena);
    return code;
}
