/* exclude.c - patterns of paths to skip, and headmatter.yaml itself, which is
 * not content either.
 *
 * "drafts" excludes a folder with everything in it; with a slash and two stars
 * after it, it has the same effect, one file at a time. */
#include "site/exclude.h"

#include "base/glob.h"
#include "layout/rules.h"

#include <sys/stat.h>

/* The operator names paths in the site. */
static struct slice path_in_site(const struct walk *walk, struct slice path,
                                 struct str *buffer)
{
    if (walk->hints.prefix.size == 0)
        return path;
    str_append(buffer, walk->hints.prefix);
    str_append(buffer, path);
    return str_slice(buffer);
}

bool walk_excludes(const struct walk *walk, struct slice path)
{
    const struct names *globs = &walk->hints.exclude;
    bool is_match = slice_is(path, SETTINGS_FILE);
    struct str buffer = {0};
    path = path_in_site(walk, path, &buffer);
    for (size_t i = 0; i < globs->count; i++) {
        if (!glob_matches(globs->items[i], path))
            continue;
        walk->is_used[i] = true;
        is_match = true;
    }
    str_release(&buffer);
    return is_match;
}

bool walk_is_named(const struct walk *walk, struct slice path,
                   bool *ret_is_exact)
{
    struct str buffer = {0};
    bool is_named = rules_name_path(
        walk->hints.policy, path_in_site(walk, path, &buffer), ret_is_exact);
    str_release(&buffer);
    return is_named;
}

/* Whether the pattern is the path of a file or folder. Hidden ones and those
 * beside the content are never walked, but somebody may exclude them to be
 * sure. */
static bool names_existing_path(struct slice glob, const char *folder)
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

void exclude_warn_unused(const struct settings *settings, const char *folder,
                         const bool *is_used, struct diagnostics *diagnostics)
{
    const struct setting *setting = setting_find(SLICE("exclude"));
    const struct setting_origin *origin =
        &settings->origins[setting_row(setting)];
    const struct names *globs = &settings->exclude;
    if (origin->kind != FROM_FILE)
        return; /* the same command may serve several sites */
    diagnostics->path = SLICE(SETTINGS_FILE);
    size_t count = value_is_array(origin->written) ? origin->written->size : 1;
    for (size_t i = 0; i < count && i < globs->count; i++) {
        const struct value *at = value_is_array(origin->written)
                                     ? &origin->written->as.items[i]
                                     : origin->written;
        if (!is_used[i] && !names_existing_path(globs->items[i], folder))
            diagnostics_add(diagnostics, DIAGNOSTIC_SETTING_UNUSED, at->line,
                            at->column, "correct or remove the pattern",
                            "the pattern '%.*s' matches no file or folder",
                            SLICE_FMT(globs->items[i]));
    }
}
