/* current.c - where the link of a cache leads to, which both halves ask. */
#include "git/keeper.h"
#include "git/tree_files.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool keeper_find_current(const char *cache, const char *path,
                         char ret_commit[GIT_ID_BYTES])
{
    struct str link = {0};
    struct stat status;
    char target[128];
    str_appendf(&link, "%s/current", cache);
    ssize_t size = readlink(link.data, target, sizeof target);
    struct slice text = {target, size > 0 ? (size_t)size : 0};
    str_appendf(&link, "/%s", path);
    bool ok = slice_starts(text, "trees/") &&
              git_is_commit(slice_from(text, strlen("trees/"))) &&
              stat(link.data, &status) == 0 && S_ISDIR(status.st_mode);
    str_release(&link);
    if (ok) {
        struct slice commit = slice_from(text, strlen("trees/"));
        memcpy(ret_commit, commit.data, commit.size);
        ret_commit[commit.size] = '\0';
    }
    return ok;
}
