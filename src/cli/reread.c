/* reread.c - a changed headmatter.yaml, without a restart.
 *
 * What answers are made by changes with the next snapshot. What the process
 * was started with (addresses, threads, the timezone, which the C library reads
 * once) stays as it is, and the log says so. Only what is new is said: the file
 * is read at every look. */
#include "cli/reread.h"

#include "base/map.h"
#include "base/mem.h"
#include "cli/excerpt.h"
#include "site/site.h"

#include <stdlib.h>
#include <unistd.h>

void reread_release(struct reread *reread)
{
    if (reread->now != NULL)
        settings_release(reread->now);
    free(reread->now);
    reread->now = NULL;
}

static void append_faults(struct str *text, const struct diagnostics *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        const struct diagnostic *fault = &faults->items[i];
        str_appendf(text, "error: %.*s", SLICE_FMT(fault->path));
        if (fault->line > 0)
            str_appendf(text, ":%u:%u", fault->line, fault->column);
        str_append_text(text, ": ");
        visible_append(text, fault->message);
        str_appendf(text, " [%s]", diagnostic_code_name(fault->code));
        if (fault->hint.size > 0) {
            str_append_text(text, "; ");
            visible_append(text, fault->hint);
        }
        str_append_char(text, '\n');
    }
    str_append_text(text, "settings: they stay as they were\n");
}

static void use(struct reread *reread, struct settings *next, struct str *text)
{
    const struct settings *now =
        reread->now != NULL ? reread->now : reread->first;
    struct str keys = {0};

    if (settings_need_restart(reread->first, next, &keys))
        str_appendf(text, "settings: %s will change with a restart\n",
                    keys.data);
    next->policy.timezone = reread->first->policy.timezone;
    str_clear(&keys);
    if (settings_have_changed(now, next, &keys)) {
        str_appendf(text, "settings: %s changed\n", keys.data);
        site_set_settings(reread->site, next);
        reread_release(reread);
        reread->now = next;
    } else {
        settings_release(next);
        free(next);
    }
    str_release(&keys);
}

void reread_settings(struct reread *reread, struct str *out)
{
    if (access(reread->options->folder, R_OK | X_OK) != 0)
        return; /* without a folder there would be the defaults */

    struct settings *next = mem_alloc(1, sizeof *next);
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct str text = {0};

    if (settings_read(reread->options->folder, &reread->options->overrides,
                      next, &faults)) {
        use(reread, next, &text);
    } else {
        append_faults(&text, &faults);
        free(next);
    }
    uint64_t said = hash_bytes(str_slice(&text), 0);
    if (said != reread->told)
        str_append(out, str_slice(&text));
    reread->told = said;
    str_release(&text);
    arena_release(&arena);
}
