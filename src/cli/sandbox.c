/* sandbox.c - what the server needs of the disk. */
#include "cli/sandbox.h"

#include "base/confine.h"
#include "base/log_file.h"
#include "cli/finder.h"
#include "cli/pictures.h"
#include "document/path.h"
#include "http/server.h"
#include "search/search.h"
#include "site/site.h"
#include "site/tokens.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Another folder may take the place of DIR, or of what it links to, so the
 * folder around it is read as well; but not the whole disk. */
static const char *folder_around(struct slice path, struct arena *arena)
{
    struct slice above = path_folder(path);
    if (slice_ends(path, "/src/content")) /* what reveals Astro is above src */
        above = path_folder(above);
    return arena_copy(arena, above.size > 0 ? above : path).data;
}

/* The folder that a file is in: it may be replaced, or not be there yet. */
static const char *folder_of(struct slice file, struct arena *arena)
{
    struct slice folder = path_folder(file);
    if (file.size == 0)
        return NULL;
    if (folder.size == 0)
        return slice_starts(file, "/") ? "/" : ".";
    return arena_copy(arena, folder).data;
}

/* A file may be a link. Returns how many folders there are then. */
static size_t add_file(const char *file, struct arena *arena,
                       const char **ret_folders, size_t count)
{
    char real[PATH_MAX];
    if (file == NULL)
        return count;
    ret_folders[count++] = folder_of(slice_of(file), arena);
    if (realpath(file, real) != NULL)
        ret_folders[count++] = folder_of(slice_of(real), arena);
    return count;
}

static size_t add_sockets(const struct names *addresses, struct arena *arena,
                          const char **ret_folders)
{
    size_t count = 0;
    for (size_t i = 0; i < addresses->count; i++) {
        struct slice address = addresses->items[i];
        if (slice_starts(address, SERVER_UNIX_PREFIX))
            ret_folders[count++] = folder_of(
                slice_from(address, strlen(SERVER_UNIX_PREFIX)), arena);
    }
    return count;
}

/* It has to be there before the kernel is told of it. */
static const char *prepare_cache(const struct settings *settings,
                                 const char *folder, struct arena *arena)
{
    struct slice cache = finder_cache(settings, folder, arena);
    struct err err;
    return cache.size > 0 && search_make_cache(cache, &err) ? cache.data : NULL;
}

/* A root, and the project that it is the content of, if there is one. */
static size_t add_root(const char *folder, struct arena *arena,
                       const char **ret_folders, size_t count)
{
    char real[PATH_MAX], here[PATH_MAX];
    char *project = site_project_around(folder);
    if (getcwd(here, sizeof here) == NULL)
        here[0] = '\0';
    bool is_absolute = folder[0] == '/';
    struct slice named = arena_printf(arena, "%s%s%s", is_absolute ? "" : here,
                                      is_absolute ? "" : "/", folder);
    ret_folders[count++] = folder_around(named, arena);
    if (realpath(folder, real) != NULL)
        ret_folders[count++] = folder_around(slice_of(real), arena);
    if (project != NULL)
        ret_folders[count++] = arena_copy(arena, slice_of(project)).data;
    free(project);
    return count;
}

bool sandbox_enter(const struct options *options,
                   const struct settings *settings, struct err *err)
{
    struct arena arena = {0};
    struct needs needs = {0};
    size_t count = 0;
    struct slice log_file =
        settings_path(settings, "access_log_file", options->folder, &arena);

    count = add_root(options->folder, &arena, needs.readable, count);
    for (size_t i = 0; i < settings->root_count; i++)
        count = add_root(settings->roots[i].folder.data, &arena, needs.readable,
                         count);
    struct slice tokens = tokens_path(settings, options->folder, &arena);
    count = add_file(tokens.size > 0 ? tokens.data : NULL, &arena,
                     needs.readable, count);
    count = add_file(options->overrides.file, &arena, needs.readable, count);
    struct slice schemas =
        settings_path(settings, "schemas", options->folder, &arena);
    count = add_file(schemas.size > 0 ? schemas.data : NULL, &arena,
                     needs.readable, count);
    if (getenv("TZDIR") != NULL) /* where the C library has its time zones */
        needs.readable[count++] = getenv("TZDIR");
    needs.readable[count] = options->git_cache;
    if (!log_file_is_descriptor(log_file))
        needs.writable = folder_of(log_file, &arena);
    struct slice pictures = pictures_cache(settings, options->folder, &arena);
    size_t cache_count = 0;
    needs.caches[cache_count] =
        prepare_cache(settings, options->folder, &arena);
    cache_count += needs.caches[cache_count] != NULL ? 1 : 0;
    needs.caches[cache_count] = pictures.size > 0 ? pictures.data : NULL;
    needs.connects = finder_connects(settings);
    count = add_sockets(&settings->listen, &arena, needs.sockets);
    (void)add_sockets(&settings->admin_listen, &arena, needs.sockets + count);
    bool ok = confine(&needs, err);
    arena_release(&arena);
    return ok;
}
