/* load.c - the settings and the site of a command.
 *
 * Any fault of the settings ends the command: nobody asked for a site with half
 * of its settings. */
#include "base/clock.h"
#include "cli/commands.h"
#include "site/tokens.h"

#include <stdio.h>
#include <unistd.h>

/* Other commands may run where the tokens cannot be read. */
#define USES_TOKENS (COMMAND_SERVE | COMMAND_PREVIEW_LINK)

/* One write, so that lines of several threads do not mix. */
static void show_progress(size_t done, size_t total)
{
    char line[96];
    int size = snprintf(line, sizeof line, "\rreading %zu of %zu files%s", done,
                        total, done == total ? "\r\x1b[K" : "");
    if (write(STDERR_FILENO, line, (size_t)size) < 0)
        return; /* the terminal is gone */
}

bool load_read_settings(const struct options *options,
                        struct settings *ret_settings,
                        struct diagnostics *faults)
{
    if (!settings_read(options->folder, &options->overrides, ret_settings,
                       faults))
        return false;
    if ((options->command & USES_TOKENS) != 0 &&
        !tokens_read(ret_settings, options->folder, faults)) {
        settings_release(ret_settings);
        return false;
    }
    /* Drafts are checked by schemas, too, which want to know their place. */
    if ((options->command & (COMMAND_GET | COMMAND_MCP)) != 0 ||
        (options->command == COMMAND_CHECK && ret_settings->schemas.size > 0))
        ret_settings->policy.serves_preview = true;
    return true;
}

int load_settings(const struct options *options, struct settings *ret_settings)
{
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    bool ok = load_read_settings(options, ret_settings, &faults);
    if (!ok)
        message_print_faults(&faults);
    arena_release(&arena);
    return ok ? EXIT_DONE : EXIT_USAGE;
}

int load_open_site(const struct options *options, struct settings *settings,
                   struct search *search, struct journal *journal,
                   struct site **ret_site)
{
    const struct site_options site = {
        .folder = options->folder,
        .settings = settings,
        .search = search,
        .journal = journal,
        .is_exported = options->git_cache != NULL,
        .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
    };
    struct slice zone = settings->policy.timezone;
    struct err err;
    if (timezone_set(zone.size > 0 ? zone.data : "UTC", &err) &&
        site_open(&site, ret_site, &err))
        return EXIT_DONE;
    settings_release(settings);
    return message_print(EXIT_FAILED, &err);
}

int load_site(const struct options *options, struct settings *ret_settings,
              struct site **ret_site)
{
    int code = load_settings(options, ret_settings);
    return code == EXIT_DONE
               ? load_open_site(options, ret_settings, NULL, NULL, ret_site)
               : code;
}
