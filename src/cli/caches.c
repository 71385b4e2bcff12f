/* caches.c - the folder of a setting, of a service, or of a user. */
#include "cli/caches.h"

#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* The first of a list of folders that systemd has made for a service
 * (systemd.exec(5), CacheDirectory=); else the user's own (XDG Base Directory
 * Specification 0.8). */
struct slice caches_usual(struct arena *arena)
{
    struct slice given = slice_of(getenv("CACHE_DIRECTORY"));
    struct slice caches = slice_of(getenv("XDG_CACHE_HOME"));
    struct slice home = slice_of(getenv("HOME"));
    if (slice_starts(given, "/"))
        return arena_copy(arena,
                          slice_sub(given, 0, slice_find_char(given, 0, ':')));
    if (slice_starts(caches, "/"))
        return arena_printf(arena, "%.*s/headmatter", SLICE_FMT(caches));
    if (slice_starts(home, "/"))
        return arena_printf(arena, "%.*s/.cache/headmatter", SLICE_FMT(home));
    return SLICE_NONE;
}

/* Another folder may be the current one later. */
static struct slice absolute(struct slice path, struct arena *arena)
{
    char here[PATH_MAX];
    if (path.size == 0 || slice_starts(path, "/") ||
        getcwd(here, sizeof here) == NULL)
        return path;
    return arena_printf(arena, "%s/%.*s", here, SLICE_FMT(path));
}

struct slice caches_folder(const struct settings *settings, const char *key,
                           const char *folder, struct arena *arena)
{
    struct slice path = settings_path(settings, key, folder, arena);
    return path.size > 0 ? absolute(path, arena) : caches_usual(arena);
}
