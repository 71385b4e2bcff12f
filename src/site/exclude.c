/* exclude.c - patterns of paths that are no content, and the file that holds
 * them, which is none either.
 *
 * "drafts" keeps a folder out with all that is in it; so does the same with two
 * stars behind it, one file at a time. */
#include "site/exclude.h"

#include "base/glob.h"

#include <sys/stat.h>

bool is_excluded(const struct names *globs, struct slice path, bool *is_used)
{
    bool is_out = slice_is(path, SETTINGS_FILE);
    for (size_t i = 0; i < globs->count; i++) {
        if (!glob_matches(globs->items[i], path))
            continue;
        is_used[i] = true;
        is_out = true;
    }
    return is_out;
}

/* What is hidden or lies beside the content is not walked, and may be kept out
 * all the same, to be sure: there is such a file or folder. */
static bool names_what_is_there(struct slice glob, const char *folder)
{
    struct str path = {0};
    struct stat status;
    if (slice_ends(glob, "/**"))
        glob = slice_sub(glob, 0, glob.size - 3);
    str_appendf(&path, "%s/%.*s", folder, SLICE_FMT(glob));
    bool is_there = lstat(path.data, &status) == 0;
    str_release(&path);
    return is_there;
}

void warn_of_unused_patterns(const struct settings *settings,
                             const char *folder, const bool *is_used,
                             struct diagnostics *diagnostics)
{
    const struct setting *setting = setting_find(SLICE("exclude"));
    const struct setting_origin *origin =
        &settings->origins[setting_row(setting)];
    const struct names *globs = &settings->exclude;
    if (origin->kind != FROM_FILE)
        return; /* one command for several sites */
    diagnostics->path = SLICE(SETTINGS_FILE);
    for (size_t i = 0; i < globs->count; i++) {
        const struct value *at = value_is_array(origin->written)
                                     ? &origin->written->as.items[i]
                                     : origin->written;
        if (!is_used[i] && !names_what_is_there(globs->items[i], folder))
            diagnostics_add(diagnostics, DIAGNOSTIC_SETTING_UNUSED, at->line,
                            at->column, "correct the pattern, or take it out",
                            "no file and no folder is kept out by '%.*s'",
                            SLICE_FMT(globs->items[i]));
    }
}
