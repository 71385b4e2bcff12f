/* reread.c - applies a changed headmatter.yaml without a restart.
 *
 * Settings that affect answers take effect with the next snapshot. Those of the
 * process itself (addresses, threads, the timezone, which the C library reads
 * once) keep their values, and the log says so. The file is read at every look,
 * so what is not applied is reported only when it changes. Faults of the file
 * are faults of the site, reported with those of broken documents.
 *
 * The tokens are read even while headmatter.yaml has a fault: somebody who
 * revokes a token does not think of that file. */
#include "cli/reread.h"

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "site/site.h"
#include "site/tokens.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

/* Appends to `once` what is not to be reported again. */
static void apply(struct reread *reread, struct settings *next, struct str *out,
                  struct str *once)
{
    const struct settings *now = current(reread);
    struct str keys = {0};

    if (settings_need_restart(reread->first, next, &keys))
        str_appendf(once,
                    "settings: a change of %s takes effect after a restart\n",
                    keys.data);
    next->policy.timezone = reread->first->policy.timezone;
    memcpy(next->roots, reread->first->roots, sizeof next->roots);
    next->root_count = reread->first->root_count;
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
    (void)tokens_read(next, options->folder, faults); /* valid lines count */
    if (options->command == COMMAND_MCP ||
        (options->command == COMMAND_CHECK && next->schemas.size > 0))
        next->policy.serves_preview = true; /* as load.c says */
    return true;
}

/* Keeps all settings but the tokens. */
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
    str_append_text(out, "settings: the tokens file changed\n");
}

/* Follows links; all zero if the file does not exist. */
static struct stamp stamp_of_path(struct slice path)
{
    struct stat status;
    if (path.size == 0 || stat(path.data, &status) != 0)
        return (struct stamp){0};
    return stamp_of(&status, clock_now_ms());
}

static struct stamp stamp_of_tokens(const struct reread *reread)
{
    struct arena arena = {0};
    struct stamp stamp = stamp_of_path(
        tokens_path(current(reread), reread->options->folder, &arena));
    arena_release(&arena);
    return stamp;
}

static struct stamp stamp_of_settings(const struct reread *reread)
{
    struct arena arena = {0};
    struct stamp stamp = stamp_of_path(
        arena_printf(&arena, "%s/" SETTINGS_FILE, reread->options->folder));
    arena_release(&arena);
    return stamp;
}

static struct stamp stamp_of_operators(const struct reread *reread)
{
    const char *file = reread->options->overrides.file;
    return stamp_of_path(file != NULL ? slice_of(file) : SLICE_NONE);
}

bool reread_is_due(const struct reread *reread)
{
    struct stamp tokens = stamp_of_tokens(reread);
    struct stamp settings = stamp_of_settings(reread);
    struct stamp operators = stamp_of_operators(reread);
    return !stamp_is_same(&tokens, &reread->tokens) ||
           (!stamp_is_same(&operators, &reread->operators) &&
            operators.is_settled) ||
           (!stamp_is_same(&settings, &reread->settings) &&
            settings.is_settled);
}

static bool are_folders_there(const struct reread *reread)
{
    const struct settings *first = reread->first;
    bool is_there = access(reread->options->folder, R_OK | X_OK) == 0;
    for (size_t i = 0; is_there && i < first->root_count; i++)
        is_there = access(first->roots[i].folder.data, R_OK | X_OK) == 0;
    return is_there;
}

void reread_settings(struct reread *reread, struct str *out)
{
    struct arena arena = {0};
    struct diagnostics faults = {.arena = &arena};
    struct str once = {0};

    reread->tokens = stamp_of_tokens(reread);
    reread->settings = stamp_of_settings(reread);
    reread->operators = stamp_of_operators(reread);
    if (!are_folders_there(reread)) {
        keep(reread, &faults, out); /* a missing file means the defaults */
        arena_release(&arena);
        return;
    }
    struct settings *next = mem_alloc(1, sizeof *next);
    if (read_all(reread, next, &faults)) {
        apply(reread, next, out, &once);
    } else {
        str_append_text(
            &once,
            "settings: not changed, because of the faults in the file\n");
        keep(reread, &faults, out);
        free(next);
    }
    site_set_settings_faults(reread->site, &faults);
    uint64_t hash = hash_bytes(str_slice(&once), 0);
    if (hash != reread->reported)
        str_append(out, str_slice(&once));
    reread->reported = hash;
    str_release(&once);
    arena_release(&arena);
}
