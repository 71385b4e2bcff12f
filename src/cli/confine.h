/* confine.h - takes from the server what it does not need. Private to this
 * room.
 */
#ifndef CLI_CONFINE_H
#define CLI_CONFINE_H

#include "base/err.h"

#include <stddef.h>

/* From now on this thread and all that it starts can start no program, write to
 * no file, connect to nothing, and read only below these folders and those of
 * the system. Folders that do not exist are left out. Does nothing where the
 * kernel has no Landlock (Linux 5.13); false if it refuses. */
bool confine(const char *const *folders, size_t count,
             struct err *err) MUST_USE;

#endif
