/* load.c - loading a site for a command, where a person may be waiting. */
#include "base/clock.h"
#include "cli/commands.h"

#include <stdio.h>
#include <unistd.h>

/* One write, so that lines of several threads do not mix. */
static void show_progress(size_t done, size_t total)
{
    char line[96];
    int size = snprintf(line, sizeof line, "\rreading %zu of %zu files%s", done,
                        total, done == total ? "\r\x1b[K" : "");
    if (write(STDERR_FILENO, line, (size_t)size) < 0)
        return; /* a terminal that is gone wants no progress */
}

bool load_site(const struct options *options, struct site **ret_site,
               struct err *err)
{
    const struct site_options site = {
        .folder = options->folder,
        .public_url = options->public_url,
        .timezone = options->timezone,
        .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
    };
    return timezone_set(options->timezone, err) &&
           site_open(&site, ret_site, err);
}

const char *plural(size_t count, const char *one, const char *many)
{
    return count == 1 ? one : many;
}
