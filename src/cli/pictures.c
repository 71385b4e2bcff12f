/* pictures.c - opens the studio.
 *
 * It is none of the conditions to serve: without a folder to write to, each
 * picture is made anew, and without the program none is. */
#include "cli/pictures.h"

#include "cli/caches.h"
#include "cli/commands.h"
#include "pictures/looks.h"
#include "pictures/studio.h"
#include "search/search.h"

#define FOLDER "pictures" /* in the usual folder, which others use too */

struct slice pictures_cache(const struct settings *settings, const char *folder,
                            struct arena *arena)
{
    struct slice named = settings_path(settings, "media.cache", folder, arena);
    if (!settings->policy.makes_pictures || settings->media_cache_bytes == 0 ||
        studio_find_program(arena).size == 0)
        return SLICE_NONE;
    if (named.size > 0)
        return caches_folder(settings, "media.cache", folder, arena);
    struct slice usual = caches_usual(arena);
    return usual.size > 0
               ? arena_printf(arena, "%.*s/" FOLDER, SLICE_FMT(usual))
               : SLICE_NONE;
}

void pictures_open(const struct options *options,
                   const struct settings *settings, bool starts_late)
{
    struct arena arena = {0};
    struct err err;
    struct studio_options with = {
        .program = studio_find_program(&arena),
        .cache = pictures_cache(settings, options->folder, &arena),
        .max_bytes = (uint64_t)settings->media_cache_bytes,
        .starts_late = starts_late,
    };
    if (with.cache.size > 0 && !starts_late &&
        !search_make_cache(with.cache, &err)) {
        (void)message_print(EXIT_DONE, &err);
        with.cache = SLICE_NONE;
    }
    if (settings->policy.makes_pictures && with.program.size > 0) {
        if (studio_open(&with))
            looks_open(with.cache);
        else
            (void)message_print_text(
                EXIT_DONE, "no pictures can be made",
                "the system does not let it start another process");
    }
    arena_release(&arena);
}

void pictures_close(void)
{
    looks_close();
    studio_close();
}
