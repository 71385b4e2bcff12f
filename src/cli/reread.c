/* reread.c - a changed headmatter.yaml, without a restart.
 *
 * What answers are made by changes with the next snapshot. What the process
 * was started with (addresses, threads, the timezone, which the C library reads
 * once) stays as it is, and the log says so. Only what is new is said: the file
 * is read at every look. What is wrong with it is a fault of the site like that
 * of a broken document, and told with those. */
#include "cli/reread.h"

#include "base/map.h"
#include "base/mem.h"
#include "site/site.h"
#include "site/tokens.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

void reread_release(struct reread *reread)
{
    if (reread->now != NULL)
        settings_release(reread->now);
    free(reread->now);
    reread->now = NULL;
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

static bool read_all(const struct reread *reread, struct settings *next,
                     struct diagnostics *faults)
{
    const struct options *options = reread->options;
    if (!settings_read(options->folder, &options->overrides, next, faults))
        return false;
    if (tokens_read(next, options->folder, faults))
        return true;
    settings_release(next);
    return false;
}

/* Of the file, wherever a link leads; all zero where there is none. */
static struct tokens_stamp stamp_of_tokens(const struct reread *reread)
{
    const struct settings *now =
        reread->now != NULL ? reread->now : reread->first;
    struct tokens_stamp stamp = {0};
    struct arena arena = {0};
    struct stat status;
    struct slice path = tokens_path(now, reread->options->folder, &arena);
    if (path.size > 0 && stat(path.data, &status) == 0)
        stamp = (struct tokens_stamp){
            .inode = status.st_ino,
            .size = status.st_size,
            .modified = status.st_mtim,
        };
    arena_release(&arena);
    return stamp;
}

bool reread_is_due(const struct reread *reread)
{
    struct tokens_stamp now = stamp_of_tokens(reread);
    const struct tokens_stamp *last = &reread->tokens;
    return now.inode != last->inode || now.size != last->size ||
           now.modified.tv_sec != last->modified.tv_sec ||
           now.modified.tv_nsec != last->modified.tv_nsec;
}

void reread_settings(struct reread *reread, struct str *out)
{
    if (access(reread->options->folder, R_OK | X_OK) != 0)
        return; /* without a folder there would be the defaults */

    struct settings *next = mem_alloc(1, sizeof *next);
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct str text = {0};

    reread->tokens = stamp_of_tokens(reread);
    if (read_all(reread, next, &faults)) {
        use(reread, next, &text);
    } else {
        str_append_text(&text, "settings: they stay as they were\n");
        free(next);
    }
    site_set_settings_faults(reread->site, &faults);
    uint64_t said = hash_bytes(str_slice(&text), 0);
    if (said != reread->told)
        str_append(out, str_slice(&text));
    reread->told = said;
    str_release(&text);
    arena_release(&arena);
}
