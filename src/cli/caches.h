/* caches.h - where a command keeps what it can make again. Private to this
 * room. */
#ifndef CLI_CACHES_H
#define CLI_CACHES_H

#include "site/settings.h"

/* The folder that the setting names, absolute, else the usual one; SLICE_NONE
 * if there is neither. In the arena. */
struct slice caches_folder(const struct settings *settings, const char *key,
                           const char *folder, struct arena *arena);

/* The usual one, which need not exist. */
struct slice caches_usual(struct arena *arena);

#endif
