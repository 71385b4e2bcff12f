/* visit.c - names the folders whose changes may change the walk.
 *
 * Those that are served have paths relative to walk->folder; all others, with
 * settings or the targets of links, have absolute ones. */
#include "site/visit.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

void walk_visit_folder(struct walk *walk, const char *path,
                       struct slice relative)
{
    const struct folder_visitor *visitor = &walk->hints.visitor;
    if (visitor->visit != NULL)
        visitor->visit(visitor->context, path, relative);
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
