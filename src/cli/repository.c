/* repository.c - from the operator's settings to a process that can fetch. */
#include "cli/repository.h"

#include "base/map.h"
#include "cli/caches.h"
#include "search/search.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static const char *setting_text(struct slice text)
{
    return text.size > 0 ? text.data : "";
}

/* A secret from a file: its first line. */
static bool read_secret(const char *file, struct arena *arena,
                        struct slice *ret_secret, struct err *err)
{
    char bytes[GIT_MAX_FILE_BYTES];
    int fd = open(file, O_RDONLY | O_CLOEXEC);
    ssize_t size = fd >= 0 ? read(fd, bytes, sizeof bytes) : -1;
    int failure = errno;
    if (fd >= 0)
        (void)close(fd);
    if (size < 0)
        return err_set(err, ERR_IO, "--git-secret: %s cannot be read: %s", file,
                       strerror(failure));
    struct slice line = {bytes, (size_t)size};
    line = slice_trim(slice_sub(line, 0, slice_find_char(line, 0, '\n')));
    if (line.size == 0 || (size_t)size == sizeof bytes) {
        err_set(err, ERR_INVALID, "--git-secret: %s holds no secret", file);
        return err_set_hint(err,
                            "write one line to it, the secret that the "
                            "forge has, of less than %d bytes",
                            GIT_MAX_FILE_BYTES);
    }
    *ret_secret = arena_copy(arena, line);
    return true;
}

/* One folder for each repository, branch and path: what is there from before
 * is served at once. */
static bool find_cache(struct repository *repository, struct err *err)
{
    struct arena *arena = &repository->arena;
    const struct settings *settings = &repository->settings;
    struct slice cache = caches_folder(settings, "git.cache", NULL, arena);
    if (cache.size == 0) {
        err_set(err, ERR_IO, "there is no folder for the repository");
        return err_set_hint(err, "name one by --git-cache");
    }
    uint64_t hash =
        hash_bytes(settings->git_branch, hash_bytes(settings->git_url, 0));
    hash = hash_bytes(settings->git_path, hash);
    cache = arena_printf(arena, "%.*s%s/%016llx", SLICE_FMT(cache),
                         settings->git_cache.size == 0 ? "/git" : "",
                         (unsigned long long)hash);
    repository->cache = cache;
    repository->folder = arena_printf(
        arena, "%.*s/current%s%.*s", SLICE_FMT(cache),
        settings->git_path.size > 0 ? "/" : "", SLICE_FMT(settings->git_path));
    return search_make_cache(cache, err);
}

/* No part of it leads out of the tree, nor into what is no content. */
static bool check_git_path(struct slice path, struct err *err)
{
    struct slice rest = path, part;
    while (slice_cut(&rest, '/', &part)) {
        if (part.size == 0 || slice_is(part, ".") || slice_is(part, "..")) {
            err_set(err, ERR_INVALID,
                    "--path takes a folder of the "
                    "repository, such as docs/content");
            return err_set_hint(err, "without '/' at its start and end, and "
                                     "without '..'");
        }
    }
    return true;
}

static bool start_keeper(struct repository *repository, struct err *err)
{
    const struct settings *settings = &repository->settings;
    struct arena *arena = &repository->arena;
    struct slice secret = settings_path(settings, "git.secret", NULL, arena);
    const struct keeper_options with = {
        .url = settings->git_url.data,
        .branch = setting_text(settings->git_branch),
        .path = setting_text(settings->git_path),
        .cache = repository->cache.data,
        .ssh_key =
            setting_text(settings_path(settings, "git.ssh_key", NULL, arena)),
        .known_hosts = setting_text(
            settings_path(settings, "git.known_hosts", NULL, arena)),
        .token =
            setting_text(settings_path(settings, "git.token", NULL, arena)),
        .timeout_s = (unsigned)settings->git_timeout_s,
        .max_bytes = (uint64_t)settings->git_max_bytes,
    };
    return (secret.size == 0 ||
            read_secret(secret.data, arena, &repository->secret, err)) &&
           keeper_open(&with, &repository->keeper, err);
}

bool repository_open(struct repository *repository, struct err *err)
{
    const struct settings *settings = &repository->settings;
    return keeper_check_url(settings->git_url.data, err) &&
           check_git_path(settings->git_path, err) &&
           find_cache(repository, err) && start_keeper(repository, err);
}

void repository_close(struct repository *repository)
{
    keeper_close(repository->keeper);
    settings_release(&repository->settings);
    arena_release(&repository->arena);
}

bool repository_find_current(const struct repository *repository,
                             char ret_commit[GIT_ID_BYTES])
{
    return keeper_find_current(repository->cache.data,
                               setting_text(repository->settings.git_path),
                               ret_commit);
}
