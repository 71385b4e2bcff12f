/* confine.c - Landlock: what a process gives up, a mistake in it cannot use.
 *
 * The server reads files that strangers may have written and answers to
 * everybody, but it writes nothing and connects to nobody. Which rights the
 * kernel knows depends on its version; all that it knows are given up but for
 * reading, appending to the access log, the caches, and Unix sockets.
 * A socket that is listening already, or will be, is not affected, nor is one
 * that is connected already. */
#include "base/confine.h"

#include "base/array.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the headers of Debian 12: linux/landlock.h of Linux 6.10. */
#define ACCESS_FS_REFER     (UINT64_C(1) << 13)
#define ACCESS_FS_TRUNCATE  (UINT64_C(1) << 14)
#define ACCESS_FS_IOCTL_DEV (UINT64_C(1) << 15)
#define ACCESS_NET_CONNECT  (UINT64_C(1) << 1)

struct ruleset {
    uint64_t files, network;
};

/* What the versions of the interface have added. */
static const struct {
    long version;
    uint64_t files, network;
} rights[] = {
    {1, ACCESS_FS_REFER - 1, 0}, /* all below it */
    {2, ACCESS_FS_REFER, 0},     {3, ACCESS_FS_TRUNCATE, 0},
    {4, 0, ACCESS_NET_CONNECT},  {5, ACCESS_FS_IOCTL_DEV, 0},
};

/* Libraries, time zones, names of hosts, and what the kernel says of the
 * process and its container. */
static const char *const system_folders[] = {
    "/usr", "/lib", "/lib64", "/etc", "/proc", "/sys/fs/cgroup",
};
#define LIBRARY_FOLDERS 3 /* the first of them */

#define READING (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define WRITING (LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG)
#define CACHING                                                                \
    (READING | WRITING | LANDLOCK_ACCESS_FS_REMOVE_FILE | ACCESS_FS_TRUNCATE)
#define SOCKETS (LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_REMOVE_FILE)

static bool allow(int ruleset, const char *folder, uint64_t access)
{
    struct landlock_path_beneath_attr rule = {
        .allowed_access = access,
        .parent_fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC),
    };
    if (rule.parent_fd < 0)
        return errno == ENOENT || errno == ENOTDIR || errno == EACCES;
    bool ok = syscall(SYS_landlock_add_rule, ruleset,
                      LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0;
    (void)close(rule.parent_fd);
    return ok;
}

static bool allow_needs(int ruleset, struct ruleset known,
                        const struct needs *needs)
{
    size_t count = needs->reads_libraries_only ? LIBRARY_FOLDERS
                                               : ARRAY_COUNT(system_folders);
    bool ok = true;
    for (size_t i = 0; ok && i < count; i++)
        ok = allow(ruleset, system_folders[i], READING);
    for (size_t i = 0; ok && i < CONFINE_MAX_FOLDERS; i++)
        ok = needs->readable[i] == NULL ||
             allow(ruleset, needs->readable[i], READING);
    if (ok && needs->writable != NULL)
        ok = allow(ruleset, needs->writable, WRITING);
    for (size_t i = 0; ok && i < CONFINE_MAX_CACHES; i++)
        ok = needs->caches[i] == NULL ||
             allow(ruleset, needs->caches[i], CACHING & known.files);
    for (size_t i = 0; ok && i < CONFINE_MAX_SOCKETS; i++)
        ok = needs->sockets[i] == NULL ||
             allow(ruleset, needs->sockets[i], SOCKETS);
    return ok;
}

/* All that this version of the interface can take away, but for what is needed
 * everywhere. */
static struct ruleset known_rights(long version, const struct needs *needs)
{
    struct ruleset all = {0};
    for (size_t i = 0; i < ARRAY_COUNT(rights); i++) {
        if (rights[i].version > version)
            break;
        all.files |= rights[i].files;
        all.network |= needs->connects ? 0 : rights[i].network;
    }
    return all;
}

/* Returns a ruleset that gives up all of these, or -1. */
static int ruleset_new(struct ruleset known)
{
    size_t size = known.network != 0 ? sizeof known : sizeof known.files;
    return (int)syscall(SYS_landlock_create_ruleset, &known, size, 0);
}

bool confine(const struct needs *needs, struct err *err)
{
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
                           LANDLOCK_CREATE_RULESET_VERSION);
    (void)prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    if (version < 1)
        return true;
    const struct ruleset known = known_rights(version, needs);
    int ruleset = ruleset_new(known);
    bool ok = ruleset >= 0 && allow_needs(ruleset, known, needs) &&
              syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    if (!ok) {
        err_set(err, ERR_IO, "the kernel does not confine the server: %s",
                strerror(errno));
        err_set_hint(err, "start it with --sandbox off");
    }
    if (ruleset >= 0)
        (void)close(ruleset);
    return ok;
}
