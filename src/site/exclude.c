/* exclude.c - patterns of paths that are no content, and the file that holds
 * them, which is none either.
 *
 * "drafts" keeps a folder out with all that is in it; so does the same with two
 * stars behind it, one file at a time. */
#include "site/exclude.h"

#include "base/glob.h"
#include "site/settings.h"

bool is_excluded(const struct names *globs, struct slice path)
{
    if (slice_is(path, SETTINGS_FILE))
        return true;
    for (size_t i = 0; i < globs->count; i++) {
        if (glob_matches(globs->items[i], path))
            return true;
    }
    return false;
}
