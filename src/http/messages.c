/* messages.c - the library's messages: the first names the reason of a failed
 * start; later ones can be caused by any client, so few of them are logged. */
#include "http/messages.h"

#include "base/clock.h"
#include "base/log.h"

#include <stdio.h>

void messages_add(struct messages *messages, const char *text)
{
    int64_t now = clock_now_ms() / 1000;
    if (!atomic_load(&messages->has_started)) {
        if (messages->first[0] == '\0')
            (void)snprintf(messages->first, sizeof messages->first, "%s", text);
    } else if (atomic_exchange(&messages->logged_at, now) != now) {
        struct str line = {0};
        str_appendf(&line, "headmatter: civetweb: %s\n", text);
        log_write(str_slice(&line));
        str_release(&line);
    }
}
