/* export.c - the whole API as files; the types are one. */
#include "export/export.h"

#include "base/clock.h"
#include "cli/commands.h"
#include "cli/pictures.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One write, so that lines of several threads do not mix. */
static void show_progress(size_t done, size_t total)
{
    char line[96];
    int size = snprintf(line, sizeof line, "\rexporting %zu of %zu answers%s",
                        done, total, done == total ? "\r\x1b[K" : "");
    if (write(STDERR_FILENO, line, (size_t)size) < 0)
        return; /* the terminal is gone */
}

static void print_change(const char *change, const char *name)
{
    printf("%s %s\n", change, name);
}

/* What would be emptied or filled must not be what is read. */
static bool check_apart(const char *content, const char *out, struct err *err)
{
    char *real_content = realpath(content, NULL),
         *real_out = realpath(out, NULL);
    size_t size = real_out != NULL ? strlen(real_out) : 0;
    bool is_around =
        real_content != NULL && real_out != NULL &&
        strncmp(real_content, real_out, size) == 0 &&
        (size == 1 || real_content[size] == '\0' || real_content[size] == '/');
    free(real_content);
    free(real_out);
    if (!is_around)
        return true;
    err_set(err, ERR_INVALID, "'%s' is the content itself, or around it", out);
    return err_set_hint(err, "name another folder: --out dist");
}

static void print_result(const struct options *options,
                         const struct export_result *result)
{
    printf("%s: %zu files %s, %zu unchanged, %zu removed; %zu redirects\n",
           options->out, result->written,
           options->is_dry ? "would be written" : "written", result->unchanged,
           result->removed, result->redirects);
    if (!result->has_feeds)
        printf("  without feeds and sitemap, which hold addresses of the "
               "site: set --public-url\n");
}

static int export(const struct options *options, struct site *site)
{
    const struct export_options with = {
        .folder = options->out,
        .targets = options->targets,
        .is_coded = options->is_coded,
        .is_dry = options->is_dry,
        .now_ms = clock_now_ms(),
        .progress = isatty(STDERR_FILENO) ? show_progress : NULL,
        .report = options->is_dry ? print_change : NULL,
    };
    struct export_result result;
    struct err err = {0};
    struct snapshot *snapshot = store_acquire(site_store(site));
    bool ok = export_run(snapshot, &with, &result, &err);
    snapshot_unref(snapshot);
    if (!ok)
        return message_print(EXIT_FAILED, &err);
    print_result(options, &result);
    return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

int command_export(const struct options *options)
{
    struct settings settings;
    struct site *site;
    struct err err;
    if (options->out == NULL)
        return message_print_text(EXIT_USAGE, "where to export to is missing",
                                  "headmatter export DIR --out dist");
    if (!check_apart(options->folder, options->out, &err))
        return message_print(EXIT_USAGE, &err);
    int code = load_settings(options, &settings);
    if (code != EXIT_DONE)
        return code;
    for (size_t i = 0; i < settings.root_count; i++) {
        if (check_apart(settings.roots[i].folder.data, options->out, &err))
            continue;
        settings_release(&settings);
        return message_print(EXIT_USAGE, &err);
    }
    pictures_open(options, &settings, false); /* the next run wants them, too */
    code = load_open_site(options, &settings, NULL, NULL, &site);
    if (code == EXIT_DONE) {
        code = export(options, site);
        site_close(site);
        settings_release(&settings);
    }
    pictures_close();
    return code;
}
