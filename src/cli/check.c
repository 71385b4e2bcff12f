/* check.c - what is wrong with the content, for writers and for CI.
 *
 * The report is whole before the first byte of it is written, so that colours,
 * forms and a full disk are matters of this file, and what it says is one of
 * report.c, which the tests call without a terminal. */
#include "cli/commands.h"
#include "cli/report.h"
#include "lint/lint.h"
#include "represent/describe.h"
#include "store/build.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* See no-color.org: set and not empty means no. */
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
    return lint_findings(snapshot)->error_count > 0 ||
           (options->fail_on == FAIL_ON_WARNING &&
            lint_findings(snapshot)->warning_count > 0);
}

/* Prints it, and says what it comes to. */
static int conclude(const struct options *options, const char *folder,
                    const struct snapshot *snapshot)
{
    struct err err;
    if (print_report(options, folder, snapshot))
        return has_failed(options, snapshot) ? EXIT_FAILED : EXIT_DONE;
    err_set(&err, ERR_IO, "the report could not be written");
    return fail(EXIT_FAILED, &err);
}

/* Of a site in which nothing else was looked at: what is content and how it is
 * read is what the settings say. */
int report_faults(const struct options *options,
                  const struct diagnostics *faults)
{
    const struct build_input nothing = {.diagnostics = faults};
    struct snapshot *snapshot = snapshot_build(&nothing);
    lint_attach(snapshot, NULL);
    int code = conclude(options, options->folder, snapshot);
    snapshot_unref(snapshot);
    return code;
}

int command_check(const struct options *options)
{
    struct settings settings;
    struct site *site;

    int code = load_site(options, &settings, &site);
    if (code != EXIT_DONE)
        return code;
    struct snapshot *snapshot = store_acquire(site_store(site));
    code = conclude(options, site_folder(site), snapshot);
    snapshot_unref(snapshot);
    site_close(site);
    settings_release(&settings);
    return code;
}
