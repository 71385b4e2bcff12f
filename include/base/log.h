/* log.h - lines on standard error that never keep anybody waiting.
 *
 * Whoever reads the other end may have stopped reading: a full pipe would stop
 * every thread that writes to it, and with them all answers. A line that finds
 * no room is dropped; the next one that does follows a line with the number of
 * those that did not. Any thread may call it. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

/* `text` is one line or several, with their line feeds. */
void log_write(struct slice text);

#endif
