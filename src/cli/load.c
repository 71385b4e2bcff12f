/* load.c - settings, and then a site, for a command; a person may be waiting.
 *
 * The settings come first and stop everything: a site that is served by half
 * of what its operator wrote is one that nobody asked for. */
#include "base/clock.h"
#include "cli/commands.h"

#include "site/tokens.h"

#include <stdio.h>
#include <unistd.h>

/* The others do without, where nobody may be able to read them. */
#define USES_TOKENS (COMMAND_SERVE | COMMAND_PREVIEW_LINK)

/* One write, so that lines of several threads do not mix. */
static void show_progress(size_t done, size_t total)
{
    char line[96];
    int size = snprintf(line, sizeof line, "\rreading %zu of %zu files%s", done,
                        total, done == total ? "\r\x1b[K" : "");
    if (write(STDERR_FILENO, line, (size_t)size) < 0)
        return; /* a terminal that is gone wants no progress */
}

/* Not of an option or the environment, which nobody has saved. */
static bool are_of_a_file(const struct diagnostics *faults)
{
    size_t i = 0;
    while (i < faults->count && faults->items[i].path.size > 0)
        i++;
    return i >= faults->count;
}

int load_settings(const struct options *options, struct settings *ret_settings)
{
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    bool ok = settings_read(options->folder, &options->overrides, ret_settings,
                            &faults);
    if (ok && (options->command & USES_TOKENS) != 0 &&
        !tokens_read(ret_settings, options->folder, &faults)) {
        settings_release(ret_settings);
        ok = false;
    }
    if (ok && options->command == COMMAND_GET)
        ret_settings->policy.serves_preview = true;
    int code = ok ? EXIT_DONE : EXIT_USAGE;
    if (!ok && options->command == COMMAND_CHECK && are_of_a_file(&faults))
        code = report_faults(options, &faults);
    else if (!ok)
        print_faults(&faults);
    arena_release(&arena);
    return code;
}

static bool open_site(const struct options *options,
                      const struct settings *settings, struct site **ret_site,
                      struct err *err)
{
    const struct site_options site = {
        .folder = options->folder,
        .settings = settings,
        .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
    };
    struct slice zone = settings->policy.timezone;
    return timezone_set(zone.size > 0 ? zone.data : "UTC", err) &&
           site_open(&site, ret_site, err);
}

int load_site(const struct options *options, struct settings *ret_settings,
              struct site **ret_site)
{
    struct err err;
    int code = load_settings(options, ret_settings);
    if (code != EXIT_DONE)
        return code;
    if (!open_site(options, ret_settings, ret_site, &err)) {
        settings_release(ret_settings);
        return fail(EXIT_FAILED, &err);
    }
    return EXIT_DONE; /* the site reads them where they are */
}

const char *plural(size_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}
