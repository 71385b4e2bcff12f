/* confine.h - takes from a process what it does not need. */
#ifndef BASE_CONFINE_H
#define BASE_CONFINE_H

#include "base/err.h"

#define CONFINE_MAX_FOLDERS 64
#define CONFINE_MAX_SOCKETS 9
#define CONFINE_MAX_CACHES  3

/* What is still needed. */
struct needs {
    const char *readable[CONFINE_MAX_FOLDERS]; /* folders, or NULL */
    const char *writable; /* a folder whose files can be appended to, or NULL */
    /* Folders in which files are made and removed; NULL at the end. */
    const char *caches[CONFINE_MAX_CACHES];
    bool connects; /* to a database */
    /* Of the system: what programs are made of, but no settings, and nothing
     * about processes. */
    bool reads_libraries_only;
    /* Folders that a Unix socket can be made in, and removed; NULL at the end.
     */
    const char *sockets[CONFINE_MAX_SOCKETS];
};

/* From now on this thread and all that it starts can start no program, write to
 * no file, connect to nothing, and read only below the folders of the system,
 * but for these needs. Folders that do not exist are left out. Does nothing
 * where the kernel has no Landlock (Linux 5.13); false if it refuses. */
bool confine(const struct needs *needs, struct err *err) MUST_USE;

#endif
