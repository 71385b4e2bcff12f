/* exclude.c - patterns of paths that are no content, and the file that holds
 * them, which is none either.
 *
 * "drafts" and "drafts/" keep a folder out with all that is in it; so does the
 * same with two stars behind it, one file at a time. */
#include "site/exclude.h"

#include "base/glob.h"
#include "site/settings.h"

bool is_excluded(const struct names *globs, struct slice path)
{
    if (slice_is(path, SETTINGS_FILE))
        return true;
    for (size_t i = 0; i < globs->count; i++) {
        struct slice glob = globs->items[i];
        if (slice_ends(glob, "/"))
            glob = slice_sub(glob, 0, glob.size - 1);
        if (glob_matches(glob, path))
            return true;
    }
    return false;
}
