/* visit.c - names the folders whose changes may change the walk.
 *
 * Those that are served have their paths in the site; all others, with
 * settings or the targets of links, have absolute ones. */
#include "site/visit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

void walk_visit_folder(struct walk *walk, const char *path,
                       struct slice relative)
{
    const struct folder_visitor *visitor = &walk->hints.visitor;
    struct slice prefix = walk->hints.prefix;
    struct str whole = {0};
    if (visitor->visit == NULL)
        return;
    if (prefix.size > 0 && !slice_starts(relative, "/")) {
        str_append(&whole, prefix);
        str_append(&whole, relative);
        relative = str_slice(&whole);
        if (slice_ends(relative, "/"))
            relative = slice_sub(relative, 0, relative.size - 1);
    }
    visitor->visit(visitor->context, path, relative);
    str_release(&whole);
}

void walk_visit_target(struct walk *walk, const char *folder, struct slice path)
{
    struct str written = {0};
    char target[PATH_MAX];
    str_appendf(&written, "%s/%.*s", folder, SLICE_FMT(path));
    if (realpath(written.data, target) != NULL &&
        !slice_is(str_slice(&written), target)) {
        walk->has_links = true;
        *strrchr(target, '/') = '\0';
        walk_visit_folder(walk, target, slice_of(target));
    }
    str_release(&written);
}
