/* pictures.h - the studio of a command, with its settings. Private to this
 * room. */
#ifndef CLI_PICTURES_H
#define CLI_PICTURES_H

#include "cli/options.h"
#include "site/settings.h"

/* The folder in which pictures that were made are kept, in the arena;
 * SLICE_NONE: none is. It exists, once they are open. */
struct slice pictures_cache(const struct settings *settings, const char *folder,
                            struct arena *arena);

/* Lets pictures be made, if the settings do and the program for it is there:
 * else nothing happens. A server opens it before it gives up its rights; what
 * is over in a moment starts late, and makes no folder for what it makes. */
void pictures_open(const struct options *options,
                   const struct settings *settings, bool starts_late);
void pictures_close(void);

#endif
