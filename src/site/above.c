/* above.c - the project around DIR, where DIR is its content and nothing else.
 *
 *     mysite/hugo.yaml      ignoreFiles: [wip]
 *     mysite/content/       is served
 *
 * What the site does not publish must not depend on which of the two folders is
 * served. Settings may also appear later, so the folders that were looked at
 * are watched even if there is no project in them. If the settings are gone,
 * what they hold back is not published: the last ones still apply. */
#include "site/above.h"

#include "document/path.h"
#include "site/visit.h"

static void visit(struct walk *walk, struct slice path)
{
    struct str copy = {0};
    str_append(&copy, path);
    walk_visit_folder(walk, copy.data, str_slice(&copy));
    str_release(&copy);
}

static void visit_in(struct walk *walk, struct slice folder, struct slice path)
{
    struct arena arena = {0};
    if (path.size > 0)
        visit(walk, arena_printf(&arena, "%.*s/%.*s", SLICE_FMT(folder),
                                 SLICE_FMT(path)));
    arena_release(&arena);
}

void above_visit_level(struct walk *walk, struct slice folder)
{
    const char *sign;
    visit(walk, folder);
    for (size_t i = 0; (sign = tree_folder_sign(i)) != NULL; i++) {
        visit_in(walk, folder, path_folder(slice_of(sign)));
        visit_in(walk, folder, slice_of(sign));
    }
}

static void visit_file(struct walk *walk, const struct walk *project,
                       const char *path)
{
    visit_in(walk, slice_of(project->folder), path_folder(slice_of(path)));
    walk_visit_target(walk, project->folder, slice_of(path));
}

void above_visit_settings(struct walk *walk, const struct walk *project)
{
    const struct settings_file *file;
    const char *name;
    for (size_t i = 0; (file = tree_settings(&project->tree, i)) != NULL; i++)
        visit_file(walk, project, file->path);
    for (size_t i = 0; (name = tree_ignore_file(&project->tree, i)) != NULL;
         i++)
        visit_file(walk, project, name);
}

static bool has_settings(const struct walk *project)
{
    return project->generator.settings.kind == VALUE_OBJECT;
}

bool above_has_lost_settings(const struct walk *before,
                             const struct walk *found)
{
    return generator_count_settings(before->folder, &before->tree) <
               before->settings_count &&
           (found == NULL || (has_settings(before) && !has_settings(found)));
}

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

static void warn_of_loss(struct walk *walk, struct slice path)
{
    walk->diagnostics.path = path;
    diagnostics_add(&walk->diagnostics, DIAGNOSTIC_SETTINGS_UNREAD, 0, 0,
                    "restore it, or restart to serve without it",
                    "the settings of the site are gone; what they hold back "
                    "is still not served");
}

void above_take(struct walk *walk)
{
    const struct walk *project = walk->above;
    if (project == NULL)
        return;
    struct slice path = path_from(walk, project->tree.settings_path);
    if (has_settings(project)) {
        walk->tree.settings = &project->generator.settings;
        walk->tree.settings_path = path;
    }
    walk->generator.timezone = project->generator.timezone;
    take_diagnostics(walk);
    if (walk->has_lost_settings)
        warn_of_loss(walk, path);
}
