/* get.c - one answer of the API, without a server; the types are one. */
#include "api/api.h"
#include "base/clock.h"
#include "cli/commands.h"
#include "cli/finder.h"
#include "cli/pictures.h"
#include "search/search.h"
#include "store/snapshot.h"
#include "store/store.h"

#include <stdio.h>
#include <unistd.h>

static bool print_part(void *context, struct slice part)
{
    (void)context;
    return fwrite(part.data, 1, part.size, stdout) == part.size;
}

/* A stream or a file as it is, without a line break after it. */
static bool print_body(const struct response *response)
{
    bool ok = response_each_part(response, print_part, NULL);
    if (response->next == NULL && !response->file.is_open &&
        isatty(STDOUT_FILENO))
        (void)putchar('\n');
    return fflush(stdout) == 0 && ok;
}

static int respond(struct site *site, const char *target)
{
    struct str path = {0};
    if (target[0] != '/')
        str_append_char(&path, '/');
    str_append_text(&path, target);

    const struct request request = {.method = SLICE("GET"),
                                    .target = str_slice(&path),
                                    .is_trusted = true,
                                    .now_ms = clock_now_ms()};
    struct snapshot *snapshot = store_acquire(site_store(site));
    struct response response = {0};
    api_respond(snapshot, &request, &response);
    bool printed = print_body(&response);
    bool is_success = response.status >= 200 && response.status < 300;
    struct slice location = response_header(&response, "Location");
    if (location.size > 0)
        (void)fprintf(stderr, "headmatter: moved to %.*s\n",
                      SLICE_FMT(location));

    response_release(&response);
    snapshot_unref(snapshot);
    str_release(&path);
    if (!printed)
        return EXIT_FAILED;
    return is_success ? EXIT_DONE : EXIT_NOT_2XX;
}

static int print_answer(const struct options *options, const char *target)
{
    struct settings settings;
    struct site *site;
    struct search *search = NULL;
    struct arena arena = {0};
    struct err err;
    int code = load_settings(options, &settings);
    if (code != EXIT_DONE)
        return code;
    if (!finder_open(options, &settings, true, &arena, &search, &err)) {
        settings_release(&settings);
        arena_release(&arena);
        return message_print(EXIT_USAGE, &err);
    }
    pictures_open(options, &settings, true);
    code = load_open_site(options, &settings, search, NULL, &site);
    if (code == EXIT_DONE) {
        code = respond(site, target);
        site_close(site);
        search_close(search);
        settings_release(&settings);
    } else {
        search_close(search);
    }
    pictures_close();
    arena_release(&arena);
    return code;
}

int command_get(const struct options *options)
{
    if (options->target == NULL)
        return message_print_text(EXIT_USAGE, "the target is missing",
                                  "headmatter get '/posts?limit=3' DIR");
    return print_answer(options, options->target);
}

/* The base path is none of a type's business, and would be in the way here. */
int command_types(const struct options *options)
{
    return print_answer(options, "/types.d.ts");
}
