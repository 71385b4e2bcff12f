/* reread.c - a changed headmatter.yaml, without a restart.
 *
 * What answers are made by changes with the next snapshot. What the process
 * was started with (addresses, threads, the timezone, which the C library reads
 * once) stays as it is, and the log says so. What is not done is said once: the
 * file is read at every look. What is wrong with it is a fault of the site like
 * that of a broken document, and told with those.
 *
 * The tokens are read by the settings that hold even where the file of settings
 * is wrong: whoever takes one out does not think of that file. */
#include "cli/reread.h"

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "site/site.h"
#include "site/tokens.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define WHILE_S 2 /* longer than anybody takes to say so */

void reread_release(struct reread *reread)
{
    if (reread->now != NULL)
        settings_release(reread->now);
    free(reread->now);
    reread->now = NULL;
}

static struct settings *current(const struct reread *reread)
{
    return reread->now != NULL ? reread->now : reread->first;
}

/* `once` gets what need not be said again. */
static void use(struct reread *reread, struct settings *next, struct str *out,
                struct str *once)
{
    const struct settings *now = current(reread);
    struct str keys = {0};

    if (settings_need_restart(reread->first, next, &keys))
        str_appendf(once, "settings: %s will change with a restart\n",
                    keys.data);
    next->policy.timezone = reread->first->policy.timezone;
    str_clear(&keys);
    if (settings_have_changed(now, next, &keys)) {
        str_appendf(out, "settings: %s changed\n", keys.data);
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
    (void)tokens_read(next, options->folder, faults); /* who is left, holds */
    return true;
}

/* All stays as it was but for the tokens. */
static void keep(struct reread *reread, struct diagnostics *faults,
                 struct str *out)
{
    struct settings *now = current(reread);
    struct settings next = *now;

    next.tokens_arena = (struct arena){0};
    (void)tokens_read(&next, reread->options->folder, faults);
    if (policy_has_same_tokens(&now->policy, &next.policy)) {
        arena_release(&next.tokens_arena);
        return;
    }
    arena_release(&now->tokens_arena);
    *now = next;
    site_set_settings(reread->site, now);
    str_append_text(out, "settings: the file of tokens changed\n");
}

/* Of the file, wherever a link leads; all zero where there is none. */
static struct file_stamp stamp_of(struct slice path)
{
    struct stat status;
    if (path.size == 0 || stat(path.data, &status) != 0)
        return (struct file_stamp){0};
    return (struct file_stamp){
        .inode = status.st_ino,
        .size = status.st_size,
        .modified = status.st_mtim,
        .changed = status.st_ctim,
    };
}

static struct file_stamp stamp_of_tokens(const struct reread *reread)
{
    struct arena arena = {0};
    struct file_stamp stamp =
        stamp_of(tokens_path(current(reread), reread->options->folder, &arena));
    arena_release(&arena);
    return stamp;
}

static struct file_stamp stamp_of_settings(const struct reread *reread)
{
    struct arena arena = {0};
    struct file_stamp stamp = stamp_of(
        arena_printf(&arena, "%s/" SETTINGS_FILE, reread->options->folder));
    arena_release(&arena);
    return stamp;
}

static bool is_same_time(struct timespec a, struct timespec b)
{
    return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

static bool differ(const struct file_stamp *a, const struct file_stamp *b)
{
    return a->inode != b->inode || a->size != b->size ||
           !is_same_time(a->modified, b->modified) ||
           !is_same_time(a->changed, b->changed);
}

/* Not while it is being written. */
static bool is_settled(const struct file_stamp *stamp)
{
    return stamp->inode != 0 &&
           clock_now_ms() / 1000 - stamp->changed.tv_sec >= WHILE_S;
}

bool reread_is_due(const struct reread *reread)
{
    struct file_stamp tokens = stamp_of_tokens(reread);
    struct file_stamp settings = stamp_of_settings(reread);
    return differ(&tokens, &reread->tokens) ||
           (differ(&settings, &reread->settings) && is_settled(&settings));
}

void reread_settings(struct reread *reread, struct str *out)
{
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct str once = {0};

    reread->tokens = stamp_of_tokens(reread);
    reread->settings = stamp_of_settings(reread);
    if (access(reread->options->folder, R_OK | X_OK) != 0) {
        keep(reread, &faults, out); /* without it there would be defaults */
        arena_release(&arena);
        return;
    }
    struct settings *next = mem_alloc(1, sizeof *next);
    if (read_all(reread, next, &faults)) {
        use(reread, next, out, &once);
    } else {
        str_append_text(&once, "settings: they stay as they were\n");
        keep(reread, &faults, out);
        free(next);
    }
    site_set_settings_faults(reread->site, &faults);
    uint64_t said = hash_bytes(str_slice(&once), 0);
    if (said != reread->told)
        str_append(out, str_slice(&once));
    reread->told = said;
    str_release(&once);
    arena_release(&arena);
}
