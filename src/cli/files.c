/* files.c - finds the site of files, so that a hook can check what is
 * committed.
 *
 *     headmatter check posts/a.md posts/b.md
 *
 * Whether a document is sound depends on its site: on settings, on other slugs,
 * on what its links lead to. So the whole site is read, and only what is found
 * in these files is reported. Their site is the nearest folder above them with
 * a headmatter.yaml; without one, HEADMATTER_DIR or the current folder, which
 * is where hooks run. */
#include "cli/files.h"

#include "document/path.h"
#include "site/settings.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_folder(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool exists(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0;
}

/* A folder, or one with a name, "notes=../vault". */
static bool is_root(const char *path)
{
    const char *equals = strchr(path, '=');
    return is_folder(path) || (equals != NULL && is_folder(equals + 1));
}

bool files_are_given(const struct options *options)
{
    for (size_t i = 0; options->path_count > 1 && i < options->path_count;
         i++) {
        if (!is_root(options->paths[i]))
            return true;
    }
    return options->path_count == 1 && exists(options->paths[0]) &&
           !is_folder(options->paths[0]);
}

/* Absolute, with the links of its folders followed but not its own, since that
 * is the path by which a document is known. SLICE_NONE if it does not exist. */
static struct slice absolute(const char *path, struct arena *arena)
{
    char real[PATH_MAX];
    struct slice text = slice_of(path);
    struct slice folder = path_folder(text);
    if (!exists(path))
        return SLICE_NONE;
    if (folder.size == 0)
        folder = slice_starts(text, "/") ? SLICE("/") : SLICE(".");
    if (realpath(arena_copy(arena, folder).data, real) == NULL)
        return SLICE_NONE;
    return arena_printf(arena, "%s/%.*s", real[1] == '\0' ? "" : real,
                        SLICE_FMT(path_name(text)));
}

/* The nearest folder above the file with settings, or SLICE_NONE. */
static struct slice folder_with_settings(struct slice file, struct arena *arena)
{
    for (struct slice at = path_folder(file); at.size > 0;
         at = path_folder(at)) {
        struct slice settings =
            arena_printf(arena, "%.*s/" SETTINGS_FILE, SLICE_FMT(at));
        if (exists(settings.data))
            return arena_copy(arena, at);
    }
    return SLICE_NONE;
}

/* HEADMATTER_DIR or the current folder, if the file is in it. */
static struct slice default_folder(const struct options *options,
                                   struct slice file, struct arena *arena)
{
    char real[PATH_MAX];
    if (realpath(options->folder, real) == NULL ||
        !path_is_within(file, slice_of(real)))
        return SLICE_NONE;
    return arena_copy(arena, slice_of(real));
}

static bool find_site_of(const struct options *options, const char *path,
                         struct arena *arena, struct slice *ret_folder,
                         struct err *err)
{
    struct slice file = absolute(path, arena);
    if (file.data == NULL) {
        err_set(err, ERR_INVALID, "there is no file '%.200s'", path);
        return err_set_hint(err, "give files of a site, or its folder");
    }
    if (is_folder(path)) {
        err_set(err, ERR_INVALID, "'%.200s' is a folder", path);
        return err_set_hint(err, "give one folder, or files of one site");
    }
    struct slice folder = folder_with_settings(file, arena);
    if (folder.data == NULL)
        folder = default_folder(options, file, arena);
    if (folder.data == NULL) {
        err_set(err, ERR_INVALID, "'%.200s' is in no known site", path);
        return err_set_hint(
            err, "run this in the site's folder, or set " FOLDER_VARIABLE);
    }
    *ret_folder = folder;
    return true;
}

const char *files_named_from_here(struct slice folder)
{
    char here[PATH_MAX];
    if (getcwd(here, sizeof here) == NULL ||
        !path_is_within(folder, slice_of(here)))
        return folder.data;
    size_t size = slice_of(here).size;
    if (size == 1)
        return folder.data;
    return folder.size > size ? folder.data + size + 1 : ".";
}

bool files_find_site(const struct options *options, struct arena *arena,
                     const char **ret_folder, struct err *err)
{
    struct slice site = SLICE_NONE;
    for (size_t i = 0; i < options->path_count; i++) {
        struct slice folder = SLICE_NONE;
        if (!find_site_of(options, options->paths[i], arena, &folder, err))
            return false;
        if (site.data != NULL && !slice_equal(site, folder)) {
            err_set(err, ERR_INVALID,
                    "'%.80s' and '%.80s' are in two sites, %.80s and %.80s",
                    options->paths[0], options->paths[i], site.data,
                    folder.data);
            return err_set_hint(err, "check each site by itself");
        }
        site = folder;
    }
    *ret_folder = files_named_from_here(site);
    return true;
}

struct slice *files_relative(const struct options *options, const char *folder,
                             struct arena *arena)
{
    struct slice *paths =
        arena_alloc(arena, options->path_count, sizeof *paths);
    struct slice top = slice_of(folder);
    for (size_t i = 0; i < options->path_count; i++) {
        struct slice file = absolute(options->paths[i], arena);
        if (path_is_within(file, top))
            file = slice_from(file, top.size + (top.size > 1 ? 1 : 0));
        paths[i] = file;
    }
    return paths;
}
