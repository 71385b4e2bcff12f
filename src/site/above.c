/* above.c - the project around DIR, where DIR is its content and nothing else.
 *
 *     mysite/hugo.yaml      ignoreFiles: [wip]
 *     mysite/content/       is served
 *
 * What the site does not publish must not depend on which of the two folders is
 * served. */
#include "site/above.h"

#include "document/path.h"

/* "../hugo.yaml", from DIR. */
static struct slice path_from(struct walk *walk, struct slice path)
{
    struct str up = {0};
    struct slice inside = walk->tree.inside, folder;
    while (slice_cut(&inside, '/', &folder))
        str_append_text(&up, "../");
    str_append(&up, path);
    struct slice kept = arena_copy(&walk->arena, str_slice(&up));
    str_release(&up);
    return kept;
}

static void take_diagnostics(struct walk *walk)
{
    const struct diagnostics *found = &walk->above->diagnostics;
    for (size_t i = 0; i < found->count; i++) {
        const struct diagnostic *item = &found->items[i];
        walk->diagnostics.path = path_from(walk, item->path);
        diagnostics_add(&walk->diagnostics, item->code, item->line,
                        item->column, item->hint.data, "%.*s",
                        SLICE_FMT(item->message));
    }
}

void above_take(struct walk *walk)
{
    struct walk *project = walk->above;
    struct stat status;
    if (project == NULL)
        return;
    struct slice path =
        generator_settings(project->folder, &project->tree, &status);
    if (project->generator.settings.kind == VALUE_OBJECT) {
        walk->tree.settings = &project->generator.settings;
        walk->tree.settings_path = path_from(walk, path);
    }
    walk->generator.timezone = project->generator.timezone;
    take_diagnostics(walk);
    if (walk->hints.visitor.visit != NULL)
        walk->hints.visitor.visit(walk->hints.visitor.context, project->folder,
                                  slice_of(project->folder));
}
